// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/inspectionrule.h"

#include <algorithm>
#include <vector>

namespace lineside {
namespace {

int badness(Verdict v)
{
    return v == Verdict::Fail ? 2 : v == Verdict::Unsure ? 1 : 0;
}

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

/// What decides over a frame. Value type.
struct WorstPart {
    PartJudgement judgement;
    const Box *box = nullptr;  ///< null: the whole frame, or there is no part
};

WorstPart worstPart(const Detections &detections, const RuleConfig &rule, int frameWidth)
{
    if (rule.partLabel.empty())
        return {judgePart(detections, rule, nullptr), nullptr};
    WorstPart worst;
    for (const Detection &d : detections.items) {
        if (!inZone(d.box, rule, frameWidth) || detections.label(d) != rule.partLabel)
            continue;
        const PartJudgement part = judgePart(detections, rule, &d.box);
        if (!worst.box || badness(part.verdict) > badness(worst.judgement.verdict))
            worst = {part, &d.box};
    }
    if (!worst.box)
        worst.judgement.reason = VerdictReason::NoPart;
    return worst;
}

}  // namespace

PartJudgement judgePart(const Detections &all, const RuleConfig &rule, const Box *part)
{
    PartJudgement result;
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

bool inZone(const Box &box, const RuleConfig &rule, int frameWidth) noexcept
{
    const float centre = (box.x1 + box.x2) / 2;
    return centre >= static_cast<float>(rule.zoneBegin * frameWidth) && centre <= static_cast<float>(rule.zoneEnd * frameWidth);
}

void judge(const Detections &detections, const RuleConfig &rule, int frameWidth, const ModelId &model, Judgement &judgement)
{
    const PartJudgement worst = worstPart(detections, rule, frameWidth).judgement;
    judgement.verdict = worst.verdict;
    judgement.reason = worst.reason;
    judgement.label = worst.label;
    judgement.model = model;
}

const Box *decidingPart(const Detections &detections, const RuleConfig &rule, int frameWidth)
{
    return worstPart(detections, rule, frameWidth).box;
}

}  // namespace lineside
