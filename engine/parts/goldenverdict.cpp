// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/goldenverdict.h"

#include "parts/judgedpart.h"

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

/// Of the boxes with that label, the one that covers most of `box`; null where none does.
const Box *found(const Detections &all, std::string_view label, const Box &box)
{
    const Box *best = nullptr;
    float most = kSamePart;
    for (const Detection &d : all.items) {
        if (all.label(d) != label)
            continue;
        if (const float share = shared(d.box, box); share >= most) {
            most = share;
            best = &d.box;
        }
    }
    return best;
}

}  // namespace

PartJudgement judgeFramed(const Detections &all, const RuleConfig &rule, const Box &box, std::string_view label)
{
    if (rule.requiredLabels.empty() && rule.rejectLabels.empty())
        return found(all, label, box) ? PartJudgement{Verdict::Fail, VerdictReason::RejectLabel, label} : PartJudgement{};
    if (rule.partLabel.empty())
        return judgePart(all, rule, nullptr);
    const Box *part = found(all, rule.partLabel, box);
    return part ? judgePart(all, rule, part) : PartJudgement{Verdict::Unknown, VerdictReason::NoPart, {}};
}

bool eitherMeets(Verdict expected, const Detections &a, const Detections &b, const RuleConfig &rule, const Box &box, std::string_view label)
{
    return meets(expected, judgeFramed(a, rule, box, label).verdict) || meets(expected, judgeFramed(b, rule, box, label).verdict);
}

bool meets(Verdict expected, Verdict found) noexcept
{
    return expected == Verdict::Fail ? JudgedPart::fails(found) : expected == found;
}

}  // namespace lineside
