// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/dropoverlay.h"

#include "actions/dropplate.h"
#include "bridge/enginebridge.h"
#include "itemmodels/accesswords.h"
#include "theme/theme.h"
#include "widgets/blendedfill.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kStripHeight = 72;

}  // namespace

DropOverlay::DropOverlay(EngineBridge &bridge, QWidget *window)
    : QWidget(window), m_bridge(bridge), m_stripPlate(new DropPlate(this))
{
    setObjectName(QStringLiteral("dropOverlay"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

// Text that is moved inside the program, between two fields, is none of our business.
bool DropOverlay::concerns(const QDropEvent &event) const
{
    const QMimeData *data = event.mimeData();
    return data && (data->hasUrls() || !event.source()) && !(m_elsewhere && m_elsewhere(*data));
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
        if (taken) {
            m_bridge.offerFiles(m_check.files, station);
            if (station)
                emit offeredTo(*station);
        } else if (m_refused) {
            m_bridge.admits(Deed::ImportModel);
        }
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
    m_refused = m_check.possible() && !m_bridge.may(Deed::ImportModel);
    if (m_refused) {
        m_check.files.clear();
        m_check.reason = AccessWords::dropRefused(m_bridge.access());
    }
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
    placePlates();
    raise();
    show();
}

void DropOverlay::placePlates()
{
    const QString file = m_check.files.size() == 1 ? QFileInfo(m_check.files.front()).fileName() : QString();
    while (m_plates.size() < m_targets.size())
        m_plates.push_back(new DropPlate(this));
    for (std::size_t i = 0; i < m_plates.size(); ++i) {
        m_plates[i]->setVisible(i < m_targets.size());
        if (i >= m_targets.size())
            continue;
        const QRect &area = m_targets[i].area;
        m_plates[i]->setObjectName(QStringLiteral("plate_%1").arg(QString::fromStdString(m_targets[i].station)));
        m_plates[i]->setGeometry(area.adjusted(0, std::max(0, m_strip.bottom() + 8 - area.top()), 0, 0));
        m_plates[i]->setWords(targetText(m_targets[i]), tr("%1 is checked first. Nothing changes on the line.", "file").arg(file));
    }
    m_stripPlate->setVisible(m_check.possible());
    m_stripPlate->setGeometry(m_strip);
    m_stripPlate->setWords(stripText(), m_targets.empty() ? tr("Into the library. Nothing changes on the line.") : QString());
    m_stripPlate->raise();
    markPlates();
}

void DropOverlay::markPlates()
{
    const DropTarget *target = targetAt(m_position);
    for (std::size_t i = 0; i < m_targets.size(); ++i)
        m_plates[i]->setUnder(&m_targets[i] == target);
    m_stripPlate->setUnder(overStrip(m_position));
}

void DropOverlay::decide(QDropEvent &event)
{
    m_position = event.position().toPoint();
    markPlates();
    const bool somewhere = m_check.possible() && (targetAt(m_position) || overStrip(m_position));
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

void DropOverlay::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::current(this);
    QPainter painter(this);
    for (const QRect &exposed : event->region())
        fillBlended(painter, exposed, theme.shade);
    if (m_check.possible())
        return;
    QFont big = font();
    big.setBold(true);
    big.setPointSizeF(font().pointSizeF() * 1.3);
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
}

}  // namespace lineside
