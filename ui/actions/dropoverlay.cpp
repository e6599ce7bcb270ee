// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/dropoverlay.h"

#include "bridge/enginebridge.h"
#include "theme/theme.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kStripHeight = 72;

}  // namespace

DropOverlay::DropOverlay(EngineBridge &bridge, QWidget *window) : QWidget(window), m_bridge(bridge)
{
    setObjectName(QStringLiteral("dropOverlay"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

// Text that is moved inside the program, between two fields, is none of our business.
bool DropOverlay::concerns(const QDropEvent &event) const
{
    return event.mimeData() && (event.mimeData()->hasUrls() || !event.source());
}

bool DropOverlay::handle(QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto &drag = static_cast<QDropEvent &>(*event);
        if (!concerns(drag))
            return false;
        if (event->type() == QEvent::DragEnter)
            m_cancelled = false;
        if (m_cancelled) {
            event->ignore();
            return true;
        }
        if (!active())
            begin(drag);
        decide(drag);
        return true;
    }
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
        // During a drag the mouse belongs to the program that the files come from. Who gets it here knows that the drag is over, also
        // where that program ended without a word.
        if (active())
            hide();
        return false;
    case QEvent::DragLeave:
        if (!active())
            return false;
        hide();
        return true;
    case QEvent::Drop: {
        auto &drop = static_cast<QDropEvent &>(*event);
        if (!concerns(drop))
            return false;
        if (m_cancelled) {
            drop.setDropAction(Qt::IgnoreAction);
            event->ignore();
            return true;
        }
        if (!active())
            begin(drop);
        decide(drop);
        const DropTarget *target = targetAt(m_position);
        const bool taken = event->isAccepted();
        const std::optional<StationId> station = target ? std::optional(target->station) : std::nullopt;
        hide();
        if (taken)
            m_bridge.offerFiles(m_check.files, station);
        return true;
    }
    default: return false;
    }
}

void DropOverlay::cancel()
{
    m_cancelled = true;
    hide();
}

void DropOverlay::begin(const QDropEvent &event)
{
    m_check = DropCheck::of(*event.mimeData());
    m_targets.clear();
    m_content = m_findContent ? m_findContent() : parentWidget()->rect();
    m_strip = QRect();
    if (m_check.possible()) {
        // Several files cannot all be the next model of one station.
        if (m_check.files.size() == 1 && m_findTargets)
            m_targets = m_findTargets();
        m_strip = m_targets.empty() ? m_content.adjusted(16, 16, -16, -16)
                                    : QRect(m_content.left() + 8, m_content.top() + 8, m_content.width() - 16, kStripHeight);
    }
    setGeometry(parentWidget()->rect());
    raise();
    show();
    // Shown at once, not when the event loop comes round to it.
    repaint();
}

void DropOverlay::decide(QDropEvent &event)
{
    const QPoint position = event.position().toPoint();
    const DropTarget *before = targetAt(m_position);
    const bool stripBefore = overStrip(m_position);
    m_position = position;
    if (before != targetAt(position) || stripBefore != overStrip(position))
        update();
    const bool somewhere = m_check.possible() && (targetAt(position) || overStrip(position));
    event.setDropAction(somewhere ? Qt::CopyAction : Qt::IgnoreAction);
    event.setAccepted(somewhere);
}

const DropTarget *DropOverlay::targetAt(QPoint position) const
{
    if (overStrip(position))
        return nullptr;
    const auto it = std::ranges::find_if(m_targets, [&](const DropTarget &t) { return t.area.contains(position); });
    return it == m_targets.end() ? nullptr : &*it;
}

QString DropOverlay::stripText() const
{
    const int count = static_cast<int>(m_check.files.size());
    const QString words = count == 1 ? tr("Import only") : tr("Import %n file(s)", nullptr, count);
    return m_check.reason.isEmpty() ? words : tr("%1. %2", "what happens, what is left out").arg(words, m_check.reason);
}

QString DropOverlay::targetText(const DropTarget &target) const
{
    return tr("Import and offer to %1", "station").arg(target.name);
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.shade);
    QFont big = font();
    big.setBold(true);
    big.setPointSizeF(font().pointSizeF() * 1.3);
    const auto plate = [&](const QRect &area, const QString &words, const QString &more, bool under) {
        painter.setBrush(under ? theme.text : theme.surface);
        painter.setPen(QPen(theme.text, 3, under ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap, Qt::MiterJoin));
        painter.drawRect(area.adjusted(2, 2, -3, -3));
        painter.setPen(under ? theme.ground : theme.text);
        const QRect inside = area.adjusted(16, 8, -16, -8);
        painter.setFont(big);
        if (more.isEmpty())
            return painter.drawText(inside, Qt::AlignCenter | Qt::TextWordWrap, words);
        const QRect first = painter.fontMetrics().boundingRect(inside, Qt::AlignHCenter | Qt::TextWordWrap, words);
        painter.setFont(font());
        const QRect second = painter.fontMetrics().boundingRect(inside, Qt::AlignHCenter | Qt::TextWordWrap, more);
        const int top = inside.center().y() - (first.height() + 8 + second.height()) / 2;
        painter.setFont(big);
        painter.drawText(QRect(inside.left(), top, inside.width(), first.height()), Qt::AlignCenter | Qt::TextWordWrap, words);
        painter.setFont(font());
        painter.drawText(QRect(inside.left(), top + first.height() + 8, inside.width(), second.height()),
                         Qt::AlignCenter | Qt::TextWordWrap, more);
    };
    if (!m_check.possible()) {
        painter.setFont(big);
        const int wide = std::min(m_content.width() - 32, std::max(640, painter.fontMetrics().horizontalAdvance(QLatin1Char('x')) * 40));
        const QRect words = painter.fontMetrics().boundingRect(QRect(0, 0, wide - 40, 4096), Qt::AlignCenter | Qt::TextWordWrap | Qt::TextWrapAnywhere,
                                                               m_check.reason);
        QRect area(0, 0, wide, std::max(120, words.height() + 24));
        area.moveCenter(m_content.center());
        painter.setPen(QPen(theme.text, 1));
        painter.setBrush(theme.surface);
        painter.drawRect(area);
        painter.setPen(theme.text);
        painter.drawText(area.adjusted(20, 12, -20, -12), Qt::AlignCenter | Qt::TextWordWrap | Qt::TextWrapAnywhere, m_check.reason);
        return;
    }
    const QString file = m_check.files.size() == 1 ? QFileInfo(m_check.files.front()).fileName() : QString();
    for (const DropTarget &target : m_targets) {
        const QRect visible = target.area.top() < m_strip.bottom() + 8 ? target.area.adjusted(0, m_strip.bottom() + 8 - target.area.top(), 0, 0)
                                                                       : target.area;
        plate(visible, targetText(target), tr("%1 is checked first. Nothing changes on the line.", "file").arg(file),
              targetAt(m_position) == &target);
    }
    plate(m_strip, stripText(), m_targets.empty() ? tr("Into the library. Nothing changes on the line.") : QString(), overStrip(m_position));
}

}  // namespace lineside
