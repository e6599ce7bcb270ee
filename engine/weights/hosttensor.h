// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace lineside::weights {

using Shape = std::vector<std::int64_t>;

enum class HostType { Float, Int, Bool };

/// A tensor whose numbers are known while a file is read: a constant of a traced program, or what follows from constants alone
/// (sizes, grids, anchors). float32, or 64-bit integers of which Bool uses 0 and 1; C order; a size may be 0. The numbers are shared
/// and never changed, so that it is copied cheaply. Value type.
struct HostTensor {
    HostType type = HostType::Float;
    Shape shape;
    std::shared_ptr<const FloatArray> floats;                   ///< Float
    std::shared_ptr<const std::vector<std::int64_t>> integers;  ///< Int and Bool

    std::int64_t size() const { return std::int64_t(type == HostType::Float ? floats->size() : integers->size()); }
};

/// The most numbers that an operation here makes: what a tracer calculates with is small, only what it was given is large.
inline constexpr std::int64_t kMaxHostElements = 1 << 24;

// All of these throw Refused (Corrupt) where shapes or types do not fit, or a result would have more than kMaxHostElements. Axes count
// from the end where they are negative. Thread-safe.

HostTensor hostFloats(Shape shape, std::vector<float> values);
HostTensor hostIntegers(Shape shape, std::vector<std::int64_t> values, HostType type = HostType::Int);
HostTensor hostFloat(float value);           ///< of shape []
HostTensor hostInteger(std::int64_t value);  ///< of shape []

/// The numbers of an Int or Bool tensor; of one with a single number.
std::span<const std::int64_t> integersOf(const HostTensor &tensor);
std::int64_t integerOf(const HostTensor &tensor);
/// The single number of a tensor of any type.
double numberOf(const HostTensor &tensor);

/// Product of the sizes; refused where one is negative or the product beyond `most`.
std::int64_t elementsOf(const Shape &shape, std::int64_t most = kMaxHostElements);
std::size_t axisOf(std::int64_t axis, std::size_t rank);
/// numpy's rule for two operands.
Shape broadcastShape(const Shape &a, const Shape &b);
/// Without those of these axes that have size 1; without any such axis where none are named.
Shape squeezedShape(const Shape &shape, const std::vector<std::int64_t> &axes);
/// With an axis of size 1 at each of these places of the result; none where a place is named twice.
std::optional<Shape> unsqueezedShape(const Shape &shape, const std::vector<std::int64_t> &axes);
/// `wanted` with its one -1 replaced, for `elements` numbers.
Shape resolvedShape(std::int64_t elements, Shape wanted);

HostTensor castHost(const HostTensor &tensor, HostType type);  ///< floats are cut off toward zero; Bool: whether it is not 0
HostTensor reshapeHost(const HostTensor &tensor, const Shape &shape);  ///< one -1 is inferred; shares the numbers
HostTensor transposeHost(const HostTensor &tensor, const std::vector<int> &order);
/// `count` entries from `begin` on, every `step`-th; a step may be negative.
HostTensor sliceHost(const HostTensor &tensor, std::int64_t axis, std::int64_t begin, std::int64_t count, std::int64_t step);
HostTensor expandHost(const HostTensor &tensor, const Shape &shape);
HostTensor tileHost(const HostTensor &tensor, const Shape &repeats);
HostTensor concatHost(std::span<const HostTensor> tensors, std::int64_t axis);
/// numpy's take: the axis is replaced by the axes of `indices`, which may be negative.
HostTensor gatherHost(const HostTensor &tensor, const HostTensor &indices, std::int64_t axis);
HostTensor rangeHost(const HostTensor &start, const HostTensor &limit, const HostTensor &step);
HostTensor fullHost(Shape shape, const HostTensor &value);

enum class HostBinary { Add, Sub, Mul, Div /* integers: cut off toward zero */, FloorDiv, Mod /* sign of the divisor */, Fmod, Pow, Min, Max,
                        Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, And, Or };
enum class HostUnary { Neg, Abs, Floor, Ceil, Round /* half to even */, Sqrt, Reciprocal, Exp, Log, Sigmoid, Not };
enum class HostReduction { Sum, Product, Min, Max };

/// With broadcasting; Float where one operand is. Integers that overflow and divisions of integers by 0 are refused.
HostTensor binaryHost(HostBinary op, const HostTensor &a, const HostTensor &b);
HostTensor unaryHost(HostUnary op, const HostTensor &tensor);
HostTensor whereHost(const HostTensor &condition, const HostTensor &a, const HostTensor &b);
/// Over the given axes, all where there are none; a reduced axis stays with size 1 or goes.
HostTensor reduceHost(HostReduction op, const HostTensor &tensor, const std::vector<std::int64_t> &axes, bool keepAxes);

}  // namespace lineside::weights
