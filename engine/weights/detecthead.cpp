// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/detecthead.h"

#include "weights/anchorhead.h"
#include "weights/refused.h"

#include <algorithm>
#include <cmath>

namespace lineside::weights {
namespace {

constexpr int kMaxClasses = 10'000, kMaxBins = 64, kMaxLevels = 8, kMaxLevelStride = 256;

bool isPowerOfTwo(int value)
{
    return value > 0 && (value & (value - 1)) == 0;
}

/// The expectation of a distribution over distances, for the four sides at once: [1, 4*bins, A] to [1, 4, A].
ValueId expectedDistance(LayerContext &context, const ModuleView &module, const DetectHead &head, ValueId box)
{
    GraphBuilder &graph = context.graph;
    const std::string path = module.path() + ".dfl";
    const std::int64_t anchors = graph.shape(box)[2];
    ValueId x = graph.reshape(box, {1, 4, head.bins, anchors}, path + ".sides");
    x = graph.transpose(x, {0, 2, 1, 3}, path + ".bins");
    x = graph.softmax(x, 1, path + ".softmax");
    Conv2dOp conv = readConv2d(context, module.needChild("dfl").needChild("conv"));
    if (conv.weight.shape != Shape{1, head.bins, 1, 1} || conv.strideH != 1 || conv.padH != 0)
        module.refuseCorrupt("dfl does not have one weight a bin");
    x = graph.conv(x, std::move(conv), path + ".conv");
    return graph.reshape(x, {1, 4, anchors}, path + ".distances");
}

/// Distances to the four sides, in cells, to centre and size, in pixels of the input.
ValueId decodeBoxes(LayerContext &context, const ModuleView &module, const DetectHead &head, ValueId distances, InputSize size)
{
    GraphBuilder &graph = context.graph;
    const std::string &path = module.path();
    std::vector<float> halfStride, stride, centres;
    for (const int s : head.strides) {
        const std::size_t cells = std::size_t(size.width / s) * std::size_t(size.height / s);
        stride.insert(stride.end(), cells, float(s));
        halfStride.insert(halfStride.end(), cells, float(s) / 2);
    }
    for (const bool vertical : {false, true}) {
        for (const int s : head.strides) {
            for (int y = 0; y < size.height / s; ++y) {
                for (int x = 0; x < size.width / s; ++x)
                    centres.push_back((float(vertical ? y : x) + 0.5f) * float(s));
            }
        }
    }
    const auto anchors = std::int64_t(stride.size());
    if (graph.shape(distances) != Shape{1, 4, anchors})
        module.refuseCorrupt("feature maps do not have the size that the strides say");

    const ValueId leftTop = graph.slice(distances, 1, 0, 2, path + ".lt");
    const ValueId rightBottom = graph.slice(distances, 1, 2, 4, path + ".rb");
    const ValueId centre = graph.scaleShift(graph.sub(rightBottom, leftTop, path + ".offset"), makeTensor({1, 1, anchors}, std::move(halfStride)),
                                            makeTensor({1, 2, anchors}, std::move(centres)), path + ".centre");
    const ValueId extent = graph.scaleShift(graph.add(leftTop, rightBottom, path + ".extent"), makeTensor({1, 1, anchors}, std::move(stride)),
                                            makeTensor({1}, {0.f}), path + ".size");
    return graph.concat({centre, extent}, 1, path + ".boxes");
}

}  // namespace

bool isDetectHead(const ModuleView &module)
{
    return module.fromKnownPackage() && (module.className() == "Detect" || module.className() == "v10Detect");
}

DetectHead readDetectHead(LayerContext &context, const ModuleView &module)
{
    DetectHead head;
    head.classes = int(module.needInteger("nc", 1, kMaxClasses));
    head.levels = int(module.needInteger("nl", 1, kMaxLevels));
    if (isAnchorHead(module)) {
        head.hasOneToMany = true;
        if (module.integer("no").value_or(5 + head.classes) != 5 + head.classes)
            module.refuseCorrupt("does not have five values more than classes");
    } else {
        head.bins = int(module.needInteger("reg_max", 1, kMaxBins));
        head.hasOneToMany = module.child("cv2") && module.child("cv3");
        head.hasOneToOne = module.child("one2one_cv2") && module.child("one2one_cv3");
        head.endToEnd = module.flag("_end2end") ? module.flag("_end2end") : module.flag("end2end");
        if (!head.hasOneToMany && !head.hasOneToOne)
            module.refuseCorrupt("head without branches");
    }

    const PickleNode *stride = module.attribute("stride");
    if (!stride || stride->kind != PickleKind::Tensor)
        return head;
    const ConstTensor strides = context.tensors.read(*stride, module.path() + ".stride");
    // Zeros stand there until a model has been run once.
    if (std::all_of(strides.data->begin(), strides.data->end(), [](float value) { return value == 0; }))
        return head;
    for (const float value : *strides.data) {
        const int s = value >= 1 && value <= kMaxLevelStride ? int(value) : 0;
        head.strides.push_back(float(s) == value ? s : 0);
    }
    checkStrides(module, head.strides, head.levels);
    return head;
}

void checkStrides(const ModuleView &module, const std::vector<int> &strides, int levels)
{
    if (strides.size() != std::size_t(levels))
        module.refuseCorrupt("not one stride a level");
    int before = 0;
    for (const int stride : strides) {
        if (!isPowerOfTwo(stride) || stride > kMaxLevelStride || stride <= before)
            module.refuseCorrupt("strides are not rising powers of two");
        before = stride;
    }
}

ValueId buildDetectHead(LayerContext &context, const ModuleView &module, const DetectHead &head, bool oneToOne,
                        std::span<const ValueId> inputs, InputSize size)
{
    GraphBuilder &graph = context.graph;
    const auto boxBranches = module.needChild(oneToOne ? "one2one_cv2" : "cv2").children();
    const auto classBranches = module.needChild(oneToOne ? "one2one_cv3" : "cv3").children();
    const auto levels = std::size_t(head.levels);
    if (inputs.size() != levels || boxBranches.size() != levels || classBranches.size() != levels)
        module.refuseCorrupt("not one branch a level");

    std::vector<ValueId> boxes, classes;
    for (std::size_t i = 0; i < levels; ++i) {
        const ValueId box = buildLayer(context, boxBranches[i], inputs[i]);
        const ValueId cls = buildLayer(context, classBranches[i], inputs[i]);
        if (graph.channels(box) != 4 * head.bins || graph.channels(cls) != head.classes)
            module.refuseCorrupt("a branch does not have as many channels as the head says");
        boxes.push_back(graph.reshape(box, {1, 4 * head.bins, -1}, boxBranches[i].path() + ".flat"));
        classes.push_back(graph.reshape(cls, {1, head.classes, -1}, classBranches[i].path() + ".flat"));
    }
    ValueId distances = graph.concat(std::move(boxes), 2, module.path() + ".box");
    if (head.bins > 1)
        distances = expectedDistance(context, module, head, distances);
    const ValueId decoded = decodeBoxes(context, module, head, distances, size);
    const ValueId scores = graph.activation(graph.concat(std::move(classes), 2, module.path() + ".cls"), Activation::Sigmoid, module.path() + ".scores");
    return graph.concat({decoded, scores}, 1, module.path() + ".output");
}

}  // namespace lineside::weights
