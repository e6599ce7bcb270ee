// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/droptargets.h"
#include "lineside/station.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace lineside {

class EngineBridge;
class Wall;

/// The wall of all stations, and what it says when there are none. UI thread only.
class LivePage : public QWidget, public DropTargets {
    Q_OBJECT

public:
    explicit LivePage(EngineBridge &bridge, QWidget *parent = nullptr);

    Wall &wall() { return *m_wall; }
    /// Layout chooser and pager, for the window's top bar; owned by whoever takes it.
    QWidget *controls() { return m_controls; }

    std::vector<DropTarget> dropTargets(const QWidget *window) const override;

signals:
    void openRequested(const lineside::StationId &station);
    void reviewRequested(const lineside::StationId &station);
    void compareRequested(const lineside::StationId &station);
    void settingsRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildControls();
    void retranslate();
    void showState();
    void showPager();

    EngineBridge &m_bridge;
    Wall *m_wall;
    QWidget *m_empty;
    QLabel *m_emptyText;
    QPushButton *m_emptyButton;
    QWidget *m_controls;
    QLabel *m_layoutLabel;
    QComboBox *m_layout;
    QToolButton *m_back, *m_forward;
    QLabel *m_page;
};

}  // namespace lineside
