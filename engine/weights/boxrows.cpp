// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/boxchoice.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxColumns = 64, kMaxPadded = 30'000;
constexpr std::int64_t kCount = -2;  // in a wanted shape: the number of boxes; -1 is to be worked out
constexpr std::size_t kMaxTerms = 8;

std::int64_t product(Shape::const_iterator begin, Shape::const_iterator end)
{
    std::int64_t total = 1;
    for (; begin != end; ++begin)
        total = *begin < 0 || *begin > kMaxColumns || total > kMaxColumns ? kMaxColumns + 1 : total * *begin;
    return total;
}

std::ptrdiff_t rowsAxis(const Shape &shape)
{
    return std::find(shape.begin(), shape.end(), -1) - shape.begin();
}

/// Columns of two along their last axis, for each entry of the axes before it.
std::vector<BoxColumn> joined(const BoxRows &a, const BoxRows &b)
{
    const auto left = std::size_t(a.shape.back()), right = std::size_t(b.shape.back());
    const std::size_t times = left != 0 ? a.columns.size() / left : right != 0 ? b.columns.size() / right : 0;
    std::vector<BoxColumn> all;
    for (std::size_t i = 0; i < times; ++i) {
        all.insert(all.end(), a.columns.begin() + std::ptrdiff_t(i * left), a.columns.begin() + std::ptrdiff_t((i + 1) * left));
        all.insert(all.end(), b.columns.begin() + std::ptrdiff_t(i * right), b.columns.begin() + std::ptrdiff_t((i + 1) * right));
    }
    return all;
}

bool isZero(const HostTensor &numbers, std::size_t i)
{
    return integersOf(numbers)[i] == 0;
}

}  // namespace

bool BoxRows::isFlat() const
{
    return padded == 0 && columns.size() != 1 && std::all_of(shape.begin() + std::min(rowsAxis(shape) + 1, std::ptrdiff_t(shape.size())), shape.end(), [](std::int64_t size) { return size == 1; });
}

TraceValue BoxChoice::made(BoxRows rows) const
{
    constexpr std::size_t kMaxMade = 1 << 18;
    m_made += rows.columns.size() + 1;
    if (m_made > kMaxMade)
        m_place.outsideChoice("takes more steps than any");
    return chosenValue(std::move(rows));
}

std::size_t BoxChoice::rank(const TraceValue &x) const
{
    if (as<BoxMask>(x))
        return 1;
    if (const auto *places = as<BoxPlaces>(x))
        return places->shape.size();
    if (const auto *counts = as<BoxCounts>(x))
        return counts->scale.shape.size();
    return need<BoxRows>(x).shape.size();
}

TraceValue BoxChoice::sizes(const TraceValue &x) const
{
    const auto list = [](std::vector<std::int64_t> numbers) {
        const auto size = std::int64_t(numbers.size());
        return hostIntegers({size}, std::move(numbers));
    };
    if (const auto *counts = as<BoxCounts>(x))
        return {list(counts->scale.shape), -1, {}, {}};
    const auto &rows = need<BoxRows>(x);
    if (rows.padded != 0)
        return {list(rows.shape), -1, {}, {}};
    std::vector<std::int64_t> scale(rows.shape.size(), 0), shift = rows.shape;
    const auto axis = std::size_t(rowsAxis(rows.shape));
    scale[axis] = rows.isFlat() ? std::int64_t(rows.columns.size()) : 1;
    shift[axis] = 0;
    return chosenValue(BoxCounts{rows.set, list(std::move(scale)), list(std::move(shift))});
}

/// A list of sizes, with kCount for the number of boxes.
Shape BoxChoice::wanted(const TraceValue &to, BoxSet set) const
{
    if (to.known) {
        const auto numbers = integersOf(*to.known);
        return {numbers.begin(), numbers.end()};
    }
    const auto &counts = need<BoxCounts>(to);
    const auto scale = integersOf(counts.scale), shift = integersOf(counts.shift);
    Shape sizes;
    for (std::size_t i = 0; i < scale.size(); ++i) {
        if (scale[i] != 0 && (scale[i] != 1 || shift[i] != 0 || counts.set != set))
            m_place.outsideChoice("to another number of boxes");
        sizes.push_back(scale[i] == 0 ? shift[i] : kCount);
    }
    return sizes;
}

TraceValue BoxChoice::reshape(const TraceValue &x, const TraceValue &to) const
{
    if (const auto *places = as<BoxPlaces>(x)) {
        Shape list = wanted(to, places->set);
        std::replace(list.begin(), list.end(), kCount, std::int64_t(-1));
        const bool isList = std::count(list.begin(), list.end(), -1) == 1 && std::count(list.begin(), list.end(), 1) + 1 == std::ptrdiff_t(list.size());
        if (places->shape == Shape{-1, 3} || !isList || list.size() > 2)
            m_place.outsideChoice("of a choice of boxes, in an unusual way");
        return chosenValue(BoxPlaces{places->set, std::move(list)});
    }
    BoxRows rows = need<BoxRows>(x);
    Shape shape = wanted(to, rows.set);
    const auto columns = std::int64_t(rows.columns.size());
    if (rows.padded != 0) {
        rows.shape = resolvedShape(rows.padded * columns, std::move(shape));
        return made(std::move(rows));
    }
    if (shape == Shape{-1} || shape == Shape{-1, 1} || (rows.isFlat() && shape == Shape{-1, columns})) {
        rows.shape = std::move(shape);
        return made(std::move(rows));
    }
    // Axes of size 1, the boxes, and what belongs to each of them.
    const auto axis = std::find_if(shape.begin(), shape.end(), [](std::int64_t size) { return size != 1; });
    if (rows.isFlat() || axis == shape.end() || (*axis != -1 && *axis != kCount) || product(axis + 1, shape.end()) != columns)
        m_place.outsideChoice("takes rows apart");
    *axis = -1;
    rows.shape = std::move(shape);
    return made(std::move(rows));
}

TraceValue BoxChoice::squeeze(const TraceValue &x, const std::vector<std::int64_t> &axes) const
{
    if (const auto *places = as<BoxPlaces>(x))
        return chosenValue(BoxPlaces{places->set, squeezedShape(places->shape, axes)});
    BoxRows rows = need<BoxRows>(x);
    rows.shape = squeezedShape(rows.shape, axes);
    return made(std::move(rows));
}

TraceValue BoxChoice::unsqueeze(const TraceValue &x, const std::vector<std::int64_t> &axes) const
{
    BoxRows rows = need<BoxRows>(x);
    auto to = unsqueezedShape(rows.shape, axes);
    if (rows.isFlat() || !to)
        m_place.outsideChoice("of rows, in an unusual way");
    rows.shape = *std::move(to);
    return made(std::move(rows));
}

TraceValue BoxChoice::transpose(const TraceValue &x, const std::vector<int> &order) const
{
    const auto &places = need<BoxPlaces>(x);
    if (places.shape.size() != 2 || order != std::vector<int>{1, 0} || places.shape[0] + places.shape[1] != 0)
        m_place.outsideChoice("of a choice of boxes");
    return chosenValue(BoxPlaces{places.set, {places.shape[1], places.shape[0]}});
}

TraceValue BoxChoice::slice(const TraceValue &x, std::int64_t axis, std::int64_t begin, std::int64_t end, std::int64_t step)
{
    if (step != 1 || begin < 0 || end < begin)
        m_place.outsideChoice("of a choice of boxes, in an unusual way");
    if (const auto *places = as<BoxPlaces>(x)) {
        const std::size_t a = axisOf(axis, places->shape.size());
        if (places->shape == Shape{-1, 3} && a == 1 && begin == 2 && end == 3)
            return chosenValue(BoxPlaces{places->set, {-1, 1}});
        const auto *kept = std::get_if<Kept>(&m_sets[places->set]);
        if (!kept || places->shape[a] != -1 || places->shape.size() == 0 || begin != 0 || end < 1)
            m_place.outsideChoice("of a choice of boxes, in an unusual way");
        Kept fewer = *kept;  // the best of those that stay
        fewer.most = std::min(fewer.most, end);
        return chosenValue(BoxPlaces{setOf(std::move(fewer)), places->shape});
    }
    BoxRows rows = need<BoxRows>(x);
    const std::size_t a = axisOf(axis, rows.shape.size());
    const std::int64_t length = rows.shape[a];
    if (begin == 0 && (end == INT64_MAX || (length >= 0 && end >= length)))
        return x;
    if (rows.padded != 0 || length < 0 || a + 1 != rows.shape.size() || length != std::int64_t(rows.columns.size()))
        m_place.outsideChoice("of some of the boxes");
    const auto first = std::ptrdiff_t(std::min(begin, length)), last = std::ptrdiff_t(std::min(end, length));
    rows.columns = {rows.columns.begin() + first, rows.columns.begin() + last};
    rows.shape[a] = last - first;
    return made(std::move(rows));
}

TraceValue BoxChoice::select(const TraceValue &x, std::int64_t axis, std::int64_t index) const
{
    if (const auto *places = as<BoxPlaces>(x)) {
        if (places->shape != Shape{-1, 3} || axisOf(axis, 2) != 1 || (index != 2 && index != -1))
            m_place.outsideChoice("of a choice of boxes, in an unusual way");
        return chosenValue(BoxPlaces{places->set, {-1}});
    }
    BoxRows rows = need<BoxRows>(x);
    const std::size_t a = axisOf(axis, rows.shape.size());
    const std::int64_t length = rows.shape[a], own = index < 0 ? index + length : index;
    if (length < 0 || own < 0 || own >= length)
        m_place.outsideChoice("of one of the boxes");
    if (length != 1) {
        if (rows.padded != 0 || a + 1 != rows.shape.size() || length != std::int64_t(rows.columns.size()))
            m_place.outsideChoice("of some of the boxes");
        rows.columns = {rows.columns[std::size_t(own)]};
    }
    rows.shape.erase(rows.shape.begin() + std::ptrdiff_t(a));
    return made(std::move(rows));
}

TraceValue BoxChoice::concat(const std::vector<TraceValue> &values, std::int64_t axis) const
{
    std::optional<BoxRows> all;
    for (const TraceValue &value : values) {
        if (value.known && value.known->size() == 0)
            continue;
        const BoxRows &rows = need<BoxRows>(value);
        const std::size_t last = rows.shape.size() - 1;
        if (rows.padded != 0 || rows.isFlat() || rows.shape.size() < 2 || axisOf(axis, last + 1) != last || rows.shape[last] < 0)
            m_place.outsideChoice("of rows, in an unusual way");
        if (!all) {
            all = rows;
            continue;
        }
        const bool alike = rows.shape.size() == all->shape.size() && std::equal(rows.shape.begin(), rows.shape.end() - 1, all->shape.begin());
        if (rows.set != all->set || !alike || (rows.whole != all->whole && !rows.columns.empty() && !all->columns.empty()))
            m_place.outsideChoice("of different boxes, or of unlike numbers");
        if (std::int64_t(all->columns.size() + rows.columns.size()) > kMaxColumns)
            m_place.outsideChoice("of too many columns");
        if (all->columns.empty())
            all->whole = rows.whole;
        all->columns = joined(*all, rows);
        all->shape[last] += rows.shape[last];
    }
    if (!all)
        m_place.outsideChoice("of nothing");
    return made(*std::move(all));
}

TraceValue BoxChoice::expand(const TraceValue &x, const TraceValue &to) const
{
    BoxRows rows = need<BoxRows>(x);
    Shape shape = wanted(to, rows.set);
    if (shape.size() != rows.shape.size() || (rows.isFlat() && shape != rows.shape))
        m_place.outsideChoice("of rows, in an unusual way");
    for (std::size_t d = 0; d < shape.size(); ++d) {
        if (shape[d] == rows.shape[d] || (shape[d] == kCount && rows.shape[d] == -1) || (shape[d] == 1 && rows.padded != 0))
            continue;
        // One column as many.
        if (rows.padded != 0 || d + 1 != shape.size() || rows.shape[d] != 1 || rows.columns.size() != 1 || shape[d] < 1 || shape[d] > kMaxColumns)
            m_place.outsideChoice("of rows, in an unusual way");
        rows.shape[d] = shape[d];
        rows.columns.assign(std::size_t(shape[d]), BoxColumn(rows.columns[0]));
    }
    return made(std::move(rows));
}

TraceValue BoxChoice::pad(const TraceValue &x, const TraceValue &widths) const
{
    BoxRows rows = need<BoxRows>(x);
    const auto &counts = need<BoxCounts>(widths);
    const std::size_t axes = rows.shape.size();
    if (rows.padded != 0 || counts.set != rows.set || rows.shape.front() != -1 || counts.scale.shape != Shape{2 * std::int64_t(axes)})
        m_place.outsideChoice("of rows, in an unusual way");
    const std::int64_t each = rows.isFlat() ? std::int64_t(rows.columns.size()) : 1;
    for (std::size_t i = 0; i < 2 * axes; ++i) {
        if (i != axes && !(isZero(counts.scale, i) && isZero(counts.shift, i)))
            m_place.outsideChoice("of rows, in an unusual way");
    }
    const std::int64_t less = integersOf(counts.scale)[axes], full = integersOf(counts.shift)[axes];
    if (each < 1 || less != -each || full < each || full % each != 0 || full / each > kMaxPadded)
        m_place.outsideChoice("not to a fixed number of rows");
    rows.padded = full / each;
    rows.shape.front() = full;
    return made(std::move(rows));
}

TraceValue BoxChoice::cast(const TraceValue &x, HostType type) const
{
    if (as<BoxPlaces>(x) || as<BoxCounts>(x)) {
        if (type != HostType::Int)
            m_place.outsideChoice("of a choice of boxes");
        return x;
    }
    BoxRows rows = need<BoxRows>(x);
    if (type == HostType::Bool || (type == HostType::Int && !rows.whole))
        m_place.outsideChoice("of rows");
    rows.whole = type == HostType::Int;
    return made(std::move(rows));
}

TraceValue BoxChoice::scaled(const BoxRows &rows, double factor, double shift, bool whole) const
{
    if (!std::isfinite(factor) || factor == 0 || !std::isfinite(shift))
        m_place.outsideChoice("of rows with a number that is none");
    BoxRows result = rows;
    result.whole = rows.whole && whole;
    for (BoxColumn &column : result.columns) {
        for (auto &[of, own] : column.terms)
            own *= factor;
        column.shift = column.shift * factor + shift;
    }
    return made(std::move(result));
}

TraceValue BoxChoice::sumOf(const BoxRows &a, const BoxRows &b, double sign) const
{
    if (a.set != b.set || a.padded != 0 || b.padded != 0 || a.shape != b.shape || a.columns.size() != b.columns.size())
        m_place.outsideChoice("of different boxes");
    BoxRows sum = a;
    sum.whole = a.whole && b.whole;
    for (std::size_t c = 0; c < sum.columns.size(); ++c) {
        BoxColumn &column = sum.columns[c];
        for (const auto &[of, factor] : b.columns[c].terms) {
            if ((column.terms[of] += sign * factor) == 0)
                column.terms.erase(of);
        }
        column.shift += sign * b.columns[c].shift;
        if (column.terms.size() > kMaxTerms)
            m_place.outsideChoice("of too many parts");
    }
    return made(std::move(sum));
}

TraceValue BoxChoice::binary(HostBinary op, const TraceValue &a, const TraceValue &b) const
{
    const BoxRows *left = as<BoxRows>(a), *right = as<BoxRows>(b);
    if (left && right && (op == HostBinary::Add || op == HostBinary::Sub))
        return sumOf(*left, *right, op == HostBinary::Add ? 1 : -1);
    const BoxRows *rows = left ? left : right;
    const TraceValue &other = left ? b : a;
    const bool row = other.known && !other.known->shape.empty() && other.known->shape.back() > 1 && other.known->shape.back() == other.known->size();
    if (rows && row && op == HostBinary::Add && rows->padded == 0 && rows->shape.size() == 2) {
        Shape wide = rows->shape;
        wide[1] = other.known->size();
        const TraceValue all = expand(left ? a : b, sizes(made(constantRows(rows->set, wide, 0))));
        return binary(op, all, spread(*other.known, sizes(all)));
    }
    if (!rows || !other.known || other.known->size() != 1 || rows->padded != 0 || other.known->shape.size() > rows->shape.size())
        m_place.outsideChoice("of rows, in an unusual way");
    const double number = numberOf(*other.known);
    const bool whole = other.known->type != HostType::Float;
    switch (op) {
    case HostBinary::Mul: return scaled(*rows, number, 0, whole);
    case HostBinary::Add: return scaled(*rows, 1, number, whole);
    case HostBinary::Sub: return left ? scaled(*rows, 1, -number, whole) : scaled(*rows, -1, number, whole);
    case HostBinary::Div:
        if (left && !(rows->whole && whole))
            return scaled(*rows, 1 / number, 0, false);
        break;
    default: break;
    }
    m_place.outsideChoice("of rows, in an unusual way");
}

}  // namespace lineside::weights
