// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/inspectionrule.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace lineside {
namespace {

bool contains(const std::vector<std::string> &list, const std::string &word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool centreInside(const Box &box, const Box &part)
{
    const float cx = (box.x1 + box.x2) / 2;
    const float cy = (box.y1 + box.y2) / 2;
    return cx >= part.x1 && cx <= part.x2 && cy >= part.y1 && cy <= part.y2;
}

struct PartVerdict {
    Verdict verdict = Verdict::Pass;
    VerdictReason reason = VerdictReason::None;
    std::string_view label;  ///< one of the detections or of the rule
};

PartVerdict judgePart(const Detections &all, const RuleConfig &rule, const Box *part)
{
    PartVerdict result;
    const auto weaken = [&](const std::string &label) {
        if (result.verdict == Verdict::Pass)
            result = {Verdict::Unsure, VerdictReason::LowScore, label};
    };
    for (const Detection &d : all.items) {
        const std::string &label = all.label(d);
        if (!contains(rule.rejectLabels, label) || (part && !centreInside(d.box, *part)))
            continue;
        if (d.score >= rule.passScore)
            return {Verdict::Fail, VerdictReason::RejectLabel, label};
        weaken(label);
    }
    for (const std::string &required : rule.requiredLabels) {
        float best = -1;
        for (const Detection &d : all.items) {
            if (all.label(d) == required && (!part || centreInside(d.box, *part)))
                best = std::max(best, d.score);
        }
        if (best < 0)
            return {Verdict::Fail, VerdictReason::MissingLabel, required};
        if (best < rule.passScore)
            weaken(required);
    }
    return result;
}

int badness(Verdict v)
{
    return v == Verdict::Fail ? 2 : v == Verdict::Unsure ? 1 : 0;
}

}  // namespace

void judge(const Detections &detections, const RuleConfig &rule, int frameWidth, const ModelId &model, Judgement &judgement)
{
    PartVerdict worst;
    if (rule.partLabel.empty()) {
        worst = judgePart(detections, rule, nullptr);
    } else {
        const auto zoneBegin = static_cast<float>(rule.zoneBegin * frameWidth);
        const auto zoneEnd = static_cast<float>(rule.zoneEnd * frameWidth);
        bool anyPart = false;
        for (const Detection &d : detections.items) {
            const float centre = (d.box.x1 + d.box.x2) / 2;
            if (centre < zoneBegin || centre > zoneEnd || detections.label(d) != rule.partLabel)
                continue;
            anyPart = true;
            const PartVerdict part = judgePart(detections, rule, &d.box);
            if (badness(part.verdict) > badness(worst.verdict))
                worst = part;
        }
        if (!anyPart)
            worst.reason = VerdictReason::NoPart;
    }
    judgement.verdict = worst.verdict;
    judgement.reason = worst.reason;
    judgement.label = worst.label;
    judgement.model = model;
}

}  // namespace lineside
