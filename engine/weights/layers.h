// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/graphbuilder.h"
#include "weights/moduleview.h"
#include "weights/tensorreader.h"

#include <span>
#include <string_view>

namespace lineside::weights {

/// What the layer functions share while one network is built. Not shared between threads: one thread at a time.
struct LayerContext {
    GraphBuilder &graph;
    TensorReader &tensors;
    int visits = 0;  ///< modules entered so far; a tree that shares its branches could otherwise be walked for ever
};

/// Appends the operators of one pickled layer. `inputs` has what the layer reads: one value for all but a few classes.
using LayerFunction = ValueId (*)(LayerContext &, const ModuleView &, std::span<const ValueId> inputs);

struct LayerEntry {
    std::string_view className;  ///< last part of the dotted name
    LayerFunction build;
};

// One table a family of layers, each in its own file. A new family is a new file and one line in layers.cpp.
std::span<const LayerEntry> basicLayers();      ///< Conv, DWConv, Conv2d, Sequential, Upsample, Concat, MaxPool2d, Identity
std::span<const LayerEntry> cspLayers();        ///< Bottleneck, C2f, C3, C3k, C3k2, SPPF
std::span<const LayerEntry> attentionLayers();  ///< Attention, PSABlock, C2PSA, PSA
std::span<const LayerEntry> yolov10Layers();    ///< SCDown, CIB, C2fCIB, RepVGGDW

/// Builds any known layer by its class; refuses others as UnsupportedLayer with the class name.
ValueId buildLayer(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs);
ValueId buildLayer(LayerContext &context, const ModuleView &module, ValueId input);
bool isKnownLayer(const ModuleView &module);

// Parts that several families use.
Conv2dOp readConv2d(LayerContext &context, const ModuleView &conv2d);
/// Folds a BatchNorm2d into the convolution before it, in float32.
void foldBatchNorm(LayerContext &context, const ModuleView &batchNorm, Conv2dOp &conv);
Activation readActivation(const ModuleView &parent);  ///< the child `act`; None where there is none
/// Conv2d + BatchNorm2d as one operator, without its activation.
Conv2dOp readConvBlock(LayerContext &context, const ModuleView &block);
ValueId single(const ModuleView &module, std::span<const ValueId> inputs);

}  // namespace lineside::weights
