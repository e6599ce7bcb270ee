// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/wipeview.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace lineside {

namespace {

constexpr double kGrip = 20;  ///< logical pixels to both sides of the line that take hold of it
constexpr double kKeyStep = 0.05;

}  // namespace

WipeView::WipeView(PictureViewport &viewport, QWidget *parent) : CompareView(Shows::Both, viewport, parent)
{
    setMouseTracking(true);
}

void WipeView::setSplit(double split)
{
    split = std::clamp(split, 0.0, 1.0);
    if (split == m_split)
        return;
    m_split = split;
    update();
}

bool WipeView::nearLine(QPointF position) const
{
    const QRectF area = pictureArea();
    return area.contains(position) && std::abs(position.x() - (area.left() + m_split * area.width())) <= kGrip;
}

QString WipeView::title() const
{
    return flipped() ? tr("Left of the line A, right of it B") : tr("Left of the line B, right of it A");
}

void WipeView::paintAnswers(QPainter &painter, const QRectF &area, const QTransform &toArea)
{
    const double line = area.left() + m_split * area.width();
    painter.save();
    const Side left = flipped() ? Side::A : Side::B, right = flipped() ? Side::B : Side::A;
    const auto judged = [this](Side side) -> const JudgedFrame & { return side == Side::A ? *frame()->active : *frame()->shadow; };
    painter.setClipRect(QRectF(area.topLeft(), QPointF(line, area.bottom())));
    paintBoxes(painter, judged(left), left, toArea, true);
    painter.setClipRect(QRectF(QPointF(line, area.top()), area.bottomRight()));
    paintBoxes(painter, judged(right), right, toArea, true);
    painter.restore();

    // White on black is seen on any picture; the letters say whose side is which.
    painter.setPen(QPen(Qt::black, 5));
    painter.drawLine(QPointF(line, area.top()), QPointF(line, area.bottom()));
    painter.setPen(QPen(Qt::white, 2));
    painter.drawLine(QPointF(line, area.top()), QPointF(line, area.bottom()));
    const double size = painter.fontMetrics().height() + 8, top = area.center().y() - size / 2;
    const auto letter = [&](const QRectF &box, Side side) {
        painter.fillRect(box, Qt::black);
        painter.setPen(side == Side::B ? sideColor(Side::B) : QColor(Qt::white));
        painter.drawText(box, Qt::AlignCenter, side == Side::B ? QStringLiteral("B") : QStringLiteral("A"));
    };
    letter(QRectF(line - 4 - size, top, size, size), left);
    letter(QRectF(line + 4, top, size, size), right);
}

void WipeView::mousePressEvent(QMouseEvent *event)
{
    m_dragging = event->button() == Qt::LeftButton && nearLine(event->position());
    if (!m_dragging)
        CompareView::mousePressEvent(event);
}

void WipeView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging) {
        const QRectF area = pictureArea();
        setSplit((event->position().x() - area.left()) / std::max(1.0, area.width()));
        return;
    }
    if (nearLine(event->position()) && !event->buttons())
        setCursor(Qt::SplitHCursor);
    else
        CompareView::mouseMoveEvent(event);
}

void WipeView::mouseReleaseEvent(QMouseEvent *event)
{
    m_dragging = false;
    CompareView::mouseReleaseEvent(event);
}

void WipeView::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & Qt::ShiftModifier)
        return CompareView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left: setSplit(m_split - kKeyStep); break;
    case Qt::Key_Right: setSplit(m_split + kKeyStep); break;
    case Qt::Key_Home: setSplit(0); break;
    case Qt::Key_End: setSplit(1); break;
    default: CompareView::keyPressEvent(event);
    }
}

}  // namespace lineside
