// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

// What CoverageLimits may say.
inline constexpr int kMostLotsAsked = 1000;
inline constexpr int kMostHoursAsked = 10'000;
/// What StationConfig::differentParts may say: so many lists of two there can be.
inline constexpr int kMostDifferentParts = 8;

}  // namespace lineside
