// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parts/inspectionrule.h"

namespace lineside {

/// The rule's answer for the part of a single frame that a person framed with `box`, wherever in the picture it is: of the parts that were found, the one that covers most of it. Unknown with reason
/// NoPart where none does. Where the whole frame is the part, for the frame. Pure.
PartJudgement judgeFramed(const Detections &all, const RuleConfig &rule, const Box &box);

}  // namespace lineside
