// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/modelbuilder.h"

#include "detect/graphcheck.h"
#include "openvino/smallintegers.h"
#include "weights/indexlimit.h"

#include <openvino/core/model.hpp>
#include <openvino/opsets/opset8.hpp>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <numeric>
#include <variant>
#include <vector>

namespace lineside {

namespace {

namespace op = ov::opset8;
using ov::Output;
using Value = Output<ov::Node>;

/// Indices are whole numbers here too, so that no reduced precision rounds them.
const ov::element::Type kIndexType = ov::element::i32;

/// Shares the memory: the constant keeps the tensor alive instead of copying it.
Value constant(const ConstTensor &tensor)
{
    const ov::Shape shape(tensor.shape.begin(), tensor.shape.end());
    auto keep = std::const_pointer_cast<FloatArray>(tensor.data);
    return std::make_shared<ov::op::v0::Constant>(ov::element::f32, shape, tensor.data->data(), std::shared_ptr<void>(keep));
}

Value scalar(float value)
{
    return op::Constant::create(ov::element::f32, ov::Shape{}, {value});
}

Value integers(const std::vector<std::int64_t> &values)
{
    return op::Constant::create(ov::element::i64, ov::Shape{values.size()}, values);
}

Value activated(const Value &x, Activation kind)
{
    switch (kind) {
    case Activation::None: return x;
    case Activation::SiLU: return std::make_shared<op::Swish>(x);
    case Activation::ReLU: return std::make_shared<op::Relu>(x);
    case Activation::LeakyReLU: return std::make_shared<op::PRelu>(x, scalar(0.1f));
    case Activation::HardSwish: return std::make_shared<op::HSwish>(x);
    case Activation::Sigmoid: return std::make_shared<op::Sigmoid>(x);
    case Activation::Exp: return std::make_shared<op::Exp>(x);
    }
    return x;
}

/// Whether a grid has as many numbers as 8 bits, in a form that OpenVINO's own operator has: zero among them, as many for each channel.
bool isSmallGrid(const FakeQuantizeOp &grid)
{
    const FloatArray &lowest = *grid.lowest.data, &highest = *grid.highest.data;
    const bool oneShape = lowest.size() == 1 || grid.scale.data->size() == 1 || grid.lowest.shape == grid.scale.shape;
    const float levels = highest.front() - lowest.front();
    for (std::size_t i = 0; i < lowest.size(); ++i) {
        if (lowest[i] > 0 || highest[i] < 0 || highest[i] - lowest[i] != levels)
            return false;
    }
    return oneShape && levels >= 1 && levels <= 255;
}

/// Whether an operator only moves numbers or picks some.
bool movesOnly(const Operator &op)
{
    return std::holds_alternative<ConcatOp>(op) || std::holds_alternative<SliceOp>(op) || std::holds_alternative<ReshapeOp>(op) || std::holds_alternative<TransposeOp>(op)
        || std::holds_alternative<MaxPool2dOp>(op) || std::holds_alternative<UpsampleNearestOp>(op) || std::holds_alternative<ExpandOp>(op);
}

/// One node of the canonical network as nodes of OpenVINO.
struct Translate {
    const std::vector<Value> &in;
    bool inputOnSmallGrid;  ///< the first input's numbers are few enough for integers of 8 bits

    Value operator()(const Conv2dOp &conv) const
    {
        const ov::Strides strides{static_cast<std::size_t>(conv.strideH), static_cast<std::size_t>(conv.strideW)};
        const ov::Strides dilations{static_cast<std::size_t>(conv.dilationH), static_cast<std::size_t>(conv.dilationW)};
        const ov::CoordinateDiff pads{conv.padH, conv.padW};
        const Value kernel = weightOf(conv);
        Value y;
        if (conv.groups == 1)
            y = std::make_shared<op::Convolution>(in[0], kernel, strides, pads, pads, dilations);
        else
            y = std::make_shared<op::GroupConvolution>(in[0], kernel, strides, pads, pads, dilations);
        if (conv.bias.data) {
            ConstTensor bias = conv.bias;
            bias.shape = {1, conv.weight.shape[0], 1, 1};
            y = std::make_shared<op::Add>(y, constant(bias));
        }
        return activated(y, conv.activation);
    }
    Value operator()(const MaxPool2dOp &pool) const
    {
        const auto [strides, pads, kernel] = window(pool.stride, pool.pad, pool.kernel);
        return std::make_shared<ov::op::v1::MaxPool>(in[0], strides, pads, pads, kernel);
    }
    Value operator()(const AvgPool2dOp &pool) const
    {
        const auto [strides, pads, kernel] = window(pool.stride, pool.pad, pool.kernel);
        return std::make_shared<op::AvgPool>(in[0], strides, pads, pads, kernel, false);
    }
    Value operator()(const UpsampleNearestOp &up) const
    {
        op::Interpolate::InterpolateAttrs attributes;
        attributes.mode = op::Interpolate::InterpolateMode::NEAREST;
        attributes.shape_calculation_mode = op::Interpolate::ShapeCalcMode::SCALES;
        attributes.coordinate_transformation_mode = op::Interpolate::CoordinateTransformMode::ASYMMETRIC;
        attributes.nearest_mode = op::Interpolate::NearestMode::FLOOR;
        attributes.pads_begin = attributes.pads_end = {0, 0, 0, 0};
        const ov::Shape &from = in[0].get_shape();
        const auto factor = static_cast<std::int64_t>(up.factor);
        const auto side = [&](std::size_t axis) { return static_cast<std::int64_t>(from.at(axis)) * factor; };
        const auto scale = static_cast<float>(up.factor);
        return std::make_shared<op::Interpolate>(in[0], integers({side(2), side(3)}),
                                                 op::Constant::create(ov::element::f32, ov::Shape{2}, {scale, scale}),
                                                 integers({2, 3}), attributes);
    }
    Value operator()(const ConcatOp &concat) const { return std::make_shared<op::Concat>(in, concat.axis); }
    Value operator()(const SliceOp &slice) const
    {
        return std::make_shared<op::Slice>(in[0], integers({slice.begin}), integers({slice.end}), integers({1}),
                                           integers({slice.axis}));
    }
    Value operator()(const AddOp &) const { return std::make_shared<op::Add>(in[0], in[1]); }
    Value operator()(const SubOp &) const { return std::make_shared<op::Subtract>(in[0], in[1]); }
    Value operator()(const MulOp &) const { return std::make_shared<op::Multiply>(in[0], in[1]); }
    Value operator()(const DivOp &) const { return std::make_shared<op::Divide>(in[0], in[1]); }
    Value operator()(const ScaleShiftOp &affine) const
    {
        return std::make_shared<op::Add>(std::make_shared<op::Multiply>(in[0], constant(affine.scale)), constant(affine.shift));
    }
    Value operator()(const ActivationOp &activation) const { return activated(in[0], activation.kind); }
    Value operator()(const SoftmaxOp &softmax) const { return std::make_shared<op::Softmax>(in[0], softmax.axis); }
    Value operator()(const MatMulOp &product) const
    {
        return std::make_shared<op::MatMul>(in[0], in[1], product.transposeA, product.transposeB);
    }
    Value operator()(const ReshapeOp &reshape) const
    {
        return std::make_shared<op::Reshape>(in[0], integers(reshape.shape), true);
    }
    Value operator()(const TransposeOp &transpose) const
    {
        return std::make_shared<op::Transpose>(in[0], integers({transpose.order.begin(), transpose.order.end()}));
    }
    Value operator()(const ConstantOp &value) const { return constant(value.value); }
    Value operator()(const ClipOp &clip) const { return std::make_shared<op::Clamp>(in[0], clip.least, clip.most); }
    Value operator()(const ReduceMaxOp &largest) const
    {
        return std::make_shared<op::ReduceMax>(in[0], integers({largest.axis}), true);
    }
    Value operator()(const ExpandOp &expand) const { return std::make_shared<op::Broadcast>(in[0], integers(expand.shape)); }
    Value operator()(const TopKOp &top) const
    {
        const auto count = op::Constant::create(ov::element::i64, ov::Shape{}, {top.count});
        return std::make_shared<op::TopK>(in[0], count, top.axis, op::TopK::Mode::MAX, op::TopK::SortType::SORT_VALUES, kIndexType)->output(1);
    }
    Value operator()(const GatherOp &gather) const { return std::make_shared<op::GatherElements>(otherSlice(in[0]), in[1], gather.axis); }
    Value operator()(const IndexDivOp &division) const
    {
        const Value divisor = op::Constant::create(kIndexType, ov::Shape{}, {division.divisor});
        if (division.remainder)
            return std::make_shared<op::FloorMod>(in[0], divisor);
        return std::make_shared<op::Divide>(in[0], divisor);
    }
    Value operator()(const IndexToFloatOp &) const { return std::make_shared<op::Convert>(in[0], ov::element::f32); }
    Value operator()(const FakeQuantizeOp &grid) const
    {
        if (isSmallGrid(grid))
            return ownFakeQuantize(in[0], grid);
        return onGrid(in[0], constant(grid.scale), constant(grid.lowest), constant(grid.highest));
    }
    Value operator()(const DynamicQuantizeOp &) const
    {
        std::vector<std::int64_t> axes(in[0].get_shape().size());
        std::iota(axes.begin(), axes.end(), 0);
        const Value all = integers(axes), zero = scalar(0), most = scalar(255);
        const Value low = std::make_shared<op::Minimum>(std::make_shared<op::ReduceMin>(in[0], all, true), zero);
        const Value high = std::make_shared<op::Maximum>(std::make_shared<op::ReduceMax>(in[0], all, true), zero);
        const Value range = std::make_shared<op::Divide>(std::make_shared<op::Subtract>(high, low), most);
        const Value scale = std::make_shared<op::Select>(std::make_shared<op::Equal>(range, zero), scalar(1), range);
        const Value lowest = std::make_shared<op::Clamp>(rounded(std::make_shared<op::Divide>(low, scale)), -255, 0);
        return onGrid(in[0], scale, lowest, std::make_shared<op::Add>(lowest, most));
    }

private:
    /// Where the input lies on a grid of 8 bits, weights that do are given as the integers that they were: OpenVINO calculates the two in integers then.
    Value weightOf(const Conv2dOp &conv) const
    {
        // OpenVINO has a dimension for the groups; in memory it is the same.
        ConstTensor weight = conv.weight;
        if (conv.groups > 1) {
            weight.shape[0] /= conv.groups;
            weight.shape.insert(weight.shape.begin(), conv.groups);
        }
        const auto integers = inputOnSmallGrid ? asSmallIntegers(conv.weight) : std::nullopt;
        if (!integers)
            return constant(weight);
        const ov::Shape shape(weight.shape.begin(), weight.shape.end());
        ov::Shape byOutput(shape.size(), 1);
        std::copy(shape.begin(), shape.end() - 3, byOutput.begin());
        const Value values = op::Constant::create(ov::element::i8, shape, integers->values);
        const Value scales = op::Constant::create(ov::element::f32, byOutput, integers->scales);
        return std::make_shared<op::Multiply>(std::make_shared<op::Convert>(values, ov::element::f32), scales);
    }

    /// OpenVINO's operator for it, which it fuses with its neighbours and turns into integers. It counts from the lowest number on, so that what is exactly
    /// between two is rounded to the neighbour with the even count: another one where the lowest is odd.
    static Value ownFakeQuantize(const Value &x, const FakeQuantizeOp &grid)
    {
        const auto limit = [&](const ConstTensor &bound) -> Value {
            const ConstTensor &wider = bound.data->size() > 1 ? bound : grid.scale;
            std::vector<float> numbers(wider.data->size());
            for (std::size_t i = 0; i < numbers.size(); ++i)
                numbers[i] = (*bound.data)[bound.data->size() > 1 ? i : 0] * (*grid.scale.data)[grid.scale.data->size() > 1 ? i : 0];
            return op::Constant::create(ov::element::f32, ov::Shape(wider.shape.begin(), wider.shape.end()), numbers);
        };
        const Value low = limit(grid.lowest), high = limit(grid.highest);
        const auto levels = static_cast<std::size_t>(grid.highest.data->front() - grid.lowest.data->front()) + 1;
        return std::make_shared<op::FakeQuantize>(x, low, high, low, high, levels);
    }

    static Value rounded(const Value &x) { return std::make_shared<op::Round>(x, op::Round::RoundMode::HALF_TO_EVEN); }

    static Value onGrid(const Value &x, const Value &scale, const Value &lowest, const Value &highest)
    {
        const Value q = rounded(std::make_shared<op::Divide>(x, scale));
        const Value inside = std::make_shared<op::Minimum>(std::make_shared<op::Maximum>(q, lowest), highest);
        return std::make_shared<op::Multiply>(inside, scale);
    }

    /// The same as a slice of the older kind: OpenVINO (2026.4) takes a `Slice` before GatherElements for one along the axis of the indices
    /// and drops it, whatever its axis.
    static Value otherSlice(const Value &x)
    {
        const auto slice = std::dynamic_pointer_cast<op::Slice>(x.get_node_shared_ptr());
        if (!slice)
            return x;
        const auto number = [&](std::size_t input) {
            return std::dynamic_pointer_cast<ov::op::v0::Constant>(slice->get_input_node_shared_ptr(input))->cast_vector<std::int64_t>().at(0);
        };
        const std::size_t rank = slice->get_input_shape(0).size();
        const std::int64_t axis = number(4) < 0 ? number(4) + static_cast<std::int64_t>(rank) : number(4);
        std::vector<std::int64_t> begin(rank, 0), end(rank, 0), whole(rank, 1);
        begin.at(static_cast<std::size_t>(axis)) = number(1);
        end.at(static_cast<std::size_t>(axis)) = number(2);
        whole.at(static_cast<std::size_t>(axis)) = 0;
        return std::make_shared<op::StridedSlice>(slice->input_value(0), integers(begin), integers(end), whole, whole);
    }

    struct Window {
        ov::Strides strides;
        ov::Shape pads;
        ov::Shape kernel;
    };
    static Window window(int stride, int pad, int kernel)
    {
        const auto both = [](int n) { return std::vector<std::size_t>(2, static_cast<std::size_t>(n)); };
        return {ov::Strides(both(stride)), ov::Shape(both(pad)), ov::Shape(both(kernel))};
    }
};

/// How long the axis is that an operator finds or uses indices of; 0 for other operators.
std::int64_t axisLength(const Operator &op, const std::vector<Value> &in)
{
    const auto *top = std::get_if<TopKOp>(&op);
    const auto *gather = std::get_if<GatherOp>(&op);
    if (!top && !gather)
        return 0;
    const ov::Shape &shape = in[0].get_shape();
    const int axis = top ? top->axis : gather->axis;
    const auto rank = static_cast<int>(shape.size());
    return axis >= 0 && axis < rank ? static_cast<std::int64_t>(shape[static_cast<std::size_t>(axis)]) : 0;
}

}  // namespace

Result<std::shared_ptr<ov::Model>> buildOpenVinoModel(const NetworkSpec &spec)
{
    if (const auto checked = checkGraph(spec); !checked)
        return checked.error();

    const ov::Shape inputShape{1, 3, static_cast<std::size_t>(spec.info.inputHeight), static_cast<std::size_t>(spec.info.inputWidth)};
    const auto input = std::make_shared<op::Parameter>(ov::element::f32, inputShape);
    std::vector<Value> values{input};
    std::vector<Value> arguments;
    std::vector<bool> onSmallGrid{false};
    std::vector<std::int64_t> limits{0}, own;  // see indexLimit: the run-time library does not look where an index points
    for (std::size_t k = 0; k < spec.nodes.size(); ++k) {
        const Node &node = spec.nodes[k];
        try {
            arguments.clear();
            own.clear();
            for (const ValueId id : node.inputs) {
                arguments.push_back(values[static_cast<std::size_t>(id)]);
                own.push_back(limits[static_cast<std::size_t>(id)]);
            }
            const std::int64_t length = axisLength(node.op, arguments);
            if (const auto *top = std::get_if<TopKOp>(&node.op); top && top->count > length)
                return Error{ErrorCode::Unsupported, nodeText(spec, k) + ": chooses more than there are"};
            const auto limit = indexLimit(node.op, own, length);
            if (!limit)
                return Error{ErrorCode::Unsupported, nodeText(spec, k) + ": indices that may lie beyond the end"};
            limits.push_back(*limit);
            const auto isOnSmallGrid = [&](ValueId id) { return static_cast<bool>(onSmallGrid[static_cast<std::size_t>(id)]); };
            const auto *grid = std::get_if<FakeQuantizeOp>(&node.op);
            onSmallGrid.push_back(grid ? isSmallGrid(*grid) : movesOnly(node.op) && std::all_of(node.inputs.begin(), node.inputs.end(), isOnSmallGrid));
            Value made = std::visit(Translate{arguments, !node.inputs.empty() && isOnSmallGrid(node.inputs.front())}, node.op);
            if (!node.name.empty())
                made.get_node()->set_friendly_name(node.name + "#" + std::to_string(k));
            values.push_back(std::move(made));
        } catch (const std::bad_alloc &) {
            return Error{ErrorCode::OutOfMemory, nodeText(spec, k)};
        } catch (const std::exception &e) {
            return Error{ErrorCode::Unsupported, nodeText(spec, k) + ": " + e.what()};
        }
    }
    try {
        return std::make_shared<ov::Model>(ov::OutputVector{values[static_cast<std::size_t>(spec.output)]},
                                           ov::ParameterVector{input}, "lineside");
    } catch (const std::exception &e) {
        return Error{ErrorCode::Unsupported, e.what()};
    }
}

}  // namespace lineside
