// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scriptcall.h"

namespace lineside::weights {
namespace {

/// Plain numbers stay plain: sizes are calculated with as they are.
ScriptValue result(const ScriptCall &call, const TraceValue &value)
{
    if (call.isTensor(0) || call.isTensor(1))
        return scriptTensor(value);
    const HostTensor &known = call.trace.need(value);
    if (known.type == HostType::Float)
        return numberOf(known);
    return known.type == HostType::Bool ? ScriptValue(integerOf(known) != 0) : ScriptValue(integerOf(known));
}

template <HostBinary op>
ScriptValue binary(ScriptCall &call)
{
    return result(call, call.trace.binary(op, call.tensor(0), call.tensor(1)));
}

/// `first` + alpha · `second`, or the difference.
TraceValue weighted(ScriptCall &call, HostBinary op, const TraceValue &first, const TraceValue &second)
{
    const ScriptValue &alpha = call.at(2, "alpha");
    const TraceValue scaled = alpha.isNone() ? second : call.trace.binary(HostBinary::Mul, second, call.tensor(2, "alpha"));
    return call.trace.binary(op, first, scaled);
}

ScriptValue add(ScriptCall &call)
{
    return result(call, weighted(call, HostBinary::Add, call.tensor(0), call.tensor(1)));
}

ScriptValue sub(ScriptCall &call)
{
    return result(call, weighted(call, HostBinary::Sub, call.tensor(0), call.tensor(1)));
}

ScriptValue rsub(ScriptCall &call)
{
    return result(call, weighted(call, HostBinary::Sub, call.tensor(1), call.tensor(0)));
}

ScriptValue div(ScriptCall &call)
{
    const ScriptValue &rounding = call.at(2, "rounding_mode");
    const TraceValue a = call.tensor(0), b = call.tensor(1);
    if (const auto *mode = rounding.as<std::string_view>()) {
        if (*mode == "floor")
            return result(call, call.trace.binary(HostBinary::FloorDiv, a, b));
        if (*mode == "trunc" && call.trace.isWhole(a) && call.trace.isWhole(b))
            return result(call, call.trace.binary(HostBinary::Div, a, b));
        call.outside("rounded in an unusual way");
    }
    // torch divides whole numbers into broken ones.
    return result(call, call.trace.binary(HostBinary::Div, call.trace.cast(a, HostType::Float), call.trace.cast(b, HostType::Float)));
}

template <HostUnary op>
ScriptValue unary(ScriptCall &call)
{
    return result(call, call.trace.unary(op, call.tensor(0)));
}

template <Activation kind>
ScriptValue activation(ScriptCall &call)
{
    return scriptTensor(call.trace.activation(call.tensor(0), kind));
}

ScriptValue leakyRelu(ScriptCall &call)
{
    return scriptTensor(call.trace.leakyRelu(call.tensor(0), call.number(1, 0.01, "negative_slope")));
}

ScriptValue hardSigmoid(ScriptCall &call)
{
    return scriptTensor(call.trace.hardSigmoid(call.tensor(0), 1. / 6, 0.5));
}

ScriptValue relu6(ScriptCall &call)
{
    return scriptTensor(call.trace.clip(call.tensor(0), 0, 6));
}

ScriptValue clamp(ScriptCall &call)
{
    const auto bound = [&](std::size_t position, std::string_view name) {
        return call.has(position, name) ? std::optional(call.number(position, 0, name)) : std::nullopt;
    };
    return scriptTensor(call.trace.clip(call.tensor(0), bound(1, "min"), bound(2, "max")));
}

ScriptValue clampMin(ScriptCall &call)
{
    return scriptTensor(call.trace.clip(call.tensor(0), call.number(1, 0), std::nullopt));
}

ScriptValue clampMax(ScriptCall &call)
{
    return scriptTensor(call.trace.clip(call.tensor(0), std::nullopt, call.number(1, 0)));
}

ScriptValue softmax(ScriptCall &call)
{
    return scriptTensor(call.trace.softmax(call.tensor(0), call.integer(1, "dim")));
}

ScriptValue matMul(ScriptCall &call)
{
    return scriptTensor(call.trace.matMul(call.tensor(0), call.tensor(1)));
}

/// Over one axis of few entries: one after the other. torch writes a sum of maps as the sum of their stack.
ScriptValue sum(ScriptCall &call)
{
    constexpr std::int64_t kMost = 64;
    const TraceValue x = call.tensor(0);
    const std::vector<std::int64_t> axes = call.integers(1, "dim");
    const bool keep = call.flag(2, false, "keepdim");
    if (x.known || axes.size() != 1)
        return scriptTensor(call.trace.reduce(HostReduction::Sum, x, axes, keep));
    const std::int64_t length = call.trace.shape(x)[axisOf(axes[0], call.trace.rank(x))];
    if (length > kMost)
        call.outside("of many entries");
    TraceValue total = call.trace.select(x, axes[0], 0);
    for (std::int64_t i = 1; i < length; ++i)
        total = call.trace.binary(HostBinary::Add, total, call.trace.select(x, axes[0], i));
    return scriptTensor(keep ? call.trace.unsqueeze(total, axes) : total);
}

/// Of all numbers, along an axis, or of two tensors: torch has one name for the three.
ScriptValue max(ScriptCall &call)
{
    if (call.count() == 1)
        return scriptTensor(call.trace.reduce(HostReduction::Max, call.tensor(0), {}, false));
    if (call.isTensor(1))
        return binary<HostBinary::Max>(call);
    const auto [values, indices] = call.trace.largestOf(call.tensor(0), call.integer(1, "dim"), call.flag(2, false, "keepdim"));
    return scriptList({scriptTensor(values), scriptTensor(indices)});
}

ScriptValue min(ScriptCall &call)
{
    if (!call.isTensor(1))
        call.outside("along an axis");
    return binary<HostBinary::Min>(call);
}

ScriptValue amax(ScriptCall &call)
{
    return scriptTensor(call.trace.reduce(HostReduction::Max, call.tensor(0), call.integers(1, "dim"), call.flag(2, false, "keepdim")));
}

ScriptValue prod(ScriptCall &call)
{
    return scriptTensor(call.trace.reduce(HostReduction::Product, call.tensor(0), call.integers(1, "dim"), call.flag(2, false, "keepdim")));
}

ScriptValue where(ScriptCall &call)
{
    return scriptTensor(call.trace.where(call.tensor(0), call.tensor(1), call.tensor(2)));
}

constexpr ScriptOperator kOperators[] = {
    {"add", add}, {"sub", sub}, {"rsub", rsub}, {"div", div}, {"mul", binary<HostBinary::Mul>}, {"pow", binary<HostBinary::Pow>},
    {"floor_divide", binary<HostBinary::FloorDiv>}, {"floordiv", binary<HostBinary::FloorDiv>}, {"remainder", binary<HostBinary::Mod>},
    {"maximum", binary<HostBinary::Max>}, {"minimum", binary<HostBinary::Min>}, {"eq", binary<HostBinary::Equal>}, {"ne", binary<HostBinary::NotEqual>},
    {"lt", binary<HostBinary::Less>}, {"le", binary<HostBinary::LessEqual>}, {"gt", binary<HostBinary::Greater>}, {"ge", binary<HostBinary::GreaterEqual>},
    {"neg", unary<HostUnary::Neg>}, {"abs", unary<HostUnary::Abs>}, {"floor", unary<HostUnary::Floor>}, {"ceil", unary<HostUnary::Ceil>},
    {"sqrt", unary<HostUnary::Sqrt>}, {"reciprocal", unary<HostUnary::Reciprocal>}, {"exp", unary<HostUnary::Exp>},
    {"sigmoid", activation<Activation::Sigmoid>}, {"silu", activation<Activation::SiLU>}, {"relu", activation<Activation::ReLU>},
    {"hardswish", activation<Activation::HardSwish>}, {"leaky_relu", leakyRelu}, {"hardsigmoid", hardSigmoid}, {"relu6", relu6},
    {"clamp", clamp}, {"hardtanh", clamp}, {"clamp_min", clampMin}, {"clamp_max", clampMax}, {"softmax", softmax}, {"matmul", matMul}, {"bmm", matMul},
    {"sum", sum}, {"max", max}, {"min", min}, {"amax", amax}, {"prod", prod}, {"where", where},
};

}  // namespace

std::span<const ScriptOperator> scriptArithmetic()
{
    return kOperators;
}

}  // namespace lineside::weights
