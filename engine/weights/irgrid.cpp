// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/finite.h"
#include "weights/gridcheck.h"
#include "weights/ircall.h"

#include <algorithm>
#include <cmath>

namespace lineside::weights {
namespace {

using Values = std::vector<TraceValue>;

constexpr std::int64_t kMostLevels = 1 << 16;
constexpr float kMostBound = 1e30f;  // so that nothing between two bounds overflows

/// So many numbers from `low` on, `step` from each to the next.
struct Range {
    HostTensor low, step;
};

HostTensor boundOf(const IrCall &call, std::size_t i)
{
    const TraceValue &bound = call.input(i);
    if (!bound.known)
        call.outside("with a range that depends on the picture");
    const auto isBound = [](float number) { return std::abs(number) <= kMostBound; };
    if (bound.known->type != HostType::Float || !std::all_of(bound.known->floats->begin(), bound.known->floats->end(), isBound))
        call.corrupt("a range that is none");
    return *bound.known;
}

Range rangeOf(const IrCall &call, std::size_t low, std::int64_t levels)
{
    const HostTensor from = boundOf(call, low), to = boundOf(call, low + 1);
    return {from, binaryHost(HostBinary::Div, binaryHost(HostBinary::Sub, to, from), hostFloat(float(levels - 1)))};
}

/// How many steps above the lowest number zero is, in whole numbers; none where it is not on the grid, but for what float32 rounds in the file's bounds.
std::optional<HostTensor> zeroPointOf(const Range &range, std::int64_t levels)
{
    const HostTensor steps = binaryHost(HostBinary::Div, unaryHost(HostUnary::Neg, range.low), range.step);
    const float rounding = float(levels) / float(1 << 21);
    const auto isOnGrid = [&](float count) { return std::abs(count - std::nearbyint(count)) <= rounding && count >= -rounding && count <= float(levels - 1) + rounding; };
    if (!std::all_of(steps.floats->begin(), steps.floats->end(), isOnGrid))
        return std::nullopt;
    return unaryHost(HostUnary::Round, steps);
}

/// Of a weight: calculated here.
HostTensor onGrid(const HostTensor &x, const Range &in, const Range &out, std::int64_t levels)
{
    const HostTensor count = unaryHost(HostUnary::Round, binaryHost(HostBinary::Div, binaryHost(HostBinary::Sub, x, in.low), in.step));
    const HostTensor inside = binaryHost(HostBinary::Min, binaryHost(HostBinary::Max, count, hostFloat(0)), hostFloat(float(levels - 1)));
    return binaryHost(HostBinary::Add, binaryHost(HostBinary::Mul, inside, out.step), out.low);
}

bool same(const HostTensor &a, const HostTensor &b)
{
    return a.shape == b.shape && std::equal(a.floats->begin(), a.floats->end(), b.floats->begin());
}

/// FakeQuantize-1 of OpenVINO: round((x - low) / step) within 0 … levels - 1, then · the step of the output + its low. Where zero is on the grid, the
/// canonical operator says it at once, and OpenVINO can calculate in integers. It counts from zero and not from low: what lies exactly half-way
/// between two goes to the other one where the zero point is odd, unless the executor is OpenVINO's, which counts from low again.
Values fakeQuantize(IrCall &call)
{
    call.needNumpyBroadcast();
    const std::int64_t levels = call.integer("levels", 0);
    if (levels < 2)
        call.corrupt("fewer than two levels");
    if (levels > kMostLevels)
        call.outside("with more levels than 16 bits have");
    const TraceValue &x = call.input(0);
    const Range in = rangeOf(call, 1, levels), out = rangeOf(call, 3, levels);
    const Shape shape = call.trace.shape(x);
    if (call.trace.isWhole(x) || broadcastShape(shape, broadcastShape(in.step.shape, out.step.shape)) != shape)
        call.corrupt("a range of other numbers");
    if (!std::all_of(in.step.floats->begin(), in.step.floats->end(), isGridScale))
        call.corrupt("a range that is none");
    if (x.known)
        return {call.trace.known(onGrid(*x.known, in, out, levels))};

    const IntegerType type{0, float(levels - 1)};
    const auto zeroPoint = zeroPointOf(in, levels);
    if (zeroPoint && same(in.low, out.low) && same(in.step, out.step))
        return {call.trace.fakeQuantize(x, in.step, *zeroPoint, type)};
    const HostTensor ratio = binaryHost(HostBinary::Div, out.step, in.step);
    if (!allFinite(*ratio.floats))
        call.corrupt("a range that is none");
    const TraceValue above = call.trace.affine(x, hostFloat(1), unaryHost(HostUnary::Neg, in.low));
    const TraceValue rounded = call.trace.fakeQuantize(above, in.step, hostFloat(0), type);
    return {call.trace.affine(rounded, ratio, out.low)};
}

constexpr IrEntry kOperators[] = {{"FakeQuantize", fakeQuantize}};

}  // namespace

std::span<const IrEntry> irGrids()
{
    return kOperators;
}

}  // namespace lineside::weights
