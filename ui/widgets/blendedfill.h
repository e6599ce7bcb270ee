// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include <algorithm>

namespace lineside {

/// Fills `area` with a colour that lets what is there shine through. A higher area than this Qt gives in parts to the threads of a pool and
/// waits for them, which beside detectors that use all processors is longer than filling it.
inline void fillBlended(QPainter &painter, const QRect &area, const QColor &colour)
{
    constexpr int kRows = 64;
    for (int top = area.top(); top <= area.bottom(); top += kRows)
        painter.fillRect(area.left(), top, area.width(), std::min(kRows, area.bottom() + 1 - top), colour);
}

}  // namespace lineside
