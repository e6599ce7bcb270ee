// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

namespace lineside {

/// What two answers to the same frame tell differently. Value type.
struct FoundDifference {
    Difference kind = Difference::None;
    float scoreGap = 0;  ///< OneSided: the best score of a box that only one has
};

/// Pure. Boxes are the same where label and place are: IoU of at least `minIou`. Labels are compared by name, since two
/// models may order them differently.
FoundDifference differenceBetween(const Detections &a, const Detections &b, float minIou = 0.5f);
FoundDifference differenceBetween(const JudgedFrame &a, const JudgedFrame &b);

}  // namespace lineside
