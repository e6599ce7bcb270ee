// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/agreement.h"

#include "detect/nms.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lineside {

void Agreement::add(const Agreement &other) noexcept
{
    pairs += other.pairs;
    unusual += other.unusual;
    worstIou = std::min(worstIou, other.worstIou);
    worstScoreDelta = std::max(worstScoreDelta, other.worstScoreDelta);
    unmatched += other.unmatched;
}

bool Agreement::within(const AgreementBounds &bounds) const noexcept
{
    return unmatched == 0 && worstIou >= bounds.minIou && worstScoreDelta <= bounds.maxScoreDelta && unusual <= pairs / 100;
}

Agreement compareDetections(const Detections &exact, const Detections &fast, const AgreementBounds &bounds)
{
    constexpr float kPairIou = 0.5f;  // below this it is another object
    Agreement result;
    const auto countUnmatched = [&](const Detection &d) {
        if (d.score >= bounds.confidence + bounds.maxScoreDelta)
            ++result.unmatched;
    };

    std::vector<bool> taken(fast.items.size(), false);
    for (const Detection &a : exact.items) {
        float bestIou = 0;
        std::size_t partner = fast.items.size();
        for (std::size_t i = 0; i < fast.items.size(); ++i) {
            if (taken[i] || fast.items[i].classIndex != a.classIndex)
                continue;
            const float iou = intersectionOverUnion(a.box, fast.items[i].box);
            if (iou > bestIou) {
                bestIou = iou;
                partner = i;
            }
        }
        if (bestIou < kPairIou) {
            countUnmatched(a);
            continue;
        }
        taken[partner] = true;
        result.worstIou = std::min(result.worstIou, bestIou);
        const float delta = std::abs(a.score - fast.items[partner].score);
        result.worstScoreDelta = std::max(result.worstScoreDelta, delta);
        ++result.pairs;
        if (delta > bounds.usualScoreDelta)
            ++result.unusual;
    }
    for (std::size_t i = 0; i < fast.items.size(); ++i)
        if (!taken[i])
            countUnmatched(fast.items[i]);

    return result;
}

}  // namespace lineside
