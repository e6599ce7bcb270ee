// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/droptargets.h"
#include "lineside/modelid.h"
#include "lineside/station.h"

#include <QWidget>

class QToolButton;

namespace lineside {

class ComparePage;
class EngineBridge;
class WindowAccess;
class RecordedPage;

/// The two ways to compare models: on the pictures of a station as they come, or over recorded ones. Which one was looked at last is remembered. UI thread only.
class CompareScreen : public QWidget, public DropTaker {
    Q_OBJECT

public:
    /// `access`: who is at the window; null: nobody is asked.
    explicit CompareScreen(EngineBridge &bridge, WindowAccess *access = nullptr, QWidget *parent = nullptr);

    ComparePage &live() { return *m_live; }
    void showStation(const StationId &station);  ///< live
    void showModel(const ModelId &b);            ///< the same

    /// A folder or a video, over the recorded way; weight files are offered as everywhere.
    bool takesDrop(const QMimeData &data) const override;

signals:
    void signInRequested(const QString &why);
    void reviewRequested(const lineside::StationId &station);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void setRecorded(bool recorded);
    void retranslate();

    QToolButton *m_liveButton, *m_recordedButton;
    ComparePage *m_live;
    RecordedPage *m_recorded;
};

}  // namespace lineside
