// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparepage.h"

#include "actions/transitioncolumn.h"
#include "bridge/enginebridge.h"
#include "compare/classespanel.h"
#include "compare/comparetext.h"
#include "compare/verdicttext.h"
#include "compare/compareview.h"
#include "compare/differingstrip.h"
#include "compare/evidencepanel.h"
#include "compare/onlychip.h"
#include "compare/reviewpanel.h"
#include "compare/stationsbar.h"
#include "compare/stationspanel.h"
#include "compare/stationstext.h"
#include "itemmodels/words.h"
#include "live/zoombar.h"
#include "settings/interfacesettings.h"
#include "settings/noticelabel.h"
#include "signin/deedlock.h"
#include "signin/windowaccess.h"
#include "widgets/forreaders.h"
#include "widgets/titlelabel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

ComparePage::ComparePage(EngineBridge &bridge, WindowAccess *access, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_access(access ? *access : *new WindowAccess(nullptr, this))
{
    setObjectName(QStringLiteral("compareLivePage"));
    build();
    fillChoices();
    retranslate();

    connect(&m_bridge, &EngineBridge::structureChanged, this, &ComparePage::fillChoices);
    connect(&m_bridge, &EngineBridge::tick, this, &ComparePage::onTick);
    connect(&m_bridge, &EngineBridge::pictureTick, this, &ComparePage::followPictures);
    connect(m_station, &QComboBox::currentIndexChanged, this, &ComparePage::changeStation);
    connect(m_model, &QComboBox::currentIndexChanged, this, &ComparePage::showState);
    connect(m_model, &QComboBox::activated, this, [this] { m_chosen = true; });
    new DeedLock(m_start, m_bridge, Deed::Compare);
    new DeedLock(m_offer, m_bridge, Deed::ImportModel);
    connect(m_start, &QPushButton::clicked, this, &ComparePage::startOrStop);
    connect(m_offer, &QPushButton::clicked, this, [this] {
        if (const ModelSnapshot *b = chosenB())
            m_bridge.offerModel(stationId(), b->id);
    });
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

void ComparePage::build()
{
    m_sentence = new TitleLabel(1.5, this);
    m_sentence->setObjectName(QStringLiteral("compareSentence"));
    m_sentence->setMargin(2);
    m_evidence = new QLabel(this);
    m_evidence->setObjectName(QStringLiteral("compareEvidence"));
    m_evidence->setWordWrap(true);
    m_evidence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_evidence->setFocusPolicy(Qt::NoFocus);
    m_notice = new NoticeLabel(this);
    m_notice->setObjectName(QStringLiteral("compareNotice"));

    const auto combo = [&](const char *name) {
        auto *box = new QComboBox(this);
        box->setObjectName(QLatin1String(name));
        box->setMinimumHeight(40);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        return box;
    };
    m_stationLabel = new QLabel(this);
    m_modelLabel = new QLabel(this);
    m_station = combo("compareStation");
    m_model = combo("compareModel");
    m_stationLabel->setBuddy(m_station);
    m_modelLabel->setBuddy(m_model);
    m_start = new QPushButton(this);
    m_start->setObjectName(QStringLiteral("compareStart"));
    m_askReview = new QPushButton(this);
    m_askReview->setObjectName(QStringLiteral("compareReview"));
    m_middle = new TransitionColumn(m_bridge, QStringLiteral("compareTransition"));
    m_offer = new QPushButton(m_middle);
    m_offer->setObjectName(QStringLiteral("compareOffer"));
    m_middle->addBelow(m_offer);
    for (QPushButton *button : {m_start, m_offer, m_askReview})
        button->setMinimumHeight(40);
    m_zoom = new ZoomBar(this);
    const auto toggle = [&](const char *name) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setCheckable(true);
        button->setProperty("choice", true);
        button->setMinimumHeight(40);
        button->setFocusPolicy(Qt::StrongFocus);
        return button;
    };
    m_overlayButton = toggle("compareOverlay");
    m_sideButton = toggle("compareSideBySide");
    m_wipeButton = toggle("compareWipe");
    m_freeze = toggle("compareFreeze");
    m_evidenceButton = toggle("compareShowEvidence");
    m_classesButton = toggle("compareShowClasses");
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_sentence, 1);
    for (QToolButton *button : {m_overlayButton, m_sideButton, m_wipeButton, m_freeze})
        head->addWidget(button, 0, Qt::AlignTop);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_stationLabel, m_station, m_modelLabel, m_model, m_start})
        bar->addWidget(widget);
    bar->addStretch(1);

    m_looking = new QWidget(this);
    m_review = new ReviewPanel(m_bridge, m_access, this);
    m_review->hide();
    m_evidencePanel = new EvidencePanel(this);
    m_evidencePanel->hide();
    m_classesPanel = new ClassesPanel(this);
    m_classesPanel->hide();
    m_stationsPanel = new StationsPanel(this);
    m_stationsPanel->hide();
    m_stationsBar = new StationsBar(m_bridge, this);
    m_views = new CompareViews(m_middle, m_looking);
    m_figuresB = new QLabel(m_looking);
    m_figuresA = new QLabel(m_looking);
    m_figuresB->setObjectName(QStringLiteral("compareStatsB"));
    m_figuresA->setObjectName(QStringLiteral("compareStatsA"));
    auto *figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (QLabel *label : {m_figuresB, m_figuresA}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setFocusPolicy(Qt::NoFocus);
        figures->addWidget(label, 1);
    }
    m_betweenFigures = new QWidget(m_looking);
    auto *between = new QHBoxLayout(m_betweenFigures);
    between->setContentsMargins(0, 0, 0, 0);
    between->addWidget(m_zoom, 0, Qt::AlignHCenter | Qt::AlignTop);
    figures->insertWidget(1, m_betweenFigures);
    m_stripTitle = new QLabel(m_looking);
    m_stripTitle->setWordWrap(true);
    m_only = new OnlyChip(QStringLiteral("compareOnly"), m_looking);
    m_strip = new DifferingStrip(m_looking);

    auto *frames = new QVBoxLayout(m_looking);
    frames->setContentsMargins(0, 0, 0, 0);
    frames->setSpacing(8);
    frames->addWidget(m_views, 1);
    frames->addLayout(figures);
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_stripTitle, 1);
    below->addWidget(m_only);
    below->addWidget(m_askReview);
    frames->addLayout(below);
    frames->addWidget(m_strip);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    auto *known = new QHBoxLayout;
    known->setSpacing(8);
    known->addWidget(m_evidence, 1);
    known->addWidget(m_evidenceButton, 0, Qt::AlignTop);
    known->addWidget(m_classesButton, 0, Qt::AlignTop | Qt::AlignRight);
    column->addLayout(known);
    column->addLayout(bar);
    column->addWidget(m_stationsBar);
    column->addWidget(m_notice);
    column->addWidget(m_looking, 1);
    column->addWidget(m_evidencePanel, 1);
    column->addWidget(m_classesPanel, 1);
    column->addWidget(m_stationsPanel, 1);
    column->addWidget(m_review, 1);
    setWay(CompareViews::Way::SideBySide);
}

void ComparePage::retranslate()
{
    m_stationLabel->setText(tr("Station"));
    m_modelLabel->setText(tr("B"));
    m_station->setAccessibleName(tr("Station whose model is A"));
    m_model->setAccessibleName(tr("Model B"));
    const auto name = [](QToolButton *button, const QString &text, const QString &tip) {
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_overlayButton, tr("Overlay"), tr("One picture with the boxes of both (1)"));
    name(m_sideButton, tr("Side by side"), tr("Two pictures of the same frame (2)"));
    name(m_wipeButton, tr("Wipe"), tr("One picture, B left and A right of a line (3)"));
    name(m_freeze, tr("Freeze"), tr("Hold this frame in both pictures (Space)"));
    name(m_evidenceButton, tr("Evidence"), tr("What the verdict rests on, as a curve, in place of the pictures (4)"));
    name(m_classesButton, tr("Classes"), tr("What each has seen of every class, in place of the pictures (5)"));
    m_stripTitle->setText(tr("Where A and B differ, first what would change the verdict most"));
    m_strip->retranslate();
    m_stationsBar->retranslate();
    fillModels();
}

StationId ComparePage::stationId() const
{
    return m_station->currentData().toString().toStdString();
}

std::optional<ModelId> ComparePage::idOfB() const
{
    const ModelSnapshot *model = chosenB();
    return model ? std::optional(model->id) : std::nullopt;
}

const StationSnapshot *ComparePage::station() const
{
    return m_snapshot ? findStation(*m_snapshot, stationId()) : nullptr;
}

const ModelSnapshot *ComparePage::chosenB() const
{
    if (!m_snapshot)
        return nullptr;
    // What the pictures show is what the button puts on air, whatever the list says.
    if (const StationSnapshot *s = station(); s && s->shadow)
        return findModel(*m_snapshot, *s->shadow);
    const QString wanted = m_model->currentData().toString();
    const auto it = std::ranges::find_if(m_snapshot->models, [&](const ModelSnapshot &m) { return Words::text(m.id) == wanted; });
    return it == m_snapshot->models.end() ? nullptr : &*it;
}

// The newest that both have judged; null where that is no longer what the camera sees.
ComparedFramePtr ComparePage::current() const
{
    const StationSnapshot *s = station();
    if (!m_feed || !s || !s->shadow || s->source.state != SourceState::Running)
        return nullptr;
    const ComparedFramePtr frame = m_feed->newestCompared();
    const std::chrono::duration<double, std::milli> patience(std::max({1000.0, 3 * s->p99Ms, 3 * s->shadowStats.p99Ms}));
    const bool fresh = frame && frame->active && frame->active->frame
                    && std::chrono::steady_clock::now() - frame->active->frame->capturedAt < patience;
    return fresh ? frame : nullptr;
}

// A list is not pulled away under the pointer for choices that are the same.
bool ComparePage::offer(QComboBox *list, Choices wanted, Choices &shown)
{
    if (wanted == shown)
        return false;
    shown = std::move(wanted);
    const QSignalBlocker quiet(list);
    list->clear();
    for (const auto &[text, data] : shown)
        list->addItem(text, data);
    return true;
}

void ComparePage::fillChoices()
{
    m_snapshot = m_bridge.snapshot();
    const QVariant current = m_station->currentData();
    Choices wanted;
    for (const StationSnapshot &s : m_snapshot->stations)
        wanted.emplace_back(Words::stationName(*m_snapshot, s.config.id), Words::text(s.config.id));
    if (offer(m_station, std::move(wanted), m_stations)) {
        const QSignalBlocker quiet(m_station);
        m_station->setCurrentIndex(std::max(0, m_station->findData(current)));
    }
    m_feed.reset();  // a station that was set up anew has another one
    if (m_station->currentData() != current)
        changeStation();
    else
        fillModels();
}

void ComparePage::changeStation()
{
    m_feed.reset();
    m_asked.reset();
    m_chosen = false;
    m_views->showWhole();
    m_middle->setStation(stationId());
    m_views->setFrame(nullptr);
    m_strip->setFrames({});
    showOnly({});
    setFrozen(false);
    setPlace(Place::Pictures);
    fillModels();
}

void ComparePage::fillModels()
{
    const StationSnapshot *s = station();
    QVariant current = m_model->currentData();
    if (s && s->shadow)
        current = Words::text(*s->shadow);
    else if (m_asked)
        current = Words::text(*std::exchange(m_asked, std::nullopt));
    else if (s && s->offered && !m_chosen)
        current = Words::text(*s->offered);
    else if (s && s->active && s->previous && current == Words::text(*s->active))
        current = Words::text(*s->previous);  // B went on air: what it is compared with now is the model before, and the button leads back
    Choices wanted;
    for (const ModelSnapshot &model : m_snapshot->models) {
        const bool usable = model.state == ModelState::Ready || model.state == ModelState::Offline || (s && s->shadow == model.id);
        if (usable && !(s && s->active == model.id))
            wanted.emplace_back(tr("%1 (%2)", "model (state)").arg(Words::text(model.id), Words::modelState(model.state)), Words::text(model.id));
    }
    offer(m_model, std::move(wanted), m_models);
    {
        const QSignalBlocker quiet(m_model);
        m_model->setCurrentIndex(std::max(0, m_model->findData(current)));
    }
    showState();
}

void ComparePage::showState()
{
    const StationSnapshot *s = station();
    const ModelSnapshot *b = chosenB();
    const ModelSnapshot *a = s && s->active ? findModel(*m_snapshot, *s->active) : nullptr;
    const bool running = s && s->shadow;
    m_sentence->setText(CompareText::sentence(s, m_model->count()));
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
    m_stationsBar->follow(*m_snapshot, s, idOfB());
    if (m_place == Place::Stations && m_stationsBar->hasTable())
        m_stationsPanel->follow(*m_snapshot, *s, b->id);
    if ((!running && m_place == Place::Review) || (m_place == Place::Stations && !m_stationsBar->hasTable()) || (!compared && m_place == Place::Classes) || (!comparison && m_place == Place::Evidence))
        setPlace(Place::Pictures);
    QStringList notices;
    if (running && m_asked)
        notices << CompareText::otherRuns(*s, *m_asked);
    else if (const QString labels = CompareText::labelNotice(a, b); !labels.isEmpty() || !comparison)
        notices << (m_place == Place::Review ? QString() : labels);  // it tells whose answer is which
    else
        notices << VerdictText::notice(*comparison);
    if (s)
        notices << CompareText::partsNotice(*s);
    notices.removeAll(QString());
    m_notice->setNotice(notices.join(QLatin1Char(' ')));
    m_model->setEnabled(s && s->active && !running && m_model->count() > 0);
    m_start->setText(running ? tr("Stop comparison") : tr("Start comparison"));
    nameForReaders(m_start, m_start->text());
    m_start->setEnabled(running || (s && s->active && b));
    const bool offered = s && b && s->offered == b->id;
    m_offer->setText(offered ? tr("B is in the preview") : tr("Put B in preview"));
    nameForReaders(m_offer, m_offer->text());
    m_offer->setToolTip(tr("Makes B ready at this station; it goes on air only by the button of the station."));
    m_offer->setEnabled(s && b && !offered && s->previous != b->id);
    if (s) {
        const Transition transition = Transition::ofB(b ? std::optional(b->id) : std::nullopt, *s, *m_snapshot);
        m_middle->show(transition, comparison ? (transition.reason + QLatin1Char(' ') + StationsText::word(*comparison)).trimmed() : transition.reason);
    }
    m_views->setEmptyText(!running                                         ? tr("No comparison runs.")
                          : s->source.state != SourceState::Running        ? CompareText::sentence(s, m_model->count())
                          : s->shadowStats.compared == 0                   ? tr("Waiting for the first frame that both have judged.")
                                                                           : tr("Waiting for a new frame that both have judged."));
    m_figuresB->setText(CompareText::figuresOfB(s, b));
    m_figuresA->setText(CompareText::figuresOfA(s, a));
}

void ComparePage::onTick()
{
    if (!isVisible() || m_station->count() == 0)
        return;
    m_snapshot = m_bridge.snapshot();
    if (!m_feed)
        m_feed = m_bridge.engine().feed(stationId());
    showState();
    if (m_feed && m_place == Place::Review && station())
        m_review->setParts(m_feed->reviews(), *station());
    else if (m_feed && !m_frozen)
        m_strip->setFrames(m_feed->differing(), m_feed->reviews(), station() && station()->comparison && station()->comparison->countsObjects);
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
    if (place == Place::Classes && station()) {
        m_classesPanel->begin(station()->shadowStats);
        m_classesPanel->setFocus();
    }
    m_stationsBar->setTable(place == Place::Stations, place != Place::Review);
    m_stationsPanel->setVisible(place == Place::Stations);
    if (place == Place::Stations && station()) {
        m_stationsPanel->begin(*m_snapshot, *station(), idOfB());
        m_stationsPanel->setFocus();
    }
    m_review->setVisible(place == Place::Review);
    for (QToolButton *button : {m_overlayButton, m_sideButton, m_wipeButton, m_freeze})
        button->setEnabled(place == Place::Pictures);
    if (place == Place::Review && m_feed && station())
        m_review->setParts(m_feed->reviews(), *station());
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

void ComparePage::startOrStop()
{
    const StationSnapshot *s = station();
    if (!s)
        return;
    if (s->shadow)
        m_bridge.setShadow(stationId(), std::nullopt);
    else if (const ModelSnapshot *b = chosenB())
        m_bridge.setShadow(stationId(), b->id);
}

void ComparePage::showStation(const StationId &station)
{
    if (const int row = m_station->findData(Words::text(station)); row >= 0)
        m_station->setCurrentIndex(row);
}

void ComparePage::followSelection(const StationId &selected)
{
    if (const StationSnapshot *s = station(); !s || !s->shadow)
        showStation(selected);
}

void ComparePage::showModel(const ModelId &b)
{
    m_chosen = true;
    if (const StationSnapshot *s = station(); s && s->shadow) {
        m_asked = s->shadow == b ? std::nullopt : std::optional(b);
        return showState();
    }
    if (const int row = m_model->findData(Words::text(b)); row >= 0)
        m_model->setCurrentIndex(row);
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
