// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparepage.h"

#include "bridge/enginebridge.h"
#include "compare/compareview.h"
#include "itemmodels/differingframesmodel.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "settings/noticelabel.h"
#include "widgets/format.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

ComparePage::ComparePage(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_differing(new DifferingFramesModel(this))
{
    setObjectName(QStringLiteral("comparePage"));
    build();
    fillChoices();
    retranslate();

    connect(&m_bridge, &EngineBridge::structureChanged, this, &ComparePage::fillChoices);
    connect(&m_bridge, &EngineBridge::tick, this, &ComparePage::onTick);
    connect(m_station, &QComboBox::currentIndexChanged, this, [this] {
        m_feed.reset();
        m_viewport.reset();
        setFrame(nullptr);
        setFrozen(false);
        m_differing->setFrames({});
        fillModels();
    });
    connect(m_model, &QComboBox::currentIndexChanged, this, &ComparePage::showState);
    connect(m_start, &QPushButton::clicked, this, &ComparePage::startOrStop);
    connect(m_offer, &QPushButton::clicked, this, [this] {
        if (const ModelSnapshot *b = chosenB())
            m_bridge.offerModel(stationId(), b->id);
    });
    connect(m_overlayButton, &QToolButton::clicked, this, [this] { setOverlay(true); });
    connect(m_sideButton, &QToolButton::clicked, this, [this] { setOverlay(false); });
    connect(m_freeze, &QToolButton::toggled, this, &ComparePage::setFrozen);
    connect(m_strip, &QListView::clicked, this, [this](const QModelIndex &index) { openDiffering(index.row()); });
    connect(m_strip, &QListView::activated, this, [this](const QModelIndex &index) { openDiffering(index.row()); });
    setFocusProxy(m_viewB);
}

void ComparePage::build()
{
    m_sentence = new QLabel(this);
    m_sentence->setObjectName(QStringLiteral("compareSentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setProperty("role", QStringLiteral("headline"));
    QFont large = m_sentence->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    m_sentence->setFont(large);
    m_notice = new NoticeLabel(this);
    m_notice->setObjectName(QStringLiteral("compareNotice"));

    const auto combo = [&](const char *name, int width) {
        auto *box = new QComboBox(this);
        box->setObjectName(QLatin1String(name));
        box->setMinimumSize(width, 40);
        return box;
    };
    m_stationLabel = new QLabel(this);
    m_modelLabel = new QLabel(this);
    m_station = combo("compareStation", 160);
    m_model = combo("compareModel", 220);
    m_stationLabel->setBuddy(m_station);
    m_modelLabel->setBuddy(m_model);
    m_start = new QPushButton(this);
    m_start->setObjectName(QStringLiteral("compareStart"));
    m_offer = new QPushButton(this);
    m_offer->setObjectName(QStringLiteral("compareOffer"));
    const auto toggle = [&](const char *name) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setCheckable(true);
        button->setMinimumSize(40, 40);
        return button;
    };
    m_overlayButton = toggle("compareOverlay");
    m_sideButton = toggle("compareSideBySide");
    m_sideButton->setChecked(true);
    m_freeze = toggle("compareFreeze");
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_stationLabel, m_station, m_modelLabel, m_model, m_start, m_offer})
        bar->addWidget(widget);
    bar->addStretch(1);
    for (QToolButton *button : {m_overlayButton, m_sideButton, m_freeze})
        bar->addWidget(button);
    for (QPushButton *button : {m_start, m_offer})
        button->setMinimumHeight(40);

    m_viewB = new CompareView(CompareView::Shows::B, m_viewport, this);
    m_viewA = new CompareView(CompareView::Shows::A, m_viewport, this);
    m_viewBoth = new CompareView(CompareView::Shows::Both, m_viewport, this);
    m_viewB->setObjectName(QStringLiteral("compareViewB"));
    m_viewA->setObjectName(QStringLiteral("compareViewA"));
    m_viewBoth->setObjectName(QStringLiteral("compareViewBoth"));
    auto *sides = new QWidget(this);
    auto *pair = new QHBoxLayout(sides);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(12);
    pair->addWidget(m_viewB, 1);
    pair->addWidget(m_viewA, 1);
    m_views = new QStackedWidget(this);
    m_views->addWidget(sides);
    m_views->addWidget(m_viewBoth);

    m_statsB = new QLabel(this);
    m_statsA = new QLabel(this);
    m_statsB->setObjectName(QStringLiteral("compareStatsB"));
    m_statsA->setObjectName(QStringLiteral("compareStatsA"));
    auto *stats = new QHBoxLayout;
    stats->setSpacing(12);
    for (QLabel *label : {m_statsB, m_statsA}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setFocusPolicy(Qt::NoFocus);
        stats->addWidget(label, 1);
    }

    m_stripTitle = new QLabel(this);
    m_strip = new QListView(this);
    m_strip->setObjectName(QStringLiteral("differingFrames"));
    m_strip->setModel(m_differing);
    m_strip->setViewMode(QListView::IconMode);
    m_strip->setFlow(QListView::LeftToRight);
    m_strip->setWrapping(false);
    m_strip->setMovement(QListView::Static);
    m_strip->setResizeMode(QListView::Adjust);
    m_strip->setUniformItemSizes(true);
    m_strip->setTextElideMode(Qt::ElideRight);
    m_strip->setIconSize(m_differing->thumbnailSize());
    m_strip->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_strip->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_strip->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_strip->installEventFilter(this);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(10);
    column->addWidget(m_sentence);
    column->addLayout(bar);
    column->addWidget(m_notice);
    column->addWidget(m_views, 1);
    column->addLayout(stats);
    column->addWidget(m_stripTitle);
    column->addWidget(m_strip);
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
    name(m_freeze, tr("Freeze"), tr("Hold this frame in both pictures (Space)"));
    m_stripTitle->setText(tr("Frames where A and B differ, newest right"));
    m_strip->setAccessibleName(tr("Frames where A and B differ"));
    const int text = fontMetrics().height();
    m_strip->setGridSize(m_differing->thumbnailSize() + QSize(12, text + 12));
    m_strip->setFixedHeight(m_strip->gridSize().height() + m_strip->horizontalScrollBar()->sizeHint().height() + 8);
    m_differing->retranslate();
    fillModels();
}

StationId ComparePage::stationId() const
{
    return m_station->currentData().toString().toStdString();
}

const StationSnapshot *ComparePage::station() const
{
    return m_snapshot ? findStation(*m_snapshot, stationId()) : nullptr;
}

const ModelSnapshot *ComparePage::chosenB() const
{
    if (!m_snapshot)
        return nullptr;
    const QString wanted = m_model->currentData().toString();
    for (const ModelSnapshot &model : m_snapshot->models) {
        if (Words::text(model.id) == wanted)
            return &model;
    }
    return nullptr;
}

void ComparePage::fillChoices()
{
    m_snapshot = m_bridge.snapshot();
    const QVariant current = m_station->currentData();
    {
        const QSignalBlocker quiet(m_station);
        m_station->clear();
        for (const StationSnapshot &s : m_snapshot->stations)
            m_station->addItem(Words::stationName(*m_snapshot, s.config.id), Words::text(s.config.id));
        m_station->setCurrentIndex(std::max(0, m_station->findData(current)));
    }
    m_feed.reset();
    fillModels();
}

void ComparePage::fillModels()
{
    const StationSnapshot *s = station();
    QVariant current = m_model->currentData();
    if (s && s->shadow)
        current = Words::text(*s->shadow);
    {
        const QSignalBlocker quiet(m_model);
        m_model->clear();
        for (const ModelSnapshot &model : m_snapshot->models) {
            const bool usable = model.state == ModelState::Ready || model.state == ModelState::Offline;
            if (!usable || (s && s->active == model.id))
                continue;
            m_model->addItem(tr("%1 (%2)", "model (state)").arg(Words::text(model.id), Words::modelState(model.state)),
                             Words::text(model.id));
        }
        m_model->setCurrentIndex(std::max(0, m_model->findData(current)));
    }
    showState();
}

QString ComparePage::sentence() const
{
    const StationSnapshot *s = station();
    if (!s)
        return tr("No stations yet. Add one under Settings.");
    const QString name = Words::stationName(*m_snapshot, s->config.id);
    if (!s->active)
        return tr("%1 has no model on air, so there is nothing to compare with.").arg(name);
    if (!s->shadow)
        return m_model->count() == 0 ? tr("There is no other model in the library to compare with %1.").arg(Words::text(*s->active))
                                     : tr("Choose B and start: it judges the same frames as %1. The line goes on with %1.")
                                           .arg(Words::text(*s->active));
    if (s->source.state != SourceState::Running)
        return tr("The comparison waits: %1 sends no picture since %2. The counts are kept.")
            .arg(name, Format::clockSeconds(s->source.since));
    const ShadowStats &stats = s->shadowStats;
    if (stats.compared == 0)
        return tr("Starting: %1 has judged no frame yet.").arg(Words::text(*s->shadow));
    return tr("Comparing: %Ln frame(s), %1 differ", nullptr, static_cast<int>(std::min<std::uint64_t>(stats.compared, 2000000000)))
        .arg(Format::count(stats.differing));
}

QString ComparePage::labelNotice() const
{
    const StationSnapshot *s = station();
    const ModelSnapshot *b = chosenB();
    const ModelSnapshot *a = s && s->active ? findModel(*m_snapshot, *s->active) : nullptr;
    if (!a || !b)
        return {};
    const auto missing = [](const Labels &from, const Labels &in) {
        Labels list;
        std::copy_if(from.begin(), from.end(), std::back_inserter(list),
                     [&](const std::string &label) { return std::find(in.begin(), in.end(), label) == in.end(); });
        return list;
    };
    const Labels onlyA = missing(a->labels, b->labels), onlyB = missing(b->labels, a->labels);
    if (!onlyA.empty() && !onlyB.empty())
        return tr("Only partly comparable: B does not know %1; A does not know %2.").arg(Words::labels(onlyA), Words::labels(onlyB));
    if (!onlyA.empty())
        return tr("Only partly comparable: B does not know %1.").arg(Words::labels(onlyA));
    if (!onlyB.empty())
        return tr("Only partly comparable: A does not know %1.").arg(Words::labels(onlyB));
    return {};
}

void ComparePage::showState()
{
    const StationSnapshot *s = station();
    const ModelSnapshot *b = chosenB();
    const bool running = s && s->shadow;
    m_sentence->setText(sentence());
    m_notice->setNotice(labelNotice());
    m_model->setEnabled(s && s->active && !running && m_model->count() > 0);
    m_start->setText(running ? tr("Stop comparison") : tr("Start comparison"));
    m_start->setAccessibleName(m_start->text());
    m_start->setEnabled(running || (s && s->active && b));
    const bool offered = s && b && s->offered == b->id;
    m_offer->setText(offered ? tr("B is in the preview") : tr("Put B in preview"));
    m_offer->setAccessibleName(m_offer->text());
    m_offer->setToolTip(tr("Makes B ready at this station; it goes on air only by the button of the station."));
    m_offer->setEnabled(s && b && !offered);
    const QString waiting = running ? tr("Waiting for the first frame that both have judged.") : tr("No comparison runs.");
    for (CompareView *view : {m_viewA, m_viewB, m_viewBoth})
        view->setEmptyText(waiting);

    const auto line = [](const QString &who, double p50, double p99, std::uint64_t boxes) {
        return tr("%1 · p50 %2 · p99 %3 · %4 boxes").arg(who, Format::ms(p50), Format::ms(p99), Format::count(boxes));
    };
    m_statsB->setText(running ? line(tr("B %1").arg(Words::text(*s->shadow)), s->shadowStats.p50Ms, s->shadowStats.p99Ms,
                                     s->shadowStats.shadowBoxes)
                              : QStringLiteral(" "));
    m_statsA->setText(running && s->active ? line(tr("A %1").arg(Words::text(*s->active)), s->p50Ms, s->p99Ms,
                                                  s->shadowStats.activeBoxes)
                                           : QStringLiteral(" "));
}

void ComparePage::onTick()
{
    if (!isVisible() || m_station->count() == 0)
        return;
    m_snapshot = m_bridge.snapshot();
    if (!m_feed)
        m_feed = m_bridge.engine().feed(stationId());
    showState();
    const StationSnapshot *s = station();
    if (!m_feed || m_frozen)
        return;
    setFrame(s && s->shadow ? m_feed->newestCompared() : nullptr);
    // Nothing moves under the pointer: the strip waits while somebody aims at it.
    if (!m_strip->underMouse())
        showStrip();
}

void ComparePage::showStrip()
{
    QScrollBar *bar = m_strip->horizontalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    m_differing->setFrames(m_feed->differing());
    if (atEnd && bar->value() != bar->maximum())
        m_strip->scrollToBottom(), bar->setValue(bar->maximum());
}

void ComparePage::setFrame(const ComparedFramePtr &frame)
{
    const bool usable = !frame || (frame->active && frame->shadow && frame->active->frame);
    for (CompareView *view : {m_viewA, m_viewB, m_viewBoth})
        view->setFrame(usable ? frame : nullptr);
}

void ComparePage::setFrozen(bool frozen)
{
    m_frozen = frozen;
    m_freeze->setChecked(frozen);
    if (!frozen)
        m_strip->clearSelection();
}

void ComparePage::setOverlay(bool overlay)
{
    m_overlayButton->setChecked(overlay);
    m_sideButton->setChecked(!overlay);
    m_views->setCurrentIndex(overlay ? 1 : 0);
}

void ComparePage::openDiffering(int row)
{
    if (const ComparedFramePtr frame = m_differing->frame(row)) {
        setFrozen(true);
        setFrame(frame);
    }
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

void ComparePage::showModel(const ModelId &b)
{
    if (const int row = m_model->findData(Words::text(b)); row >= 0)
        m_model->setCurrentIndex(row);
}

void ComparePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ComparePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    onTick();
}

bool ComparePage::eventFilter(QObject *watched, QEvent *event)
{
    // A list would take Space for its selection; here it freezes, wherever the focus is.
    if (watched == m_strip && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space) {
        setFrozen(!m_frozen);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ComparePage::keyPressEvent(QKeyEvent *event)
{
    if (!InterfaceSettings::singleKeys() || event->modifiers() != Qt::NoModifier)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_1: setOverlay(true); break;
    case Qt::Key_2: setOverlay(false); break;
    case Qt::Key_Space: setFrozen(!m_frozen); break;
    default: QWidget::keyPressEvent(event);
    }
}

}  // namespace lineside
