// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/paint.h"
#include "demo/schedule.h"

#include <array>

namespace lineside::demo {

enum class CapKind { Crown, Screw };
enum class Motif { Sun, Peaks, Drop, Leaf };

/// Measures of a bottle in scene units; "down" counts from the top of the glass. Value type.
struct BottleShape {
    float height = 400;
    float bodyHalf = 66;       ///< half of the width of the body
    float neckHalf = 22;
    float shoulderFrom = 96;   ///< down
    float shoulderTo = 190;    ///< down
    float fill = 92;           ///< level of the liquid, down
    float labelFrom = 214;     ///< down
    float labelTo = 350;       ///< down
    float capHalf = 29;
    float capHeight = 30;
    CapKind cap = CapKind::Crown;
};

/// What one product of a station looks like. Value type.
struct Design {
    Rgb glass;
    Rgb liquid;
    Rgb paper;
    Rgb ink;
    Rgb accent;
    Rgb cap;
    Motif motif = Motif::Sun;
    const char *word = "";
};

/// What a station looks like. Value type.
struct StationLook {
    BottleShape bottle;
    std::array<Design, kDesigns> designs;
    Rgb light;  ///< of the lamp behind the line
    Rgb wall;
    Rgb belt;
};

const StationLook &stationLook(int station);

}  // namespace lineside::demo
