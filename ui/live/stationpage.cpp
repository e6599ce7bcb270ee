// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stationpage.h"

#include "actions/transitioncolumn.h"
#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "live/goldenpanel.h"
#include "live/lotedit.h"
#include "live/pictureview.h"
#include "live/stationtabs.h"
#include "live/tiletext.h"
#include "live/zoombar.h"
#include "settings/interfacesettings.h"
#include "signin/deedlock.h"
#include "widgets/elidedlabel.h"
#include "widgets/forreaders.h"
#include "widgets/format.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace lineside {

namespace {

/// The model on the left: what was offered last, otherwise the one before.
std::optional<ModelId> previewOf(const StationSnapshot &s)
{
    return s.offered && s.offered != s.active ? s.offered : s.previous;
}

}  // namespace

StationPage::StationPage(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("stationPage"));
    setFocusPolicy(Qt::ClickFocus);
    build();
    retranslate();
    connect(&bridge, &EngineBridge::tick, this, &StationPage::tick);
    connect(&bridge, &EngineBridge::pictureTick, this, &StationPage::followPictures);
    connect(&bridge, &EngineBridge::structureChanged, this, &StationPage::showWords);
}

void StationPage::build()
{
    const auto button = [this](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        return made;
    };
    // In the order in which Tab goes through them.
    m_back = button("stationBack");
    m_lot = new LotEdit(m_bridge, this);
    m_zoom = new ZoomBar(this);
    m_settings = button("openStationSettings");
    m_preview = new PictureView(PictureView::Role::Preview, m_viewport, this);
    m_choose = button("choosePreview");
    m_shadow = button("toggleShadow");
    m_compare = button("openCompare");
    m_onAir = new PictureView(PictureView::Role::OnAir, m_viewport, this);
    m_tabs = new StationTabs(this);
    auto *golden = new QScrollArea(this);
    golden->setFrameShape(QFrame::NoFrame);
    golden->setWidgetResizable(true);
    m_golden = new GoldenPanel(m_bridge, golden);
    golden->setWidget(m_golden);
    m_tabs->addTab(golden, QString());
    connect(m_golden, &GoldenPanel::countChanged, this, &StationPage::nameGolden);

    m_shadow->setCheckable(true);
    m_chooser = new QMenu(m_choose);
    m_choose->setMenu(m_chooser);
    m_zoom->follow(m_onAir);
    m_name = new QLabel(this);
    m_name->setObjectName(QStringLiteral("stationName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setProperty("strong", true);
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("stationState"));
    m_middle = new TransitionColumn(m_bridge, QStringLiteral("transition"), this);
    for (QWidget *below : {m_choose, m_shadow, m_compare})
        m_middle->addBelow(below);

    auto *top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_back);
    top->addWidget(m_name);
    top->addWidget(m_state, 1);
    top->addWidget(m_lot);
    top->addWidget(m_zoom);
    top->addWidget(m_settings);

    auto *pictures = new QHBoxLayout;
    pictures->setSpacing(12);
    pictures->addWidget(m_preview, 1);
    pictures->addWidget(m_middle);
    pictures->addWidget(m_onAir, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addLayout(pictures, 3);
    layout->addWidget(m_tabs, 1);

    connect(m_middle, &TransitionColumn::reviewRequested, this, &StationPage::reviewRequested);
    connect(m_back, &QPushButton::clicked, this, &StationPage::backRequested);
    new DeedLock(m_choose, m_bridge, Deed::ImportModel);
    new DeedLock(m_shadow, m_bridge, Deed::Compare);
    connect(m_chooser, &QMenu::aboutToShow, this, &StationPage::fillChooser);
    connect(m_shadow, &QPushButton::clicked, this, &StationPage::toggleShadow);
    connect(m_compare, &QPushButton::clicked, this, [this] { emit compareRequested(m_station); });
    connect(m_settings, &QPushButton::clicked, this, [this] { emit settingsRequested(m_station); });
}

void StationPage::retranslate()
{
    m_back->setText(tr("← All stations"));
    m_choose->setText(tr("Choose a model…"));
    m_shadow->setText(tr("Judge along"));
    m_shadow->setToolTip(tr("The previewed model judges the same pictures; its verdicts count for nothing."));
    m_compare->setText(tr("Compare…"));
    m_settings->setText(tr("Edit station…"));
    for (QPushButton *b : {m_back, m_choose, m_shadow, m_compare, m_settings})
        b->setAccessibleName(b->text());
    nameGolden();
}

void StationPage::nameGolden()
{
    m_tabs->setTabText(m_tabs->count() - 1, tr("Golden frames (%1)", "number").arg(Format::count(static_cast<std::uint64_t>(m_golden->count()))));
}

void StationPage::showStation(const StationId &station)
{
    if (station != m_station) {
        m_station = station;
        m_picture = {};
        m_heldUntil = {};
        m_viewport.showWhole();
        m_middle->setStation(station);
    }
    m_golden->showStation(station);
    m_feed = m_bridge.engine().feed(station);  // a station that was taken out and put back has another
    // Pictures first: the words say whether there is a live one.
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    if (const StationSnapshot *s = findStation(*snapshot, m_station))
        showPictures(*s);
    showWords();
}

void StationPage::tick()
{
    if (!isVisible() || m_station.empty())
        return;
    if (++m_tick % 6 == 0 || m_picture.times().live != m_saidLive)
        showWords();
}

void StationPage::followPictures()
{
    if (!isVisible())
        return;
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    if (const StationSnapshot *s = findStation(*snapshot, m_station))
        showPictures(*s);
}

void StationPage::showPictures(const StationSnapshot &s)
{
    if (!m_feed)
        return;
    m_picture.follow(*m_feed, s, std::chrono::steady_clock::now());
    if (held())
        return;
    const ShownFrame &shown = m_picture.shown();
    const ComparedFramePtr compared = m_feed->newestCompared();
    const auto behind = [&](const ComparedFrame &c) { return m_picture.times().newest - c.active->frame->capturedAt; };
    // Boxes stand only under the name of the model that drew them.
    const bool both = s.shadow && s.shadow == previewOf(s) && shown.judged && compared && compared->active && compared->shadow
                   && compared->shadow->judgement.model == *s.shadow && behind(*compared) < std::chrono::seconds(1);
    if (both) {
        // Both sides show one and the same picture, each with the boxes of its own model.
        m_onAir->setFrame({compared->active->frame, compared->active});
        m_preview->setFrame({compared->shadow->frame, compared->shadow});
    } else {
        m_onAir->setFrame(shown);
        m_preview->setFrame({shown.frame, nullptr});
    }
}

void StationPage::showWords()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const StationSnapshot *s = findStation(*snapshot, m_station);
    if (!s) {
        if (!m_station.empty() && isVisible())
            emit backRequested();
        return;
    }
    m_feed = m_bridge.engine().feed(m_station);
    m_saidLive = m_picture.times().live;
    const TileText text = TileText::describe(*s, *snapshot, m_picture.times(), std::chrono::steady_clock::now(), false);
    m_name->setText(text.name);
    QFont font = m_name->font();
    font.setPointSizeF(QWidget::font().pointSizeF() * 1.4);
    m_name->setFont(font);
    m_state->setText(tr("%1 · camera %2 · judged %3 · %4", "verdict, rates, state")
                         .arg(text.word, Format::fps(s->cameraFps), Format::fps(s->judgedFps), Words::sourceState(s->source.state)));
    nameForReaders(this, text.accessible);

    const Transition transition = Transition::of(*s, *snapshot);
    m_middle->show(transition, transition.reason.isEmpty() ? text.strip : transition.reason);

    const std::optional<ModelId> preview = previewOf(*s);
    m_onAir->setTitle(held() ? tr("Picture held by you. Space: go on") : text.chip);
    m_onAir->setState(text.picture, text.age, text.message);
    m_preview->setState(text.picture, text.age, text.message);
    m_preview->setTitle(!preview                   ? QString()
                        : s->shadow == preview     ? tr("%1 judges along: %2 boxes, on air %3", "model, counts").arg(Words::text(*preview), Format::count(s->shadowStats.shadowBoxes), Format::count(s->shadowStats.activeBoxes))
                        : preview == s->previous   ? tr("%1, judged before", "model").arg(Words::text(*preview))
                                                   : tr("%1 is ready", "model").arg(Words::text(*preview)));
    m_preview->setPlaceholder(preview ? QString() : tr("Nothing in preview. Drop a weight file here, or choose a model from the library."));
    m_shadow->setEnabled(preview.has_value() && s->active.has_value());
    m_shadow->setChecked(s->shadow.has_value());
    m_compare->setEnabled(preview.has_value());
    m_lot->show(m_station, s->lot);
    m_tabs->show(*s, *snapshot, text.word);
}

void StationPage::fillChooser()
{
    m_chooser->clear();
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const StationSnapshot *s = findStation(*snapshot, m_station);
    for (const ModelSnapshot &m : snapshot->models) {
        if (!s || m.id == s->active || m.state == ModelState::Damaged)
            continue;
        QAction *action = m_chooser->addAction(Words::text(m.id));
        connect(action, &QAction::triggered, this, [this, id = m.id] { m_bridge.offerModel(m_station, id); });
    }
    if (m_chooser->isEmpty())
        m_chooser->addAction(tr("No other model in the library"))->setEnabled(false);
}

void StationPage::toggleShadow()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const StationSnapshot *s = findStation(*snapshot, m_station);
    if (!s)
        return;
    if (s->shadow)
        m_bridge.setShadow(m_station, std::nullopt);
    else
        m_bridge.setShadow(m_station, previewOf(*s));
    m_shadow->setChecked(s->shadow.has_value());  // shows what is, not what was asked for
}

std::vector<DropTarget> StationPage::dropTargets(const QWidget *window) const
{
    const QRect preview(m_preview->mapTo(window, QPoint(0, 0)), m_preview->size());
    return {{preview, m_station, m_name->text()}};
}

void StationPage::keyPressEvent(QKeyEvent *event)
{
    const bool single = InterfaceSettings::singleKeys() && !event->isAutoRepeat() && event->modifiers() == Qt::NoModifier;
    if (InterfaceSettings::singleKeys() && m_onAir->navigate(*event))
        return;
    if (event->key() == Qt::Key_Escape)
        emit backRequested();
    else if (single && event->key() == Qt::Key_Space)
        m_heldUntil = held() ? SteadyTime{} : std::chrono::steady_clock::now() + std::chrono::seconds(60);
    else if (single && event->key() == Qt::Key_C)
        emit compareRequested(m_station);
    else if (single && event->key() == Qt::Key_B)
        m_boxes = !m_boxes;
    else if (single && event->key() == Qt::Key_L)
        m_labels = !m_labels;
    else
        return QWidget::keyPressEvent(event);
    showWords();
    m_preview->setBoxes(m_boxes, m_labels);
    m_onAir->setBoxes(m_boxes, m_labels);
}

void StationPage::resizeEvent(QResizeEvent *)
{
    m_middle->fitInto(width());
}

void StationPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showWords();
    }
    if (event->type() == QEvent::FontChange)
        m_middle->fitInto(width());
    QWidget::changeEvent(event);
}

}  // namespace lineside
