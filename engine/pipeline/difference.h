// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <vector>

namespace lineside {

/// What two answers to the same frame tell differently. Value type.
struct FoundDifference {
    Difference kind = Difference::None;
    float scoreGap = 0;  ///< OneSided: the best score of a box that only one has
};

/// What comparing takes, kept by the caller from frame to frame. After a comparison: the boxes that have no partner.
struct ComparisonMemory {
    std::vector<const Detection *> onlyA, onlyB;
};

/// Pure. Boxes are the same where label and place are: IoU of at least `minIou`. Labels are compared by name, since two
/// models may order them differently.
FoundDifference differenceBetween(const Detections &a, const Detections &b, ComparisonMemory &memory, float minIou = 0.5f);
FoundDifference differenceBetween(const JudgedFrame &a, const JudgedFrame &b, ComparisonMemory &memory);

}  // namespace lineside
