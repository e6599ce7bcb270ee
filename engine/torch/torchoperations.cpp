// SPDX-License-Identifier: GPL-3.0-or-later
#include "torch/torchoperations.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <variant>

namespace lineside {

namespace {

using Arguments = std::vector<at::Tensor>;

at::Tensor constant(const ConstTensor &value, const TorchPlacement &where)
{
    // Copied: the network's own memory is const, and usually goes once everything is built.
    const at::Tensor view = at::from_blob(const_cast<float *>(value.data->data()), value.shape, at::kFloat);
    return view.to(at::TensorOptions(where.device).dtype(where.type), /*non_blocking=*/false, /*copy=*/true);
}

void activate(at::Tensor &x, Activation kind)
{
    switch (kind) {
    case Activation::None: break;
    case Activation::SiLU: at::silu_(x); break;
    case Activation::ReLU: at::relu_(x); break;
    case Activation::LeakyReLU: at::leaky_relu_(x, 0.1); break;
    case Activation::HardSwish: at::hardswish_(x); break;
    case Activation::Sigmoid: at::sigmoid_(x); break;
    case Activation::Exp: at::exp_(x); break;
    }
}

struct Prepare {
    const TorchPlacement &where;

    TorchOperation operator()(const Conv2dOp &op) const
    {
        at::Tensor weight = constant(op.weight, where).contiguous(at::MemoryFormat::ChannelsLast);
        at::Tensor bias = op.bias.data ? constant(op.bias, where) : at::Tensor();
        const std::array<std::int64_t, 2> stride{op.strideH, op.strideW};
        const std::array<std::int64_t, 2> pad{op.padH, op.padW};
        const std::array<std::int64_t, 2> dilation{op.dilationH, op.dilationW};
        return [weight, bias, stride, pad, dilation, groups = op.groups, kind = op.activation](Arguments &in) {
            at::Tensor y = at::conv2d(in[0], weight, bias, stride, pad, dilation, groups);
            activate(y, kind);
            return y;
        };
    }
    TorchOperation operator()(const MaxPool2dOp &op) const
    {
        return [op](Arguments &in) { return at::max_pool2d(in[0], op.kernel, op.stride, op.pad); };
    }
    TorchOperation operator()(const AvgPool2dOp &op) const
    {
        return [op](Arguments &in) { return at::avg_pool2d(in[0], op.kernel, op.stride, op.pad); };
    }
    TorchOperation operator()(const UpsampleNearestOp &op) const
    {
        return [factor = op.factor](Arguments &in) {
            const std::array<std::int64_t, 2> size{in[0].size(2) * factor, in[0].size(3) * factor};
            const auto scale = static_cast<double>(factor);
            return at::upsample_nearest2d(in[0], size, scale, scale);
        };
    }
    TorchOperation operator()(const ConcatOp &op) const
    {
        return [axis = op.axis](Arguments &in) { return at::cat(in, axis); };
    }
    TorchOperation operator()(const SliceOp &op) const
    {
        return [op](Arguments &in) { return at::slice(in[0], op.axis, op.begin, op.end); };
    }
    TorchOperation operator()(const AddOp &) const
    {
        return [](Arguments &in) { return at::add(in[0], in[1]); };
    }
    TorchOperation operator()(const SubOp &) const
    {
        return [](Arguments &in) { return at::sub(in[0], in[1]); };
    }
    TorchOperation operator()(const MulOp &) const
    {
        return [](Arguments &in) { return at::mul(in[0], in[1]); };
    }
    TorchOperation operator()(const DivOp &) const
    {
        return [](Arguments &in) { return at::div(in[0], in[1]); };
    }
    TorchOperation operator()(const ScaleShiftOp &op) const
    {
        return [scale = constant(op.scale, where), shift = constant(op.shift, where)](Arguments &in) {
            return at::add(at::mul(in[0], scale), shift);
        };
    }
    TorchOperation operator()(const ActivationOp &op) const
    {
        return [kind = op.kind, inPlace = where.mayOverwriteInput](Arguments &in) {
            at::Tensor y = inPlace ? in[0] : in[0].clone();
            activate(y, kind);
            return y;
        };
    }
    TorchOperation operator()(const SoftmaxOp &op) const
    {
        return [axis = op.axis](Arguments &in) { return at::softmax(in[0], axis); };
    }
    TorchOperation operator()(const MatMulOp &op) const
    {
        return [op](Arguments &in) {
            return at::matmul(op.transposeA ? in[0].transpose(-2, -1) : in[0], op.transposeB ? in[1].transpose(-2, -1) : in[1]);
        };
    }
    TorchOperation operator()(const ReshapeOp &op) const
    {
        return [wanted = op.shape](Arguments &in) {
            std::vector<std::int64_t> shape = wanted;
            for (std::size_t i = 0; i < shape.size(); ++i)
                if (shape[i] == 0)
                    shape[i] = in[0].size(static_cast<std::int64_t>(i));
            return in[0].reshape(shape);
        };
    }
    TorchOperation operator()(const TransposeOp &op) const
    {
        return [order = std::vector<std::int64_t>(op.order.begin(), op.order.end())](Arguments &in) { return in[0].permute(order); };
    }
    TorchOperation operator()(const ConstantOp &op) const
    {
        return [value = constant(op.value, where)](Arguments &) { return value; };
    }
    TorchOperation operator()(const ClipOp &op) const
    {
        return [op](Arguments &in) { return at::clamp(in[0], op.least, op.most); };
    }
    TorchOperation operator()(const ReduceMaxOp &op) const
    {
        return [axis = op.axis](Arguments &in) { return at::amax(in[0], axis, /*keepdim=*/true); };
    }
    TorchOperation operator()(const ExpandOp &op) const
    {
        return [shape = op.shape](Arguments &in) { return in[0].expand(shape); };
    }
    TorchOperation operator()(const TopKOp &op) const
    {
        return [op](Arguments &in) { return std::get<1>(at::topk(in[0], op.count, op.axis)); };
    }
    TorchOperation operator()(const GatherOp &op) const
    {
        return [axis = op.axis](Arguments &in) {
            // On an accelerator an index beyond the end would be found too late: the device is lost to the program then.
            const at::Tensor inside = in[0].is_cpu() ? in[1] : at::clamp(in[1], 0, in[0].size(axis) - 1);
            return at::gather(in[0], axis, inside);
        };
    }
    TorchOperation operator()(const IndexDivOp &op) const
    {
        return [op](Arguments &in) {
            return op.remainder ? at::remainder(in[0], op.divisor) : at::floor_divide(in[0], at::Scalar(op.divisor));
        };
    }
    TorchOperation operator()(const IndexToFloatOp &) const
    {
        return [type = where.type](Arguments &in) { return in[0].to(type); };
    }
    TorchOperation operator()(const FakeQuantizeOp &op) const
    {
        return [scale = exact(op.scale), lowest = exact(op.lowest), highest = exact(op.highest), type = where.type](Arguments &in) {
            at::Tensor y = at::div(in[0].to(at::kFloat), scale);
            return y.round_().clamp_(lowest, highest).mul_(scale).to(type);
        };
    }
    TorchOperation operator()(const DynamicQuantizeOp &) const
    {
        return [type = where.type](Arguments &in) {
            const at::Tensor x = in[0].to(at::kFloat);
            const auto [least, most] = at::aminmax(x);
            const at::Tensor low = at::clamp_max(least, 0), range = at::div(at::sub(at::clamp_min(most, 0), low), 255);
            const at::Tensor scale = at::where(at::eq(range, 0), at::ones_like(range), range);  // all of it stays on the device
            const at::Tensor lowest = at::clamp(at::round(at::div(low, scale)), -255, 0);
            return at::div(x, scale).round_().clamp_(lowest, at::add(lowest, 255)).mul_(scale).to(type);
        };
    }

private:
    /// A constant of a calculation that no reduced type may round.
    at::Tensor exact(const ConstTensor &value) const { return constant(value, {where.device, at::kFloat}); }
};

}  // namespace

TorchOperation makeTorchOperation(const Operator &op, const TorchPlacement &placement)
{
    return std::visit(Prepare{placement}, op);
}

bool makesFreshMemory(const Operator &op) noexcept
{
    return std::holds_alternative<Conv2dOp>(op) || std::holds_alternative<MaxPool2dOp>(op)
        || std::holds_alternative<MatMulOp>(op) || std::holds_alternative<AddOp>(op) || std::holds_alternative<SubOp>(op)
        || std::holds_alternative<MulOp>(op) || std::holds_alternative<DivOp>(op) || std::holds_alternative<ScaleShiftOp>(op)
        || std::holds_alternative<FakeQuantizeOp>(op) || std::holds_alternative<DynamicQuantizeOp>(op);
}

}  // namespace lineside
