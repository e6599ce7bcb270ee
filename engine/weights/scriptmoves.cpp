// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scriptcall.h"

#include <numeric>

namespace lineside::weights {
namespace {

/// Shows the numbers of the first argument in another way: a change in place of one would be seen in the other.
ScriptValue view(const ScriptCall &call, TraceValue value)
{
    auto tensor = std::make_shared<ScriptTensor>();
    tensor->value = std::move(value);
    if (call.isTensor(0))
        tensor->storage = call.tensorRef(0)->storage;
    return ScriptTensorRef(std::move(tensor));
}

ScriptValue views(const ScriptCall &call, const std::vector<TraceValue> &values)
{
    std::vector<ScriptValue> items;
    for (const TraceValue &value : values)
        items.push_back(view(call, value));
    return scriptList(std::move(items));
}

ScriptValue reshape(ScriptCall &call)
{
    if (!call.at(1).as<ScriptList>())
        call.outside("as another type");
    return view(call, call.trace.reshape(call.tensor(0), call.integers(1)));
}

ScriptValue viewAs(ScriptCall &call)
{
    return view(call, call.trace.reshape(call.tensor(0), call.trace.shape(call.tensor(1))));
}

ScriptValue flatten(ScriptCall &call)
{
    return view(call, call.trace.flatten(call.tensor(0), call.integer(1, std::int64_t(0)), call.integer(2, -1)));
}

ScriptValue squeeze(ScriptCall &call)
{
    return view(call, call.trace.squeeze(call.tensor(0), call.integers(1)));
}

ScriptValue unsqueeze(ScriptCall &call)
{
    return view(call, call.trace.unsqueeze(call.tensor(0), {call.integer(1)}));
}

ScriptValue permute(ScriptCall &call)
{
    std::vector<int> order;
    for (const std::int64_t axis : call.integers(1))
        order.push_back(int(axisOf(axis, call.trace.rank(call.tensor(0)))));
    return view(call, call.trace.transpose(call.tensor(0), order));
}

ScriptValue swapped(ScriptCall &call, std::int64_t a, std::int64_t b)
{
    const TraceValue x = call.tensor(0);
    std::vector<int> order(call.trace.rank(x));
    std::iota(order.begin(), order.end(), 0);
    std::swap(order[axisOf(a, order.size())], order[axisOf(b, order.size())]);
    return view(call, call.trace.transpose(x, order));
}

ScriptValue transpose(ScriptCall &call)
{
    return swapped(call, call.integer(1), call.integer(2));
}

ScriptValue t(ScriptCall &call)
{
    if (call.trace.rank(call.tensor(0)) != 2)
        call.outside("of another rank than two");
    return swapped(call, 0, 1);
}

ScriptValue slice(ScriptCall &call)
{
    const std::int64_t axis = call.integer(1, std::int64_t(0)), begin = call.integer(2, std::int64_t(0));
    return view(call, call.trace.slice(call.tensor(0), axis, begin, call.integer(3, INT64_MAX), call.integer(4, std::int64_t(1))));
}

ScriptValue narrow(ScriptCall &call)
{
    const std::int64_t begin = call.integer(2), count = call.integer(3);
    if (begin < 0 || count < 0 || count > INT64_MAX - begin)
        call.corrupt("an impossible part");
    return view(call, call.trace.slice(call.tensor(0), call.integer(1), begin, begin + count));
}

ScriptValue select(ScriptCall &call)
{
    return view(call, call.trace.select(call.tensor(0), call.integer(1), call.integer(2)));
}

ScriptValue chunk(ScriptCall &call)
{
    return views(call, call.trace.chunk(call.tensor(0), call.integer(1), call.integer(2, std::int64_t(0), "dim")));
}

ScriptValue splitWithSizes(ScriptCall &call)
{
    return views(call, call.trace.split(call.tensor(0), call.integers(1), call.integer(2, std::int64_t(0), "dim")));
}

ScriptValue split(ScriptCall &call)
{
    if (call.at(1).as<ScriptList>())
        return splitWithSizes(call);
    const TraceValue x = call.tensor(0);
    const std::int64_t axis = call.integer(2, std::int64_t(0), "dim"), each = call.integer(1);
    const std::int64_t length = call.trace.shape(x)[axisOf(axis, call.trace.rank(x))];
    if (each < 1 || length / each > 10'000)
        call.corrupt("parts of an impossible size");
    std::vector<std::int64_t> sizes(std::size_t(length / each), each);
    if (length % each != 0)
        sizes.push_back(length % each);
    return views(call, call.trace.split(x, sizes, axis));
}

ScriptValue unbind(ScriptCall &call)
{
    const TraceValue x = call.tensor(0);
    const std::int64_t axis = call.integer(1, std::int64_t(0)), length = call.trace.shape(x)[axisOf(axis, call.trace.rank(x))];
    if (length > 10'000)
        call.corrupt("too many parts");
    std::vector<TraceValue> parts;
    for (std::int64_t i = 0; i < length; ++i)
        parts.push_back(call.trace.select(x, axis, i));
    return views(call, parts);
}

/// -1 keeps a size.
ScriptValue expand(ScriptCall &call)
{
    const TraceValue x = call.tensor(0);
    const Shape from = call.trace.shape(x);
    Shape to = call.integers(1);
    for (std::size_t i = 0; i < to.size(); ++i) {
        const std::size_t fromEnd = to.size() - i;
        if (to[i] == -1 && fromEnd <= from.size())
            to[i] = from[from.size() - fromEnd];
    }
    return view(call, call.trace.expand(x, to));
}

ScriptValue expandAs(ScriptCall &call)
{
    return view(call, call.trace.expand(call.tensor(0), call.trace.shape(call.tensor(1))));
}

ScriptValue repeat(ScriptCall &call)
{
    return scriptTensor(call.trace.tile(call.tensor(0), call.integers(1)));
}

ScriptValue cat(ScriptCall &call)
{
    return scriptTensor(call.trace.concat(call.tensors(0), call.integer(1, std::int64_t(0), "dim")));
}

ScriptValue stack(ScriptCall &call)
{
    return scriptTensor(call.trace.stack(call.tensors(0), call.integer(1, std::int64_t(0), "dim")));
}

ScriptValue topK(ScriptCall &call)
{
    if (!call.flag(3, true, "largest"))
        call.outside("of the smallest");
    const auto [values, indices] = call.trace.topK(call.tensor(0), call.integer(1), call.integer(2, -1, "dim"));
    return scriptList({scriptTensor(values), scriptTensor(indices)});
}

ScriptValue gather(ScriptCall &call)
{
    return scriptTensor(call.trace.gatherElements(call.tensor(0), call.tensor(2), call.integer(1)));
}

ScriptValue indexSelect(ScriptCall &call)
{
    return scriptTensor(call.trace.take(call.tensor(0), call.tensor(2), call.integer(1)));
}

/// x[:, i]: one of the places may hold indices, the others take everything.
ScriptValue index(ScriptCall &call)
{
    const auto *places = call.at(1).as<ScriptList>();
    if (!places)
        call.corrupt("no list of indices");
    std::optional<std::size_t> axis;
    for (std::size_t i = 0; i < (*places)->size(); ++i) {
        if ((**places)[i].isNone())
            continue;
        if (axis)
            call.outside("along several axes");
        axis = i;
    }
    const auto *tensor = axis ? (**places)[*axis].as<ScriptTensorRef>() : nullptr;
    if (!tensor || !call.trace.isWhole((*tensor)->value) || ((*tensor)->value.known && (*tensor)->value.known->type == HostType::Bool))
        call.outside("by truth values");
    return scriptTensor(call.trace.take(call.tensor(0), (*tensor)->value, std::int64_t(*axis)));
}

/// The same numbers for themselves.
ScriptValue copy(ScriptCall &call)
{
    return scriptTensor(call.tensor(0));
}

ScriptValue contiguous(ScriptCall &call)
{
    return view(call, call.tensor(0));
}

constexpr ScriptOperator kOperators[] = {
    {"view", reshape}, {"reshape", reshape}, {"view_as", viewAs}, {"flatten", flatten}, {"squeeze", squeeze}, {"unsqueeze", unsqueeze},
    {"permute", permute}, {"transpose", transpose}, {"t", t}, {"slice", slice}, {"narrow", narrow}, {"select", select}, {"chunk", chunk},
    {"split", split}, {"split_with_sizes", splitWithSizes}, {"unbind", unbind}, {"expand", expand}, {"expand_as", expandAs}, {"repeat", repeat},
    {"cat", cat}, {"stack", stack}, {"topk", topK}, {"gather", gather}, {"index_select", indexSelect}, {"index", index}, {"clone", copy},
    {"contiguous", contiguous},
};

}  // namespace

std::span<const ScriptOperator> scriptMoves()
{
    return kOperators;
}

}  // namespace lineside::weights
