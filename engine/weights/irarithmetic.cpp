// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/ircall.h"
#include "weights/irvalues.h"
#include "weights/layeroperators.h"

#include <algorithm>
#include <cmath>

namespace lineside::weights {
namespace {

using Values = std::vector<TraceValue>;

template <HostBinary op>
Values binary(IrCall &call)
{
    call.needNumpyBroadcast();
    return {call.trace.binary(op, call.input(0), call.input(1))};
}

/// Of whole numbers, rounded down like Python's unless the layer says otherwise.
Values divide(IrCall &call)
{
    call.needNumpyBroadcast();
    const TraceValue &a = call.input(0), &b = call.input(1);
    const bool chosen = a.chosen || b.chosen;  // of rows: broken numbers
    const bool down = !chosen && call.trace.isWhole(a) && call.trace.isWhole(b) && call.flag("m_pythondiv", true);
    return {call.trace.binary(down ? HostBinary::FloorDiv : HostBinary::Div, a, b)};
}

Values select(IrCall &call)
{
    call.needNumpyBroadcast();
    return {call.trace.where(call.input(0), call.input(1), call.input(2))};
}

Values convert(IrCall &call)
{
    const std::string_view to = call.text("destination_type", {});
    const TraceValue &x = call.input(0);
    const auto type = hostTypeOf(to);
    if (!type)
        call.outside("to an unusual type");
    if (*type == HostType::Float && x.known && x.known->type == HostType::Float)
        return {x};  // weights that are stored in half precision, exactly
    // Narrower integers would wrap, and those without a sign where there is one.
    const bool holdsAll = to == "i32" || to == "i64" || (arePlaces(x) && (to == "u32" || to == "u64"));
    if (*type == HostType::Int && !holdsAll) {
        const std::int64_t most = to == "u64" ? INT64_MAX : to == "u32" ? INT32_MAX : INT8_MAX;
        const auto numbers = integersOf(castHost(call.trace.need(x), HostType::Int));
        if (!std::all_of(numbers.begin(), numbers.end(), [&](std::int64_t number) { return number >= 0 && number <= most; }))
            call.outside("to an unusual type");
    }
    return {call.trace.cast(x, *type)};
}

Values clamp(IrCall &call)
{
    return {call.trace.clip(call.input(0), call.number("min", 0), call.number("max", 0))};
}

Values hardSigmoid(IrCall &call)
{
    return {call.trace.hardSigmoid(call.input(0), numberOf(call.trace.need(call.input(1))), numberOf(call.trace.need(call.input(2))))};
}

Values hardSigmoidOfSixths(IrCall &call)
{
    return {call.trace.hardSigmoid(call.input(0), 1. / 6, 0.5)};
}

Values swish(IrCall &call)
{
    if (call.has(1) && numberOf(call.trace.need(call.input(1))) != 1)
        call.outside("with a factor");
    return {call.trace.activation(call.input(0), Activation::SiLU)};
}

Values leakyRelu(IrCall &call)
{
    const HostTensor &slope = call.trace.need(call.input(1));
    if (slope.size() != 1)
        call.outside("with a slope for each channel");
    return {call.trace.leakyRelu(call.input(0), numberOf(slope))};
}

Values round(IrCall &call)
{
    if (call.text("mode", "half_to_even") != "half_to_even")
        call.outside("in another way than to the even number");
    return {call.trace.unary(HostUnary::Round, call.input(0))};
}

template <HostReduction op>
Values reduce(IrCall &call)
{
    const std::vector<std::int64_t> axes = call.numbers(1);
    if (axes.empty())
        return {call.input(0)};
    return {call.trace.reduce(op, call.input(0), axes, call.flag("keep_dims", false))};
}

constexpr IrEntry kOperators[] = {
    {"Abs", unary<HostUnary::Abs>},
    {"Add", binary<HostBinary::Add>},
    {"Ceiling", unary<HostUnary::Ceil>},
    {"Clamp", clamp},
    {"Convert", convert},
    {"Divide", divide},
    {"Equal", binary<HostBinary::Equal>},
    {"Exp", unary<HostUnary::Exp>},
    {"Floor", unary<HostUnary::Floor>},
    {"FloorMod", binary<HostBinary::Mod>},
    {"Greater", binary<HostBinary::Greater>},
    {"GreaterEqual", binary<HostBinary::GreaterEqual>},
    {"HSigmoid", hardSigmoidOfSixths},
    {"HSwish", activation<Activation::HardSwish>},
    {"HardSigmoid", hardSigmoid},
    {"Less", binary<HostBinary::Less>},
    {"LessEqual", binary<HostBinary::LessEqual>},
    {"Log", unary<HostUnary::Log>},
    {"LogicalAnd", binary<HostBinary::And>},
    {"LogicalNot", unary<HostUnary::Not>},
    {"LogicalOr", binary<HostBinary::Or>},
    {"Maximum", binary<HostBinary::Max>},
    {"Minimum", binary<HostBinary::Min>},
    {"Mod", binary<HostBinary::Fmod>},
    {"Multiply", binary<HostBinary::Mul>},
    {"Negative", unary<HostUnary::Neg>},
    {"NotEqual", binary<HostBinary::NotEqual>},
    {"PReLU", leakyRelu},
    {"Power", binary<HostBinary::Pow>},
    {"ReLU", activation<Activation::ReLU>},
    {"ReduceMax", reduce<HostReduction::Max>},
    {"ReduceMin", reduce<HostReduction::Min>},
    {"ReduceProd", reduce<HostReduction::Product>},
    {"ReduceSum", reduce<HostReduction::Sum>},
    {"Round", round},
    {"Select", select},
    {"Sigmoid", activation<Activation::Sigmoid>},
    {"Sqrt", unary<HostUnary::Sqrt>},
    {"Subtract", binary<HostBinary::Sub>},
    {"Swish", swish},
};

}  // namespace

std::span<const IrEntry> irArithmetic()
{
    return kOperators;
}

}  // namespace lineside::weights
