// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/graphbuilder.h"
#include "weights/moduleview.h"
#include "weights/tensorreader.h"

#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// What the layer functions share while one network is built. Not shared between threads: one thread at a time.
struct LayerContext {
    GraphBuilder &graph;
    TensorReader &tensors;
    std::map<ValueId, std::vector<std::int64_t>> pieces{};  ///< channels of each piece of a value that is to be taken apart (CBLinear)
    int visits = 0;  ///< modules entered so far; a tree that shares its branches could otherwise be walked for ever
};

/// Appends the operators of one pickled layer. `inputs` has what the layer reads: one value for all but a few classes.
using LayerFunction = ValueId (*)(LayerContext &, const ModuleView &, std::span<const ValueId> inputs);

struct LayerEntry {
    std::string_view className;  ///< last part of the dotted name
    LayerFunction build;
};

// One table a family of layers, each in its own file. A new family is a new file and one line in layers.cpp.
std::span<const LayerEntry> basicLayers();      ///< Conv, DWConv, Conv2d, BatchNorm2d, Sequential, Upsample, Concat, MaxPool2d, Identity, activations
std::span<const LayerEntry> cspLayers();        ///< Bottleneck, C2, C2f, C3, C3k, C3k2, SPPF, RepCSP
std::span<const LayerEntry> attentionLayers();  ///< Attention, PSABlock, C2PSA, PSA
std::span<const LayerEntry> yolo12Layers();     ///< AAttn, ABlock, A2C2f
std::span<const LayerEntry> yolov5Layers();     ///< Focus, SPP, BottleneckCSP, GhostConv, GhostBottleneck
std::span<const LayerEntry> yolov9Layers();     ///< RepNCSPELAN4, ELAN1, AConv, ADown, SPPELAN, CBLinear, CBFuse, RepConv
std::span<const LayerEntry> yolov10Layers();    ///< SCDown, CIB, C2fCIB, RepVGGDW

/// Builds any known layer by its class; refuses others as UnsupportedLayer with the class name.
ValueId buildLayer(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs);
ValueId buildLayer(LayerContext &context, const ModuleView &module, ValueId input);
bool isKnownLayer(const ModuleView &module);

// Parts that several families use.
Conv2dOp readConv2d(LayerContext &context, const ModuleView &conv2d);
/// Folds a BatchNorm2d into the convolution before it, in float32.
void foldBatchNorm(LayerContext &context, const ModuleView &batchNorm, Conv2dOp &conv);
/// A BatchNorm2d that follows something else than a convolution.
ValueId batchNorm(LayerContext &context, const ModuleView &module, ValueId x);
Activation activationOf(const ModuleView &module);    ///< None of an Identity
Activation readActivation(const ModuleView &parent);  ///< the child `act`; None where there is none
/// Conv2d + BatchNorm2d as one operator, without its activation.
Conv2dOp readConvBlock(LayerContext &context, const ModuleView &block);
/// Adds a smaller odd kernel, centred, to a larger one: two parallel convolutions become one.
Conv2dOp addKernels(const ModuleView &module, const Conv2dOp &large, const Conv2dOp &small);
/// Adds what a block makes of a value to the value.
ValueId residual(LayerContext &context, const ModuleView &inner, ValueId x);
ValueId single(const ModuleView &module, std::span<const ValueId> inputs);
/// What `cv1` makes of the input, cut in the middle of its channels, which are twice the module's `c`.
struct Halves {
    ValueId a = 0, b = 0;
};
Halves halves(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs);

}  // namespace lineside::weights
