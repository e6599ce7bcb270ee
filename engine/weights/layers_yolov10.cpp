// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

namespace lineside::weights {
namespace {

ValueId scDown(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId x = buildLayer(context, module.needChild("cv1"), single(module, inputs));
    return buildLayer(context, module.needChild("cv2"), x);
}

ValueId cib(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId x = single(module, inputs);
    const ValueId y = buildLayer(context, module.needChild("cv1"), x);
    return module.flag("add").value_or(false) ? context.graph.add(x, y, module.path() + ".add") : y;
}

ValueId repVggDw(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    // Saved fused, `conv` is a plain Conv2d with everything in it.
    const ModuleView first = module.needChild("conv");
    Conv2dOp op = first.className() == "Conv2d" ? readConv2d(context, first) : readConvBlock(context, first);
    if (const auto second = module.child("conv1"))
        op = addKernels(module, op, readConvBlock(context, *second));
    op.activation = readActivation(module);
    return context.graph.conv(single(module, inputs), std::move(op), module.path());
}

constexpr LayerEntry kLayers[] = {{"SCDown", scDown}, {"CIB", cib}, {"RepVGGDW", repVggDw}};

}  // namespace

std::span<const LayerEntry> yolov10Layers()
{
    return kLayers;
}

Conv2dOp addKernels(const ModuleView &module, const Conv2dOp &large, const Conv2dOp &small)
{
    const Shape &L = large.weight.shape, &S = small.weight.shape;
    const std::int64_t border = (L[2] - S[2]) / 2;
    const bool fits = L[0] == S[0] && L[1] == S[1] && L[2] == L[3] && S[2] == S[3] && border >= 0 && L[2] - S[2] == 2 * border
                      && large.groups == small.groups && large.padH - small.padH == border && large.padW - small.padW == border
                      && large.strideH == small.strideH && large.strideW == small.strideW && large.dilationH == 1 && small.dilationH == 1
                      && large.dilationW == 1 && small.dilationW == 1 && large.bias.data && small.bias.data;
    if (!fits)
        module.refuseCorrupt("two convolutions that cannot be added");
    std::vector<float> weight = large.weight.data->copy(), bias = large.bias.data->copy();
    for (std::int64_t plane = 0; plane < L[0] * L[1]; ++plane) {
        for (std::int64_t y = 0; y < S[2]; ++y) {
            for (std::int64_t x = 0; x < S[3]; ++x)
                weight[std::size_t((plane * L[2] + y + border) * L[3] + x + border)] += (*small.weight.data)[std::size_t((plane * S[2] + y) * S[3] + x)];
        }
    }
    for (std::size_t i = 0; i < bias.size(); ++i)
        bias[i] += (*small.bias.data)[i];
    Conv2dOp sum = large;
    sum.weight = makeTensor(L, std::move(weight));
    sum.bias = makeTensor(large.bias.shape, std::move(bias));
    return sum;
}

}  // namespace lineside::weights
