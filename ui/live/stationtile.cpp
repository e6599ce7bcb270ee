// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stationtile.h"

#include "actions/stationmenu.h"
#include "actions/transitionbutton.h"
#include "bridge/enginebridge.h"
#include "signin/deedlock.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"

#include <QAccessible>
#include <QAccessibleEvent>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>

namespace lineside {

using namespace std::chrono_literals;

StationTile::StationTile(EngineBridge &bridge, StationId station, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_station(std::move(station)), m_feed(bridge.engine().feed(m_station)),
      m_transition(new TransitionButton(bridge, m_station, TransitionButton::Form::Compact, this)),
      m_retry(new QPushButton(this))
{
    setObjectName(QStringLiteral("tile_%1").arg(QString::fromStdString(m_station)));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    m_retry->setObjectName(QStringLiteral("retry_%1").arg(QString::fromStdString(m_station)));
    m_retry->setFocusPolicy(Qt::TabFocus);
    new DeedLock(m_retry, m_bridge, Deed::RetrySource);
    connect(m_retry, &QPushButton::clicked, this, [this] { m_bridge.retrySource(m_station); });
    connect(m_transition, &TransitionButton::reviewRequested, this, &StationTile::reviewRequested);
    for (QPushButton *button : {static_cast<QPushButton *>(m_transition), m_retry}) {
        button->setProperty("compact", true);
        button->hide();
        button->installEventFilter(this);
        connect(button, &QPushButton::pressed, this, &StationTile::worked);
    }
    m_thaw.setSingleShot(true);
    connect(&m_thaw, &QTimer::timeout, this, &StationTile::toggleFreeze);
    m_layout = TileLayout::of(size(), font());
    refresh(true);
}

void StationTile::setSelected(bool selected)
{
    if (selected == m_selected)
        return;
    m_selected = selected;
    update();
}

void StationTile::setBoxes(bool boxes)
{
    m_boxes = boxes;
    update(m_layout.picture);
}

void StationTile::setLabels(bool labels)
{
    m_labels = labels;
    update(m_layout.picture);
}

void StationTile::toggleFreeze()
{
    if (frozen()) {
        m_frozen = {};
        m_thaw.stop();
    } else if (m_picture.shown().frame) {
        m_frozen = m_picture.shown();
        m_thaw.start(std::chrono::seconds(kFreezeSeconds));
    }
    update(m_layout.picture);
}

void StationTile::followInTabOrder(const StationTile &before)
{
    setTabOrder(before.m_retry, this);
    setTabOrder(this, m_transition);
    setTabOrder(m_transition, m_retry);
}

void StationTile::refresh(bool words)
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const StationSnapshot *station = findStation(*snapshot, m_station);
    if (!station)
        return;
    if (words || !m_feed)  // a station that was taken out and put back has another
        m_feed = m_bridge.engine().feed(m_station);
    const QSize sizeBefore = m_picture.size();
    // What lies beside the picture stays as it is painted.
    if (m_feed && m_picture.follow(*m_feed, *station, std::chrono::steady_clock::now()))
        update(m_picture.size() == sizeBefore ? pictureRect() : m_layout.picture);
    // Words also where the picture ceases to be live: that must not wait for its turn.
    if (words || m_picture.times().live != (m_text.picture == TileText::Picture::Live))
        refreshWords(*station);
}

void StationTile::refreshWords(const StationSnapshot &station)
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const SteadyTime now = std::chrono::steady_clock::now();
    // A rejected part stays readable for a second, even where several parts pass in that time.
    if (station.last.verdict == Verdict::Fail && m_text.verdict != Verdict::Fail)
        m_failUntil = now + 1s;
    TileText before = TileText::describe(station, *snapshot, m_picture.times(), now, now < m_failUntil);
    std::swap(before, m_text);

    const bool stale = m_text.picture != before.picture || m_text.message != before.message || m_text.age != before.age
        || m_text.strip != before.strip || m_text.why != before.why || m_text.boxes != before.boxes;
    if (stale)
        update(m_layout.picture);
    if (m_text.name != before.name || m_text.chip != before.chip || m_text.shadowChip != before.shadowChip
        || m_text.letter != before.letter || m_text.progress != before.progress)
        update(m_layout.header);
    if (m_text.word != before.word || m_text.tone != before.tone || m_text.note != before.note
        || m_text.rejectRate != before.rejectRate || m_text.rejectLimit != before.rejectLimit)
        update(m_layout.band);
    // Figures that change ten times a second cannot be read.
    if (--m_figuresIn <= 0) {
        m_figuresIn = 5;
        update(m_layout.figures);
    }

    const bool lost = station.source.state == SourceState::Offline || station.source.state == SourceState::Busy
        || station.source.state == SourceState::Stalled || station.source.state == SourceState::Ended;
    const Transition transition = Transition::of(station, *snapshot);
    showButton(m_transition, !lost && transition.kind != Transition::Kind::None);
    m_transition->show(transition);
    showButton(m_retry, lost);
    nameForReaders(m_retry, tr("Connect the camera of %1 now", "station").arg(m_text.name));
    announce(before);
}

// The focus of a button that goes away stays at its station. Qt would hand it on by Tab, and so select another one.
void StationTile::showButton(QPushButton *button, bool shown)
{
    if (!shown && button->hasFocus())
        setFocus(Qt::OtherFocusReason);
    if (button->isHidden() == shown)
        update(m_layout.band);  // its words have more room, or less
    button->setVisible(shown);
}

// Screen readers hear of a change at most once in five seconds and tile.
void StationTile::announce(const TileText &before)
{
    nameForReaders(this, m_text.accessible);
    const bool news = m_text.picture != before.picture || m_text.tone != before.tone;
    const SteadyTime now = std::chrono::steady_clock::now();
    if (!news || before.word.isEmpty() || now - m_announcedAt < 5s)
        return;
    m_announcedAt = now;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QRect StationTile::pictureRect() const
{
    const QSize size = frozen() ? QSize(m_frozen.frame->image.width(), m_frozen.frame->image.height()) : m_picture.size();
    return fitInto(m_layout.picture, size.width(), size.height());
}

void StationTile::placeButtons()
{
    m_transition->setGeometry(m_layout.button);
    m_retry->setGeometry(m_layout.button);
    constexpr int kFrame = 16;  // of the button, on both sides
    m_retry->setText(fontMetrics().elidedText(tr("Retry now"), Qt::ElideRight, m_layout.button.width() - kFrame));
}

void StationTile::resizeEvent(QResizeEvent *)
{
    m_layout = TileLayout::of(size(), font());
    placeButtons();
}

void StationTile::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) {
        m_layout = TileLayout::of(size(), font());
        placeButtons();
        refresh(true);
        update();
    }
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

bool StationTile::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        emit worked();
    return QWidget::eventFilter(watched, event);
}

void StationTile::focusInEvent(QFocusEvent *event)
{
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        emit chosen();
    QWidget::focusInEvent(event);
}

void StationTile::mousePressEvent(QMouseEvent *event)
{
    emit chosen();
    QWidget::mousePressEvent(event);
    event->accept();
}

void StationTile::mouseDoubleClickEvent(QMouseEvent *event)
{
    emit chosen();
    if (event->button() == Qt::LeftButton)
        emit openRequested();
}

void StationTile::contextMenuEvent(QContextMenuEvent *event)
{
    emit chosen();
    makeStationMenu(m_bridge, m_station, [this] { emit openRequested(); }, this)->popup(event->globalPos());
}

}  // namespace lineside
