// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/exportlayout.h"

#include "weights/headkind.h"
#include "weights/refused.h"
#include "weights/simplify.h"

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr int kStrides[] = {8, 16, 32};

bool isYolox(ModelLayout layout)
{
    return layout == ModelLayout::Yolox || layout == ModelLayout::YoloxLegacy;
}

/// Where the cells of all maps begin, by row and column, and how far they are apart: [1, A, 2] and [1, A, 1], in pixels.
struct Cells {
    std::vector<float> corner, stride;
};

Cells cellsOf(const Shape &image)
{
    Cells cells;
    for (const int stride : kStrides) {
        const std::int64_t rows = image[2] / stride, columns = image[3] / stride;
        for (std::int64_t cell = 0; cell < rows * columns; ++cell) {
            cells.corner.push_back(float(cell % columns * stride));
            cells.corner.push_back(float(cell / columns * stride));
            cells.stride.push_back(float(stride));
        }
    }
    return cells;
}

TraceValue decodedYolox(TraceBuilder &trace, const TraceValue &output, ModelLayout layout)
{
    const Shape shape = trace.shape(output);
    Cells cells = cellsOf(trace.shape(trace.image()));
    const auto count = std::int64_t(cells.stride.size());
    if (shape.size() != 3 || shape[0] != 1 || shape[1] != count || shape[2] < 6)
        refuse(RefusalReason::Layout, "output " + shapeText(shape), shapeText(shape), toString(layout));
    if (trace.uses(Activation::Exp))
        return output;  // decoded inside the file
    trace.at("decode", "boxes");
    const TraceValue stride = trace.known(hostFloats({1, count, 1}, std::move(cells.stride)));
    const TraceValue corner = trace.known(hostFloats({1, count, 2}, std::move(cells.corner)));
    const TraceValue centre = trace.binary(HostBinary::Add, trace.binary(HostBinary::Mul, trace.slice(output, 2, 0, 2), stride), corner);
    const TraceValue size = trace.binary(HostBinary::Mul, trace.unary(HostUnary::Exp, trace.slice(output, 2, 2, 4)), stride);
    return trace.concat({centre, size, trace.slice(output, 2, 4, shape[2])}, 2);
}

bool isZero(const ConstTensor &tensor)
{
    return std::all_of(tensor.data->begin(), tensor.data->end(), [](float x) { return x == 0; });
}

/// Whether entry `at` along the axis moves with the cell, as a place in the picture does and a size does not: the last that is done to it
/// besides scaling is to add something of another amount for each cell.
bool isPlace(const TraceBuilder &trace, TraceValue x, std::size_t axis, std::int64_t at)
{
    while (const Node *node = trace.nodeOf(x)) {
        std::size_t input = 0;
        if (const auto *concat = std::get_if<ConcatOp>(&node->op)) {
            if (std::size_t(concat->axis) != axis)
                return false;
            const auto length = [&] { return trace.shape({std::nullopt, node->inputs[input], {}})[axis]; };
            for (; at >= length(); ++input)
                at -= length();
        } else if (const auto *slice = std::get_if<SliceOp>(&node->op)) {
            at += std::size_t(slice->axis) == axis ? slice->begin : 0;
        } else if (const auto *transpose = std::get_if<TransposeOp>(&node->op)) {
            axis = std::size_t(transpose->order[axis]);
        } else if (const auto *affine = std::get_if<ScaleShiftOp>(&node->op)) {
            if (!isZero(affine->shift))
                return std::any_of(affine->shift.data->begin(), affine->shift.data->end(), [&](float y) { return y != affine->shift.data->front(); });
        } else {
            return false;
        }
        x.id = node->inputs[input];
    }
    return false;
}

TraceValue withSizes(TraceBuilder &trace, const TraceValue &output)
{
    const Shape shape = trace.shape(output);
    if (shape.size() != 3)
        return output;
    const std::size_t axis = shape[1] <= shape[2] ? 1 : 2;
    if (shape[axis] < 5 || !isPlace(trace, output, axis, 0) || !isPlace(trace, output, axis, 2))
        return output;
    trace.at("decode", "boxes");
    const auto a = std::int64_t(axis);
    const TraceValue first = trace.slice(output, a, 0, 2), second = trace.slice(output, a, 2, 4);
    const TraceValue half = trace.known(hostFloat(0.5f));
    const TraceValue centre = trace.binary(HostBinary::Mul, trace.binary(HostBinary::Add, first, second), half);
    return trace.concat({centre, trace.binary(HostBinary::Sub, second, first), trace.slice(output, a, 4, shape[axis])}, a);
}

}  // namespace

TraceValue pictureFor(TraceBuilder &trace, ModelLayout layout)
{
    const TraceValue image = trace.image();
    if (!isYolox(layout))
        return image;
    trace.at("input", "picture");
    if (layout == ModelLayout::Yolox) {
        const TraceValue turned = trace.concat({trace.slice(image, 1, 2, 3), trace.slice(image, 1, 1, 2), trace.slice(image, 1, 0, 1)}, 1);
        return trace.binary(HostBinary::Mul, turned, trace.known(hostFloat(255)));
    }
    const TraceValue mean = trace.known(hostFloats({1, 3, 1, 1}, {0.485f, 0.456f, 0.406f}));
    const TraceValue deviation = trace.known(hostFloats({1, 3, 1, 1}, {0.229f, 0.224f, 0.225f}));
    return trace.binary(HostBinary::Div, trace.binary(HostBinary::Sub, image, mean), deviation);
}

TracedNetwork networkOf(TraceBuilder &trace, const TraceValue &made, ModelLayout layout)
{
    const TraceBuilder::Result result = trace.resultOf(made);
    const TraceValue output = isYolox(layout) ? decodedYolox(trace, result.output, layout) : withSizes(trace, result.output);
    TracedNetwork network{trace.finish(output), trace.shape(output), result.suppression};
    simplifyNetwork(network.spec);
    return network;
}

}  // namespace lineside::weights
