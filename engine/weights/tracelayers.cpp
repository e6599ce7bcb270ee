// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tracebuilder.h"

#include <algorithm>
#include <cmath>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxKernel = 63, kMaxStride = 64, kMaxDilation = 32, kMaxFactor = 16, kMaxGroups = 1 << 20;

struct Side {
    std::int64_t height, width;
};

}  // namespace

/// A pair of numbers for the two axes of a picture, in bounds.
static std::optional<Side> sidesOf(const std::vector<std::int64_t> &values, std::int64_t otherwise, std::int64_t least, std::int64_t most)
{
    if (values.empty())
        return Side{otherwise, otherwise};
    const auto fits = [&](std::int64_t value) { return value >= least && value <= most; };
    if (values.size() > 2 || !std::all_of(values.begin(), values.end(), fits))
        return std::nullopt;
    return Side{values.front(), values.back()};
}

/// Pads that are as wide at the end as at the beginning.
static std::optional<Side> padsOf(const std::vector<std::int64_t> &pads)
{
    if (pads.size() == 4 && (pads[0] != pads[2] || pads[1] != pads[3]))
        return std::nullopt;
    if (pads.size() == 4)
        return sidesOf({pads[0], pads[1]}, 0, 0, kMaxKernel);
    return sidesOf(pads, 0, 0, kMaxKernel);
}

TraceValue TraceBuilder::conv(const TraceValue &x, const TraceValue &weight, const std::optional<TraceValue> &bias, const Window &window, std::int64_t groups)
{
    Conv2dOp op;
    op.weight = floatsOf(weight);
    if (op.weight.shape.size() != 4 || rank(x) != 4)
        outside("not over pictures");
    const auto stride = sidesOf(window.stride, 1, 1, kMaxStride), dilation = sidesOf(window.dilation, 1, 1, kMaxDilation), pad = padsOf(window.pad);
    if (!stride || !dilation || !pad || op.weight.shape[2] > kMaxKernel || op.weight.shape[3] > kMaxKernel || groups < 1 || groups > kMaxGroups)
        outside("with unusual numbers");
    if (!window.kernel.empty() && window.kernel != Shape{op.weight.shape[2], op.weight.shape[3]})
        corrupt("the weight does not have the size of the kernel");
    if (bias)
        op.bias = floatsOf(*bias);
    op.strideH = int(stride->height);
    op.strideW = int(stride->width);
    op.padH = int(pad->height);
    op.padW = int(pad->width);
    op.dilationH = int(dilation->height);
    op.dilationW = int(dilation->width);
    op.groups = int(groups);
    return made(m_graph.conv(idOf(x), std::move(op), m_place.name));
}

TraceValue TraceBuilder::batchNorm(const TraceValue &x, const TraceValue &gamma, const TraceValue &beta, const TraceValue &mean, const TraceValue &variance, double eps)
{
    const std::int64_t channels = rank(x) == 4 ? shape(x)[1] : -1;
    for (const TraceValue *part : {&gamma, &beta, &mean, &variance}) {
        if (need(*part).type != HostType::Float || need(*part).shape != Shape{channels})
            corrupt("not one number a channel");
    }
    if (!(eps >= 0 && eps <= 0.1))
        corrupt("epsilon out of range");
    const HostTensor root = unaryHost(HostUnary::Sqrt, binaryHost(HostBinary::Add, *variance.known, hostFloat(float(eps))));
    const HostTensor scale = binaryHost(HostBinary::Div, *gamma.known, root);
    const HostTensor shift = binaryHost(HostBinary::Sub, *beta.known, binaryHost(HostBinary::Mul, *mean.known, scale));
    const auto finite = [](float value) { return std::isfinite(value); };
    if (!std::all_of(scale.floats->begin(), scale.floats->end(), finite) || !std::all_of(shift.floats->begin(), shift.floats->end(), finite))
        corrupt("a variance that cannot be one");
    return affine(x, reshapeHost(scale, {1, channels, 1, 1}), reshapeHost(shift, {1, channels, 1, 1}));
}

TraceValue TraceBuilder::pool(const TraceValue &x, const Window &window, bool roundUp, bool average, bool countPads)
{
    const auto kernel = sidesOf(window.kernel, 0, 1, kMaxKernel), dilation = sidesOf(window.dilation, 1, 1, 1), pad = padsOf(window.pad);
    const auto stride = window.stride.empty() ? kernel : sidesOf(window.stride, 1, 1, kMaxStride);
    const bool square = kernel && stride && pad && kernel->height == kernel->width && stride->height == stride->width && pad->height == pad->width;
    if (rank(x) != 4 || window.kernel.empty() || !dilation || !square || (average && !countPads && pad->height > 0))
        outside("of an unusual kind");
    const auto leavesNothing = [&](std::int64_t size) { return (size + 2 * pad->height - kernel->height) % stride->height == 0; };
    if (roundUp && !(leavesNothing(shape(x)[2]) && leavesNothing(shape(x)[3])))
        outside("with a window that begins inside and ends outside");
    const int k = int(kernel->height), s = int(stride->height), p = int(pad->height);
    return made(average ? m_graph.avgPool(idOf(x), {k, s, p}, m_place.name) : m_graph.maxPool(idOf(x), {k, s, p}, m_place.name));
}

TraceValue TraceBuilder::maxPool(const TraceValue &x, const Window &window, bool roundUp)
{
    return pool(x, window, roundUp, false, true);
}

TraceValue TraceBuilder::avgPool(const TraceValue &x, const Window &window, bool roundUp, bool countPads)
{
    return pool(x, window, roundUp, true, countPads);
}

TraceValue TraceBuilder::upsampleNearest(const TraceValue &x, std::int64_t factor)
{
    if (rank(x) != 4 || factor < 1 || factor > kMaxFactor)
        outside("by another factor than a small whole number");
    return factor == 1 ? x : made(m_graph.upsample(idOf(x), int(factor), m_place.name));
}

TraceValue TraceBuilder::fakeQuantize(const TraceValue &x, const HostTensor &scale, const HostTensor &zeroPoint, const IntegerType &type)
{
    const HostTensor lowest = binaryHost(HostBinary::Sub, hostFloat(type.lowest), zeroPoint);
    const HostTensor highest = binaryHost(HostBinary::Sub, hostFloat(type.highest), zeroPoint);
    FakeQuantizeOp op{{scale.shape, scale.floats}, {lowest.shape, lowest.floats}, {highest.shape, highest.floats}};
    return made(m_graph.fakeQuantize(idOf(x), std::move(op), m_place.name));
}

TraceValue TraceBuilder::dynamicQuantize(const TraceValue &x)
{
    return made(m_graph.dynamicQuantize(idOf(x), m_place.name));
}

}  // namespace lineside::weights
