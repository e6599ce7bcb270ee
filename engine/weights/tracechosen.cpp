// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tracebuilder.h"

#include <algorithm>
#include <numeric>

namespace lineside::weights {

/// What no longer depends on the number of boxes is known.
TraceValue TraceBuilder::countsOrKnown(BoxCounts counts)
{
    const auto scale = integersOf(counts.scale);
    if (std::all_of(scale.begin(), scale.end(), [](std::int64_t number) { return number == 0; }))
        return known(std::move(counts.shift));
    return chosenValue(std::move(counts));
}

TraceValue TraceBuilder::sizes(const TraceValue &x)
{
    if (x.chosen)
        return m_choice.sizes(x);
    const Shape own = shape(x);
    return known(hostIntegers({std::int64_t(own.size())}, own));
}

std::int64_t TraceBuilder::lengthOf(const TraceValue &x, std::int64_t axis)
{
    const auto own = std::int64_t(axisOf(axis, rank(x)));
    return x.chosen ? integerOf(need(select(sizes(x), 0, own))) : shape(x)[std::size_t(own)];
}

TraceValue TraceBuilder::reshapeTo(const TraceValue &x, const TraceValue &to)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return reshapeTo(part, to); });
    if (x.chosen)
        return m_choice.reshape(x, to);
    const auto sizes = integersOf(need(to));
    return reshape(x, Shape(sizes.begin(), sizes.end()));
}

TraceValue TraceBuilder::expandTo(const TraceValue &x, const TraceValue &to)
{
    if (const auto *counts = countsOf(x))
        return each(*counts, [&](const TraceValue &part) { return expandTo(part, to); });
    if (x.chosen)
        return m_choice.expand(x, to);
    if (x.known && countsOf(to))
        return m_choice.spread(*x.known, to);
    const auto sizes = integersOf(need(to));
    return expand(x, Shape(sizes.begin(), sizes.end()));
}

/// Of the network: only pads of no width, as a trace with open sizes leaves them.
TraceValue TraceBuilder::pad(const TraceValue &x, const TraceValue &widths)
{
    if (x.chosen)
        return m_choice.pad(x, widths);
    const auto numbers = integersOf(need(widths));
    if (std::any_of(numbers.begin(), numbers.end(), [](std::int64_t width) { return width != 0; }))
        outside("of a value of the network");
    return x;
}

TraceValue TraceBuilder::replaced(const TraceValue &before, const TraceValue &places, const TraceValue &updates)
{
    if (before.chosen)
        return m_choice.written(before, places, updates);
    const HostTensor &old = need(before), &where = need(places);
    std::vector<std::int64_t> all(old.shape.empty() ? 0 : std::size_t(std::clamp<std::int64_t>(old.shape[0], 0, kMaxHostElements)));
    std::iota(all.begin(), all.end(), 0);
    const auto own = integersOf(where);
    if (where.shape.size() != 2 || where.shape[1] != 1 || !std::equal(own.begin(), own.end(), all.begin(), all.end()))
        outside("of some entries");
    if (updates.chosen && old.type != HostType::Float)
        m_place.outsideChoice("into whole numbers");
    if (updates.chosen)
        return m_choice.expand(updates, known(hostIntegers({std::int64_t(old.shape.size())}, old.shape)));
    if (shape(updates) != old.shape || isWhole(updates) != (old.type != HostType::Float))
        corrupt("other numbers than before");
    return updates;
}

TraceValue TraceBuilder::full(const TraceValue &sizes, const HostTensor &value)
{
    if (countsOf(sizes))
        return m_choice.full(sizes, value);
    const auto numbers = integersOf(need(sizes));
    return known(fullHost({numbers.begin(), numbers.end()}, value));
}

TraceValue TraceBuilder::range(const TraceValue &start, const TraceValue &limit, const TraceValue &step)
{
    if (countsOf(limit))
        return m_choice.rowNumbers(start, limit, step);
    return known(rangeHost(need(start), need(limit), need(step)));
}

TraceValue TraceBuilder::nonZero(const TraceValue &mask)
{
    if (!mask.chosen)
        m_place.outsideChoice("of something else than a choice of boxes");
    return m_choice.placesOf(mask);
}

/// A value as counts of the same set as another's.
BoxCounts TraceBuilder::asCounts(const TraceValue &x, BoxSet set) const
{
    if (const auto *counts = countsOf(x)) {
        if (counts->set != set)
            m_place.outsideChoice("of different choices of boxes");
        return *counts;
    }
    const HostTensor &numbers = need(x);
    if (numbers.type == HostType::Float)
        m_place.outsideChoice("of a number of boxes and a broken number");
    return withoutCounts(numbers, set);
}

TraceValue TraceBuilder::joinedCounts(const std::vector<TraceValue> &values, std::int64_t axis)
{
    const BoxSet set = countsOf(*std::find_if(values.begin(), values.end(), countsOf))->set;
    std::vector<HostTensor> scales, shifts;
    for (const TraceValue &value : values) {
        const BoxCounts own = asCounts(value, set);
        scales.push_back(own.scale);
        shifts.push_back(own.shift);
    }
    return countsOrKnown({set, concatHost(scales, axis), concatHost(shifts, axis)});
}

TraceValue TraceBuilder::calculatedCounts(HostBinary op, const TraceValue &a, const TraceValue &b)
{
    const BoxSet set = (countsOf(a) ? countsOf(a) : countsOf(b))->set;
    const BoxCounts left = asCounts(a, set), right = asCounts(b, set);
    const auto both = [&](HostBinary own) {
        return countsOrKnown({set, binaryHost(own, left.scale, right.scale), binaryHost(own, left.shift, right.shift)});
    };
    switch (op) {
    case HostBinary::Add:
    case HostBinary::Sub: return both(op);
    case HostBinary::Mul: {
        if (countsOf(a) && countsOf(b))
            break;
        const BoxCounts &counts = countsOf(a) ? left : right;
        const HostTensor &by = countsOf(a) ? right.shift : left.shift;
        return countsOrKnown({set, binaryHost(op, counts.scale, by), binaryHost(op, counts.shift, by)});
    }
    case HostBinary::Equal: return equalCounts(left, right);
    default: break;
    }
    m_place.outsideChoice("of a number of boxes");
}

/// How many numbers there are in a shape.
TraceValue TraceBuilder::productOf(const TraceValue &counts, std::int64_t axis)
{
    constexpr std::int64_t kMostAxes = 8;
    const std::int64_t length = lengthOf(counts, axis);
    if (length > kMostAxes)
        m_place.outsideChoice("of a number of boxes");
    TraceValue product = known(hostInteger(1));
    for (std::int64_t i = 0; i < length; ++i)
        product = binary(HostBinary::Mul, product, select(counts, 0, i));
    return product;
}

/// A number of boxes is never negative: where that decides it.
TraceValue TraceBuilder::equalCounts(const BoxCounts &a, const BoxCounts &b)
{
    const HostTensor scale = binaryHost(HostBinary::Sub, a.scale, b.scale), shift = binaryHost(HostBinary::Sub, a.shift, b.shift);
    const auto scales = integersOf(scale), shifts = integersOf(shift);
    std::vector<std::int64_t> equal;
    for (std::size_t i = 0; i < scales.size(); ++i) {
        const bool never = (scales[i] >= 0 && shifts[i] > 0) || (scales[i] <= 0 && shifts[i] < 0);
        if (!never && scales[i] != 0)
            m_place.outsideChoice("of a number of boxes");
        equal.push_back(!never && shifts[i] == 0);
    }
    return known(hostIntegers(scale.shape, std::move(equal), HostType::Bool));
}

TraceValue TraceBuilder::chosenWhere(const HostTensor &condition, const TraceValue &a, const TraceValue &b)
{
    const auto *some = countsOf(a) ? countsOf(a) : countsOf(b);
    if (!some)
        m_place.outsideChoice("of a choice of boxes");
    const BoxCounts yes = asCounts(a, some->set), no = asCounts(b, some->set);
    return countsOrKnown({some->set, whereHost(condition, yes.scale, no.scale), whereHost(condition, yes.shift, no.shift)});
}

/// [1, channels, anchors] of a value with the numbers of [anchors, channels]: what lies before a change of axes, where there was one.
TraceValue TraceBuilder::channelsFirst(ValueId x, std::int64_t channels, std::int64_t anchors)
{
    const Node *node = m_graph.maker(x);
    const auto *part = node ? std::get_if<SliceOp>(&node->op) : nullptr;
    const Node *before = part ? m_graph.maker(node->inputs[0]) : node;
    const auto *turned = before ? std::get_if<TransposeOp>(&before->op) : nullptr;
    if (turned && turned->order == std::vector<int>{0, 2, 1} && m_graph.shape(x) == Shape{1, anchors, channels}) {
        const TraceValue source = made(before->inputs[0]);
        if (!part)
            return source;
        if (part->axis == 2)
            return slice(source, 1, part->begin, part->end);
    }
    return transpose(reshape(made(x), {1, anchors, channels}), {0, 2, 1});
}

TraceBuilder::Result TraceBuilder::resultOf(const TraceValue &output)
{
    if (!output.chosen)
        return {output, std::nullopt};
    const Shape image = m_graph.shape(0);
    const BoxChoice::Head head = m_choice.headOf(output, std::max(image[2], image[3]));
    // The layout of a raw head: centre and size of every anchor, then its classes.
    const TraceValue boxes = channelsFirst(head.boxes, 4, head.anchors);
    const bool classesFirst = head.classAxis + 1 < m_graph.shape(head.scores).size();
    const TraceValue scores = classesFirst ? reshape(made(head.scores), {1, head.classes, head.anchors}) : channelsFirst(head.scores, head.classes, head.anchors);
    if (head.centres)
        return {concat({boxes, scores}, 1), head.suppression};
    const TraceValue least = slice(boxes, 1, 0, 2), most = slice(boxes, 1, 2, 4);
    const TraceValue centre = binary(HostBinary::Mul, binary(HostBinary::Add, least, most), known(hostFloat(0.5f)));
    return {concat({centre, binary(HostBinary::Sub, most, least), scores}, 1), head.suppression};
}

}  // namespace lineside::weights
