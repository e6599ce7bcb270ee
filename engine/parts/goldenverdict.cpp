// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/goldenverdict.h"

#include <algorithm>

namespace lineside {
namespace {

constexpr float kSamePart = 0.3f;  ///< parts of neighbouring places do not overlap by so much

float shared(const Box &a, const Box &b)
{
    const float width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1), height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
    if (width <= 0 || height <= 0)
        return 0;
    const float both = width * height;
    return both / (a.width() * a.height() + b.width() * b.height() - both);
}

}  // namespace

PartJudgement judgeFramed(const Detections &all, const RuleConfig &rule, const Box &box)
{
    if (rule.partLabel.empty())
        return judgePart(all, rule, nullptr);
    const Box *part = nullptr;
    float most = kSamePart;
    for (const Detection &d : all.items) {
        if (all.label(d) != rule.partLabel)
            continue;
        if (const float share = shared(d.box, box); share >= most) {
            most = share;
            part = &d.box;
        }
    }
    return part ? judgePart(all, rule, part) : PartJudgement{Verdict::Unknown, VerdictReason::NoPart, {}};
}

}  // namespace lineside
