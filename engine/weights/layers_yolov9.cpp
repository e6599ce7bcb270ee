// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

#include <algorithm>

namespace lineside::weights {
namespace {

/// RepNCSPELAN4 and ELAN1: the halves of cv1, then cv2 on the second half and cv3 on that, all joined.
ValueId elan(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const ValueId both = buildLayer(context, module.needChild("cv1"), single(module, inputs));
    const std::int64_t channels = graph.channels(both);
    if (channels % 2 != 0)
        module.refuseCorrupt("cv1 does not make two halves");
    std::vector<ValueId> parts = {graph.slice(both, 1, 0, channels / 2, module.path() + ".a"),
                                  graph.slice(both, 1, channels / 2, channels, module.path() + ".b")};
    for (const char *name : {"cv2", "cv3"})
        parts.push_back(buildLayer(context, module.needChild(name), parts.back()));
    return buildLayer(context, module.needChild("cv4"), graph.concat(std::move(parts), 1, module.path() + ".cat"));
}

ValueId smooth(LayerContext &context, const ModuleView &module, ValueId x)
{
    return context.graph.avgPool(x, AvgPool2dOp{2, 1, 0}, module.path() + ".average");
}

ValueId aConv(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    return buildLayer(context, module.needChild("cv1"), smooth(context, module, single(module, inputs)));
}

/// Halves the map in two ways, each on half of the channels.
ValueId aDown(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const ValueId x = smooth(context, module, single(module, inputs));
    const std::int64_t channels = graph.channels(x);
    if (channels % 2 != 0)
        module.refuseCorrupt("channels do not make two halves");
    const ValueId a = graph.slice(x, 1, 0, channels / 2, module.path() + ".a");
    const ValueId b = graph.slice(x, 1, channels / 2, channels, module.path() + ".b");
    const ValueId pooled = graph.maxPool(b, MaxPool2dOp{3, 2, 1}, module.path() + ".pool");
    return graph.concat({buildLayer(context, module.needChild("cv1"), a), buildLayer(context, module.needChild("cv2"), pooled)}, 1, module.path() + ".cat");
}

/// Pools one after the other, under names of their own.
ValueId sppElan(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    std::vector<ValueId> parts = {buildLayer(context, module.needChild("cv1"), single(module, inputs))};
    for (const char *name : {"cv2", "cv3", "cv4"})
        parts.push_back(buildLayer(context, module.needChild(name), parts.back()));
    return buildLayer(context, module.needChild("cv5"), context.graph.concat(std::move(parts), 1, module.path() + ".cat"));
}

/// A convolution whose output CBFuse takes pieces of. The pieces stay together until then: most are never asked for.
ValueId cbLinear(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId y = buildLayer(context, module.needChild("conv"), single(module, inputs));
    std::vector<std::int64_t> pieces = module.needIntegers("c2s", 1, 1 << 20, 32);
    std::int64_t sum = 0;
    for (const std::int64_t piece : pieces)
        sum += piece;
    if (sum != context.graph.channels(y))
        module.refuseCorrupt("pieces do not add up to the channels");
    context.pieces[y] = std::move(pieces);
    return y;
}

/// One piece of each input but the last, enlarged to the last and added to it.
ValueId cbFuse(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const std::vector<std::int64_t> chosen = module.needIntegers("idx", 0, 31, 32);
    if (inputs.empty() || chosen.size() < inputs.size() - 1)
        module.refuseCorrupt("does not choose a piece of every input");
    const Shape target = graph.shape(inputs.back());
    ValueId sum = inputs.back();
    for (std::size_t i = 0; i + 1 < inputs.size(); ++i) {
        const std::string path = module.path() + "." + std::to_string(i);
        const auto pieces = context.pieces.find(inputs[i]);
        if (pieces == context.pieces.end() || std::size_t(chosen[i]) >= pieces->second.size())
            module.refuseCorrupt("chooses a piece that does not exist");
        std::int64_t begin = 0;
        for (std::int64_t piece = 0; piece < chosen[i]; ++piece)
            begin += pieces->second[std::size_t(piece)];
        ValueId x = graph.slice(inputs[i], 1, begin, begin + pieces->second[std::size_t(chosen[i])], path);
        const Shape from = graph.shape(x);
        const std::int64_t factor = target.size() == 4 ? target[2] / from[2] : 0;
        if (factor < 1 || factor > 64 || from[2] * factor != target[2] || from[3] * factor != target[3])
            module.refuseUnsupported("only enlarging by a whole number is known");
        if (factor > 1)
            x = graph.upsample(x, int(factor), path + ".up");
        sum = graph.add(sum, x, path + ".add");
    }
    return sum;
}

/// The batch norm of the input itself, written as the convolution that changes nothing before it.
Conv2dOp normAlone(LayerContext &context, const ModuleView &norm, const Conv2dOp &like)
{
    const std::int64_t channels = like.weight.shape[0], inGroup = like.weight.shape[1];
    Conv2dOp op;
    op.groups = like.groups;
    op.strideH = like.strideH;
    op.strideW = like.strideW;
    std::vector<float> weight(std::size_t(channels * inGroup), 0.f);
    if (inGroup * like.groups != channels)
        norm.refuseCorrupt("does not have as many channels as the convolution beside it");
    for (std::int64_t o = 0; o < channels; ++o)
        weight[std::size_t(o * inGroup + o % inGroup)] = 1;
    op.weight = makeTensor({channels, inGroup, 1, 1}, std::move(weight));
    foldBatchNorm(context, norm, op);
    return op;
}

/// Two or three parallel ways of training, one convolution here. Saved fused, `conv` is a plain one with everything in it.
ValueId repConv(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    Conv2dOp op;
    if (const auto fused = module.child("conv")) {
        op = fused->className() == "Conv2d" ? readConv2d(context, *fused) : readConvBlock(context, *fused);
    } else {
        op = readConvBlock(context, module.needChild("conv1"));
        op = addKernels(module, op, readConvBlock(context, module.needChild("conv2")));
        if (const auto norm = module.child("bn"))
            op = addKernels(module, op, normAlone(context, *norm, op));
    }
    op.activation = readActivation(module);
    return context.graph.conv(single(module, inputs), std::move(op), module.path());
}

constexpr LayerEntry kLayers[] = {
    {"RepNCSPELAN4", elan}, {"ELAN1", elan},       {"AConv", aConv},   {"ADown", aDown},
    {"SPPELAN", sppElan},   {"CBLinear", cbLinear}, {"CBFuse", cbFuse}, {"RepConv", repConv},
};

}  // namespace

std::span<const LayerEntry> yolov9Layers()
{
    return kLayers;
}

}  // namespace lineside::weights
