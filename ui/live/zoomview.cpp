// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/zoomview.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <cmath>

namespace lineside {

namespace {

constexpr double kKeyStep = 1.25, kWheelStep = 1.2;
constexpr double kPixelsSeen = 3;  ///< from this scale on the camera's own pixels are shown, not smoothed
constexpr int kPanShare = 10;      ///< an arrow key moves by this part of the view

}  // namespace

ZoomView::ZoomView(PictureViewport &viewport, QWidget *parent) : QWidget(parent), m_viewport(viewport)
{
    setFocusPolicy(Qt::StrongFocus);
    connect(&viewport, &PictureViewport::changed, this, [this] {
        update();
        showCursor(false);
        emit scaleChanged();
    });
}

PictureViewport::View ZoomView::view() const
{
    const QSize size = m_picture ? QSize(m_picture->image.width(), m_picture->image.height()) : QSize();
    return {size, pictureArea(), devicePixelRatioF()};
}

void ZoomView::setPicture(const FramePtr &picture)
{
    const QSize before = view().picture;
    m_picture = picture;
    update();
    if (view().picture != before)
        emit scaleChanged();
}

QTransform ZoomView::toWidget() const
{
    const PictureViewport::View seen = view();
    if (seen.picture.isEmpty())
        return {};
    const QRectF place = m_viewport.place(seen);
    return QTransform::fromScale(place.width() / seen.picture.width(), place.height() / seen.picture.height())
         * QTransform::fromTranslate(place.left(), place.top());
}

QRectF ZoomView::paintPicture(QPainter &painter, const QColor &around)
{
    const PictureViewport::View seen = view();
    painter.fillRect(seen.area, around);
    if (seen.picture.isEmpty())
        return seen.area;
    const QRectF place = m_viewport.place(seen);
    if (seen.area.contains(place)) {
        painter.drawImage(place, m_scaler.scaled(m_picture, (place.size() * seen.ratio).toSize()));
        return place;
    }
    // Only what is seen, in whole pixels of the picture.
    const QTransform map = toWidget();
    const QRectF source = QRectF(map.inverted().mapRect(seen.area).toAlignedRect().adjusted(-1, -1, 1, 1))
                          & QRectF(QPointF(0, 0), seen.picture);
    const double scaled = m_viewport.scale(seen);
    painter.save();
    painter.setClipRect(seen.area);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scaled != 1 && scaled < kPixelsSeen);
    painter.drawImage(map.mapRect(source), wrapFrame(*m_picture), source);
    painter.restore();
    return place;
}

void ZoomView::paintBorder(QPainter &painter, const QColor &ink, bool dashed) const
{
    QPen pen(ink, hasFocus() ? kBorder : kBorder / 2, dashed ? Qt::CustomDashLine : Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    if (dashed)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    const double half = pen.widthF() / 2;
    painter.drawRect(QRectF(rect()).adjusted(half, half, -half, -half));
}

bool ZoomView::reachesOut() const
{
    const PictureViewport::View seen = view();
    return !seen.picture.isEmpty() && !seen.area.contains(m_viewport.place(seen));
}

void ZoomView::zoomBy(double factor)
{
    m_viewport.setScale(scale() * factor, pictureArea().center(), view());
}

void ZoomView::toggleOneToOne()
{
    if (m_viewport.whole())
        m_viewport.setScale(1, pictureArea().center(), view());
    else
        m_viewport.showWhole();
}

bool ZoomView::navigate(const QKeyEvent &event)
{
    if (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier) || !m_picture)
        return false;
    const QSizeF step = pictureArea().size() / kPanShare;
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(kKeyStep); return true;
    case Qt::Key_Minus: zoomBy(1 / kKeyStep); return true;
    case Qt::Key_0: m_viewport.showWhole(); return true;
    case Qt::Key_Z: toggleOneToOne(); return true;
    default: break;
    }
    QPointF by;
    switch (event.key()) {
    case Qt::Key_Left: by = {step.width(), 0}; break;
    case Qt::Key_Right: by = {-step.width(), 0}; break;
    case Qt::Key_Up: by = {0, step.height()}; break;
    case Qt::Key_Down: by = {0, -step.height()}; break;
    default: return false;
    }
    if (!reachesOut())
        return false;
    m_viewport.pan(by, view());
    return true;
}

void ZoomView::keyPressEvent(QKeyEvent *event)
{
    if (!navigate(*event))
        QWidget::keyPressEvent(event);
}

void ZoomView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    m_viewport.setScale(scale() * std::pow(kWheelStep, event->angleDelta().y() / 120.0), event->position(), view());
}

void ZoomView::mousePressEvent(QMouseEvent *event)
{
    m_dragFrom = event->position();
    showCursor(event->button() == Qt::LeftButton);
}

void ZoomView::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return showCursor(false);
    m_viewport.pan(event->position() - m_dragFrom, view());
    m_dragFrom = event->position();
}

void ZoomView::mouseReleaseEvent(QMouseEvent *)
{
    showCursor(false);
}

void ZoomView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_viewport.whole())
        m_viewport.setScale(1, event->position(), view());
    else
        m_viewport.showWhole();
}

void ZoomView::showCursor(bool held)
{
    if (!reachesOut())
        unsetCursor();
    else
        setCursor(held ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
}

void ZoomView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    emit scaleChanged();
}

}  // namespace lineside
