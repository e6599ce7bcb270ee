// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/networkreader.h"

#include "weights/detecthead.h"
#include "weights/family.h"
#include "weights/layers.h"
#include "weights/modulewalk.h"
#include "weights/refused.h"

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxLayers = 500;
constexpr int kMaxSide = 4096;  // pixels

/// Which earlier values a layer reads. -1 is the value before, other negative numbers count back, the rest are layer numbers.
std::vector<ValueId> sourcesOf(const ModuleView &layer, std::int64_t index, const std::vector<ValueId> &values)
{
    const PickleNode *from = layer.attribute("f");
    std::vector<std::int64_t> sources;
    if (from && from->kind == PickleKind::Int) {
        sources.push_back(from->integer);
    } else if (from && (from->kind == PickleKind::List || from->kind == PickleKind::Tuple) && from->items.size() <= 32) {
        for (const PickleRef ref : from->items) {
            if (layer.tree()[ref].kind != PickleKind::Int)
                layer.refuseCorrupt("impossible sources");
            sources.push_back(layer.tree()[ref].integer);
        }
    }
    if (sources.empty())
        layer.refuseCorrupt("impossible sources");
    std::vector<ValueId> inputs;
    for (const std::int64_t source : sources) {
        if (source >= index || (source < -1 && index + source < 0))
            layer.refuseCorrupt("reads a layer that is not before it");
        // The value before the first layer is the image.
        inputs.push_back(source == -1 ? values.back() : values[std::size_t(source < 0 ? index + source : source) + 1]);
    }
    return inputs;
}

InputSize fitted(InputSize size, int stride, bool exact)
{
    const bool sane = size.width >= 1 && size.height >= 1 && size.width <= kMaxSide && size.height <= kMaxSide;
    const InputSize up = sane ? InputSize{(size.width + stride - 1) / stride * stride, (size.height + stride - 1) / stride * stride} : size;
    if (!sane || (exact && up != size)) {
        refuse(RefusalReason::InputSize, "the input must be a multiple of the stride and at most " + std::to_string(kMaxSide),
               std::to_string(size.width) + "x" + std::to_string(size.height), "multiple of " + std::to_string(stride));
    }
    return up;
}

}  // namespace

NetworkSpec readNetwork(const ModuleView &model, TensorReader &tensors, InputSize size, bool exact, HeadChoice choice)
{
    const std::vector<ModuleView> layers = model.needChild("model").children();
    if (layers.empty() || layers.size() > kMaxLayers)
        model.refuseCorrupt("has " + std::to_string(layers.size()) + " layers");
    // An incomplete file is said to be incomplete, whatever its layers; an unknown layer comes before every detail of known ones.
    checkStorages(model, tensors);
    for (const ModuleView &layer : layers) {
        if (!isDetectHead(layer) && !isKnownLayer(layer))
            layer.refuseUnsupported("unknown layer");
    }
    const ModuleView &headModule = layers.back();
    if (!isDetectHead(headModule))
        headModule.refuseUnsupported("the last layer is not a detection head");

    // The head says the stride, which the image's size depends on, so it is read before the graph is begun.
    GraphBuilder none({1, 3, 1, 1});
    LayerContext headContext{none, tensors};
    const DetectHead head = readDetectHead(headContext, headModule);
    if (choice == HeadChoice::OneToOne && !head.hasOneToOne)
        headModule.refuseUnsupported("has no one-to-one branches");
    NetworkSpec spec;
    spec.info.stride = head.strides.back();
    size = fitted(size, spec.info.stride, exact);

    // Not of the head: training for other classes replaces its branches and leaves the old number behind.
    spec.info.parameters = countParameters(model, tensors);
    for (std::size_t i = 0; i + 1 < layers.size(); ++i)
        checkLayerParameters(layers[i], tensors);

    GraphBuilder graph({1, 3, size.height, size.width});
    LayerContext context{graph, tensors};
    std::vector<ValueId> values = {0};
    for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
        if (layers[i].integer("i").value_or(std::int64_t(i)) != std::int64_t(i))
            layers[i].refuseCorrupt("has the number of another layer");
        values.push_back(buildLayer(context, layers[i], sourcesOf(layers[i], std::int64_t(i), values)));
    }

    const bool oneToOne = choice == HeadChoice::OneToMany ? !head.hasOneToMany : head.hasOneToOne;
    spec.info.nmsFree = oneToOne;
    spec.info.hasBothHeads = head.hasOneToOne && head.hasOneToMany;
    spec.output = buildDetectHead(context, headModule, head, oneToOne,
                                  sourcesOf(headModule, std::int64_t(layers.size()) - 1, values), size);
    spec.nodes = graph.takeNodes();
    spec.info.head = HeadKind::AnchorFree;
    spec.info.inputWidth = size.width;
    spec.info.inputHeight = size.height;
    spec.info.family = familyOf(moduleClasses(model), head.bins == 1);
    spec.info.labels.resize(std::size_t(head.classes));
    return spec;
}

}  // namespace lineside::weights
