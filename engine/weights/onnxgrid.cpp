// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxgrid.h"

#include "weights/gridcheck.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lineside::weights {
namespace {

using Role = Quantized::Role;

/// One number for all, or one for each entry along an axis, by the place of an element in C order.
class ByElement {
public:
    ByElement(const HostTensor &numbers, const Shape &shape, std::int64_t axis) : m_numbers(*numbers.floats)
    {
        if (m_numbers.size() != 1) {
            const auto after = shape.begin() + std::ptrdiff_t(axisOf(axis, shape.size())) + 1;
            m_inner = std::size_t(std::accumulate(after, shape.end(), std::int64_t(1), std::multiplies<>()));
        }
    }
    float operator[](std::size_t i) const { return m_numbers[m_numbers.size() == 1 ? 0 : i / m_inner % m_numbers.size()]; }

private:
    const FloatArray &m_numbers;
    std::size_t m_inner = 1;
};

/// As it broadcasts against the shape.
HostTensor alongAxis(const OnnxCall &call, const HostTensor &numbers, const Shape &shape, std::int64_t axis)
{
    if (numbers.shape.size() > 1)
        call.outside("with scales in blocks");
    if (numbers.size() == 1)
        return reshapeHost(numbers, {});
    Shape wide(shape.size(), 1);
    std::int64_t &own = wide[axisOf(axis, shape.size())];
    own = shape[axisOf(axis, shape.size())];
    if (numbers.size() != own)
        call.corrupt("not one scale and zero point an entry");
    return reshapeHost(numbers, wide);
}

const HostTensor &scaleOf(const OnnxCall &call, std::size_t i)
{
    const TraceValue &scale = call.input(i);
    if (scale.quantized || !scale.known)
        call.outside("with a scale that depends on the picture");
    if (scale.known->type != HostType::Float)
        call.corrupt("a scale in whole numbers");
    return *scale.known;
}

const TraceValue &storedZeroPoint(const OnnxCall &call, std::size_t i)
{
    const TraceValue &zeroPoint = call.input(i);
    if (!hasRole(zeroPoint, Role::Stored))
        call.outside("with a zero point that is not stored as a small integer");
    return zeroPoint;
}

bool sameNumbers(const HostTensor &a, const HostTensor &b)
{
    return a.size() == b.size() && std::equal(a.floats->begin(), a.floats->end(), b.floats->begin());
}

bool isScaleOf(const OnnxCall &call, std::size_t i, const TraceValue &whole)
{
    const TraceValue &scale = call.input(i);
    const Quantized &grid = *whole.quantized;
    if (!grid.sources.empty())
        return hasRole(scale, Role::Scale) && scale.quantized->sources == grid.sources && scale.known->size() == 1 && numberOf(*scale.known) == 1;
    return sameNumbers(scaleOf(call, i), grid.scale);
}

}  // namespace

bool hasRole(const TraceValue &x, Role role)
{
    return x.quantized && x.quantized->role == role;
}

TraceValue standingFor(Quantized quantized, TraceValue x)
{
    x.quantized = std::make_shared<const Quantized>(std::move(quantized));
    return x;
}

TraceValue plain(const TraceValue &x)
{
    return {x.known, x.id, x.axes};
}

OnnxGrid gridOf(const OnnxCall &call, std::size_t scale, std::size_t zeroPoint, const Shape &shape, std::int64_t axis, const IntegerType &otherwise)
{
    OnnxGrid grid{alongAxis(call, scaleOf(call, scale), shape, axis), hostFloat(0), otherwise};
    if (call.has(zeroPoint)) {
        const TraceValue &stored = storedZeroPoint(call, zeroPoint);
        grid.zeroPoint = alongAxis(call, *stored.known, shape, axis);
        grid.type = stored.quantized->type;
    }
    if (!std::all_of(grid.scale.floats->begin(), grid.scale.floats->end(), isGridScale))
        call.corrupt("a scale that cannot be one");
    return grid;
}

TraceValue onGrid(const OnnxCall &call, const TraceValue &x, const OnnxGrid &grid)
{
    const TraceValue rounded = call.trace.fakeQuantize(x, grid.scale, grid.zeroPoint, grid.type);
    return standingFor({Role::Whole, grid.type, grid.scale, grid.zeroPoint, {}}, rounded);
}

HostTensor dequantized(const OnnxCall &call, const TraceValue &stored, std::optional<std::size_t> scale, std::size_t zeroPoint, std::int64_t axis)
{
    const HostTensor &integers = *stored.known;
    HostTensor scales = hostFloat(1), zeroPoints = hostFloat(0);
    if (scale)
        scales = alongAxis(call, scaleOf(call, *scale), integers.shape, axis);
    if (call.has(zeroPoint)) {
        const TraceValue &zero = storedZeroPoint(call, zeroPoint);
        if (zero.quantized->type != stored.quantized->type)
            call.corrupt("a zero point of another type");
        zeroPoints = alongAxis(call, *zero.known, integers.shape, axis);
    }
    const ByElement by(scales, integers.shape, axis), from(zeroPoints, integers.shape, axis);
    std::vector<float> numbers = integers.floats->copy();
    bool finite = true;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        finite = std::isfinite(numbers[i] = (numbers[i] - from[i]) * by[i]) && finite;
    if (!finite)
        call.corrupt("a scale that cannot be one");
    return hostFloats(integers.shape, std::move(numbers));
}

HostTensor quantized(const OnnxCall &call, const HostTensor &numbers, const OnnxGrid &grid, std::int64_t axis)
{
    if (numbers.type != HostType::Float)
        call.corrupt("whole numbers where others belong");
    const ByElement by(grid.scale, numbers.shape, axis), from(grid.zeroPoint, numbers.shape, axis);
    std::vector<float> integers = numbers.floats->copy();
    for (std::size_t i = 0; i < integers.size(); ++i)
        integers[i] = std::clamp(std::nearbyint(integers[i] / by[i]) + from[i], grid.type.lowest, grid.type.highest);
    return hostFloats(numbers.shape, std::move(integers));
}

bool isZeroPointOf(const OnnxCall &call, std::size_t zeroPoint, const TraceValue &whole)
{
    const Quantized &grid = *whole.quantized;
    if (!grid.sources.empty())
        return call.has(zeroPoint) && hasRole(call.input(zeroPoint), Role::ZeroPoint) && call.input(zeroPoint).quantized->sources == grid.sources;
    if (!call.has(zeroPoint))
        return std::all_of(grid.zeroPoint.floats->begin(), grid.zeroPoint.floats->end(), [](float zero) { return zero == 0; });
    const TraceValue &stored = storedZeroPoint(call, zeroPoint);
    return stored.quantized->type == grid.type && sameNumbers(*stored.known, grid.zeroPoint);
}

TraceValue numbersOf(const OnnxCall &call, std::size_t integers, std::size_t scale, std::size_t zeroPoint, std::int64_t axis)
{
    const TraceValue &x = call.input(integers);
    if (hasRole(x, Role::Stored))
        return call.trace.known(dequantized(call, x, scale, zeroPoint, axis));
    if (!hasRole(x, Role::Whole) || !isScaleOf(call, scale, x) || !isZeroPointOf(call, zeroPoint, x))
        call.outside("of integers that were made otherwise");
    return plain(x);
}

}  // namespace lineside::weights
