// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/difference.h"

#include "detect/nms.h"

#include <algorithm>

namespace lineside {

FoundDifference differenceBetween(const Detections &a, const Detections &b, ComparisonMemory &memory, float minIou)
{
    auto &[onlyA, onlyB] = memory;
    onlyA.clear();
    onlyB.clear();
    for (const Detection &d : b.items)
        onlyB.push_back(&d);
    for (const Detection &d : a.items) {
        auto best = onlyB.end();
        float bestIou = minIou;
        for (auto other = onlyB.begin(); other != onlyB.end(); ++other) {
            const float overlap = intersectionOverUnion(d.box, (*other)->box);
            if (overlap >= bestIou && a.label(d) == b.label(**other)) {
                bestIou = overlap;
                best = other;
            }
        }
        if (best == onlyB.end())
            onlyA.push_back(&d);
        else
            onlyB.erase(best);
    }
    if (onlyA.empty() && onlyB.empty())
        return {};
    for (const Detection *d : onlyA) {
        if (std::any_of(onlyB.begin(), onlyB.end(), [&](const Detection *other) { return intersectionOverUnion(d->box, other->box) >= minIou; }))
            return {Difference::Class, 0};
    }
    FoundDifference found{Difference::OneSided, 0};
    for (const auto *side : {&onlyA, &onlyB})
        for (const Detection *d : *side)
            found.scoreGap = std::max(found.scoreGap, d->score);
    return found;
}

FoundDifference differenceBetween(const JudgedFrame &a, const JudgedFrame &b, ComparisonMemory &memory)
{
    const FoundDifference found = differenceBetween(a.detections, b.detections, memory);
    return a.judgement.verdict != b.judgement.verdict ? FoundDifference{Difference::Verdict, 0} : found;
}

}  // namespace lineside
