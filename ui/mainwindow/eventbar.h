// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace lineside {

class ElidedLabel;
class EngineBridge;
class FilesButton;
class TransitionButton;

/// What happened last, with Roll back where that can be undone; frames judged, skipped and lost; the newest offered file.
/// UI thread only.
class EventBar : public QWidget {
    Q_OBJECT

public:
    explicit EventBar(EngineBridge &bridge, QWidget *parent = nullptr);

    FilesButton &filesButton() { return *m_files; }
    QString sentence() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void sync();
    void showTotals();
    void fitTotals();
    void showRollBack(const EngineSnapshot &snapshot, const HistoryEvent *event);

    EngineBridge &m_bridge;
    QHBoxLayout *m_layout;
    ElidedLabel *m_event;
    QLabel *m_totals;
    FilesButton *m_files;
    TransitionButton *m_rollBack = nullptr;
    StationId m_rollBackStation;
    QTimer m_second;
};

}  // namespace lineside
