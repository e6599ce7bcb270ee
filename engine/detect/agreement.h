// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"

namespace lineside {

/// How far two executors of the same network may differ. Value type.
struct AgreementBounds {
    float minIou = 0.97f;
    float maxScoreDelta = 0.06f;
    float usualScoreDelta = 0.02f;  ///< of 99 boxes of 100: below a hundred boxes, of all
    /// The threshold both were run at. A box that only one of them has is excused where its score is less than
    /// maxScoreDelta above it: the other's may lie just below.
    float confidence = 0.25f;
};

/// What comparisons found, of one picture or of several. Value type.
struct Agreement {
    int pairs = 0;
    int unusual = 0;            ///< pairs whose scores differ by more than usualScoreDelta
    float worstIou = 1;         ///< over the pairs
    float worstScoreDelta = 0;  ///< over the pairs
    int unmatched = 0;          ///< boxes of either side without a partner, the excused ones not counted

    void add(const Agreement &other) noexcept;
    bool within(const AgreementBounds &bounds = {}) const noexcept;
};

/// Pairs the boxes of two results by class, greedily by score, with the partner of the largest overlap (at least half).
Agreement compareDetections(const Detections &exact, const Detections &fast, const AgreementBounds &bounds = {});

}  // namespace lineside
