// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/hosttensor.h"

#include "weights/refused.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace lineside::weights {
namespace {

[[noreturn]] void fail(const char *what)
{
    refuse(RefusalReason::Corrupt, std::string("constants: ") + what);
}

bool isComparison(HostBinary op)
{
    return op >= HostBinary::Equal;
}

template <class Number>
bool compared(HostBinary op, Number a, Number b)
{
    switch (op) {
    case HostBinary::Equal: return a == b;
    case HostBinary::NotEqual: return a != b;
    case HostBinary::Less: return a < b;
    case HostBinary::LessEqual: return a <= b;
    case HostBinary::Greater: return a > b;
    case HostBinary::GreaterEqual: return a >= b;
    case HostBinary::And: return a != 0 && b != 0;
    case HostBinary::Or: return a != 0 || b != 0;
    default: fail("not a comparison");
    }
}

float calculated(HostBinary op, float a, float b)
{
    switch (op) {
    case HostBinary::Add: return a + b;
    case HostBinary::Sub: return a - b;
    case HostBinary::Mul: return a * b;
    case HostBinary::Div: return a / b;
    case HostBinary::FloorDiv: return std::floor(a / b);
    case HostBinary::Mod: return a - b * std::floor(a / b);
    case HostBinary::Fmod: return std::fmod(a, b);
    case HostBinary::Pow: return std::pow(a, b);
    case HostBinary::Min: return std::min(a, b);
    case HostBinary::Max: return std::max(a, b);
    default: fail("not arithmetic");
    }
}

std::int64_t power(std::int64_t base, std::int64_t exponent)
{
    if (exponent < 0 || exponent > 62)
        fail("an impossible power");
    std::int64_t result = 1;
    for (std::int64_t i = 0; i < exponent; ++i) {
        if (__builtin_mul_overflow(result, base, &result))
            fail("whole numbers that overflow");
    }
    return result;
}

std::int64_t divided(HostBinary op, std::int64_t a, std::int64_t b)
{
    if (b == 0 || (b == -1 && a == INT64_MIN))
        fail("an impossible division");
    const bool down = a % b != 0 && (a < 0) != (b < 0);  // the quotient was cut off upwards
    switch (op) {
    case HostBinary::FloorDiv: return a / b - (down ? 1 : 0);
    case HostBinary::Mod: return a % b + (down ? b : 0);
    case HostBinary::Fmod: return a % b;
    default: return a / b;
    }
}

std::int64_t calculated(HostBinary op, std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    bool overflow = false;
    switch (op) {
    case HostBinary::Add: overflow = __builtin_add_overflow(a, b, &result); break;
    case HostBinary::Sub: overflow = __builtin_sub_overflow(a, b, &result); break;
    case HostBinary::Mul: overflow = __builtin_mul_overflow(a, b, &result); break;
    case HostBinary::Div:
    case HostBinary::FloorDiv:
    case HostBinary::Mod:
    case HostBinary::Fmod: return divided(op, a, b);
    case HostBinary::Pow: return power(a, b);
    case HostBinary::Min: return std::min(a, b);
    case HostBinary::Max: return std::max(a, b);
    default: fail("not arithmetic");
    }
    if (overflow)
        fail("whole numbers that overflow");
    return result;
}

float calculated(HostUnary op, float x)
{
    switch (op) {
    case HostUnary::Neg: return -x;
    case HostUnary::Abs: return std::abs(x);
    case HostUnary::Floor: return std::floor(x);
    case HostUnary::Ceil: return std::ceil(x);
    case HostUnary::Round: return std::nearbyint(x);
    case HostUnary::Sqrt: return std::sqrt(x);
    case HostUnary::Reciprocal: return 1 / x;
    case HostUnary::Exp: return std::exp(x);
    case HostUnary::Log: return std::log(x);
    case HostUnary::Sigmoid: return 1 / (1 + std::exp(-x));
    case HostUnary::Not: break;
    }
    fail("not a number");
}

std::int64_t calculated(HostUnary op, std::int64_t x)
{
    switch (op) {
    case HostUnary::Neg:
    case HostUnary::Abs:
        if (x == INT64_MIN)
            fail("whole numbers that overflow");
        return op == HostUnary::Abs && x > 0 ? x : -x;
    case HostUnary::Floor:
    case HostUnary::Ceil:
    case HostUnary::Round: return x;
    case HostUnary::Not: return x == 0;
    default: fail("whole numbers where others belong");
    }
}

template <class Number>
Number combined(HostReduction op, Number a, Number b)
{
    switch (op) {
    case HostReduction::Sum: return calculated(HostBinary::Add, a, b);
    case HostReduction::Product: return calculated(HostBinary::Mul, a, b);
    case HostReduction::Min: return std::min(a, b);
    case HostReduction::Max: return std::max(a, b);
    }
    fail("not a reduction");
}

/// Over the rows of [outer, length]; the reduced axes were moved to the end.
template <class Number>
std::vector<Number> reduced(HostReduction op, std::span<const Number> values, std::int64_t length)
{
    std::vector<Number> out;
    for (std::size_t row = 0; row < values.size(); row += std::size_t(length)) {
        Number result = values[row];
        for (std::size_t i = 1; i < std::size_t(length); ++i)
            result = combined(op, result, values[row + i]);
        out.push_back(result);
    }
    return out;
}

}  // namespace

HostTensor binaryHost(HostBinary op, const HostTensor &left, const HostTensor &right)
{
    const Shape shape = broadcastShape(left.shape, right.shape);
    const bool floats = left.type == HostType::Float || right.type == HostType::Float;
    const HostType type = floats ? HostType::Float : HostType::Int;
    elementsOf(shape);  // before anything is made
    const HostTensor a = expandHost(castHost(left, type), shape), b = expandHost(castHost(right, type), shape);
    const auto count = std::size_t(a.size());
    std::vector<float> numbers;
    std::vector<std::int64_t> integers;
    for (std::size_t i = 0; i < count; ++i) {
        if (isComparison(op))
            integers.push_back(floats ? compared(op, (*a.floats)[i], (*b.floats)[i]) : compared(op, (*a.integers)[i], (*b.integers)[i]));
        else if (floats)
            numbers.push_back(calculated(op, (*a.floats)[i], (*b.floats)[i]));
        else
            integers.push_back(calculated(op, (*a.integers)[i], (*b.integers)[i]));
    }
    if (isComparison(op))
        return hostIntegers(shape, std::move(integers), HostType::Bool);
    return floats ? hostFloats(shape, std::move(numbers)) : hostIntegers(shape, std::move(integers));
}

HostTensor unaryHost(HostUnary op, const HostTensor &tensor)
{
    elementsOf(tensor.shape);
    if (tensor.type == HostType::Float) {
        std::vector<float> out;
        for (const float x : *tensor.floats)
            out.push_back(calculated(op, x));
        return hostFloats(tensor.shape, std::move(out));
    }
    std::vector<std::int64_t> out;
    for (const std::int64_t x : *tensor.integers)
        out.push_back(calculated(op, x));
    return hostIntegers(tensor.shape, std::move(out), op == HostUnary::Not ? HostType::Bool : HostType::Int);
}

HostTensor whereHost(const HostTensor &condition, const HostTensor &a, const HostTensor &b)
{
    const Shape shape = broadcastShape(condition.shape, broadcastShape(a.shape, b.shape));
    elementsOf(shape);
    const HostType type = a.type == HostType::Float || b.type == HostType::Float ? HostType::Float : a.type;
    const HostTensor which = expandHost(castHost(condition, HostType::Bool), shape);
    const HostTensor yes = expandHost(castHost(a, type), shape), no = expandHost(castHost(b, type), shape);
    std::vector<float> floats;
    std::vector<std::int64_t> integers;
    for (std::size_t i = 0; i < which.integers->size(); ++i) {
        const HostTensor &from = (*which.integers)[i] != 0 ? yes : no;
        if (type == HostType::Float)
            floats.push_back((*from.floats)[i]);
        else
            integers.push_back((*from.integers)[i]);
    }
    return type == HostType::Float ? hostFloats(shape, std::move(floats)) : hostIntegers(shape, std::move(integers), type);
}

HostTensor reduceHost(HostReduction op, const HostTensor &tensor, const std::vector<std::int64_t> &axes, bool keepAxes)
{
    std::vector<bool> gone(tensor.shape.size(), axes.empty());
    for (const std::int64_t axis : axes)
        gone[axisOf(axis, tensor.shape.size())] = true;
    std::vector<int> order, last;
    Shape shape;
    std::int64_t length = 1;
    for (std::size_t d = 0; d < gone.size(); ++d) {
        (gone[d] ? last : order).push_back(int(d));
        if (gone[d])
            length *= tensor.shape[d];
        if (!gone[d] || keepAxes)
            shape.push_back(gone[d] ? 1 : tensor.shape[d]);
    }
    if (length < 1 || tensor.size() < 1)
        fail("nothing to reduce");
    order.insert(order.end(), last.begin(), last.end());
    const HostTensor rows = transposeHost(tensor, order);
    if (tensor.type == HostType::Float)
        return hostFloats(shape, reduced(op, std::span(*rows.floats), length));
    return hostIntegers(shape, reduced(op, std::span(*rows.integers), length), tensor.type == HostType::Bool ? HostType::Int : tensor.type);
}

}  // namespace lineside::weights
