// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scriptcall.h"

namespace lineside::weights {
namespace {

TraceValue typed(ScriptCall &call, const TraceValue &value, std::size_t position, HostType otherwise)
{
    const ScriptValue &type = call.at(position, "dtype");
    if (type.isNone())
        return call.trace.cast(value, otherwise);
    const auto host = hostTypeOf(call.integer(position, "dtype"));
    if (!host)
        call.outside("of an unusual type");
    return call.trace.cast(value, *host);
}

HostType typeOf(const ScriptCall &call, const TraceValue &value)
{
    if (value.known)
        return value.known->type;
    return call.trace.isWhole(value) ? HostType::Int : HostType::Float;
}

/// A number where it is known; a number of boxes stays a value.
ScriptValue sizeOf(ScriptCall &call, const TraceValue &sizes, std::int64_t axis)
{
    const TraceValue one = call.trace.select(sizes, 0, axis);
    return one.known ? ScriptValue(integerOf(*one.known)) : scriptTensor(one);
}

ScriptValue size(ScriptCall &call)
{
    const TraceValue x = call.tensor(0), sizes = call.trace.sizes(x);
    const std::size_t rank = call.trace.rank(x);
    if (call.has(1))
        return sizeOf(call, sizes, std::int64_t(axisOf(call.integer(1), rank)));
    std::vector<ScriptValue> all;
    for (std::size_t axis = 0; axis < rank; ++axis)
        all.push_back(sizeOf(call, sizes, std::int64_t(axis)));
    return scriptList(std::move(all));
}

ScriptValue shapeAsTensor(ScriptCall &call)
{
    return scriptTensor(call.trace.sizes(call.tensor(0)));
}

ScriptValue numel(ScriptCall &call)
{
    return elementsOf(call.trace.shape(call.tensor(0)), INT32_MAX);
}

ScriptValue len(ScriptCall &call)
{
    if (const auto *list = call.at(0).as<ScriptList>())
        return std::int64_t((*list)->size());
    const Shape shape = call.trace.shape(call.tensor(0));
    if (shape.empty())
        call.corrupt("of a number");
    return shape.front();
}

ScriptValue getItem(ScriptCall &call)
{
    const auto *list = call.at(0).as<ScriptList>();
    if (!list)
        call.corrupt("of no list");
    return (**list)[axisOf(call.integer(1), (*list)->size())];
}

ScriptValue numToTensor(ScriptCall &call)
{
    return scriptTensor(call.tensor(0));
}

/// A tensor of one number as that number.
ScriptValue item(ScriptCall &call)
{
    const HostTensor &known = call.trace.need(call.tensor(0));
    if (known.type == HostType::Float)
        return numberOf(known);
    return integerOf(known);
}

/// From, to and step, of which the first and the last may be left out.
ScriptValue arange(ScriptCall &call)
{
    std::vector<TraceValue> bounds;
    for (std::size_t i = 0; i < call.count() && i < 3 && call.has(i); ++i)
        bounds.push_back(call.tensor(i));
    if (bounds.empty())
        call.corrupt("without an end");
    const HostTensor start = bounds.size() > 1 ? call.trace.need(bounds[0]) : hostInteger(0), limit = call.trace.need(bounds.size() > 1 ? bounds[1] : bounds[0]);
    const TraceValue range = call.trace.known(rangeHost(start, limit, bounds.size() > 2 ? call.trace.need(bounds[2]) : hostInteger(1)));
    return scriptTensor(typed(call, range, 99, typeOf(call, range)));
}

ScriptValue filled(ScriptCall &call, const Shape &shape, const HostTensor &value, std::size_t typePosition, HostType otherwise)
{
    return scriptTensor(typed(call, call.trace.known(fullHost(shape, value)), typePosition, otherwise));
}

ScriptValue full(ScriptCall &call)
{
    const HostTensor value = call.trace.need(call.tensor(1));
    return filled(call, call.integers(0), value, 2, value.type);
}

ScriptValue newFull(ScriptCall &call)
{
    return filled(call, call.integers(1), call.trace.need(call.tensor(2)), 3, typeOf(call, call.tensor(0)));
}

template <int number>
ScriptValue all(ScriptCall &call)
{
    return filled(call, call.integers(0), hostFloat(number), 1, HostType::Float);
}

template <int number>
ScriptValue newAll(ScriptCall &call)
{
    return filled(call, call.integers(1), hostFloat(number), 2, typeOf(call, call.tensor(0)));
}

template <int number>
ScriptValue allLike(ScriptCall &call)
{
    const TraceValue like = call.tensor(0);
    return filled(call, call.trace.shape(like), hostFloat(number), 1, typeOf(call, like));
}

ScriptValue fullLike(ScriptCall &call)
{
    const TraceValue like = call.tensor(0);
    return filled(call, call.trace.shape(like), call.trace.need(call.tensor(1)), 2, typeOf(call, like));
}

/// Memory that is not written yet: of chosen boxes alone, of which the rest of a program is known.
ScriptValue emptyLike(ScriptCall &call)
{
    if (!call.tensor(0).chosen)
        call.outside("of memory that is not written");
    const TraceValue own = call.trace.choice().unwritten(call.tensor(0));
    return scriptTensor(call.at(1, "dtype").isNone() ? own : typed(call, own, 1, HostType::Float));
}

/// Grids of rows and columns of known numbers, as torch writes them with "ij".
ScriptValue meshgrid(ScriptCall &call)
{
    const auto *order = call.at(1, "indexing").as<std::string_view>();
    if (order && *order != "ij")
        call.outside("with another order than ij");
    const std::vector<TraceValue> axes = call.tensors(0);
    Shape shape;
    for (const TraceValue &axis : axes)
        shape.push_back(elementsOf(call.trace.shape(axis)));
    std::vector<ScriptValue> grids;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        Shape own(axes.size(), 1);
        own[i] = shape[i];
        grids.push_back(scriptTensor(call.trace.expand(call.trace.reshape(axes[i], own), shape)));
    }
    return scriptList(std::move(grids));
}

/// What is of the type already is the tensor itself; but all kinds of broken numbers are one here, so that it may be a copy as well.
ScriptValue sameOr(const ScriptCall &call, const TraceValue &value)
{
    const TraceValue before = call.tensor(0);
    const bool same = value.known ? before.known && before.known->type == value.known->type : value.id == before.id && !value.chosen;
    if (!same || !call.isTensor(0))
        return scriptTensor(value);
    call.tensorRef(0)->freeze();
    return call.at(0);
}

ScriptValue typeAs(ScriptCall &call)
{
    return sameOr(call, call.trace.cast(call.tensor(0), typeOf(call, call.tensor(1))));
}

/// To a type, to a device or both, or to those of another tensor; a device changes nothing.
ScriptValue to(ScriptCall &call)
{
    if (call.isTensor(1))
        return typeAs(call);
    for (std::size_t i = 1; i < call.count(); ++i) {
        if (call.at(i).as<std::int64_t>())
            return sameOr(call, typed(call, call.tensor(0), i, HostType::Float));
    }
    if (call.has(99, "dtype"))
        return sameOr(call, typed(call, call.tensor(0), 99, HostType::Float));
    return call.at(0);
}

ScriptValue device(ScriptCall &)
{
    return {};
}

constexpr ScriptOperator kOperators[] = {
    {"size", size}, {"_shape_as_tensor", shapeAsTensor}, {"numel", numel}, {"len", len}, {"__getitem__", getItem}, {"NumToTensor", numToTensor},
    {"ScalarImplicit", item}, {"item", item}, {"arange", arange}, {"full", full}, {"new_full", newFull}, {"zeros", all<0>}, {"ones", all<1>},
    {"new_zeros", newAll<0>}, {"new_ones", newAll<1>}, {"zeros_like", allLike<0>}, {"ones_like", allLike<1>}, {"full_like", fullLike}, {"empty_like", emptyLike},
    {"meshgrid", meshgrid}, {"type_as", typeAs}, {"to", to}, {"device", device},
};

}  // namespace

std::span<const ScriptOperator> scriptConstants()
{
    return kOperators;
}

}  // namespace lineside::weights
