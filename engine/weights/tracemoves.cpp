// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tracebuilder.h"

#include <algorithm>
#include <numeric>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxParts = 10'000;

std::int64_t product(const Shape &shape, std::size_t from, std::size_t to)
{
    return std::accumulate(shape.begin() + std::ptrdiff_t(from), shape.begin() + std::ptrdiff_t(to), std::int64_t(1), std::multiplies<>());
}

Shape without(Shape shape, std::size_t axis)
{
    shape[axis] = 0;
    return shape;
}

std::int64_t clampedIndex(std::int64_t index, std::int64_t length)
{
    return std::clamp<std::int64_t>(index < 0 ? (index < -length ? 0 : index + length) : index, 0, length);
}

}  // namespace

TraceValue TraceBuilder::reshape(const TraceValue &x, const Shape &to)
{
    if (x.chosen)
        return reshapeTo(x, known(hostIntegers({std::int64_t(to.size())}, to)));
    if (x.known)
        return known(reshapeHost(*x.known, to));
    needPlain(x);
    const Shape from = m_graph.shape(x.id), wanted = resolvedShape(product(from, 0, from.size()), to);
    return wanted == from ? x : made(m_graph.reshape(x.id, wanted, m_place.name));
}

TraceValue TraceBuilder::toRank(const TraceValue &x, std::size_t rank)
{
    Shape to = shape(x);
    if (to.size() < rank)
        to.insert(to.begin(), rank - to.size(), 1);
    return reshape(x, to);
}

TraceValue TraceBuilder::flatten(const TraceValue &x, std::int64_t first, std::int64_t last)
{
    const Shape from = shape(x);
    if (from.empty())
        return reshape(x, {1});
    const std::size_t begin = axisOf(first, from.size()), end = axisOf(last, from.size());
    if (begin > end)
        corrupt("axes in the wrong order");
    Shape to(from.begin(), from.begin() + std::ptrdiff_t(begin));
    to.push_back(product(from, begin, end + 1));
    to.insert(to.end(), from.begin() + std::ptrdiff_t(end) + 1, from.end());
    return reshape(x, to);
}

TraceValue TraceBuilder::squeeze(const TraceValue &x, const std::vector<std::int64_t> &axes)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return squeeze(part, axes); });
    if (x.chosen)
        return m_choice.squeeze(x, axes);
    return reshape(x, squeezedShape(shape(x), axes));
}

TraceValue TraceBuilder::unsqueeze(const TraceValue &x, const std::vector<std::int64_t> &axes)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return unsqueeze(part, axes); });
    if (x.chosen)
        return m_choice.unsqueeze(x, axes);
    const auto to = unsqueezedShape(shape(x), axes);
    if (!to)
        corrupt("the same axis twice");
    return reshape(x, *to);
}

TraceValue TraceBuilder::transpose(const TraceValue &x, const std::vector<int> &order)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return transpose(part, order); });
    if (x.chosen)
        return m_choice.transpose(x, order);
    if (x.known)
        return known(transposeHost(*x.known, order));
    std::vector<int> own, same(rank(x));
    for (const int axis : order)
        own.push_back(int(axisOf(axis, rank(x))));
    std::iota(same.begin(), same.end(), 0);
    return own == same ? x : made(m_graph.transpose(x.id, std::move(own), m_place.name));
}

TraceValue TraceBuilder::slice(const TraceValue &x, std::int64_t axis, std::int64_t begin, std::int64_t end, std::int64_t step)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return slice(part, axis, begin, end, step); });
    if (x.chosen)
        return m_choice.slice(x, axis, begin, end, step);
    const Shape from = shape(x);
    const std::size_t a = axisOf(axis, from.size());
    const std::int64_t length = from[a];
    if (step == 0 || step == INT64_MIN)
        corrupt("an impossible step");
    if (step < 0) {
        const std::int64_t first = std::min(begin < 0 ? begin + length : begin, length - 1);
        const std::int64_t last = end < -length ? -1 : end < 0 ? end + length : end;  // not taken
        const std::int64_t count = first > last ? (first - last - 1) / -step + 1 : 0;
        return known(sliceHost(need(x), axis, std::max<std::int64_t>(first, 0), count, std::max(step, -std::max<std::int64_t>(length, 1))));
    }
    const std::int64_t first = clampedIndex(begin, length), last = clampedIndex(end, length);
    step = std::min(step, std::max<std::int64_t>(length, 1));
    const std::int64_t count = last > first ? (last - first - 1) / step + 1 : 0;
    if (x.known)
        return known(sliceHost(*x.known, axis, first, count, step));
    if (count == 0)
        return known(hostFloats(without(from, a), {}));
    if (step > 1 && count > 1)
        return everySlice(x, a, first, count, step);
    if (const auto part = partOf(x.id, a, first, first + count))
        return made(*part);
    return count == length ? x : made(m_graph.slice(x.id, int(a), first, first + count, m_place.name));
}

/// The value that lies from `begin` to `end` in what was put together along the axis.
std::optional<ValueId> TraceBuilder::partOf(ValueId x, std::size_t axis, std::int64_t begin, std::int64_t end) const
{
    const auto joined = m_joined.find(x);
    if (joined == m_joined.end() || joined->second.axis != axis)
        return std::nullopt;
    std::int64_t at = 0;
    for (const ValueId part : joined->second.parts) {
        const std::int64_t length = m_graph.shape(part)[axis];
        if (at == begin && at + length == end)
            return part;
        at += length;
        if (at > begin)
            break;
    }
    return std::nullopt;
}

/// Every `step`-th entry: the axis is seen as blocks of `step`, of which each gives one.
TraceValue TraceBuilder::everySlice(const TraceValue &x, std::size_t axis, std::int64_t begin, std::int64_t count, std::int64_t step)
{
    const std::int64_t offset = begin % step, base = begin - offset;
    Shape to = shape(x);
    if (base + count * step > to[axis])
        outside("of steps that do not divide the axis");
    const TraceValue whole = slice(x, std::int64_t(axis), base, base + count * step);
    to[axis] = step;
    to.insert(to.begin() + std::ptrdiff_t(axis), count);
    return select(reshape(whole, to), std::int64_t(axis) + 1, offset);
}

TraceValue TraceBuilder::select(const TraceValue &x, std::int64_t axis, std::int64_t index)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return select(part, axis, index); });
    if (x.chosen)
        return m_choice.select(x, axis, index);
    const Shape from = shape(x);
    const std::size_t a = axisOf(axis, from.size());
    const std::int64_t own = index < 0 ? index + from[a] : index;
    if (own < 0 || own >= from[a])
        corrupt("an entry beyond the end");
    Shape to = from;
    to.erase(to.begin() + std::ptrdiff_t(a));
    return reshape(slice(x, axis, own, own + 1), to);
}

std::vector<TraceValue> TraceBuilder::split(const TraceValue &x, const std::vector<std::int64_t> &sizes, std::int64_t axis)
{
    const std::int64_t length = lengthOf(x, axis);
    std::vector<TraceValue> parts;
    std::int64_t begin = 0;
    for (const std::int64_t size : sizes) {
        if (size < 0 || size > length - begin)
            corrupt("parts larger than the whole");
        parts.push_back(slice(x, axis, begin, begin + size));
        begin += size;
    }
    if (begin != length)
        corrupt("parts smaller than the whole");
    return parts;
}

std::vector<TraceValue> TraceBuilder::chunk(const TraceValue &x, std::int64_t parts, std::int64_t axis)
{
    const std::int64_t length = lengthOf(x, axis);
    if (parts < 1 || parts > kMaxParts || length < 1)
        corrupt("an impossible number of parts");
    const std::int64_t each = (length - 1) / parts + 1;
    std::vector<std::int64_t> sizes(std::size_t(length / each), each);
    if (length % each != 0)
        sizes.push_back(length % each);
    return split(x, sizes, axis);
}

TraceValue TraceBuilder::concat(const std::vector<TraceValue> &values, std::int64_t axis)
{
    if (std::any_of(values.begin(), values.end(), countsOf))
        return joinedCounts(values, axis);
    if (std::any_of(values.begin(), values.end(), [](const TraceValue &value) { return value.chosen != nullptr; }))
        return values.size() == 1 ? values.front() : m_choice.concat(values, axis);
    std::vector<HostTensor> constants;
    std::vector<ValueId> ids;
    for (const TraceValue &value : values) {
        if (value.known)
            constants.push_back(*value.known);
    }
    if (constants.size() == values.size())
        return known(concatHost(constants, axis));
    const auto isNumber = [this](const TraceValue &value) { return !value.known && !isWhole(value); };
    const auto isIndex = [this](const TraceValue &value) { return !value.known && isWhole(value); };
    if (std::any_of(values.begin(), values.end(), isNumber) && std::any_of(values.begin(), values.end(), isIndex)) {
        // Classes beside boxes: a program may leave it to its library to make numbers of them.
        std::vector<TraceValue> numbers;
        for (const TraceValue &value : values)
            numbers.push_back(cast(value, HostType::Float));
        return concat(numbers, axis);
    }
    const auto network = std::find_if(values.begin(), values.end(), [](const TraceValue &value) { return !value.known; });
    for (const TraceValue &value : values) {
        if (value.known && isWhole(*network) && axisOf(axis, rank(*network)) + 1 == rank(*network))
            return {std::nullopt, -1, values};
        if (value.known && isWhole(*network))
            outside("of constants and indices");
        if (!(value.known && value.known->size() == 0))
            ids.push_back(idOf(value));
    }
    const std::size_t a = axisOf(axis, rank(*network));
    const ValueId whole = m_graph.concat(ids, int(a), m_place.name);
    m_joined[whole] = {a, std::move(ids)};
    return made(whole);
}

TraceValue TraceBuilder::stack(const std::vector<TraceValue> &values, std::int64_t axis)
{
    std::vector<TraceValue> wide;
    for (const TraceValue &value : values)
        wide.push_back(unsqueeze(value, {axis}));
    return concat(wide, axis);
}

TraceValue TraceBuilder::expand(const TraceValue &x, const Shape &to)
{
    if (x.chosen)
        return expandTo(x, known(hostIntegers({std::int64_t(to.size())}, to)));
    const Shape wide = broadcastShape(shape(x), to);
    if (x.known)
        return known(expandHost(*x.known, wide));
    return made(m_graph.expand(toRank(x, wide.size()).id, wide, m_place.name));
}

TraceValue TraceBuilder::tile(const TraceValue &x, Shape repeats)
{
    const std::size_t axes = std::max(repeats.size(), rank(x));
    const TraceValue wide = toRank(x, axes);
    repeats.insert(repeats.begin(), axes - repeats.size(), 1);
    if (wide.known)
        return known(tileHost(*wide.known, repeats));
    TraceValue y = wide;
    for (std::size_t d = 0; d < axes; ++d) {
        Shape to = shape(y);
        if (repeats[d] < 1 || repeats[d] > kMaxParts)
            outside("of nothing, or without end");
        if (repeats[d] == 1)
            continue;
        if (to[d] == 1) {
            to[d] = repeats[d];
            y = expand(y, to);
        } else {
            y = concat(std::vector<TraceValue>(std::size_t(repeats[d]), y), std::int64_t(d));
        }
    }
    return y;
}

}  // namespace lineside::weights
