// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layeroperators.h"
#include "weights/onnxcall.h"
#include "weights/onnxvalues.h"

#include <numeric>

namespace lineside::weights {
namespace {

using Values = std::vector<TraceValue>;

template <HostBinary op>
Values binary(OnnxCall &call)
{
    return {call.trace.binary(op, call.input(0), call.input(1))};
}

/// Of any number of values, from left to right.
template <HostBinary op>
Values variadic(OnnxCall &call)
{
    TraceValue y = call.input(0);
    for (std::size_t i = 1; i < call.inputs(); ++i)
        y = call.trace.binary(op, y, call.input(i));
    return {y};
}

Values same(OnnxCall &call)
{
    if (call.outputs() > 1)
        call.outside("with a mask");
    return {call.input(0)};
}

Values mod(OnnxCall &call)
{
    const HostBinary op = call.integer("fmod", 0) != 0 ? HostBinary::Fmod : HostBinary::Mod;
    return {call.trace.binary(op, call.input(0), call.input(1))};
}

Values where(OnnxCall &call)
{
    return {call.trace.where(call.input(0), call.input(1), call.input(2))};
}

Values cast(OnnxCall &call)
{
    constexpr int kInt32 = 6, kInt64 = 7;
    const auto to = int(call.integer("to", 0) & 0xFFFF);
    const auto type = hostTypeOf(to);
    // Narrower integers would wrap.
    if (!type || (*type == HostType::Int && to != kInt32 && to != kInt64))
        call.outside("to an unusual type");
    return {call.trace.cast(call.input(0), *type)};
}

Values clip(OnnxCall &call)
{
    const auto bound = [&](std::size_t i, const char *name) -> std::optional<double> {
        if (call.has(i))
            return numberOf(call.trace.need(call.input(i)));
        return call.attribute(name) ? std::optional(call.number(name, 0)) : std::nullopt;
    };
    return {call.trace.clip(call.input(0), bound(1, "min"), bound(2, "max"))};
}

Values leakyRelu(OnnxCall &call)
{
    return {call.trace.leakyRelu(call.input(0), call.number("alpha", 0.01))};
}

Values hardSigmoid(OnnxCall &call)
{
    return {call.trace.hardSigmoid(call.input(0), call.number("alpha", 0.2), call.number("beta", 0.5))};
}

Values swish(OnnxCall &call)
{
    if (call.number("alpha", 1) != 1)
        call.outside("with a factor");
    return {call.trace.activation(call.input(0), Activation::SiLU)};
}

template <HostReduction op>
Values reduce(OnnxCall &call)
{
    std::vector<std::int64_t> axes = call.numbers(1, "axes");
    if (axes.empty() && call.integer("noop_with_empty_axes", 0) != 0)
        return {call.input(0)};
    if (axes.empty()) {
        axes.resize(call.trace.rank(call.input(0)));
        std::iota(axes.begin(), axes.end(), 0);
    }
    return {call.trace.reduce(op, call.input(0), axes, call.integer("keepdims", 1) != 0)};
}

constexpr OnnxEntry kOperators[] = {
    {"Abs", unary<HostUnary::Abs>},
    {"Add", binary<HostBinary::Add>},
    {"And", binary<HostBinary::And>},
    {"Cast", cast},
    {"Ceil", unary<HostUnary::Ceil>},
    {"Clip", clip},
    {"Div", binary<HostBinary::Div>},
    {"Dropout", same},
    {"Equal", binary<HostBinary::Equal>},
    {"Exp", unary<HostUnary::Exp>},
    {"Floor", unary<HostUnary::Floor>},
    {"Greater", binary<HostBinary::Greater>},
    {"GreaterOrEqual", binary<HostBinary::GreaterEqual>},
    {"HardSigmoid", hardSigmoid},
    {"HardSwish", activation<Activation::HardSwish>},
    {"Identity", same},
    {"LeakyRelu", leakyRelu},
    {"Less", binary<HostBinary::Less>},
    {"LessOrEqual", binary<HostBinary::LessEqual>},
    {"Log", unary<HostUnary::Log>},
    {"Max", variadic<HostBinary::Max>},
    {"Min", variadic<HostBinary::Min>},
    {"Mod", mod},
    {"Mul", binary<HostBinary::Mul>},
    {"Neg", unary<HostUnary::Neg>},
    {"Not", unary<HostUnary::Not>},
    {"Or", binary<HostBinary::Or>},
    {"Pow", binary<HostBinary::Pow>},
    {"Reciprocal", unary<HostUnary::Reciprocal>},
    {"ReduceMax", reduce<HostReduction::Max>},
    {"ReduceMin", reduce<HostReduction::Min>},
    {"ReduceProd", reduce<HostReduction::Product>},
    {"ReduceSum", reduce<HostReduction::Sum>},
    {"Relu", activation<Activation::ReLU>},
    {"Round", unary<HostUnary::Round>},
    {"Sigmoid", activation<Activation::Sigmoid>},
    {"Sqrt", unary<HostUnary::Sqrt>},
    {"Sub", binary<HostBinary::Sub>},
    {"Sum", variadic<HostBinary::Add>},
    {"Swish", swish},
    {"Where", where},
};

}  // namespace

std::span<const OnnxEntry> onnxArithmetic()
{
    return kOperators;
}

}  // namespace lineside::weights
