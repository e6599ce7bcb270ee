// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layeroperators.h"
#include "weights/onnxcall.h"
#include "weights/onnxvalues.h"

#include <algorithm>

namespace lineside::weights {
namespace {

using Values = std::vector<TraceValue>;

HostTensor list(std::vector<std::int64_t> values)
{
    const auto size = std::int64_t(values.size());
    return hostIntegers({size}, std::move(values));
}

HostTensor tensorOf(OnnxCall &call, const OnnxAttribute &attribute)
{
    auto values = readOnnxValues(attribute.tensor);
    if (!values)
        call.outside("of an unusual type");
    return *std::move(values);
}

TraceValue constantOf(OnnxCall &call, const OnnxAttribute &attribute)
{
    auto value = readOnnxConstant(call.trace, attribute.tensor);
    if (!value)
        call.outside("of an unusual type");
    return *std::move(value);
}

Values constant(OnnxCall &call)
{
    if (const auto *value = call.attribute("value"))
        return {constantOf(call, *value)};
    if (const auto *value = call.attribute("value_int"))
        return {call.trace.known(hostInteger(value->integer))};
    if (const auto *value = call.attribute("value_float"))
        return {call.trace.known(hostFloat(value->number))};
    if (const auto *value = call.attribute("value_ints"))
        return {call.trace.known(list(value->integers))};
    if (const auto *value = call.attribute("value_floats"))
        return {call.trace.known(hostFloats({std::int64_t(value->numbers.size())}, value->numbers))};
    call.outside("of an unusual type");
}

Values constantOfShape(OnnxCall &call)
{
    const auto *value = call.attribute("value");
    return {call.trace.full(call.input(0), value ? tensorOf(call, *value) : hostFloat(0))};
}

Values shape(OnnxCall &call)
{
    const TraceValue all = call.trace.sizes(call.input(0));
    const auto rank = std::int64_t(call.trace.rank(call.input(0)));
    const auto at = [&](const char *name, std::int64_t otherwise) {
        const std::int64_t index = call.integer(name, otherwise);
        return std::clamp<std::int64_t>(index < 0 ? std::max(index, -rank) + rank : index, 0, rank);
    };
    const std::int64_t begin = at("start", 0), end = std::max(begin, at("end", rank));
    return {call.trace.slice(all, 0, begin, end)};
}

Values size(OnnxCall &call)
{
    return {call.trace.known(hostInteger(elementsOf(call.trace.shape(call.input(0)), std::int64_t(1) << 40)))};
}

Values range(OnnxCall &call)
{
    return {call.trace.range(call.input(0), call.input(1), call.input(2))};
}

Values reshape(OnnxCall &call)
{
    if (call.has(1) && (call.input(0).chosen || call.input(1).chosen))
        return {call.trace.reshapeTo(call.input(0), call.input(1))};
    const Shape to = call.numbers(1, "shape");
    return {call.trace.reshape(call.input(0), call.integer("allowzero", 0) == 0 ? withKeptSizes(call, to) : to)};
}

/// Into a matrix: the axes before `axis`, and the rest.
Values flatten(OnnxCall &call)
{
    const Shape from = call.trace.shape(call.input(0));
    const std::int64_t axis = call.integer("axis", 1), rank = std::int64_t(from.size());
    const std::int64_t own = axis < 0 ? axis + rank : axis;
    if (own < 0 || own > rank)
        call.corrupt("no such axis");
    const std::int64_t rows = elementsOf({from.begin(), from.begin() + own}, std::int64_t(1) << 40);
    const std::int64_t columns = elementsOf({from.begin() + own, from.end()}, std::int64_t(1) << 40);
    return {call.trace.reshape(call.input(0), {rows, columns})};
}

Values squeeze(OnnxCall &call)
{
    return {call.trace.squeeze(call.input(0), call.numbers(1, "axes"))};
}

Values unsqueeze(OnnxCall &call)
{
    return {call.trace.unsqueeze(call.input(0), call.numbers(1, "axes"))};
}

Values transpose(OnnxCall &call)
{
    return {transposed(call, call.integers("perm"))};
}

Values slice(OnnxCall &call)
{
    const auto begins = call.numbers(1, "starts"), axes = call.numbers(3, "axes");
    const auto steps = call.has(4) ? call.numbers(4) : std::vector<std::int64_t>();
    return {sliced(call, begins, call.numbers(2, "ends"), axes.empty() ? firstAxes(begins.size()) : axes,
                   steps.empty() ? std::vector<std::int64_t>(begins.size(), 1) : steps)};
}

Values split(OnnxCall &call)
{
    const std::int64_t axis = call.integer("axis", 0);
    const auto sizes = call.numbers(1, "split");
    if (sizes.empty())
        return call.trace.chunk(call.input(0), call.integer("num_outputs", std::int64_t(call.outputs())), axis);
    return call.trace.split(call.input(0), sizes, axis);
}

Values expand(OnnxCall &call)
{
    return {call.trace.expandTo(call.input(0), call.input(1))};
}

Values gather(OnnxCall &call)
{
    return {call.trace.take(call.input(0), call.input(1), call.integer("axis", 0))};
}

Values topK(OnnxCall &call)
{
    if (call.integer("largest", 1) == 0)
        call.outside("of the smallest");
    const std::int64_t count = call.has(1) ? integerOf(call.trace.need(call.input(1))) : call.integer("k", 0);
    const auto [values, indices] = call.trace.topK(call.input(0), count, call.integer("axis", -1));
    return {values, indices};
}

Values argMax(OnnxCall &call)
{
    if (call.integer("select_last_index", 0) != 0)
        call.outside("of the last");
    return {call.trace.largestOf(call.input(0), call.integer("axis", 0), call.integer("keepdims", 1) != 0).indices};
}

Values nonMaxSuppression(OnnxCall &call)
{
    if (call.integer("center_point_box", 0) != 0)
        call.outside("of centres and sizes");
    return {suppressed(call)};
}

constexpr OnnxEntry kOperators[] = {
    {"NonMaxSuppression", nonMaxSuppression}, {"NonZero", nonZero}, {"ScatterND", scatterNd},
    {"ArgMax", argMax},   {"Concat", concat},   {"Constant", constant},             {"ConstantOfShape", constantOfShape}, {"Expand", expand},
    {"Flatten", flatten}, {"Gather", gather},   {"GatherElements", gatherElements}, {"GatherND", gatherNd},               {"Range", range},
    {"Reshape", reshape},
    {"Shape", shape},     {"Size", size},       {"Slice", slice},                   {"Split", split},                     {"Squeeze", squeeze},
    {"Tile", tile},       {"TopK", topK},       {"Transpose", transpose},           {"Unsqueeze", unsqueeze},
};

}  // namespace

std::span<const OnnxEntry> onnxMoves()
{
    return kOperators;
}

}  // namespace lineside::weights
