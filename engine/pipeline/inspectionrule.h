// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"
#include "lineside/verdict.h"

namespace lineside {

/// Detections → verdict, by a station's rule. Pure: decides, does nothing. `frameWidth` in pixels. The worst part of the
/// zone gives the frame's verdict (fail before unsure before pass). A frame with no part in the zone passes with reason NoPart.
/// `judgement` is replaced; its memory is used again.
void judge(const Detections &detections, const RuleConfig &rule, int frameWidth, const ModelId &model, Judgement &judgement);

}  // namespace lineside
