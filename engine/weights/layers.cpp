// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

#include "weights/refused.h"

namespace lineside::weights {
namespace {

constexpr int kMaxVisits = 20'000;

const LayerEntry *findLayer(std::string_view className)
{
    for (const auto &table : {basicLayers(), cspLayers(), attentionLayers(), yolo12Layers(), yolov10Layers(), yolov5Layers(), yolov9Layers()}) {
        for (const LayerEntry &entry : table) {
            if (entry.className == className)
                return &entry;
        }
    }
    return nullptr;
}

}  // namespace

bool isKnownLayer(const ModuleView &module)
{
    return module.fromKnownPackage() && findLayer(module.className());
}

ValueId buildLayer(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const LayerEntry *entry = module.fromKnownPackage() ? findLayer(module.className()) : nullptr;
    if (!entry)
        module.refuseUnsupported("unknown layer");
    if (++context.visits > kMaxVisits)
        module.refuseCorrupt("network with too many modules");
    return entry->build(context, module, inputs);
}

ValueId buildLayer(LayerContext &context, const ModuleView &module, ValueId input)
{
    return buildLayer(context, module, std::span(&input, 1));
}

ValueId single(const ModuleView &module, std::span<const ValueId> inputs)
{
    if (inputs.size() != 1)
        module.refuseCorrupt("reads " + std::to_string(inputs.size()) + " values instead of one");
    return inputs.front();
}

Halves halves(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const ValueId both = buildLayer(context, module.needChild("cv1"), single(module, inputs));
    const std::int64_t half = module.needInteger("c", 1, 1 << 20);
    if (graph.channels(both) != 2 * half)
        module.refuseCorrupt("cv1 does not make two halves");
    const ValueId a = graph.slice(both, 1, 0, half, module.path() + ".a");
    return {a, graph.slice(both, 1, half, 2 * half, module.path() + ".b")};
}

}  // namespace lineside::weights
