// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/compareviews.h"
#include "lineside/engine.h"

#include <QWidget>

#include <optional>
#include <string>

class QLabel;
class QPushButton;
class QToolButton;

namespace lineside {

class ClassesPanel;
class CompareSetup;
class DifferingStrip;
class EngineBridge;
class WindowAccess;
class EvidencePanel;
class NoticeLabel;
class OfferButton;
class OnlyChip;
class ReviewPanel;
class StationsBar;
class StationsPanel;
class TransitionColumn;
class ZoomBar;

/// Lets a model B judge the same frames as the model A of a station and shows both answers on the same frame, B
/// (preview) left, A (on air) right. Only the transition button between them changes what the line does. UI thread only.
class ComparePage : public QWidget {
    Q_OBJECT

public:
    /// `access`: who is at the window; null: nobody is asked.
    explicit ComparePage(EngineBridge &bridge, WindowAccess *access = nullptr, QWidget *parent = nullptr);

    void showStation(const StationId &station);
    void followSelection(const StationId &station);  ///< shows it, unless a comparison is looked at
    void showModel(const ModelId &b);  ///< proposes B; starts nothing, and says so where another comparison runs

signals:
    void signInRequested(const QString &why);
    void reviewRequested(const lineside::StationId &station);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void fitMiddle();
    void retranslate();
    void fillChoices();
    void changeStation();
    void onTick();
    void followPictures();
    void showState();
    void setFrozen(bool frozen);
    void setWay(CompareViews::Way way);
    void open(const ComparedFramePtr &frame);
    enum class Place { Pictures, Evidence, Classes, Stations, Review };
    void setPlace(Place place);
    void showOnly(const std::optional<std::string> &label);
    void showChip();

    ComparedFramePtr current() const;

    EngineBridge &m_bridge;
    WindowAccess &m_access;
    FrameFeedPtr m_feed;
    bool m_frozen = false;

    QLabel *m_sentence, *m_evidence, *m_figuresA, *m_figuresB, *m_stripTitle;
    NoticeLabel *m_notice;
    CompareSetup *m_setup;
    OfferButton *m_offer;
    QPushButton *m_askReview;
    QToolButton *m_overlayButton, *m_sideButton, *m_wipeButton, *m_freeze, *m_evidenceButton, *m_classesButton;
    QWidget *m_betweenFigures;
    TransitionColumn *m_middle;
    ZoomBar *m_zoom;
    CompareViews *m_views;
    DifferingStrip *m_strip;
    OnlyChip *m_only;  ///< beside its title
    QWidget *m_choice;   ///< what is compared, and where
    QWidget *m_looking;  ///< all that shows frames
    EvidencePanel *m_evidencePanel;  ///< in the place of it
    ClassesPanel *m_classesPanel;  ///< also
    StationsPanel *m_stationsPanel;  ///< also
    ReviewPanel *m_review;  ///< also
    StationsBar *m_stationsBar;
    Place m_place = Place::Pictures;
};

}  // namespace lineside
