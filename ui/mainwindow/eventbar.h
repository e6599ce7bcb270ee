// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace lineside {

class EngineBridge;
class TransitionButton;

/// What happened last, with Roll back where that can be undone; frames judged and skipped; the button of the files
/// panel. UI thread only.
class EventBar : public QWidget {
    Q_OBJECT

public:
    explicit EventBar(EngineBridge &bridge, QWidget *parent = nullptr);

    void setFileCount(int count);
    QString sentence() const;

signals:
    void filesRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void sync();
    void showTotals();
    void showRollBack(const EngineSnapshot &snapshot, const HistoryEvent *event);

    EngineBridge &m_bridge;
    QHBoxLayout *m_layout;
    QLabel *m_event, *m_totals;
    QPushButton *m_files;
    TransitionButton *m_rollBack = nullptr;
    StationId m_rollBackStation;
    QTimer m_second;
    int m_fileCount = 0;
};

}  // namespace lineside
