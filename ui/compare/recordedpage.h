// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lineside {

class EngineBridge;
class LoadNow;
class NoticeLabel;
class RecordedReport;
class RecordedSetup;

/// Compares two models of the library over recorded pictures: what is to be compared, how far it is, what came out, one in the place of the other. Nothing on the line changes. UI thread only.
class RecordedPage : public QWidget {
    Q_OBJECT

public:
    explicit RecordedPage(EngineBridge &bridge, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum class Place { Setup, Running, Report };

    void build();
    void retranslate();
    void look();
    void showState();
    void showNotice();
    void setPlace(Place place);
    void begin(const OfflineRequest &request);

    EngineBridge &m_bridge;
    OfflineJobPtr m_job;  ///< as it is shown
    Place m_place = Place::Setup;
    bool m_asked = false;  ///< a comparison, and there is no answer yet
    QString m_notBegun;   ///< why what was asked for last was not taken up

    QLabel *m_sentence, *m_evidence, *m_figuresB, *m_figuresA, *m_progressText;
    NoticeLabel *m_notice;
    QProgressBar *m_progress;
    LoadNow *m_loadNow;
    QPushButton *m_cancel, *m_another, *m_back;
    QWidget *m_running, *m_result;
    RecordedSetup *m_setup;
    RecordedReport *m_report;
    bool m_reviewing = false;  ///< in the result people are asked
};

}  // namespace lineside
