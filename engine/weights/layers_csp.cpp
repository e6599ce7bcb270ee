// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

namespace lineside::weights {
namespace {

/// Two convolutions of any kind after each other, beside a short cut.
ValueId bottleneck(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId x = single(module, inputs);
    ValueId y = buildLayer(context, module.needChild("cv1"), x);
    y = buildLayer(context, module.needChild("cv2"), y);
    return module.flag("add").value_or(false) ? context.graph.add(x, y, module.path() + ".add") : y;
}

/// C2f, C3k2, C2fCIB: the halves of cv1, then every inner block on the block before it, all joined.
ValueId split(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const auto [a, b] = halves(context, module, inputs);
    std::vector<ValueId> parts = {a, b};
    for (const ModuleView &inner : module.needChild("m").children())
        parts.push_back(buildLayer(context, inner, parts.back()));
    return buildLayer(context, module.needChild("cv2"), graph.concat(std::move(parts), 1, module.path() + ".cat"));
}

/// As C2f, but only what comes out of the last inner block is joined with the other half.
ValueId c2(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const auto [a, b] = halves(context, module, inputs);
    const ValueId deep = buildLayer(context, module.needChild("m"), a);
    return buildLayer(context, module.needChild("cv2"), graph.concat({deep, b}, 1, module.path() + ".cat"));
}

/// C3 and its kin, which differ in the inner blocks alone: cv3 over the inner blocks beside a short cut.
ValueId c3(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId x = single(module, inputs);
    ValueId deep = buildLayer(context, module.needChild("cv1"), x);
    deep = buildLayer(context, module.needChild("m"), deep);
    const ValueId shallow = buildLayer(context, module.needChild("cv2"), x);
    return buildLayer(context, module.needChild("cv3"), context.graph.concat({deep, shallow}, 1, module.path() + ".cat"));
}

ValueId sppf(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const ValueId x = single(module, inputs);
    std::vector<ValueId> parts = {buildLayer(context, module.needChild("cv1"), x)};
    const ModuleView pool = module.needChild("m");
    const std::int64_t times = module.attribute("n") ? module.needInteger("n", 1, 16) : 3;
    for (std::int64_t i = 0; i < times; ++i)
        parts.push_back(buildLayer(context, pool, parts.back()));
    const ValueId y = buildLayer(context, module.needChild("cv2"), context.graph.concat(std::move(parts), 1, module.path() + ".cat"));
    return module.flag("add").value_or(false) ? context.graph.add(x, y, module.path() + ".add") : y;
}

constexpr LayerEntry kLayers[] = {
    {"Bottleneck", bottleneck}, {"C2", c2}, {"C2f", split}, {"SPPF", sppf}, {"C3", c3}, {"C3k", c3}, {"C3k2", split}, {"C2fCIB", split},
    {"RepBottleneck", bottleneck}, {"RepCSP", c3}, {"C3Ghost", c3}, {"C3SPP", c3}, {"C3x", c3}, {"CrossConv", bottleneck},
};

}  // namespace

std::span<const LayerEntry> cspLayers()
{
    return kLayers;
}

}  // namespace lineside::weights
