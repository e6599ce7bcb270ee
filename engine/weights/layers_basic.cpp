// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layers.h"

#include "weights/finite.h"
#include "weights/refused.h"

#include <cmath>

namespace lineside::weights {
namespace {

constexpr int kMaxKernel = 31, kMaxStride = 4, kMaxPad = 31, kMaxDilation = 8;
constexpr double kLeakySlope = 0.1;  // the one that YOLO uses and that Activation::LeakyReLU stands for

ValueId conv2d(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    return context.graph.conv(single(module, inputs), readConv2d(context, module), module.path());
}

ValueId convBlock(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    Conv2dOp op = readConvBlock(context, module);
    op.activation = readActivation(module);
    return context.graph.conv(single(module, inputs), std::move(op), module.path());
}

ValueId sequential(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    ValueId value = single(module, inputs);
    for (const ModuleView &child : module.children())
        value = buildLayer(context, child, value);
    return value;
}

ValueId upsample(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const PickleNode *size = module.attribute("size");
    const auto factor = module.number("scale_factor");
    if (module.text("mode") != "nearest" || (size && size->kind != PickleKind::None) || !factor || *factor != 2.0)
        module.refuseUnsupported("only nearest enlarging by two is known");
    return context.graph.upsample(single(module, inputs), 2, module.path());
}

ValueId concat(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const std::int64_t axis = module.needInteger("d", 1, 3);
    return context.graph.concat({inputs.begin(), inputs.end()}, int(axis), module.path());
}

ValueId maxPool(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    const auto kernel = module.needPair("kernel_size", 1, kMaxKernel);
    const auto stride = module.needPair("stride", 1, kMaxKernel);
    const auto pad = module.needPair("padding", 0, kMaxPad);
    if (kernel.first != kernel.second || stride.first != stride.second || pad.first != pad.second
        || module.flag("ceil_mode").value_or(false) || (module.attribute("dilation") && module.needPair("dilation", 1, 8) != std::pair(1, 1)))
        module.refuseUnsupported("unusual pooling");
    return context.graph.maxPool(single(module, inputs), MaxPool2dOp{kernel.first, stride.first, pad.first}, module.path());
}

ValueId batchNormLayer(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    return batchNorm(context, module, single(module, inputs));
}

ValueId activationLayer(LayerContext &context, const ModuleView &module, std::span<const ValueId> inputs)
{
    return context.graph.activation(single(module, inputs), activationOf(module), module.path());
}

ValueId identity(LayerContext &, const ModuleView &module, std::span<const ValueId> inputs)
{
    return single(module, inputs);
}

constexpr LayerEntry kLayers[] = {
    {"Conv", convBlock},   {"DWConv", convBlock},  {"Conv2d", conv2d},      {"Sequential", sequential},
    {"Upsample", upsample}, {"Concat", concat},    {"MaxPool2d", maxPool}, {"Identity", identity},
    {"Silence", identity}, {"BatchNorm2d", batchNormLayer}, {"SiLU", activationLayer}, {"ReLU", activationLayer},
    {"LeakyReLU", activationLayer}, {"Hardswish", activationLayer},
};

}  // namespace

std::span<const LayerEntry> basicLayers()
{
    return kLayers;
}

Conv2dOp readConv2d(LayerContext &context, const ModuleView &module)
{
    const PickleNode *weight = module.parameter("weight");
    const PickleNode *bias = module.parameter("bias");
    if (!weight)
        module.refuseCorrupt("has no weight");
    if (module.text("padding_mode").value_or("zeros") != "zeros" || module.flag("transposed").value_or(false))
        module.refuseUnsupported("unusual convolution");

    Conv2dOp op;
    op.weight = context.tensors.read(*weight, module.path() + ".weight");
    if (bias)
        op.bias = context.tensors.read(*bias, module.path() + ".bias");
    std::tie(op.strideH, op.strideW) = module.needPair("stride", 1, kMaxStride);
    std::tie(op.padH, op.padW) = module.needPair("padding", 0, kMaxPad);
    std::tie(op.dilationH, op.dilationW) = module.needPair("dilation", 1, kMaxDilation);
    op.groups = int(module.needInteger("groups", 1, 1 << 20));
    const auto kernel = module.needPair("kernel_size", 1, kMaxKernel);
    if (op.weight.shape.size() != 4 || op.weight.shape[2] != kernel.first || op.weight.shape[3] != kernel.second)
        module.refuseCorrupt("weight does not have the size of the kernel");
    if (module.integer("out_channels").value_or(op.weight.shape[0]) != op.weight.shape[0])
        module.refuseCorrupt("weight does not have as many rows as output channels");
    return op;
}

namespace {

/// What a batch norm does to each channel once it is trained.
struct Affine {
    std::vector<float> scale, shift;
};

Affine readBatchNorm(LayerContext &context, const ModuleView &module, std::int64_t channels)
{
    const PickleNode *nodes[] = {module.parameter("weight"), module.parameter("bias"), module.buffer("running_mean"), module.buffer("running_var")};
    const char *names[] = {".weight", ".bias", ".running_mean", ".running_var"};
    ConstTensor t[4];
    for (int i = 0; i < 4; ++i) {
        if (!nodes[i])
            module.refuseCorrupt(std::string("has no ") + (names[i] + 1));
        t[i] = context.tensors.read(*nodes[i], module.path() + names[i]);
        if (t[i].shape != Shape{channels})
            module.refuseCorrupt("does not have as many channels as what comes before it");
    }
    const double eps = module.number("eps").value_or(-1);
    if (!(eps > 0 && eps <= 0.1))
        module.refuseCorrupt("eps out of range");

    const auto &gamma = *t[0].data, &beta = *t[1].data, &mean = *t[2].data, &variance = *t[3].data;
    Affine affine;
    for (std::size_t c = 0; c < gamma.size(); ++c) {
        if (variance[c] < 0)
            module.refuseCorrupt("negative variance");
        affine.scale.push_back(gamma[c] / std::sqrt(variance[c] + float(eps)));
        affine.shift.push_back(beta[c] - mean[c] * affine.scale[c]);
    }
    return affine;
}

void checkFinite(const ModuleView &module, const std::vector<float> &values)
{
    if (!allFinite(values))
        refuse(RefusalReason::NotFinite, module.path() + " overflows when it is folded", module.path());
}

}  // namespace

ValueId batchNorm(LayerContext &context, const ModuleView &module, ValueId x)
{
    const std::int64_t channels = context.graph.channels(x);
    Affine affine = readBatchNorm(context, module, channels);
    checkFinite(module, affine.scale);
    checkFinite(module, affine.shift);
    return context.graph.scaleShift(x, makeTensor({1, channels, 1, 1}, std::move(affine.scale)), makeTensor({1, channels, 1, 1}, std::move(affine.shift)),
                                    module.path());
}

void foldBatchNorm(LayerContext &context, const ModuleView &module, Conv2dOp &op)
{
    const std::int64_t channels = op.weight.shape[0];
    const Affine affine = readBatchNorm(context, module, channels);
    std::vector<float> weight = op.weight.data->copy(), bias = affine.shift;
    const std::size_t row = channels > 0 ? weight.size() / std::size_t(channels) : 0;
    for (std::size_t o = 0; o < bias.size(); ++o) {
        if (op.bias.data)
            bias[o] += (*op.bias.data)[o] * affine.scale[o];
        for (std::size_t i = 0; i < row; ++i)
            weight[o * row + i] *= affine.scale[o];
    }
    checkFinite(module, weight);
    checkFinite(module, bias);
    op.weight = makeTensor(op.weight.shape, std::move(weight));
    op.bias = makeTensor({channels}, std::move(bias));
}

Conv2dOp readConvBlock(LayerContext &context, const ModuleView &block)
{
    Conv2dOp op = readConv2d(context, block.needChild("conv"));
    if (op.bias.data && op.bias.shape != Shape{op.weight.shape[0]})
        block.refuseCorrupt("bias does not have as many values as output channels");
    if (const auto batchNorm = block.child("bn"))
        foldBatchNorm(context, *batchNorm, op);
    return op;
}

Activation readActivation(const ModuleView &parent)
{
    const auto act = parent.child("act");
    return act ? activationOf(*act) : Activation::None;
}

Activation activationOf(const ModuleView &module)
{
    const std::string_view name = module.className();
    if (name == "Identity")
        return Activation::None;
    if (name == "SiLU")
        return Activation::SiLU;
    if (name == "ReLU")
        return Activation::ReLU;
    if (name == "Hardswish")
        return Activation::HardSwish;
    if (name == "Sigmoid")
        return Activation::Sigmoid;
    if (name == "LeakyReLU" && std::abs(module.number("negative_slope").value_or(0) - kLeakySlope) < 1e-6)
        return Activation::LeakyReLU;
    module.refuseUnsupported("unknown activation");
}

}  // namespace lineside::weights
