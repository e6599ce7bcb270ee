// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scriptcall.h"

namespace lineside::weights {
namespace {

std::optional<TraceValue> optionalTensor(const ScriptCall &call, std::size_t position)
{
    return call.has(position) ? std::optional(call.tensor(position)) : std::nullopt;
}

void needSymmetric(const ScriptCall &call, const std::vector<std::int64_t> &pads)
{
    // One number stands for both axes and both ends of each, two for the axes.
    if (pads.size() > 2)
        call.outside("with unusual pads");
}

ScriptValue convolution(ScriptCall &call)
{
    if (call.flag(6, false))
        call.outside("transposed");
    const Window window{{}, call.integers(3), call.integers(4), call.integers(5)};
    needSymmetric(call, window.pad);
    return scriptTensor(call.trace.conv(call.tensor(0), call.tensor(1), optionalTensor(call, 2), window, call.integer(8)));
}

ScriptValue conv2d(ScriptCall &call)
{
    const Window window{{}, call.integers(3), call.integers(4), call.integers(5)};
    needSymmetric(call, window.pad);
    return scriptTensor(call.trace.conv(call.tensor(0), call.tensor(1), optionalTensor(call, 2), window, call.integer(6, std::int64_t(1))));
}

ScriptValue batchNorm(ScriptCall &call)
{
    if (call.flag(5, false))
        call.outside("in training");
    return scriptTensor(call.trace.batchNorm(call.tensor(0), call.tensor(1), call.tensor(2), call.tensor(3), call.tensor(4), call.number(7, 1e-5)));
}

ScriptValue maxPool(ScriptCall &call)
{
    const Window window{call.integers(1), call.integers(2), call.integers(3), call.integers(4)};
    needSymmetric(call, window.pad);
    return scriptTensor(call.trace.maxPool(call.tensor(0), window, call.flag(5, false)));
}

ScriptValue avgPool(ScriptCall &call)
{
    if (call.has(6))
        call.outside("with a divisor of its own");
    const Window window{call.integers(1), call.integers(2), call.integers(3), {}};
    needSymmetric(call, window.pad);
    return scriptTensor(call.trace.avgPool(call.tensor(0), window, call.flag(4, false), call.flag(5, true)));
}

/// By a size or by factors; some versions write one list of factors and some two numbers.
ScriptValue upsample(ScriptCall &call)
{
    const TraceValue x = call.tensor(0);
    const Shape from = call.trace.shape(x);
    if (from.size() != 4)
        call.outside("not of a picture");
    std::int64_t factor = 0;
    if (const auto size = call.integers(1, "output_size"); !size.empty()) {
        factor = from[2] > 0 ? size[0] / from[2] : 0;
        if (size.size() != 2 || from[2] * factor != size[0] || from[3] * factor != size[1])
            call.outside("by another factor than a whole number");
    } else {
        const auto *list = call.at(2, "scale_factors").as<ScriptList>();
        for (std::size_t i = 0; i < 2; ++i) {
            const ScriptValue *value = list && i < (*list)->size() ? &(**list)[i] : nullptr;
            const auto *real = value ? value->as<double>() : nullptr;
            const std::int64_t own = real && *real >= 1 && *real <= 64 && double(std::int64_t(*real)) == *real ? std::int64_t(*real) : 0;
            if (own == 0 || (factor != 0 && own != factor))
                call.outside("by another factor than a whole number");
            factor = own;
        }
    }
    return scriptTensor(call.trace.upsampleNearest(x, factor));
}

ScriptValue same(ScriptCall &call)
{
    return call.at(0);
}

ScriptValue dropout(ScriptCall &call)
{
    if (call.flag(2, true, "train"))
        call.outside("in training");
    return call.at(0);
}

constexpr ScriptOperator kOperators[] = {
    {"_convolution", convolution}, {"conv2d", conv2d}, {"batch_norm", batchNorm}, {"max_pool2d", maxPool}, {"avg_pool2d", avgPool},
    {"upsample_nearest2d", upsample}, {"dropout", dropout}, {"detach", same}, {"lift_fresh", same},
};

}  // namespace

std::span<const ScriptOperator> scriptLayers()
{
    return kOperators;
}

}  // namespace lineside::weights
