// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

#include <cmath>

namespace lineside::weights {
namespace {

/// Attention inside horizontal strips of the map (`area` of them), several heads; a depthwise convolution of the values stands for
/// position. Each head has its queries, keys and values next to each other.
ValueId areaAttention(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const std::string &path = module.path();
    const ValueId x = single(module, inputs);
    const Shape in = graph.shape(x);
    if (!module.child("qkv"))
        module.refuseUnsupported("area attention of an unknown make");
    const std::int64_t area = module.needInteger("area", 1, 64), heads = module.needInteger("num_heads", 1, 1024);
    const std::int64_t headDim = module.needInteger("head_dim", 1, 4096);
    if (in.size() != 4 || in[0] != 1 || heads * headDim != in[1])
        module.refuseCorrupt("heads do not add up to the channels");
    const std::int64_t positions = in[2] * in[3];
    if (positions % area != 0)
        module.refuseCorrupt(std::to_string(positions) + " positions do not make " + std::to_string(area) + " areas");

    ValueId qkv = buildLayer(context, module.needChild("qkv"), x);
    qkv = graph.reshape(qkv, {heads, 3 * headDim, area, positions / area}, path + ".heads");
    qkv = graph.transpose(qkv, {0, 2, 1, 3}, path + ".areas");
    const ValueId q = graph.slice(qkv, 2, 0, headDim, path + ".q");
    const ValueId k = graph.slice(qkv, 2, headDim, 2 * headDim, path + ".k");
    const ValueId v = graph.slice(qkv, 2, 2 * headDim, 3 * headDim, path + ".v");
    ValueId weights = graph.matMul(q, k, true, false, path + ".qk");
    weights = graph.scaleShift(weights, makeTensor({1}, {float(1 / std::sqrt(double(headDim)))}), makeTensor({1}, {0.f}), path + ".scale");
    weights = graph.softmax(weights, 3, path + ".softmax");
    const auto image = [&](ValueId value, const char *name) {
        return graph.reshape(graph.transpose(value, {0, 2, 1, 3}, path + name + ".whole"), in, path + name);
    };
    const ValueId mixed = image(graph.matMul(v, weights, false, true, path + ".mix"), ".image");
    const ValueId position = buildLayer(context, module.needChild("pe"), image(v, ".values"));
    return buildLayer(context, module.needChild("proj"), graph.add(mixed, position, path + ".add"));
}

ValueId areaBlock(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    return residual(context, module.needChild("mlp"), residual(context, module.needChild("attn"), single(module, inputs)));
}

/// cv1, then every inner block on the one before it, all joined; where there is a gamma, a share of that on top of the input.
ValueId a2c2f(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const ValueId x = single(module, inputs);
    std::vector<ValueId> parts = {buildLayer(context, module.needChild("cv1"), x)};
    for (const ModuleView &inner : module.needChild("m").children())
        parts.push_back(buildLayer(context, inner, parts.back()));
    const ValueId y = buildLayer(context, module.needChild("cv2"), graph.concat(std::move(parts), 1, module.path() + ".cat"));
    const PickleNode *stored = module.parameter("gamma");
    if (!stored)
        return y;
    ConstTensor gamma = context.tensors.read(*stored, module.path() + ".gamma");
    if (gamma.shape != Shape{graph.channels(y)})
        module.refuseCorrupt("gamma does not have one value a channel");
    gamma.shape = {1, graph.channels(y), 1, 1};
    const ValueId share = graph.scaleShift(y, std::move(gamma), makeTensor({1}, {0.f}), module.path() + ".share");
    return graph.add(x, share, module.path() + ".add");
}

constexpr LayerEntry kLayers[] = {{"AAttn", areaAttention}, {"ABlock", areaBlock}, {"A2C2f", a2c2f}};

}  // namespace

std::span<const LayerEntry> yolo12Layers()
{
    return kLayers;
}

}  // namespace lineside::weights
