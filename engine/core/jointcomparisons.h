// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <span>

namespace lineside {

/// A comparison that runs at a station. Value type; what it points to outlives it.
struct RunningComparison {
    const StationConfig *station = nullptr;
    ModelId active, shadow;
    ComparisonSnapshot *comparison = nullptr;
};

/// Fills `joint` of each comparison that is taken together with others: of stations of which somebody said that they see different parts (StationConfig::differentParts), of the same two models, by the same rule, thresholds and limits, that count the same and have counted something.
/// What counts pictures of which nobody knows whether they show another part is left out. `running` as configured. Pure.
void takeTogether(std::span<const RunningComparison> running);

}  // namespace lineside
