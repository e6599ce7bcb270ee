// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/graphbuilder.h"

#include <openvino/opsets/opset13.hpp>

#include <stdexcept>

namespace lineside {
namespace {

namespace op = ov::opset13;
using Value = ov::Output<ov::Node>;

Value constant(const ConstTensor &t)
{
    ov::Shape shape;
    for (const auto d : t.shape)
        shape.push_back(static_cast<std::size_t>(d));
    // Shares the spec's memory until it is compiled: no second copy of the weights while loading.
    const std::shared_ptr<void> owner = std::const_pointer_cast<std::vector<float>>(t.data);
    return std::make_shared<op::Constant>(ov::element::f32, shape, t.data->data(), owner);
}

template <class T>
Value ints(std::initializer_list<T> values)
{
    return op::Constant::create(ov::element::i64, ov::Shape{values.size()}, std::vector<std::int64_t>(values.begin(), values.end()));
}

Value activate(const Value &x, Activation kind)
{
    switch (kind) {
    case Activation::None: return x;
    case Activation::SiLU: return std::make_shared<op::Swish>(x);
    case Activation::ReLU: return std::make_shared<op::Relu>(x);
    case Activation::LeakyReLU: return std::make_shared<op::PRelu>(x, op::Constant::create(ov::element::f32, ov::Shape{1}, {0.1f}));
    case Activation::HardSwish: return std::make_shared<op::HSwish>(x);
    case Activation::Sigmoid: return std::make_shared<op::Sigmoid>(x);
    }
    throw std::invalid_argument("unknown activation");
}

std::size_t extent(int v)
{
    return static_cast<std::size_t>(v);
}

struct Builder {
    const std::vector<Value> &in;

    Value operator()(const Conv2dOp &c) const
    {
        const ov::Strides strides{extent(c.strideH), extent(c.strideW)};
        const ov::Strides dilations{extent(c.dilationH), extent(c.dilationW)};
        const ov::CoordinateDiff pads{c.padH, c.padW};
        Value y;
        if (c.groups == 1) {
            y = std::make_shared<op::Convolution>(in.at(0), constant(c.weight), strides, pads, pads, dilations);
        } else {
            ConstTensor grouped = c.weight;  // [O, I/g, kh, kw] -> [g, O/g, I/g, kh, kw]
            grouped.shape[0] /= c.groups;
            grouped.shape.insert(grouped.shape.begin(), c.groups);
            y = std::make_shared<op::GroupConvolution>(in.at(0), constant(grouped), strides, pads, pads, dilations);
        }
        if (c.bias.data) {
            ConstTensor bias = c.bias;
            bias.shape = {1, static_cast<std::int64_t>(c.bias.data->size()), 1, 1};
            y = std::make_shared<op::Add>(y, constant(bias));
        }
        return activate(y, c.activation);
    }
    Value operator()(const MaxPool2dOp &p) const
    {
        const ov::Shape pads{extent(p.pad), extent(p.pad)};
        return std::make_shared<ov::op::v1::MaxPool>(in.at(0), ov::Strides{extent(p.stride), extent(p.stride)}, pads, pads,
                                                     ov::Shape{extent(p.kernel), extent(p.kernel)});
    }
    Value operator()(const AvgPool2dOp &p) const
    {
        const ov::Shape pads{extent(p.pad), extent(p.pad)};
        return std::make_shared<ov::op::v1::AvgPool>(in.at(0), ov::Strides{extent(p.stride), extent(p.stride)}, pads, pads,
                                                     ov::Shape{extent(p.kernel), extent(p.kernel)}, false);
    }
    Value operator()(const UpsampleNearestOp &u) const
    {
        op::Interpolate::InterpolateAttrs a;
        a.mode = op::Interpolate::InterpolateMode::NEAREST;
        a.shape_calculation_mode = op::Interpolate::ShapeCalcMode::SCALES;
        a.coordinate_transformation_mode = op::Interpolate::CoordinateTransformMode::ASYMMETRIC;
        a.nearest_mode = op::Interpolate::NearestMode::FLOOR;
        const auto f = static_cast<float>(u.factor);
        return std::make_shared<op::Interpolate>(in.at(0), op::Constant::create(ov::element::f32, ov::Shape{2}, {f, f}), ints({2, 3}), a);
    }
    Value operator()(const ConcatOp &c) const { return std::make_shared<op::Concat>(in, c.axis); }
    Value operator()(const SliceOp &s) const
    {
        return std::make_shared<op::Slice>(in.at(0), ints({s.begin}), ints({s.end}), ints({1}), ints({s.axis}));
    }
    Value operator()(const AddOp &) const { return std::make_shared<op::Add>(in.at(0), in.at(1)); }
    Value operator()(const SubOp &) const { return std::make_shared<op::Subtract>(in.at(0), in.at(1)); }
    Value operator()(const MulOp &) const { return std::make_shared<op::Multiply>(in.at(0), in.at(1)); }
    Value operator()(const DivOp &) const { return std::make_shared<op::Divide>(in.at(0), in.at(1)); }
    Value operator()(const ScaleShiftOp &s) const
    {
        Value y = in.at(0);
        if (s.scale.data)
            y = std::make_shared<op::Multiply>(y, constant(s.scale));
        if (s.shift.data)
            y = std::make_shared<op::Add>(y, constant(s.shift));
        return y;
    }
    Value operator()(const ActivationOp &a) const { return activate(in.at(0), a.kind); }
    Value operator()(const SoftmaxOp &s) const { return std::make_shared<ov::op::v8::Softmax>(in.at(0), s.axis); }
    Value operator()(const MatMulOp &m) const { return std::make_shared<op::MatMul>(in.at(0), in.at(1), m.transposeA, m.transposeB); }
    Value operator()(const ReshapeOp &r) const
    {
        return std::make_shared<op::Reshape>(in.at(0), op::Constant::create(ov::element::i64, ov::Shape{r.shape.size()}, r.shape), true);
    }
    Value operator()(const TransposeOp &t) const
    {
        return std::make_shared<op::Transpose>(in.at(0), op::Constant::create(ov::element::i64, ov::Shape{t.order.size()}, t.order));
    }
    Value operator()(const ConstantOp &c) const { return constant(c.value); }
};

}  // namespace

std::shared_ptr<ov::Model> buildOpenVinoModel(const NetworkSpec &spec)
{
    const auto input = std::make_shared<op::Parameter>(
        ov::element::f32, ov::Shape{1, 3, extent(spec.info.inputHeight), extent(spec.info.inputWidth)});
    std::vector<Value> values{input};
    values.reserve(spec.nodes.size() + 1);
    for (const Node &node : spec.nodes) {
        std::vector<Value> inputs;
        for (const ValueId id : node.inputs)
            inputs.push_back(values.at(static_cast<std::size_t>(id)));
        values.push_back(std::visit(Builder{inputs}, node.op));
        values.back().get_node_shared_ptr()->set_friendly_name(node.name + "#" + std::to_string(values.size() - 1));
    }
    const auto result = std::make_shared<op::Result>(values.at(static_cast<std::size_t>(spec.output)));
    return std::make_shared<ov::Model>(ov::ResultVector{result}, ov::ParameterVector{input}, "lineside");
}

}  // namespace lineside
