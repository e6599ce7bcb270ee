// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/stationlook.h"
#include "lineside/frame.h"

#include <cstdint>
#include <vector>

namespace lineside::demo {

inline constexpr float kFootY = 604;  ///< where the bottles stand, scene units from the top of the picture

/// Everything behind and below the bottles: the lamp, the rails, the frame of the conveyor, and the belt, which moves.
/// Drawn once. Thread-safe.
class Backdrop {
public:
    Backdrop(const StationLook &look, int station, int width, int height);

    /// Fills `out` with the rows from `firstRow` on (the width is that of the constructor), the belt moved `beltOffset` pixels to the right.
    void copyTo(MutableImageView out, int firstRow, std::int64_t beltOffset) const;

private:
    void drawStill(const StationLook &look, int station);
    void drawBelt(const StationLook &look);

    int m_width;
    int m_height;
    float m_scale;
    Image m_still;
    int m_beltTop = 0;     ///< first row of the belt
    int m_beltRows = 0;
    int m_period = 0;      ///< pixels after which the belt repeats
    Image m_belt;          ///< m_width + m_period pixels wide
};

}  // namespace lineside::demo
