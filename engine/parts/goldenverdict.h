// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parts/inspectionrule.h"

namespace lineside {

/// The rule's answer for the part of a single frame that a person framed with `box`, wherever in the picture it is: of the parts that were found, the one that covers most of it. Unknown with reason
/// NoPart where none does. Where the whole frame is the part, for the frame. Where the rule requires and rejects nothing objects are counted: Fail where one of that label is there, else Pass. Pure.
PartJudgement judgeFramed(const Detections &all, const RuleConfig &rule, const Box &box, std::string_view label);

/// Whether one of two answers to the same frame is what a person said of the part in it. Pure.
bool eitherMeets(Verdict expected, const Detections &a, const Detections &b, const RuleConfig &rule, const Box &box, std::string_view label);

/// Whether that is what a person said. Unsure is no pass, and holds a part back as a fail does; a part that is not seen is not judged, and meets nothing. Pure.
bool meets(Verdict expected, Verdict found) noexcept;

}  // namespace lineside
