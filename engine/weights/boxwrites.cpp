// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that a program makes first and writes to afterwards, as older exports work out their corners.
#include "weights/boxchoice.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxColumns = 64;

std::int64_t columnsIn(const Shape &inner)
{
    std::int64_t count = 1;
    for (const std::int64_t size : inner)
        count = size < 0 || size > kMaxColumns || count > kMaxColumns ? kMaxColumns + 1 : count * size;
    return count;
}

/// Axes of size 1, the boxes, and what belongs to each of them; where the latter begin.
std::size_t innerAxis(const Shape &shape)
{
    return std::size_t(std::find(shape.begin(), shape.end(), -1) - shape.begin()) + 1;
}

}  // namespace

/// The number of the row among all numbers, where each row has `each` of them.
BoxColumn BoxChoice::rowNumber(BoxSet set, std::int64_t each, std::int64_t column)
{
    return {{{{kRowNumber, std::int64_t(set)}, double(each)}}, double(column)};
}

/// Rows of this shape, whose columns all hold a constant. -1 is the number of boxes.
BoxRows BoxChoice::constantRows(BoxSet set, Shape shape, double value) const
{
    const std::size_t inner = innerAxis(shape);
    const bool rows = inner <= shape.size() && std::all_of(shape.begin(), shape.begin() + std::ptrdiff_t(inner) - 1, [](std::int64_t size) { return size == 1; });
    const std::int64_t columns = rows ? columnsIn({shape.begin() + std::ptrdiff_t(inner), shape.end()}) : 0;
    if (!rows || columns > kMaxColumns)
        m_place.outsideChoice("of rows, in an unusual way");
    return {set, std::move(shape), std::vector<BoxColumn>(std::size_t(columns), BoxColumn{{}, value})};
}

Shape BoxChoice::rowsShape(const TraceValue &sizes) const
{
    const auto &counts = need<BoxCounts>(sizes);
    Shape shape;
    const auto scale = integersOf(counts.scale), shift = integersOf(counts.shift);
    for (std::size_t i = 0; i < scale.size(); ++i) {
        if (scale[i] != 0 && (scale[i] != 1 || shift[i] != 0))
            m_place.outsideChoice("to another number of boxes");
        if (scale[i] == 0 && shift[i] < 0)
            m_place.outsideChoice("to a negative size");
        shape.push_back(scale[i] == 0 ? shift[i] : -1);
    }
    return shape;
}

TraceValue BoxChoice::full(const TraceValue &sizes, const HostTensor &value) const
{
    if (value.size() != 1 || value.type == HostType::Bool)
        m_place.outsideChoice("of rows, in an unusual way");
    BoxRows rows = constantRows(need<BoxCounts>(sizes).set, rowsShape(sizes), numberOf(value));
    rows.whole = value.type == HostType::Int;
    return made(std::move(rows));
}

TraceValue BoxChoice::spread(const HostTensor &known, const TraceValue &sizes) const
{
    BoxRows rows = constantRows(need<BoxCounts>(sizes).set, rowsShape(sizes), 0);
    rows.whole = known.type == HostType::Int;
    const bool fits = known.type != HostType::Bool && known.shape.size() <= rows.shape.size();
    const bool each = fits && (known.size() == 1 || (known.size() == std::int64_t(rows.columns.size()) && known.shape.back() == known.size() && rows.shape.back() == known.size()));
    if (!each)
        m_place.outsideChoice("of constants and rows, in an unusual way");
    const HostTensor floats = castHost(known, HostType::Float);
    for (std::size_t c = 0; c < rows.columns.size(); ++c)
        rows.columns[c].shift = double((*floats.floats)[known.size() == 1 ? 0 : c]);
    return made(std::move(rows));
}

TraceValue BoxChoice::rowNumbers(const TraceValue &start, const TraceValue &limit, const TraceValue &step) const
{
    const auto &counts = need<BoxCounts>(limit);
    const auto is = [](const TraceValue &x, std::int64_t number) { return x.known && x.known->type == HostType::Int && integerOf(*x.known) == number; };
    const std::int64_t each = counts.scale.size() == 1 ? integerOf(counts.scale) : 0;
    if (each < 1 || each > kMaxColumns || integerOf(counts.shift) != 0 || !is(start, 0) || !is(step, 1))
        m_place.outsideChoice("to another number of boxes");
    BoxRows rows{counts.set, {-1}, {}, true};
    for (std::int64_t column = 0; column < each; ++column)
        rows.columns.push_back(rowNumber(counts.set, each, column));
    return made(std::move(rows));
}

TraceValue BoxChoice::written(const TraceValue &before, const TraceValue &places, const TraceValue &updates) const
{
    BoxRows rows = need<BoxRows>(before);
    const BoxRows &where = need<BoxRows>(places), &from = need<BoxRows>(updates);
    const auto all = std::int64_t(rows.columns.size()), count = std::int64_t(from.columns.size());
    const bool same = where.set == rows.set && from.set == rows.set && rows.padded == 0 && where.padded == 0 && from.padded == 0 && from.whole == rows.whole && where.whole;
    // By row and column, or by the place among all numbers.
    const bool pairs = rows.shape == Shape{-1, all} && from.shape == Shape{-1, count} && where.shape == Shape{-1, count, 2};
    const bool flat = rows.isFlat() && rows.shape == Shape{-1} && from.shape == Shape{-1} && where.shape == Shape{-1, 1} && where.columns.size() == from.columns.size();
    if (!same || (!pairs && !flat))
        m_place.outsideChoice("of rows, in an unusual way");
    std::vector<bool> wrote(rows.columns.size(), false);
    for (std::size_t j = 0; j < from.columns.size(); ++j) {
        const BoxColumn &column = where.columns[pairs ? 2 * j + 1 : j];
        const bool isPlace = column.shift >= 0 && column.shift < double(all) && !wrote[std::size_t(column.shift)];
        const bool own = pairs ? where.columns[2 * j] == rowNumber(rows.set, 1, 0) && column.terms.empty() : isPlace && column == rowNumber(rows.set, all, std::int64_t(column.shift));
        if (!isPlace || !own)
            m_place.outsideChoice("into other places than each row's own");
        wrote[std::size_t(column.shift)] = true;
        rows.columns[std::size_t(column.shift)] = from.columns[j];
    }
    return made(std::move(rows));
}

TraceValue BoxChoice::unwritten(const TraceValue &like) const
{
    BoxRows rows = need<BoxRows>(like);
    if (rows.padded != 0)
        m_place.outsideChoice("of rows, in an unusual way");
    for (BoxColumn &column : rows.columns)
        column = {{}, std::numeric_limits<double>::quiet_NaN()};  // equals nothing
    return made(std::move(rows));
}

bool BoxChoice::canReplace(const TraceValue &part, const TraceValue &before) const
{
    const BoxRows *rows = as<BoxRows>(part), *own = as<BoxRows>(before);
    if (rows && own)
        return own->set == rows->set && own->shape == rows->shape && own->padded == rows->padded && own->whole == rows->whole && own->columns.size() == rows->columns.size();
    return rows && !rows->whole && before.known && before.known->type == HostType::Float && before.known->shape == rows->shape;
}

}  // namespace lineside::weights
