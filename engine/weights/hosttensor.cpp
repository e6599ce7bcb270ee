// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/hosttensor.h"

#include "weights/refused.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxRank = 16;

[[noreturn]] void fail(const char *what)
{
    refuse(RefusalReason::Corrupt, std::string("constants: ") + what);
}

/// Steps between neighbours along each axis, in C order.
Shape stepsOf(const Shape &shape)
{
    Shape steps(shape.size(), 1);
    for (std::size_t d = shape.size(); d-- > 1;)
        steps[d - 1] = steps[d] * shape[d];
    return steps;
}

template <class Number>
std::vector<Number> picked(std::span<const Number> from, const Shape &shape, const Shape &steps, std::int64_t begin, std::int64_t count)
{
    std::vector<Number> out;
    out.reserve(std::size_t(count));
    Shape index(shape.size(), 0);
    std::int64_t at = begin;
    for (std::int64_t i = 0; i < count; ++i) {
        out.push_back(from[std::size_t(at)]);
        for (std::size_t d = shape.size(); d-- > 0;) {
            at += steps[d];
            if (++index[d] < shape[d])
                break;
            at -= steps[d] * shape[d];
            index[d] = 0;
        }
    }
    return out;
}

/// The numbers at begin + index·steps for every index of `shape`. The caller vouches that these lie inside.
HostTensor strided(const HostTensor &tensor, Shape shape, const Shape &steps, std::int64_t begin)
{
    const std::int64_t count = elementsOf(shape);
    HostTensor out{tensor.type, std::move(shape), {}, {}};
    if (tensor.type == HostType::Float)
        out.floats = std::make_shared<const FloatArray>(picked(std::span(*tensor.floats), out.shape, steps, begin, count));
    else
        out.integers = std::make_shared<const std::vector<std::int64_t>>(picked(std::span(*tensor.integers), out.shape, steps, begin, count));
    return out;
}

template <class Number>
void copyRows(std::span<const Number> from, std::vector<Number> &to, std::int64_t begin, std::int64_t count)
{
    to.insert(to.end(), from.begin() + begin, from.begin() + begin + count);
}

/// Elements behind an axis.
std::int64_t innerOf(const Shape &shape, std::size_t axis)
{
    std::int64_t inner = 1;
    for (std::size_t d = axis + 1; d < shape.size(); ++d)
        inner *= shape[d];
    return inner;
}

std::int64_t outerOf(const Shape &shape, std::size_t axis)
{
    std::int64_t outer = 1;
    for (std::size_t d = 0; d < axis; ++d)
        outer *= shape[d];
    return outer;
}

}  // namespace

HostTensor hostFloats(Shape shape, std::vector<float> values)
{
    if (elementsOf(shape, std::int64_t(values.size())) != std::int64_t(values.size()))
        fail("not as many numbers as the shape says");
    return {HostType::Float, std::move(shape), std::make_shared<const FloatArray>(std::move(values)), {}};
}

HostTensor hostIntegers(Shape shape, std::vector<std::int64_t> values, HostType type)
{
    if (elementsOf(shape, std::int64_t(values.size())) != std::int64_t(values.size()))
        fail("not as many numbers as the shape says");
    return {type, std::move(shape), {}, std::make_shared<const std::vector<std::int64_t>>(std::move(values))};
}

HostTensor hostFloat(float value)
{
    return hostFloats({}, {value});
}

HostTensor hostInteger(std::int64_t value)
{
    return hostIntegers({}, {value});
}

std::span<const std::int64_t> integersOf(const HostTensor &tensor)
{
    if (tensor.type == HostType::Float)
        fail("numbers where whole ones belong");
    return *tensor.integers;
}

std::int64_t integerOf(const HostTensor &tensor)
{
    const auto values = integersOf(tensor);
    if (values.size() != 1)
        fail("several numbers where one belongs");
    return values[0];
}

double numberOf(const HostTensor &tensor)
{
    if (tensor.size() != 1)
        fail("several numbers where one belongs");
    return tensor.type == HostType::Float ? double(tensor.floats->front()) : double(tensor.integers->front());
}

std::int64_t elementsOf(const Shape &shape, std::int64_t most)
{
    if (shape.size() > kMaxRank)
        fail("too many axes");
    // A size of 0 must not let the others be anything: steps are products of them.
    most = std::max(most, kMaxHostElements);
    std::int64_t count = 1;
    bool empty = false;
    for (const std::int64_t size : shape) {
        empty = empty || size == 0;
        if (size < 0 || (size > 0 && count > most / size))
            fail("impossible sizes");
        count *= std::max<std::int64_t>(size, 1);
    }
    return empty ? 0 : count;
}

std::size_t axisOf(std::int64_t axis, std::size_t rank)
{
    const std::int64_t own = axis < 0 ? axis + std::int64_t(rank) : axis;
    if (own < 0 || own >= std::int64_t(rank))
        refuse(RefusalReason::Corrupt, "no axis " + std::to_string(axis) + " among " + std::to_string(rank));
    return std::size_t(own);
}

Shape broadcastShape(const Shape &a, const Shape &b)
{
    Shape out(std::max(a.size(), b.size()), 1);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::int64_t left = i < a.size() ? a[a.size() - 1 - i] : 1, right = i < b.size() ? b[b.size() - 1 - i] : 1;
        if (left != right && left != 1 && right != 1)
            fail("shapes that do not go together");
        out[out.size() - 1 - i] = left == 1 ? right : left;
    }
    return out;
}

Shape squeezedShape(const Shape &shape, const std::vector<std::int64_t> &axes)
{
    std::vector<bool> goes(shape.size(), axes.empty());
    for (const std::int64_t axis : axes)
        goes[axisOf(axis, shape.size())] = true;
    Shape left;
    for (std::size_t d = 0; d < shape.size(); ++d) {
        if (!goes[d] || shape[d] != 1)
            left.push_back(shape[d]);
    }
    return left;
}

std::optional<Shape> unsqueezedShape(const Shape &shape, const std::vector<std::int64_t> &axes)
{
    std::vector<bool> isNew(shape.size() + axes.size(), false);
    for (const std::int64_t axis : axes)
        isNew[axisOf(axis, isNew.size())] = true;
    if (std::size_t(std::count(isNew.begin(), isNew.end(), true)) != axes.size())
        return std::nullopt;
    Shape wider;
    auto next = shape.begin();
    for (const bool added : isNew)
        wider.push_back(added ? 1 : *next++);
    return wider;
}

Shape resolvedShape(std::int64_t elements, Shape wanted)
{
    const auto open = std::find(wanted.begin(), wanted.end(), -1);
    if (open != wanted.end()) {
        *open = 1;
        const std::int64_t rest = elementsOf(wanted, elements);
        *open = rest > 0 ? elements / rest : 0;
    }
    if (elementsOf(wanted, elements) != elements)
        fail("cannot be seen in another shape");
    return wanted;
}

HostTensor castHost(const HostTensor &tensor, HostType type)
{
    if (type == tensor.type)
        return tensor;
    if (type == HostType::Float)
        return hostFloats(tensor.shape, {tensor.integers->begin(), tensor.integers->end()});
    elementsOf(tensor.shape);
    std::vector<std::int64_t> out;
    out.reserve(std::size_t(tensor.size()));
    for (std::size_t i = 0; i < std::size_t(tensor.size()); ++i) {
        if (tensor.type != HostType::Float) {
            out.push_back(type == HostType::Bool ? (*tensor.integers)[i] != 0 : (*tensor.integers)[i]);
            continue;
        }
        const float value = (*tensor.floats)[i];
        if (type == HostType::Int && !(std::abs(value) < 0x1p62f))
            fail("a number that is too large for an integer");
        out.push_back(type == HostType::Bool ? value != 0 : std::int64_t(value));
    }
    return hostIntegers(tensor.shape, std::move(out), type);
}

HostTensor reshapeHost(const HostTensor &tensor, const Shape &shape)
{
    HostTensor out = tensor;
    out.shape = resolvedShape(tensor.size(), shape);
    return out;
}

HostTensor transposeHost(const HostTensor &tensor, const std::vector<int> &order)
{
    const Shape steps = stepsOf(tensor.shape);
    std::vector<bool> seen(tensor.shape.size(), false);
    Shape shape, moved;
    for (const int axis : order) {
        const std::size_t a = axisOf(axis, tensor.shape.size());
        if (seen[a])
            fail("impossible order of axes");
        seen[a] = true;
        shape.push_back(tensor.shape[a]);
        moved.push_back(steps[a]);
    }
    if (shape.size() != tensor.shape.size())
        fail("impossible order of axes");
    return strided(tensor, std::move(shape), moved, 0);
}

HostTensor sliceHost(const HostTensor &tensor, std::int64_t axis, std::int64_t begin, std::int64_t count, std::int64_t step)
{
    const std::size_t a = axisOf(axis, tensor.shape.size());
    Shape shape = tensor.shape, steps = stepsOf(tensor.shape);
    const std::int64_t length = shape[a];
    // The last one has to lie inside; sizes are small, so nothing overflows once step and count are.
    const bool sane = count >= 0 && count <= length && begin >= 0 && std::abs(step) <= std::max<std::int64_t>(length, 1);
    if (!sane || (count > 0 && (begin >= length || begin + (count - 1) * step >= length || begin + (count - 1) * step < 0)))
        fail("a slice beyond the end");
    shape[a] = count;
    const std::int64_t first = count > 0 ? begin * steps[a] : 0;
    steps[a] *= step;
    return strided(tensor, std::move(shape), steps, first);
}

HostTensor expandHost(const HostTensor &tensor, const Shape &shape)
{
    const Shape own = stepsOf(tensor.shape);
    Shape steps(shape.size(), 0);
    if (shape.size() < tensor.shape.size())
        fail("cannot be expanded to fewer axes");
    for (std::size_t i = 0; i < own.size(); ++i) {
        const std::size_t from = own.size() - 1 - i, to = shape.size() - 1 - i;
        if (tensor.shape[from] != shape[to] && tensor.shape[from] != 1)
            fail("shapes that do not go together");
        steps[to] = tensor.shape[from] == 1 ? 0 : own[from];
    }
    return strided(tensor, shape, steps, 0);
}

HostTensor tileHost(const HostTensor &tensor, const Shape &repeats)
{
    if (repeats.size() != tensor.shape.size())
        fail("not one repetition an axis");
    // [a, b] n, m times is [1, a, 1, b] expanded to [n, a, m, b].
    Shape single, wide, out;
    for (std::size_t d = 0; d < repeats.size(); ++d) {
        single.insert(single.end(), {1, tensor.shape[d]});
        wide.insert(wide.end(), {repeats[d], tensor.shape[d]});
    }
    elementsOf(wide);
    for (std::size_t d = 0; d < repeats.size(); ++d)
        out.push_back(repeats[d] * tensor.shape[d]);
    return reshapeHost(expandHost(reshapeHost(tensor, single), wide), out);
}

HostTensor concatHost(std::span<const HostTensor> tensors, std::int64_t axis)
{
    if (tensors.empty())
        fail("nothing to join");
    const std::size_t a = axisOf(axis, tensors[0].shape.size());
    HostTensor out{tensors[0].type, tensors[0].shape, {}, {}};
    out.shape[a] = 0;
    for (const HostTensor &part : tensors) {
        Shape other = part.shape;
        if (other.size() != out.shape.size() || part.type != out.type)
            fail("parts that do not go together");
        other[a] = out.shape[a];
        if (other != out.shape || part.shape[a] > kMaxHostElements)
            fail("parts that do not go together");
        out.shape[a] += part.shape[a];
    }
    elementsOf(out.shape);
    std::vector<float> floats;
    std::vector<std::int64_t> integers;
    for (std::int64_t o = 0; o < outerOf(out.shape, a); ++o) {
        for (const HostTensor &part : tensors) {
            const std::int64_t row = part.shape[a] * innerOf(part.shape, a);
            if (out.type == HostType::Float)
                copyRows(std::span(*part.floats), floats, o * row, row);
            else
                copyRows(std::span(*part.integers), integers, o * row, row);
        }
    }
    return out.type == HostType::Float ? hostFloats(out.shape, std::move(floats)) : hostIntegers(out.shape, std::move(integers), out.type);
}

HostTensor gatherHost(const HostTensor &tensor, const HostTensor &indices, std::int64_t axis)
{
    const std::size_t a = axisOf(axis, tensor.shape.size());
    const std::int64_t length = tensor.shape[a], inner = innerOf(tensor.shape, a), outer = outerOf(tensor.shape, a);
    Shape shape(tensor.shape.begin(), tensor.shape.begin() + std::ptrdiff_t(a));
    shape.insert(shape.end(), indices.shape.begin(), indices.shape.end());
    shape.insert(shape.end(), tensor.shape.begin() + std::ptrdiff_t(a) + 1, tensor.shape.end());
    elementsOf(shape);
    std::vector<float> floats;
    std::vector<std::int64_t> integers;
    for (std::int64_t o = 0; o < outer; ++o) {
        for (const std::int64_t index : integersOf(indices)) {
            const std::int64_t own = index < 0 ? index + length : index;
            if (own < 0 || own >= length)
                fail("an index beyond the end");
            if (tensor.type == HostType::Float)
                copyRows(std::span(*tensor.floats), floats, (o * length + own) * inner, inner);
            else
                copyRows(std::span(*tensor.integers), integers, (o * length + own) * inner, inner);
        }
    }
    return tensor.type == HostType::Float ? hostFloats(shape, std::move(floats)) : hostIntegers(shape, std::move(integers), tensor.type);
}

HostTensor rangeHost(const HostTensor &start, const HostTensor &limit, const HostTensor &step)
{
    const double first = numberOf(start), by = numberOf(step), count = std::ceil((numberOf(limit) - first) / by);
    if (by == 0 || !(count <= double(kMaxHostElements)) || !(std::abs(first) < 0x1p52) || !(std::abs(by) < 0x1p28))
        fail("an impossible range");
    const bool whole = start.type != HostType::Float && limit.type != HostType::Float && step.type != HostType::Float;
    const std::int64_t size = std::max<std::int64_t>(0, std::int64_t(count));
    std::vector<float> floats;
    std::vector<std::int64_t> integers;
    for (std::int64_t i = 0; i < size; ++i) {
        if (whole)
            integers.push_back(integerOf(start) + i * integerOf(step));
        else
            floats.push_back(float(first + double(i) * by));
    }
    return whole ? hostIntegers({size}, std::move(integers)) : hostFloats({size}, std::move(floats));
}

HostTensor fullHost(Shape shape, const HostTensor &value)
{
    return expandHost(reshapeHost(value, {}), shape);
}

}  // namespace lineside::weights
