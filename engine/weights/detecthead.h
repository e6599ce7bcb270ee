// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/layers.h"
#include "weights/weightfile.h"

#include <optional>
#include <span>
#include <vector>

namespace lineside::weights {

/// The detection head of one network: anchor-free (YOLOv8 and later) or anchor-based (the original YOLOv5). Value type.
struct DetectHead {
    int classes = 0;
    int levels = 0;
    int bins = 0;                 ///< reg_max; 1: plain distances, no distribution
    std::vector<int> strides;     ///< by level, pixels; rising powers of two. Empty: the file does not tell
    ConstTensor anchors;          ///< [levels, anchors a cell, 2], pixels; without data: anchor-free
    bool hasOneToOne = false;
    bool hasOneToMany = false;    ///< also of an anchor-based head
    std::optional<bool> endToEnd; ///< which of two branch sets the head itself says is the one to use
};

/// True for a layer that is a detection head of any kind.
bool isDetectHead(const ModuleView &module);

/// Reads and checks what the head says of itself, all but its anchors. Throws Refused.
DetectHead readDetectHead(LayerContext &context, const ModuleView &module);

/// Refuses strides that are not rising powers of two, one a level.
void checkStrides(const ModuleView &module, const std::vector<int> &strides, int levels);

/// Appends the branches and the decode of an anchor-free head's one or other branch set; the result is [1, 4+nc, A]: cx, cy, w, h in
/// input pixels, class probabilities. `inputs` are the feature maps by level. Throws Refused.
ValueId buildDetectHead(LayerContext &context, const ModuleView &module, const DetectHead &head, bool oneToOne,
                        std::span<const ValueId> inputs, InputSize size);

}  // namespace lineside::weights
