// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparepage.h"

#include "actions/transitioncolumn.h"
#include "bridge/enginebridge.h"
#include "compare/classespanel.h"
#include "compare/comparesetup.h"
#include "compare/comparetext.h"
#include "compare/compareview.h"
#include "compare/differingstrip.h"
#include "compare/evidencepanel.h"
#include "compare/offerbutton.h"
#include "compare/onlychip.h"
#include "compare/reviewpanel.h"
#include "compare/stationsbar.h"
#include "compare/stationspanel.h"
#include "compare/stationstext.h"
#include "compare/verdicttext.h"
#include "itemmodels/words.h"
#include "live/zoombar.h"
#include "settings/interfacesettings.h"
#include "settings/noticelabel.h"
#include "signin/windowaccess.h"
#include "widgets/forreaders.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace lineside {

ComparePage::ComparePage(EngineBridge &bridge, WindowAccess *access, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_access(access ? *access : *new WindowAccess(nullptr, this))
{
    setObjectName(QStringLiteral("compareLivePage"));
    build();
    connect(m_setup, &CompareSetup::stationChanged, this, &ComparePage::changeStation);
    connect(m_setup, &CompareSetup::changed, this, &ComparePage::showState);
    fillChoices();
    retranslate();

    connect(&m_bridge, &EngineBridge::structureChanged, this, &ComparePage::fillChoices);
    connect(&m_bridge, &EngineBridge::tick, this, &ComparePage::onTick);
    connect(&m_bridge, &EngineBridge::pictureTick, this, &ComparePage::followPictures);
    connect(m_overlayButton, &QToolButton::clicked, this, [this] { setWay(CompareViews::Way::Overlay); });
    connect(m_sideButton, &QToolButton::clicked, this, [this] { setWay(CompareViews::Way::SideBySide); });
    connect(m_wipeButton, &QToolButton::clicked, this, [this] { setWay(CompareViews::Way::Wipe); });
    connect(m_freeze, &QToolButton::toggled, this, &ComparePage::setFrozen);
    connect(m_strip, &DifferingStrip::chosen, this, &ComparePage::open);
    connect(m_strip, &DifferingStrip::spacePressed, this, [this] { setFrozen(!m_frozen); });
    connect(m_askReview, &QPushButton::clicked, this, [this] { setPlace(Place::Review); });
    connect(m_review, &ReviewPanel::signInRequested, this, &ComparePage::signInRequested);
    connect(m_review, &ReviewPanel::closed, this, [this] { setPlace(Place::Pictures); });
    connect(m_evidenceButton, &QToolButton::clicked, this, [this](bool on) { setPlace(on ? Place::Evidence : Place::Pictures); });
    connect(m_evidencePanel, &EvidencePanel::closed, this, [this] { setPlace(Place::Pictures); });
    connect(m_classesButton, &QToolButton::clicked, this, [this](bool on) { setPlace(on ? Place::Classes : Place::Pictures); });
    connect(m_classesPanel, &ClassesPanel::closed, this, [this] { setPlace(Place::Pictures); });
    connect(m_stationsBar, &StationsBar::tableWanted, this, [this](bool on) { setPlace(on ? Place::Stations : Place::Pictures); });
    connect(m_stationsPanel, &StationsPanel::closed, this, [this] { setPlace(Place::Pictures); });
    connect(m_stationsPanel, &StationsPanel::chosen, this, [this](const StationId &chosen) {
        showStation(chosen);
        setPlace(Place::Pictures);
    });
    connect(m_classesPanel, &ClassesPanel::evidenceRequested, this, [this] {
        if (m_evidenceButton->isEnabled())
            setPlace(Place::Evidence);
    });
    connect(m_classesPanel, &ClassesPanel::chosen, this, &ComparePage::showOnly);
    connect(m_only, &OnlyChip::clicked, this, [this] { showOnly({}); });
    connect(m_middle, &TransitionColumn::reviewRequested, this, &ComparePage::reviewRequested);
    setFocusProxy(m_views);
}

// The newest that both have judged; null where that is no longer what the camera sees.
ComparedFramePtr ComparePage::current() const
{
    const StationSnapshot *s = m_setup->station();
    if (!m_feed || !s || !s->shadow || s->source.state != SourceState::Running)
        return nullptr;
    const ComparedFramePtr frame = m_feed->newestCompared();
    const std::chrono::duration<double, std::milli> patience(std::max({1000.0, 3 * s->p99Ms, 3 * s->shadowStats.p99Ms}));
    const bool fresh = frame && frame->active && frame->active->frame
                    && std::chrono::steady_clock::now() - frame->active->frame->capturedAt < patience;
    return fresh ? frame : nullptr;
}

void ComparePage::fillChoices()
{
    m_feed.reset();  // a station that was set up anew has another one
    m_setup->setSnapshot(m_bridge.snapshot());
    m_setup->fill();
}

void ComparePage::changeStation()
{
    m_feed.reset();
    m_views->showWhole();
    m_middle->setStation(m_setup->stationId());
    m_views->setFrame(nullptr);
    m_strip->setFrames({});
    showOnly({});
    setFrozen(false);
    setPlace(Place::Pictures);
}

void ComparePage::showState()
{
    const StationSnapshot *s = m_setup->station();
    const ModelSnapshot *b = m_setup->b();
    const ModelSnapshot *a = s && s->active ? findModel(m_setup->snapshot(), *s->active) : nullptr;
    const bool running = s && s->shadow;
    m_sentence->setText(CompareText::sentence(s, m_setup->choices()));
    const ComparisonSnapshot *comparison = running && s->comparison && s->comparison->verdict.parts > 0 ? &*s->comparison : nullptr;
    m_evidence->setText(comparison ? VerdictText::evidence(*comparison) : QString());
    m_evidence->setVisible(comparison);
    m_evidenceButton->setVisible(comparison);
    const int waiting = comparison ? static_cast<int>(comparison->waiting) : 0;
    const bool objects = comparison && comparison->countsObjects;
    m_askReview->setText(waiting == 0 ? tr("Nothing to review") : objects ? tr("Review %Ln object(s)…", nullptr, waiting) : tr("Review %Ln part(s)…", nullptr, waiting));
    nameForReaders(m_askReview, m_askReview->text());
    m_askReview->setEnabled(waiting > 0);
    m_evidenceButton->setEnabled(comparison && m_place != Place::Review);
    if (comparison && m_place == Place::Evidence)
        m_evidencePanel->show(*comparison);
    const bool compared = running && s->shadowStats.compared > 0;
    m_classesButton->setVisible(compared);
    m_classesButton->setEnabled(compared && m_place != Place::Review);
    if (compared && m_place == Place::Classes)
        m_classesPanel->follow(s->shadowStats);
    m_stationsBar->follow(m_setup->snapshot(), s, m_setup->idOfB());
    if (m_place == Place::Stations && m_stationsBar->hasTable())
        m_stationsPanel->follow(m_setup->snapshot(), *s, b->id);
    if ((!running && m_place == Place::Review) || (m_place == Place::Stations && !m_stationsBar->hasTable()) || (!compared && m_place == Place::Classes) || (!comparison && m_place == Place::Evidence))
        setPlace(Place::Pictures);
    QStringList notices;
    if (running && m_setup->asked())
        notices << CompareText::otherRuns(*s, *m_setup->asked());
    else if (const QString labels = CompareText::labelNotice(a, b); !labels.isEmpty() || !comparison)
        notices << (m_place == Place::Review ? QString() : labels);  // it tells whose answer is which
    else
        notices << VerdictText::notice(*comparison);
    if (s)
        notices << CompareText::partsNotice(*s);
    notices.removeAll(QString());
    m_notice->setNotice(notices.join(QLatin1Char(' ')));
    m_setup->showState();
    m_offer->follow(s, b);
    if (s) {
        const Transition transition = Transition::ofB(b ? std::optional(b->id) : std::nullopt, *s, m_setup->snapshot());
        m_middle->show(transition, comparison ? (transition.reason + QLatin1Char(' ') + StationsText::word(*comparison)).trimmed() : transition.reason);
    }
    m_views->setEmptyText(!running                                         ? tr("No comparison runs.")
                          : s->source.state != SourceState::Running        ? CompareText::sentence(s, m_setup->choices())
                          : s->shadowStats.compared == 0                   ? tr("Waiting for the first frame that both have judged.")
                                                                           : tr("Waiting for a new frame that both have judged."));
    m_figuresB->setText(CompareText::figuresOfB(s, b));
    m_figuresA->setText(CompareText::figuresOfA(s, a));
}

void ComparePage::onTick()
{
    if (!isVisible() || m_setup->stationId().empty())
        return;
    m_setup->setSnapshot(m_bridge.snapshot());
    if (!m_feed)
        m_feed = m_bridge.engine().feed(m_setup->stationId());
    showState();
    if (m_feed && m_place == Place::Review && m_setup->station())
        m_review->setParts(m_feed->reviews(), *m_setup->station());
    else if (m_feed && !m_frozen)
        m_strip->setFrames(m_feed->differing(), m_feed->reviews(), m_setup->station() && m_setup->station()->comparison && m_setup->station()->comparison->countsObjects);
    showChip();
}

// Of the class that was chosen in the table, until it is cleared or another station is looked at.
void ComparePage::showOnly(const std::optional<std::string> &label)
{
    m_strip->setOnly(label);
    if (m_only->hasFocus())
        m_strip->setFocus();  // it goes away
    showChip();
    if (!label)
        return;
    setPlace(Place::Pictures);
    m_strip->setFocus();
    m_strip->setCurrentIndex(m_strip->model()->index(0, 0));
}

void ComparePage::showChip()
{
    m_only->showOnly(m_strip->only() ? std::optional(Words::text(*m_strip->only())) : std::nullopt, m_strip->count());
}

void ComparePage::setPlace(Place place)
{
    m_evidenceButton->setChecked(place == Place::Evidence);
    if (std::exchange(m_place, place) == place)
        return;
    m_looking->setVisible(place == Place::Pictures);
    m_evidencePanel->setVisible(place == Place::Evidence);
    m_classesButton->setChecked(place == Place::Classes);
    m_classesPanel->setVisible(place == Place::Classes);
    if (place == Place::Classes && m_setup->station()) {
        m_classesPanel->begin(m_setup->station()->shadowStats);
        m_classesPanel->setFocus();
    }
    m_stationsBar->setTable(place == Place::Stations, place != Place::Review);
    m_stationsPanel->setVisible(place == Place::Stations);
    if (place == Place::Stations && m_setup->station()) {
        m_stationsPanel->begin(m_setup->snapshot(), *m_setup->station(), m_setup->idOfB());
        m_stationsPanel->setFocus();
    }
    m_review->setVisible(place == Place::Review);
    m_choice->setVisible(place != Place::Review);  // nobody chooses meanwhile, and the pictures need the room
    for (QToolButton *button : {m_overlayButton, m_sideButton, m_wipeButton, m_freeze})
        button->setEnabled(place == Place::Pictures);
    if (place == Place::Review && m_feed && m_setup->station())
        m_review->setParts(m_feed->reviews(), *m_setup->station());
    setFocusProxy(place == Place::Review    ? static_cast<QWidget *>(m_review)
                  : place == Place::Classes  ? m_classesPanel
                  : place == Place::Evidence ? m_evidencePanel
                  : place == Place::Stations ? m_stationsPanel
                                             : static_cast<QWidget *>(m_views));  // whoever comes back from another page goes on where he was
    if (place == Place::Review)
        m_review->setFocus();
    else if (place == Place::Evidence)
        m_evidencePanel->setFocus();
    else if (place == Place::Pictures)
        m_views->setFocus();
    showState();
}

void ComparePage::followPictures()
{
    if (isVisible() && m_looking->isVisible() && m_feed && !m_frozen)
        m_views->setFrame(current());
}

void ComparePage::setFrozen(bool frozen)
{
    m_frozen = frozen;
    m_freeze->setChecked(frozen);
    if (!frozen)
        m_strip->clearSelection();
}

void ComparePage::setWay(CompareViews::Way way)
{
    m_views->setWay(way);
    m_zoom->follow(m_views->mainView());
    m_overlayButton->setChecked(way == CompareViews::Way::Overlay);
    m_sideButton->setChecked(way == CompareViews::Way::SideBySide);
    m_wipeButton->setChecked(way == CompareViews::Way::Wipe);
}

void ComparePage::open(const ComparedFramePtr &frame)
{
    setFrozen(true);
    m_views->setFrame(frame);
}

void ComparePage::showStation(const StationId &station)
{
    m_setup->showStation(station);
}

void ComparePage::followSelection(const StationId &station)
{
    m_setup->followSelection(station);
}

void ComparePage::showModel(const ModelId &b)
{
    m_setup->showModel(b);
}

void ComparePage::changeEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::LanguageChange: retranslate(); break;
    case QEvent::FontChange:
    case QEvent::StyleChange: fitMiddle(); break;
    default: break;
    }
    QWidget::changeEvent(event);
}

void ComparePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    onTick();
    followPictures();
}

// Narrow: here the pictures matter more than the words. The figures stand under their pictures.
void ComparePage::fitMiddle()
{
    m_middle->fitInto(width(), 24);
    m_betweenFigures->setFixedWidth(m_middle->width());
}

void ComparePage::resizeEvent(QResizeEvent *)
{
    fitMiddle();
}

void ComparePage::keyPressEvent(QKeyEvent *event)
{
    if (m_place == Place::Review)
        return QWidget::keyPressEvent(event);
    if ((m_place == Place::Evidence || m_place == Place::Classes || m_place == Place::Stations) && event->key() == Qt::Key_Escape)
        return setPlace(Place::Pictures);
    if (m_place == Place::Pictures && event->key() == Qt::Key_Escape && m_strip->only())
        return showOnly({});
    if (!InterfaceSettings::singleKeys() || event->modifiers() != Qt::NoModifier)
        return QWidget::keyPressEvent(event);
    if (event->key() == Qt::Key_4 && m_evidenceButton->isEnabled())
        return setPlace(m_place == Place::Evidence ? Place::Pictures : Place::Evidence);
    if (event->key() == Qt::Key_5 && m_classesButton->isEnabled())
        return setPlace(m_place == Place::Classes ? Place::Pictures : Place::Classes);
    if (event->key() == Qt::Key_6 && m_stationsBar->hasTable())
        return setPlace(m_place == Place::Stations ? Place::Pictures : Place::Stations);
    if (m_place != Place::Pictures)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_1: setWay(CompareViews::Way::Overlay); break;
    case Qt::Key_2: setWay(CompareViews::Way::SideBySide); break;
    case Qt::Key_3: setWay(CompareViews::Way::Wipe); break;
    case Qt::Key_Space: setFrozen(!m_frozen); break;
    default:
        if (!m_views->mainView()->navigate(*event))
            QWidget::keyPressEvent(event);
    }
}

}  // namespace lineside
