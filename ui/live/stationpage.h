// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/droptargets.h"
#include "lineside/engine.h"
#include "live/pictureviewport.h"
#include "live/stationpicture.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace lineside {

class ElidedLabel;
class EngineBridge;
class GoldenPanel;
class LotEdit;
class PictureView;
class StationTabs;
class TransitionColumn;
class ZoomBar;

/// One station, large: preview left, on air right, one button between them that points to the right. UI thread only.
class StationPage : public QWidget, public DropTargets {
    Q_OBJECT

public:
    explicit StationPage(EngineBridge &bridge, QWidget *parent = nullptr);

    void showStation(const StationId &station);
    const StationId &station() const { return m_station; }
    std::vector<DropTarget> dropTargets(const QWidget *window) const override;

signals:
    void backRequested();
    void reviewRequested(const lineside::StationId &station);
    void compareRequested(const lineside::StationId &station);
    void settingsRequested(const lineside::StationId &station);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void tick();
    void followPictures();
    bool held() const { return std::chrono::steady_clock::now() < m_heldUntil; }
    void showPictures(const StationSnapshot &station);
    void showWords();
    void fillChooser();
    void nameGolden();
    void toggleShadow();

    EngineBridge &m_bridge;
    StationId m_station;
    FrameFeedPtr m_feed;
    StationPicture m_picture;
    SteadyTime m_heldUntil;
    unsigned m_tick = 0;
    bool m_boxes = true, m_labels = true, m_saidLive = false;

    QPushButton *m_back, *m_choose, *m_shadow, *m_compare, *m_settings;
    QMenu *m_chooser;
    QLabel *m_name;
    ElidedLabel *m_state;
    LotEdit *m_lot;
    ZoomBar *m_zoom;
    TransitionColumn *m_middle;
    PictureViewport m_viewport;  ///< of both pictures
    PictureView *m_preview, *m_onAir;
    StationTabs *m_tabs;
    GoldenPanel *m_golden;  ///< the last of the tabs
};

}  // namespace lineside
