// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/partweight.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lineside {

PartWeight weightOf(std::optional<bool> defective, const AbLimits &limits, float gap) noexcept
{
    const double margin = !defective ? std::min(limits.escapeMargin, limits.falseRejectMargin) : *defective ? limits.escapeMargin : limits.falseRejectMargin;
    return {1 / margin, gap};
}

float scoreWithin(std::span<const Detection> found, const Labels &classes, const Box &part, const std::string &label) noexcept
{
    float best = 0;
    for (const Detection &d : found) {
        const float x = (d.box.x1 + d.box.x2) / 2, y = (d.box.y1 + d.box.y2) / 2;
        const bool within = part.width() <= 0 || (x >= part.x1 && x <= part.x2 && y >= part.y1 && y <= part.y2);
        if (within && std::cmp_less(d.classIndex, classes.size()) && d.classIndex >= 0 && classes[static_cast<std::size_t>(d.classIndex)] == label)
            best = std::max(best, d.score);
    }
    return best;
}

}  // namespace lineside
