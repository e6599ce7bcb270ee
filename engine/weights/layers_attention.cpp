// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

#include <cmath>

namespace lineside::weights {
namespace {

/// Attention over all positions of the map, several heads; a depthwise convolution of the values stands for position.
ValueId attention(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const std::string &path = module.path();
    const ValueId x = single(module, inputs);
    const Shape in = graph.shape(x);
    const std::int64_t heads = module.needInteger("num_heads", 1, 1024);
    const std::int64_t headDim = module.needInteger("head_dim", 1, 4096), keyDim = module.needInteger("key_dim", 1, 4096);
    const double scale = module.number("scale").value_or(1.0 / std::sqrt(double(keyDim)));
    if (in.size() != 4 || heads * headDim != in[1])
        module.refuseCorrupt("heads do not add up to the channels");
    const std::int64_t positions = in[2] * in[3];

    const ValueId qkv = graph.reshape(buildLayer(context, module.needChild("qkv"), x), {in[0], heads, 2 * keyDim + headDim, positions}, path + ".heads");
    const ValueId q = graph.slice(qkv, 2, 0, keyDim, path + ".q");
    const ValueId k = graph.slice(qkv, 2, keyDim, 2 * keyDim, path + ".k");
    const ValueId v = graph.slice(qkv, 2, 2 * keyDim, 2 * keyDim + headDim, path + ".v");
    ValueId weights = graph.matMul(q, k, true, false, path + ".qk");
    weights = graph.scaleShift(weights, makeTensor({1}, {float(scale)}), makeTensor({1}, {0.f}), path + ".scale");
    weights = graph.softmax(weights, 3, path + ".softmax");
    const ValueId mixed = graph.reshape(graph.matMul(v, weights, false, true, path + ".mix"), in, path + ".image");
    const ValueId position = buildLayer(context, module.needChild("pe"), graph.reshape(v, in, path + ".values"));
    return buildLayer(context, module.needChild("proj"), graph.add(mixed, position, path + ".add"));
}

ValueId psaBlock(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId x = single(module, inputs);
    if (!module.flag("add").value_or(true))
        return buildLayer(context, module.needChild("ffn"), buildLayer(context, module.needChild("attn"), x));
    return residual(context, module.needChild("ffn"), residual(context, module.needChild("attn"), x));
}

/// C2PSA (blocks in `m`) and PSA (one block, spelled out): only the second half goes through the attention.
ValueId splitAttention(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    auto [a, b] = halves(context, module, inputs);
    if (const auto blocks = module.child("m"))
        b = buildLayer(context, *blocks, b);
    else
        b = psaBlock(context, module, std::span(&b, 1));
    return buildLayer(context, module.needChild("cv2"), graph.concat({a, b}, 1, module.path() + ".cat"));
}

constexpr LayerEntry kLayers[] = {
    {"Attention", attention}, {"PSABlock", psaBlock}, {"C2PSA", splitAttention}, {"PSA", splitAttention},
};

}  // namespace

ValueId residual(LayerContext &context, const ModuleView &inner, ValueId x)
{
    return context.graph.add(x, buildLayer(context, inner, x), inner.path() + ".add");
}

std::span<const LayerEntry> attentionLayers()
{
    return kLayers;
}

}  // namespace lineside::weights
