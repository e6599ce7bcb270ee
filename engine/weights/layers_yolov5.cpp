// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

namespace lineside::weights {
namespace {

/// Every second pixel in both directions, four times, side by side: (row, column) offsets (0,0), (1,0), (0,1), (1,1).
/// Gathered by seeing each 2×2 block as axes of its own; the channel changes slowest inside a phase.
ValueId focus(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const ValueId x = single(module, inputs);
    const Shape in = graph.shape(x);
    if (in.size() != 4 || in[2] % 2 != 0 || in[3] % 2 != 0)
        module.refuseCorrupt("reads a map of odd size");
    const std::int64_t channels = in[0] * in[1], rows = in[2] / 2, columns = in[3] / 2;
    ValueId y = graph.reshape(x, {channels, rows, 2, columns, 2}, module.path() + ".blocks");
    y = graph.transpose(y, {4, 2, 0, 1, 3}, module.path() + ".phases");
    y = graph.reshape(y, {in[0], 4 * in[1], rows, columns}, module.path() + ".focus");
    return buildLayer(context, module.needChild("conv"), y);
}

/// Pools of several sizes beside each other, all over the same map.
ValueId spp(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    std::vector<ValueId> parts = {buildLayer(context, module.needChild("cv1"), single(module, inputs))};
    for (const ModuleView &pool : module.needChild("m").children())
        parts.push_back(buildLayer(context, pool, parts.front()));
    return buildLayer(context, module.needChild("cv2"), context.graph.concat(std::move(parts), 1, module.path() + ".cat"));
}

/// As C3, but the two ways are joined before one batch norm, which no convolution comes directly before.
ValueId bottleneckCsp(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const ValueId x = single(module, inputs);
    ValueId deep = buildLayer(context, module.needChild("cv1"), x);
    deep = buildLayer(context, module.needChild("m"), deep);
    deep = buildLayer(context, module.needChild("cv3"), deep);
    const ValueId shallow = buildLayer(context, module.needChild("cv2"), x);
    ValueId y = graph.concat({deep, shallow}, 1, module.path() + ".cat");
    y = batchNorm(context, module.needChild("bn"), y);
    y = graph.activation(y, readActivation(module), module.path() + ".act");
    return buildLayer(context, module.needChild("cv4"), y);
}

/// Half of the channels by a convolution, the other half from those by a cheap one.
ValueId ghostConv(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId y = buildLayer(context, module.needChild("cv1"), single(module, inputs));
    return context.graph.concat({y, buildLayer(context, module.needChild("cv2"), y)}, 1, module.path() + ".cat");
}

ValueId ghostBottleneck(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId x = single(module, inputs);
    const ValueId deep = buildLayer(context, module.needChild("conv"), x);
    return context.graph.add(deep, buildLayer(context, module.needChild("shortcut"), x), module.path() + ".add");
}

constexpr LayerEntry kLayers[] = {
    {"Focus", focus}, {"SPP", spp}, {"BottleneckCSP", bottleneckCsp}, {"GhostConv", ghostConv}, {"GhostBottleneck", ghostBottleneck},
};

}  // namespace

std::span<const LayerEntry> yolov5Layers()
{
    return kLayers;
}

}  // namespace lineside::weights
