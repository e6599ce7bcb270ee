// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include "compare/compareviewport.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace lineside {

class CompareView;
class DifferingFramesModel;
class EngineBridge;
class NoticeLabel;

/// Lets a model B judge the same frames as the model A of a station and shows both answers on the same frame, B
/// (preview) left, A (on air) right. Nothing on this page changes what the line does. UI thread only.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    explicit ComparePage(EngineBridge &bridge, QWidget *parent = nullptr);

    void showStation(const StationId &station);
    void showModel(const ModelId &b);  ///< proposes B; starts nothing

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void retranslate();
    void fillChoices();
    void fillModels();
    void onTick();
    void showState();
    void showStrip();
    void setFrame(const ComparedFramePtr &frame);
    void setFrozen(bool frozen);
    void setOverlay(bool overlay);
    void openDiffering(int row);
    void startOrStop();

    const StationSnapshot *station() const;
    const ModelSnapshot *chosenB() const;
    StationId stationId() const;
    QString sentence() const;
    QString labelNotice() const;

    EngineBridge &m_bridge;
    FrameFeedPtr m_feed;
    EngineSnapshotPtr m_snapshot;
    CompareViewport m_viewport;
    DifferingFramesModel *m_differing;
    bool m_frozen = false;

    QLabel *m_sentence, *m_stationLabel, *m_modelLabel, *m_statsA, *m_statsB, *m_stripTitle;
    NoticeLabel *m_notice;
    QComboBox *m_station, *m_model;
    QPushButton *m_start, *m_offer;
    QToolButton *m_overlayButton, *m_sideButton, *m_freeze;
    QStackedWidget *m_views;
    CompareView *m_viewA, *m_viewB, *m_viewBoth;
    QListView *m_strip;
};

}  // namespace lineside
