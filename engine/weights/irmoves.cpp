// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/ircall.h"
#include "weights/layeroperators.h"

#include <algorithm>

namespace lineside::weights {
namespace {

using Values = std::vector<TraceValue>;

Values shapeOf(IrCall &call)
{
    return {call.trace.sizes(call.input(0))};
}

Values range(IrCall &call)
{
    const TraceValue numbers = call.trace.range(call.input(0), call.input(1), call.input(2));
    const std::string_view type = call.text("output_type", {});  // older versions take that of their inputs
    return {type.empty() ? numbers : call.trace.cast(numbers, type.starts_with('i') ? HostType::Int : HostType::Float)};
}

/// The sizes that a reshape of chosen boxes asks for: 0 is that of the same axis before.
TraceValue withKeptAxes(IrCall &call)
{
    if (!call.input(1).known || !call.flag("special_zero", false))
        return call.input(1);
    Values sizes;
    for (const std::int64_t size : call.numbers(1)) {
        const auto axis = std::int64_t(sizes.size());
        if (size == 0 && std::size_t(axis) >= call.trace.rank(call.input(0)))
            call.corrupt("keeps an axis that is not there");
        sizes.push_back(size == 0 ? call.trace.slice(call.trace.sizes(call.input(0)), 0, axis, axis + 1) : call.trace.known(hostIntegers({1}, {size})));
    }
    return sizes.empty() ? call.input(1) : call.trace.concat(sizes, 0);
}

Values reshape(IrCall &call)
{
    if (call.input(0).chosen || call.input(1).chosen)
        return {call.trace.reshapeTo(call.input(0), withKeptAxes(call))};
    const Shape to = call.numbers(1);
    return {call.trace.reshape(call.input(0), call.flag("special_zero", false) ? withKeptSizes(call, to) : to)};
}

Values squeeze(IrCall &call)
{
    return {call.trace.squeeze(call.input(0), call.has(1) ? call.numbers(1) : std::vector<std::int64_t>())};
}

Values unsqueeze(IrCall &call)
{
    return {call.trace.unsqueeze(call.input(0), call.numbers(1))};
}

Values transpose(IrCall &call)
{
    return {transposed(call, call.numbers(1))};
}

Values slice(IrCall &call)
{
    const auto begins = call.numbers(1);
    return {sliced(call, begins, call.numbers(2), call.has(4) ? call.numbers(4) : firstAxes(begins.size()), call.numbers(3))};
}

/// Each place of the lists is an axis of x, in order, or one that is added; a mask says of which list the entry does not count.
Values stridedSlice(IrCall &call)
{
    const auto begins = call.numbers(1), ends = call.numbers(2);
    const auto steps = call.has(3) ? call.numbers(3) : std::vector<std::int64_t>(begins.size(), 1);
    if (ends.size() != begins.size() || steps.size() != begins.size())
        call.corrupt("not one beginning, end and step an axis");
    const auto masked = [&](const char *name) {
        auto mask = call.integers(name);
        mask.resize(std::max(mask.size(), begins.size()), 0);
        return mask;
    };
    const auto begin = masked("begin_mask"), end = masked("end_mask"), added = masked("new_axis_mask"), gone = masked("shrink_axis_mask"), rest = masked("ellipsis_mask");
    if (std::any_of(rest.begin(), rest.end(), [](std::int64_t bit) { return bit != 0; }))
        call.outside("with axes that are left out");
    TraceValue y = call.input(0);
    std::int64_t axis = 0;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        if (added[i] != 0) {
            y = call.trace.unsqueeze(y, {axis++});
        } else if (gone[i] != 0) {
            y = call.trace.select(y, axis, begins[i]);
        } else {
            const bool back = steps[i] < 0;
            const std::int64_t from = begin[i] == 0 ? begins[i] : back ? INT64_MAX : 0;
            y = call.trace.slice(y, axis, from, end[i] == 0 ? ends[i] : back ? INT64_MIN : INT64_MAX, steps[i]);
            ++axis;
        }
    }
    return {y};
}

Values split(IrCall &call)
{
    const std::int64_t axis = integerOf(call.trace.need(call.input(1))), parts = call.integer("num_splits", 0);
    if (parts < 1 || call.trace.lengthOf(call.input(0), axis) % parts != 0)
        call.corrupt("parts that are not equal");
    return call.trace.chunk(call.input(0), parts, axis);
}

/// One length may be -1: what is left.
Values variadicSplit(IrCall &call)
{
    const std::int64_t axis = integerOf(call.trace.need(call.input(1)));
    std::vector<std::int64_t> sizes = call.numbers(2);
    if (const auto open = std::find(sizes.begin(), sizes.end(), -1); open != sizes.end()) {
        std::int64_t left = call.trace.lengthOf(call.input(0), axis);
        for (const std::int64_t &size : sizes) {
            if (size < -1 || size > left || (size == -1 && &size != &*open))
                call.corrupt("parts that are not those of the whole");
            left -= std::max<std::int64_t>(size, 0);
        }
        *open = left;
    }
    return call.trace.split(call.input(0), sizes, axis);
}

Values broadcast(IrCall &call)
{
    const std::string_view mode = call.text("mode", "numpy");
    if (mode != "numpy" && mode != "bidirectional")
        call.outside("along axes of its own");
    return {call.trace.expandTo(call.input(0), call.input(1))};
}

Values gather(IrCall &call)
{
    if (call.integer("batch_dims", 0) != 0)
        call.outside("in batches");
    return {call.trace.take(call.input(0), call.input(1), integerOf(call.trace.need(call.input(2))))};
}

/// Without an order any will do, so the largest come first.
Values topK(IrCall &call)
{
    if (call.text("mode", "max") != "max")
        call.outside("of the smallest");
    if (call.text("sort", "value") == "index")
        call.outside("in the order of their places");
    const auto [values, indices] = call.trace.topK(call.input(0), integerOf(call.trace.need(call.input(1))), call.integer("axis", -1));
    return {values, indices};
}

/// Of one picture and one class the order is that of the scores, whether it is asked for or not. The other outputs, scores and a count, are nobody's.
Values nonMaxSuppression(IrCall &call)
{
    if (call.text("box_encoding", "corner") != "corner")
        call.outside("of centres and sizes");
    if (call.has(5) && numberOf(call.trace.need(call.input(5))) != 0)
        call.outside("that lowers scores");
    return {suppressed(call)};
}

constexpr IrEntry kOperators[] = {
    {"NonMaxSuppression", nonMaxSuppression}, {"NonZero", nonZero}, {"ScatterNDUpdate", scatterNd},
    {"Broadcast", broadcast}, {"Concat", concat},   {"Gather", gather},     {"GatherElements", gatherElements}, {"GatherND", gatherNd}, {"Range", range},
    {"Reshape", reshape},     {"ShapeOf", shapeOf}, {"Slice", slice},       {"Split", split},                   {"Squeeze", squeeze},   {"StridedSlice", stridedSlice},
    {"Tile", tile},           {"TopK", topK},       {"Transpose", transpose}, {"Unsqueeze", unsqueeze},         {"VariadicSplit", variadicSplit},
};

}  // namespace

std::span<const IrEntry> irMoves()
{
    return kOperators;
}

}  // namespace lineside::weights
