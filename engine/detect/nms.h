// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/decode.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lineside {

/// Intersection over union; 0 where there is no area.
float intersectionOverUnion(const Box &a, const Box &b) noexcept;

/// Greedy non-maximum suppression, within each class as a rule: a box goes when it overlaps a better one that stays by more than (not
/// at) the threshold. Equal scores keep the order of the input, so that a result is always the same.
/// Keeps its memory from frame to frame. Inference thread only.
class NonMaxSuppression {
public:
    static constexpr std::size_t kMaxConsidered = 30000;  ///< only so many best boxes are looked at

    /// Indices into `boxes` that stay, best score first, at most `maxKept`. Valid until the next call.
    /// `acrossClasses`: a box suppresses those of other classes as well.
    const std::vector<std::uint32_t> &run(const std::vector<ScoredBox> &boxes, float iouThreshold, std::size_t maxKept, bool acrossClasses = false);

    /// The best `maxKept` without suppression, in the same order; for networks that need none.
    const std::vector<std::uint32_t> &best(const std::vector<ScoredBox> &boxes, std::size_t maxKept);

private:
    void sortByScore(const std::vector<ScoredBox> &boxes, std::size_t count);

    std::vector<std::uint32_t> m_order;
    std::vector<std::uint32_t> m_kept;
};

}  // namespace lineside
