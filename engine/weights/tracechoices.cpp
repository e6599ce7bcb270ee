// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tracebuilder.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxRuns = 4096;  // pieces that a choice by constant indices may be made of

}  // namespace

TraceBuilder::Largest TraceBuilder::topK(const TraceValue &x, std::int64_t count, std::int64_t axis)
{
    const int a = int(axisOf(axis, rank(x)));
    const ValueId from = idOf(x), indices = m_graph.topK(from, a, count, m_place.name);
    return {made(m_graph.gather(from, indices, a, m_place.name)), made(indices)};
}

TraceBuilder::Largest TraceBuilder::largestOf(const TraceValue &x, std::int64_t axis, bool keepAxis)
{
    const int a = int(axisOf(axis, rank(x)));
    const ValueId from = idOf(x);
    const Largest all = {made(m_graph.reduceMax(from, a, m_place.name)), made(m_graph.topK(from, a, 1, m_place.name))};
    return keepAxis ? all : Largest{squeeze(all.values, {a}), squeeze(all.indices, {a})};
}

TraceValue TraceBuilder::gatherElements(const TraceValue &x, const TraceValue &indices, std::int64_t axis)
{
    if (indices.known || (x.known && x.known->type != HostType::Float))
        outside("by constants, or of whole numbers");
    const Shape wanted = shape(indices);
    const std::size_t a = axisOf(axis, rank(x));
    if (wanted.size() != rank(x))
        corrupt("indices with another number of axes");
    TraceValue from = x;  // what no index can reach is left away
    for (std::size_t d = 0; d < wanted.size(); ++d) {
        if (d != a && wanted[d] < shape(from)[d])
            from = slice(from, std::int64_t(d), 0, wanted[d]);
    }
    return made(m_graph.gather(idOf(from), indices.id, int(a), m_place.name));
}

TraceValue TraceBuilder::gatherNd(const TraceValue &x, const TraceValue &indices)
{
    if (indices.chosen)
        return m_choice.take(x, m_choice.squeeze(indices, {1}));
    const std::vector<TraceValue> axes = indices.axes.empty() ? std::vector{indices} : indices.axes;
    TraceValue from = x;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const Shape own = shape(axes[i]);
        if (own.empty() || own.back() != 1 || rank(from) == 0)
            outside("along several axes at once");
        if (!axes[i].known) {
            if (i + 1 != axes.size())
                outside("along another axis behind that of the network's indices");
            return take(from, squeeze(axes[i], {-1}), 0);
        }
        // One entry for all, as the number of the picture in a batch.
        const auto numbers = integersOf(*axes[i].known);
        if (numbers.empty() || std::any_of(numbers.begin(), numbers.end(), [&](std::int64_t number) { return number != numbers[0]; }))
            outside("by different constants");
        from = select(from, 0, numbers[0]);
    }
    outside("by constants alone");
}

TraceValue TraceBuilder::take(const TraceValue &x, const TraceValue &indices, std::int64_t axis)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return take(part, indices, axis); });
    if (indices.chosen) {
        if (axisOf(axis, rank(x)) != 0)
            m_place.outsideChoice("along another axis");
        return m_choice.take(x, indices);
    }
    if (x.chosen) {
        const HostTensor &one = need(indices);
        if (one.size() != 1 || one.shape.size() > 1)
            m_place.outsideChoice("in an unusual way");
        const std::int64_t own = integerOf(one);
        return one.shape.empty() ? m_choice.select(x, axis, own) : m_choice.slice(x, axis, own, own == INT64_MAX ? own : own + 1, 1);
    }
    if (x.known && indices.known)
        return known(gatherHost(*x.known, *indices.known, axis));
    const Shape from = shape(x), chosen = shape(indices);
    const std::size_t a = axisOf(axis, from.size());
    Shape to(from.begin(), from.begin() + std::ptrdiff_t(a));
    to.insert(to.end(), chosen.begin(), chosen.end());
    to.insert(to.end(), from.begin() + std::ptrdiff_t(a) + 1, from.end());

    if (!indices.known) {
        if (x.known && x.known->type != HostType::Float)
            outside("of whole numbers");
        const auto count = [](auto begin, auto end) { return std::accumulate(begin, end, std::int64_t(1), std::multiplies<>()); };
        const std::int64_t outer = count(from.begin(), from.begin() + std::ptrdiff_t(a)), inner = count(from.begin() + std::ptrdiff_t(a) + 1, from.end());
        const std::int64_t number = count(chosen.begin(), chosen.end());
        const TraceValue rows = reshape(x, {outer, from[a], inner}), where = expand(reshape(indices, {1, number, 1}), {outer, number, inner});
        return reshape(made(m_graph.gather(idOf(rows), where.id, 1, m_place.name)), to);
    }
    // Neighbours are taken together.
    std::vector<TraceValue> runs;
    const auto wanted = integersOf(*indices.known);
    for (std::size_t i = 0; i < wanted.size();) {
        const std::int64_t begin = wanted[i] < 0 ? wanted[i] + from[a] : wanted[i];
        std::int64_t length = 0;
        for (; i < wanted.size() && (wanted[i] < 0 ? wanted[i] + from[a] : wanted[i]) == begin + length; ++i)
            ++length;
        if (begin < 0 || begin + length > from[a])
            corrupt("an index beyond the end");
        if (runs.size() >= kMaxRuns)
            outside("in too many pieces");
        runs.push_back(slice(x, std::int64_t(a), begin, begin + length));
    }
    if (runs.empty())
        outside("of nothing");
    return reshape(concat(runs, std::int64_t(a)), to);
}

}  // namespace lineside::weights
