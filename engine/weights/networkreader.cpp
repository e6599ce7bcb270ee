// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/networkreader.h"

#include "weights/anchorhead.h"
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

/// The value of every layer but the head, after that of the image itself.
std::vector<ValueId> buildBody(LayerContext &context, const std::vector<ModuleView> &layers)
{
    std::vector<ValueId> values = {0};
    for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
        if (layers[i].integer("i").value_or(std::int64_t(i)) != std::int64_t(i))
            layers[i].refuseCorrupt("has the number of another layer");
        values.push_back(buildLayer(context, layers[i], sourcesOf(layers[i], std::int64_t(i), values)));
    }
    return values;
}

std::vector<ValueId> headInputs(const std::vector<ModuleView> &layers, const std::vector<ValueId> &values)
{
    return sourcesOf(layers.back(), std::int64_t(layers.size()) - 1, values);
}

/// By how much the network makes a picture smaller, by level, where the head does not say: by trying.
std::vector<int> measuredStrides(const std::vector<ModuleView> &layers, TensorReader tensors)
{
    constexpr std::int64_t kSide = 256;  // pixels; a multiple of every stride there is
    GraphBuilder graph({1, 3, kSide, kSide});
    LayerContext context{graph, tensors};
    const std::vector<ValueId> values = buildBody(context, layers);
    std::vector<int> strides;
    for (const ValueId value : headInputs(layers, values)) {
        const Shape &map = graph.shape(value);
        strides.push_back(map.size() == 4 && map[2] > 0 && kSide % map[2] == 0 ? int(kSide / map[2]) : 0);
    }
    return strides;
}

/// Which of two branch sets is used. A head that says so is believed; of those that only do not say yes, the families that are made to
/// do without suppression are used that way.
bool usesOneToOne(const DetectHead &head, const std::string &family, HeadChoice choice, const ModuleView &module)
{
    if (choice == HeadChoice::OneToOne && !head.hasOneToOne)
        module.refuseUnsupported("has no one-to-one branches");
    if (choice == HeadChoice::OneToMany && !head.hasOneToMany)
        module.refuseUnsupported("has no one-to-many branches");
    if (choice != HeadChoice::Auto || !head.hasOneToOne || !head.hasOneToMany)
        return choice == HeadChoice::Auto ? head.hasOneToOne : choice == HeadChoice::OneToOne;
    return head.endToEnd.value_or(true) || family == "yolov10" || family == "yolo26";
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
    DetectHead head = readDetectHead(headContext, headModule);
    NetworkSpec spec;
    spec.info.family = familyOf(moduleClasses(model), head.bins == 1);
    const bool oneToOne = usesOneToOne(head, spec.info.family, choice, headModule);
    if (head.strides.empty()) {
        head.strides = measuredStrides(layers, tensors);
        checkStrides(headModule, head.strides, head.levels);
    }
    if (isAnchorHead(headModule))
        head.anchors = readAnchors(headContext, headModule, head.strides);
    spec.info.stride = head.strides.back();
    size = fitted(size, spec.info.stride, exact);

    // Not of the head: training for other classes replaces its branches and leaves the old number behind.
    spec.info.parameters = countParameters(model, tensors);
    for (std::size_t i = 0; i + 1 < layers.size(); ++i)
        checkLayerParameters(layers[i], tensors);

    GraphBuilder graph({1, 3, size.height, size.width});
    LayerContext context{graph, tensors};
    const std::vector<ValueId> values = buildBody(context, layers);
    const std::vector<ValueId> maps = headInputs(layers, values);
    spec.info.nmsFree = oneToOne;
    spec.info.hasBothHeads = head.hasOneToOne && head.hasOneToMany;
    spec.output = head.anchors.data ? buildAnchorHead(context, headModule, head, maps)
                                    : buildDetectHead(context, headModule, head, oneToOne, maps, size);
    spec.nodes = graph.takeNodes();
    spec.info.head = head.anchors.data ? HeadKind::AnchorBased : HeadKind::AnchorFree;
    spec.info.layout = head.anchors.data ? ModelLayout::Yolov5 : ModelLayout::Auto;
    spec.info.inputWidth = size.width;
    spec.info.inputHeight = size.height;
    spec.info.labels.resize(std::size_t(head.classes));
    return spec;
}

}  // namespace lineside::weights
