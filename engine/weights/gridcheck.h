// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

namespace lineside {

/// The furthest from zero that a bound of a grid may lie: whole numbers up to here are exact in float32.
inline constexpr float kMaxGridBound = 1 << 24;

/// Whether a number can be the distance of two neighbours: an ordinary one above zero and not beyond 1e30, so that nothing on the grid
/// overflows and no processor takes the distance for zero. Pure; thread-safe.
bool isGridScale(float value) noexcept;

/// Whether a grid is one: every scale good for one, every bound a whole number that is not too large, none of the lowest above its highest,
/// all tensors as long as their shapes say. Pure; thread-safe.
bool isGrid(const FakeQuantizeOp &op) noexcept;

}  // namespace lineside
