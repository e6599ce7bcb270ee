// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/sprite.h"
#include "demo/stationlook.h"

namespace lineside::demo {

// The drawings of one bottle. The anchor of all of them is the middle of the foot; y points down; units of the scene
// times `scale`.

Sprite drawGlass(const BottleShape &shape, const Design &design, float scale);
Sprite drawShadow(const BottleShape &shape, const Design &design, float scale);

/// `tear`: 0…kTornLabels − 1, or −1 for a whole label.
Sprite drawLabel(const BottleShape &shape, const Design &design, float scale, int tear);

/// `tilt`: 0…kAskewCaps − 1, or −1 for a cap that sits as it should.
Sprite drawCap(const BottleShape &shape, const Design &design, float scale, int tilt);

}  // namespace lineside::demo
