// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/anchorhead.h"

namespace lineside::weights {
namespace {

constexpr int kMaxAnchors = 16;            // of one cell
constexpr float kMaxAnchorSide = 16384;    // pixels

}  // namespace

bool isAnchorHead(const ModuleView &module)
{
    return module.child("m").has_value();
}

ConstTensor readAnchors(LayerContext &context, const ModuleView &module, const std::vector<int> &strides)
{
    const PickleNode *stored = module.buffer("anchors");
    if (!stored)
        module.refuseCorrupt("has no anchors");
    const ConstTensor cells = context.tensors.read(*stored, module.path() + ".anchors");
    const auto levels = std::int64_t(strides.size()), perCell = module.needInteger("na", 1, kMaxAnchors);
    if (cells.shape != Shape{levels, perCell, 2})
        module.refuseCorrupt("anchors do not go with the levels");
    std::vector<float> pixels = cells.data->copy();
    const std::size_t perLevel = std::size_t(perCell) * 2;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        pixels[i] *= float(strides[i / perLevel]);
        if (!(pixels[i] > 0 && pixels[i] <= kMaxAnchorSide))
            module.refuseCorrupt("an anchor has an impossible size");
    }
    return makeTensor(cells.shape, std::move(pixels));
}

ValueId buildAnchorHead(LayerContext &context, const ModuleView &module, const DetectHead &head, std::span<const ValueId> inputs)
{
    GraphBuilder &graph = context.graph;
    const std::string &path = module.path();
    const auto branches = module.needChild("m").children();
    const auto levels = std::size_t(head.levels);
    if (inputs.size() != levels || branches.size() != levels)
        module.refuseCorrupt("not one branch a level");

    const std::int64_t perCell = head.anchors.shape[1], values = 5 + head.classes;
    std::vector<ValueId> all;
    std::vector<float> step, corner, size;  // a box is 2σ·step + corner wide of the origin and (2σ)²·anchor large
    for (std::size_t level = 0; level < levels; ++level) {
        const ValueId x = buildLayer(context, branches[level], inputs[level]);
        const Shape map = graph.shape(x);
        if (map.size() != 4 || map[1] != perCell * values)
            module.refuseCorrupt("a branch does not have as many channels as the head says");
        const std::int64_t rows = map[2], columns = map[3];
        ValueId y = graph.reshape(x, {1, perCell, values, rows * columns}, branches[level].path() + ".cells");
        y = graph.transpose(y, {0, 1, 3, 2}, branches[level].path() + ".boxes");
        all.push_back(graph.reshape(y, {1, perCell * rows * columns, values}, branches[level].path() + ".flat"));
        const auto stride = float(head.strides[level]);
        for (std::int64_t anchor = 0; anchor < perCell; ++anchor) {
            const float *const anchorSize = head.anchors.data->data() + (std::int64_t(level) * perCell + anchor) * 2;
            for (std::int64_t cell = 0; cell < rows * columns; ++cell) {
                step.push_back(2 * stride);
                corner.push_back((float(cell % columns) - 0.5f) * stride);
                corner.push_back((float(cell / columns) - 0.5f) * stride);
                size.push_back(4 * anchorSize[0]);
                size.push_back(4 * anchorSize[1]);
            }
        }
    }
    const auto anchors = std::int64_t(step.size());
    const ValueId shares = graph.activation(graph.concat(std::move(all), 1, path + ".all"), Activation::Sigmoid, path + ".sigmoid");
    const ValueId centre = graph.scaleShift(graph.slice(shares, 2, 0, 2, path + ".xy"), makeTensor({1, anchors, 1}, std::move(step)),
                                            makeTensor({1, anchors, 2}, std::move(corner)), path + ".centre");
    const ValueId half = graph.slice(shares, 2, 2, 4, path + ".wh");
    const ValueId extent = graph.scaleShift(graph.mul(half, half, path + ".square"), makeTensor({1, anchors, 2}, std::move(size)),
                                            makeTensor({1}, {0.f}), path + ".size");
    return graph.concat({centre, extent, graph.slice(shares, 2, 4, values, path + ".scores")}, 2, path + ".output");
}

}  // namespace lineside::weights
