// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/layers.h"
#include "weights/weightfile.h"

#include <span>
#include <vector>

namespace lineside::weights {

/// The anchor-free Detect head (YOLOv8 and later) of one network. Value type.
struct DetectHead {
    int classes = 0;
    int levels = 0;
    int bins = 0;                 ///< reg_max; 1: plain distances, no distribution
    std::vector<int> strides;     ///< by level, pixels; rising powers of two
    bool hasOneToOne = false;
    bool hasOneToMany = false;
};

/// True for a layer that is a detection head of any kind.
bool isDetectHead(const ModuleView &module);

/// Reads and checks what the head says of itself. Refuses an anchor-based head as UnsupportedLayer.
DetectHead readDetectHead(LayerContext &context, const ModuleView &module);

/// Appends the branches and the decode of one of the head's two branch sets; the result is [1, 4+nc, A]: cx, cy, w, h in input
/// pixels, class probabilities. `inputs` are the feature maps by level. Throws Refused.
ValueId buildDetectHead(LayerContext &context, const ModuleView &module, const DetectHead &head, bool oneToOne,
                        std::span<const ValueId> inputs, InputSize size);

}  // namespace lineside::weights
