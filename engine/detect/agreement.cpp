// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/agreement.h"

#include "detect/nms.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lineside {

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
        result.worstScoreDelta = std::max(result.worstScoreDelta, std::abs(a.score - fast.items[partner].score));
    }
    for (std::size_t i = 0; i < fast.items.size(); ++i)
        if (!taken[i])
            countUnmatched(fast.items[i]);

    result.agree = result.unmatched == 0 && result.worstIou >= bounds.minIou && result.worstScoreDelta <= bounds.maxScoreDelta;
    return result;
}

}  // namespace lineside
