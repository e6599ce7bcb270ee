// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scriptcall.h"

#include <numeric>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxParts = 10'000;
constexpr std::size_t kMaxSteps = 24;  // from one view to the next

/// Shows the numbers of the first argument in another way.
ScriptValue view(const ScriptCall &call, ViewStep step)
{
    if (!call.isTensor(0))
        return scriptTensor(ScriptTensor(ScriptTensor(call.tensor(0)), std::move(step)).value(call.trace));
    if (call.tensorRef(0)->steps() >= kMaxSteps)
        call.outside("of views of views without end");
    auto shown = std::make_shared<const ScriptTensor>(*call.tensorRef(0), std::move(step));
    shown->value(call.trace);  // what does not fit is told here
    return ScriptTensorRef(std::move(shown));
}

ScriptValue reshaped(const ScriptCall &call, const TraceValue &to)
{
    return view(call, {ViewStep::Reshape, to});
}

ScriptValue reshaped(const ScriptCall &call, const Shape &to)
{
    return reshaped(call, call.trace.known(hostIntegers({std::int64_t(to.size())}, to)));
}

/// A copy or not, which depends on how torch happens to have the numbers in memory.
ScriptValue perhapsCopied(const ScriptCall &call, const ScriptValue &shown)
{
    if (call.isTensor(0))
        call.tensorRef(0)->freeze();
    const ScriptTensorRef &tensor = *shown.as<ScriptTensorRef>();
    ScriptValue copy = scriptTensor(tensor->value(call.trace));
    (*copy.as<ScriptTensorRef>())->freeze();
    return copy;
}

ScriptValue viewed(ScriptCall &call)
{
    if (!call.at(1).as<ScriptList>())
        call.outside("as another type");
    return reshaped(call, call.sizes(1));
}

ScriptValue reshape(ScriptCall &call)
{
    return perhapsCopied(call, viewed(call));
}

ScriptValue viewAs(ScriptCall &call)
{
    return reshaped(call, call.trace.shape(call.tensor(1)));
}

ScriptValue flatten(ScriptCall &call)
{
    const TraceValue flat = call.trace.flatten(call.tensor(0), call.integer(1, std::int64_t(0)), call.integer(2, -1));
    return perhapsCopied(call, scriptTensor(flat));
}

/// The shape of what a move makes of the first argument, which only changes its axes of size 1.
ScriptValue squeeze(ScriptCall &call)
{
    const TraceValue y = call.trace.squeeze(call.tensor(0), call.integers(1));
    return reshaped(call, call.trace.sizes(y));
}

ScriptValue unsqueeze(ScriptCall &call)
{
    const TraceValue y = call.trace.unsqueeze(call.tensor(0), {call.integer(1)});
    return reshaped(call, call.trace.sizes(y));
}

ScriptValue permute(ScriptCall &call)
{
    std::vector<int> order;
    for (const std::int64_t axis : call.integers(1))
        order.push_back(int(axisOf(axis, call.trace.rank(call.tensor(0)))));
    return view(call, {ViewStep::Transpose, {}, order});
}

ScriptValue swapped(ScriptCall &call, std::int64_t a, std::int64_t b)
{
    std::vector<int> order(call.trace.rank(call.tensor(0)));
    std::iota(order.begin(), order.end(), 0);
    std::swap(order[axisOf(a, order.size())], order[axisOf(b, order.size())]);
    return view(call, {ViewStep::Transpose, {}, order});
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

ScriptValue part(const ScriptCall &call, std::int64_t axis, std::int64_t begin, std::int64_t end, std::int64_t step = 1)
{
    return view(call, {ViewStep::Slice, {}, {}, axis, begin, end, step});
}

ScriptValue entry(const ScriptCall &call, std::int64_t axis, std::int64_t index)
{
    return view(call, {ViewStep::Select, {}, {}, axis, index});
}

ScriptValue slice(ScriptCall &call)
{
    return part(call, call.integer(1, std::int64_t(0)), call.integer(2, std::int64_t(0)), call.integer(3, INT64_MAX), call.integer(4, std::int64_t(1)));
}

ScriptValue narrow(ScriptCall &call)
{
    const std::int64_t begin = call.integer(2), count = call.integer(3);
    if (begin < 0 || count < 0 || count > INT64_MAX - begin)
        call.corrupt("an impossible part");
    return part(call, call.integer(1), begin, begin + count);
}

ScriptValue select(ScriptCall &call)
{
    return entry(call, call.integer(1), call.integer(2));
}

std::int64_t lengthOf(const ScriptCall &call, std::int64_t axis)
{
    const TraceValue x = call.tensor(0);
    return call.trace.shape(x)[axisOf(axis, call.trace.rank(x))];
}

/// One after the other along an axis.
ScriptValue parts(const ScriptCall &call, const std::vector<std::int64_t> &sizes, std::int64_t axis)
{
    const std::int64_t length = lengthOf(call, axis);
    std::vector<ScriptValue> items;
    std::int64_t begin = 0;
    for (const std::int64_t size : sizes) {
        if (size < 0 || size > length - begin)
            call.corrupt("parts larger than the whole");
        items.push_back(part(call, axis, begin, begin + size));
        begin += size;
    }
    if (begin != length)
        call.corrupt("parts smaller than the whole");
    return scriptList(std::move(items));
}

/// In parts of `each`, of which the last may be shorter.
ScriptValue equalParts(const ScriptCall &call, std::int64_t each, std::int64_t axis)
{
    const std::int64_t length = lengthOf(call, axis);
    if (each < 1 || length / each > kMaxParts)
        call.corrupt("parts of an impossible size");
    std::vector<std::int64_t> sizes(std::size_t(length / each), each);
    if (length % each != 0)
        sizes.push_back(length % each);
    return parts(call, sizes, axis);
}

ScriptValue chunk(ScriptCall &call)
{
    const std::int64_t count = call.integer(1), axis = call.integer(2, std::int64_t(0), "dim"), length = lengthOf(call, axis);
    if (count < 1 || count > kMaxParts || length < 1)
        call.corrupt("an impossible number of parts");
    return equalParts(call, (length - 1) / count + 1, axis);
}

ScriptValue splitWithSizes(ScriptCall &call)
{
    return parts(call, call.integers(1), call.integer(2, std::int64_t(0), "dim"));
}

ScriptValue split(ScriptCall &call)
{
    if (call.at(1).as<ScriptList>())
        return splitWithSizes(call);
    return equalParts(call, call.integer(1), call.integer(2, std::int64_t(0), "dim"));
}

ScriptValue unbind(ScriptCall &call)
{
    const std::int64_t axis = call.integer(1, std::int64_t(0)), length = lengthOf(call, axis);
    if (length > kMaxParts)
        call.corrupt("too many parts");
    std::vector<ScriptValue> items;
    for (std::int64_t i = 0; i < length; ++i)
        items.push_back(entry(call, axis, i));
    return scriptList(std::move(items));
}

/// -1 keeps a size.
ScriptValue expand(ScriptCall &call)
{
    const TraceValue x = call.tensor(0);
    if (x.chosen)
        return view(call, {ViewStep::Expand, call.sizes(1)});
    const Shape from = call.trace.shape(x);
    Shape to = call.integers(1);
    for (std::size_t i = 0; i < to.size(); ++i) {
        const std::size_t fromEnd = to.size() - i;
        if (to[i] == -1 && fromEnd <= from.size())
            to[i] = from[from.size() - fromEnd];
    }
    return view(call, {ViewStep::Expand, call.trace.known(hostIntegers({std::int64_t(to.size())}, to))});
}

ScriptValue expandAs(ScriptCall &call)
{
    const Shape to = call.trace.shape(call.tensor(1));
    return view(call, {ViewStep::Expand, call.trace.known(hostIntegers({std::int64_t(to.size())}, to))});
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
    if (!tensor)
        call.outside("by no tensor");
    const TraceValue &by = (*tensor)->value(call.trace);
    if (by.chosen && *axis == 0)
        return scriptTensor(call.trace.chosenOf(call.tensor(0), by));
    if (!call.trace.isWhole(by) || (by.known && by.known->type == HostType::Bool))
        call.outside("by truth values");
    return scriptTensor(call.trace.take(call.tensor(0), by, std::int64_t(*axis)));
}

/// The same numbers for themselves.
ScriptValue clone(ScriptCall &call)
{
    return scriptTensor(call.tensor(0));
}

/// The numbers of the second in the shape and the type of the first.
ScriptValue copy(ScriptCall &call)
{
    const TraceValue to = call.tensor(0), from = call.tensor(1);
    if (to.chosen || from.chosen)
        return scriptTensor(from);  // of that shape and type already, or it is not written
    const Shape shape = call.trace.shape(to);
    const HostType type = to.known ? to.known->type : call.trace.isWhole(to) ? HostType::Int : HostType::Float;
    return scriptTensor(call.trace.expand(call.trace.cast(from, type), shape));
}

ScriptValue contiguous(ScriptCall &call)
{
    return perhapsCopied(call, call.at(0));
}

/// torch counts the pads from the last axis on.
ScriptValue pad(ScriptCall &call)
{
    const auto *mode = call.at(2, "mode").as<std::string_view>();
    const TraceValue x = call.tensor(0), pairs = call.sizes(1);
    if ((mode && *mode != "constant") || (call.has(3, "value") && call.number(3, 0, "value") != 0))
        call.outside("with something else than zeros");
    const auto *list = call.at(1).as<ScriptList>();
    const auto rank = std::int64_t(call.trace.rank(x)), given = std::int64_t((*list)->size());
    if (given % 2 != 0 || given > 2 * rank)
        call.corrupt("pads of axes that are not there");
    std::vector<TraceValue> widths;
    for (const std::int64_t end : {0, 1}) {
        for (std::int64_t axis = 0; axis < rank; ++axis) {
            const std::int64_t at = 2 * (rank - 1 - axis) + end;
            widths.push_back(at < given ? call.trace.select(pairs, 0, at) : call.trace.known(hostInteger(0)));
        }
    }
    return scriptTensor(rank == 0 ? x : call.trace.pad(x, call.trace.stack(widths, 0)));
}

ScriptValue nms(ScriptCall &call)
{
    return scriptTensor(call.trace.choice().suppress(call.tensor(0), call.tensor(1), call.number(2, 0)));
}

constexpr ScriptOperator kOperators[] = {
    {"torchvision.nms", nms},
    {"view", viewed}, {"reshape", reshape}, {"view_as", viewAs}, {"flatten", flatten}, {"squeeze", squeeze}, {"unsqueeze", unsqueeze},
    {"permute", permute}, {"transpose", transpose}, {"t", t}, {"slice", slice}, {"narrow", narrow}, {"select", select}, {"chunk", chunk},
    {"split", split}, {"split_with_sizes", splitWithSizes}, {"unbind", unbind}, {"expand", expand}, {"expand_as", expandAs}, {"repeat", repeat},
    {"cat", cat}, {"stack", stack}, {"topk", topK}, {"gather", gather}, {"index_select", indexSelect}, {"index", index}, {"clone", clone},
    {"contiguous", contiguous}, {"copy", copy}, {"pad", pad},
};

}  // namespace

std::span<const ScriptOperator> scriptMoves()
{
    return kOperators;
}

}  // namespace lineside::weights
