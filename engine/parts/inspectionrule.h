// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"
#include "lineside/verdict.h"

#include <string_view>

namespace lineside {

/// What a rule says of one part in one frame. Value type.
struct PartJudgement {
    Verdict verdict = Verdict::Pass;
    VerdictReason reason = VerdictReason::None;
    std::string_view label;  ///< one of the detections or of the rule
};

/// The rule's answer for the part whose box is `part`; null: for the whole frame. Pure.
PartJudgement judgePart(const Detections &all, const RuleConfig &rule, const Box *part);

/// Whether the middle of `box` is in the zone in which parts are judged. `frameWidth` in pixels.
bool inZone(const Box &box, const RuleConfig &rule, int frameWidth) noexcept;

/// Detections → verdict, by a station's rule. Pure: decides, does nothing. `frameWidth` in pixels. The worst part of the
/// zone gives the frame's verdict (fail before unsure before pass). A frame with no part in the zone passes with reason NoPart.
/// `judgement` is replaced; its memory is used again.
void judge(const Detections &detections, const RuleConfig &rule, int frameWidth, const ModelId &model, Judgement &judgement);

/// The box of the part that gave `judge` its verdict, one of `detections`; null: it judged the whole frame, or there is no part in the zone. Pure.
const Box *decidingPart(const Detections &detections, const RuleConfig &rule, int frameWidth);

}  // namespace lineside
