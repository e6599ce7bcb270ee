// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/pictureviewport.h"

#include <algorithm>
#include <cmath>

namespace lineside {

namespace {

/// Where a length of `size` begins when its share `centre` stands in the middle of a room: it leaves no room empty that it could
/// fill, and stands in the middle where it is smaller.
double beginOf(double size, double centre, double roomBegin, double roomSize)
{
    if (size <= roomSize)
        return std::round(roomBegin + (roomSize - size) / 2);
    return std::round(std::clamp(roomBegin + roomSize / 2 - centre * size, roomBegin + roomSize - size, roomBegin));
}

}  // namespace

double PictureViewport::scaleOfWhole(const View &view) const
{
    if (view.picture.isEmpty() || view.area.isEmpty())
        return 1;
    return view.ratio * std::min(view.area.width() / view.picture.width(), view.area.height() / view.picture.height());
}

double PictureViewport::scale(const View &view) const
{
    return whole() ? scaleOfWhole(view) : m_scale;
}

QRectF PictureViewport::place(const View &view) const
{
    const double scaled = scale(view), ratio = view.ratio;
    const double width = std::max(1.0, std::round(view.picture.width() * scaled));
    const double height = std::max(1.0, std::round(view.picture.height() * scaled));
    return {beginOf(width, m_centre.x(), view.area.left() * ratio, view.area.width() * ratio) / ratio,
            beginOf(height, m_centre.y(), view.area.top() * ratio, view.area.height() * ratio) / ratio, width / ratio,
            height / ratio};
}

void PictureViewport::showWhole()
{
    if (whole())
        return;
    m_scale = 0;
    m_centre = {0.5, 0.5};
    emit changed();
}

void PictureViewport::moveTo(double scale, QPointF centre, const View &view)
{
    if (scale == m_scale && centre == m_centre)
        return;
    m_scale = scale;
    m_centre = centre;
    // Remembered is what is seen: pulling on against an edge must not have to be pulled back.
    const QRectF at = place(view);
    m_centre = {(view.area.center().x() - at.left()) / at.width(), (view.area.center().y() - at.top()) / at.height()};
    emit changed();
}

void PictureViewport::setScale(double scale, QPointF fixed, const View &view)
{
    if (view.picture.isEmpty() || view.area.isEmpty())
        return;
    const double all = scaleOfWhole(view);
    scale = std::clamp(scale, std::min(kLeast, all), std::max(kMost, all));
    const QRectF before = place(view);
    const QPointF spot(std::clamp((fixed.x() - before.left()) / before.width(), 0.0, 1.0),
                       std::clamp((fixed.y() - before.top()) / before.height(), 0.0, 1.0));
    const QSizeF size = QSizeF(view.picture) * (scale / view.ratio);
    const QPointF away = view.area.center() - fixed;
    moveTo(scale, spot + QPointF(away.x() / size.width(), away.y() / size.height()), view);
}

void PictureViewport::pan(QPointF by, const View &view)
{
    if (view.picture.isEmpty() || whole())
        return;
    const QRectF at = place(view);
    moveTo(m_scale, m_centre - QPointF(by.x() / at.width(), by.y() / at.height()), view);
}

}  // namespace lineside
