// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/detecthead.h"

namespace lineside::weights {

/// True for the head of the original YOLOv5, whose branches are one convolution a level.
bool isAnchorHead(const ModuleView &module);

/// The anchors of a head whose levels and strides are known, `[levels, anchors a cell, 2]`: width and height in pixels. Refuses
/// sizes that no box has. Throws Refused.
ConstTensor readAnchors(LayerContext &context, const ModuleView &module, const std::vector<int> &strides);

/// Appends the branches and the decode; the result is [1, A, 5+nc]: cx, cy, w, h in input pixels, objectness, class
/// probabilities, in the order of level, anchor, row, column. `inputs` are the feature maps by level. Throws Refused.
ValueId buildAnchorHead(LayerContext &context, const ModuleView &module, const DetectHead &head, std::span<const ValueId> inputs);

}  // namespace lineside::weights
