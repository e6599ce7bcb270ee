// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scriptcall.h"

#include "weights/refused.h"

namespace lineside::weights {

void ScriptCall::corrupt(const std::string &what) const
{
    refuse(RefusalReason::Corrupt, std::string(m_name) + ": " + what, std::string(m_name));
}

void ScriptCall::outside(const std::string &what) const
{
    throw OutsideSet{std::string(m_name), what};
}

const ScriptValue &ScriptCall::at(std::size_t position, std::string_view keyword) const
{
    static const ScriptValue none;
    if (position < m_arguments.size())
        return m_arguments[position];
    for (const auto &[name, value] : m_keywords) {
        if (!keyword.empty() && name == keyword)
            return value;
    }
    return none;
}

const ScriptTensorRef &ScriptCall::tensorRef(std::size_t position) const
{
    const auto *tensor = at(position).as<ScriptTensorRef>();
    if (!tensor)
        outside("argument " + std::to_string(position) + " is no tensor");
    return *tensor;
}

TraceValue ScriptCall::tensorOfValue(const ScriptValue &value) const
{
    if (const auto *tensor = value.as<ScriptTensorRef>())
        return (*tensor)->value(trace);
    if (const auto *integer = value.as<std::int64_t>())
        return trace.known(hostInteger(*integer));
    if (const auto *real = value.as<double>())
        return trace.known(hostFloat(float(*real)));
    if (const auto *flag = value.as<bool>())
        return trace.known(hostIntegers({}, {*flag ? 1 : 0}, HostType::Bool));
    outside("no tensor where there should be one");
}

TraceValue ScriptCall::tensor(std::size_t position, std::string_view keyword) const
{
    return tensorOfValue(at(position, keyword));
}

std::vector<TraceValue> ScriptCall::tensors(std::size_t position) const
{
    const auto *list = at(position).as<ScriptList>();
    if (!list)
        outside("no list of tensors");
    if ((*list)->empty())
        corrupt("no tensors where there should be some");
    std::vector<TraceValue> values;
    for (const ScriptValue &item : **list)
        values.push_back(tensorOfValue(item));
    return values;
}

TraceValue ScriptCall::sizes(std::size_t position) const
{
    const auto *list = at(position).as<ScriptList>();
    if (!list)
        outside("no list of sizes");
    if ((*list)->empty())
        return trace.known(hostIntegers({0}, {}));
    std::vector<TraceValue> values;
    for (const ScriptValue &item : **list) {
        values.push_back(tensorOfValue(item));
        if (values.back().known)
            values.back() = trace.known(hostInteger(integerOfValue(item)));
    }
    return trace.stack(values, 0);
}

std::int64_t ScriptCall::integerOfValue(const ScriptValue &value) const
{
    if (const auto *integer = value.as<std::int64_t>())
        return *integer;
    if (const auto *flag = value.as<bool>())
        return *flag;
    if (const auto *tensor = value.as<ScriptTensorRef>()) {
        const HostTensor &known = trace.need((*tensor)->value(trace));
        if (known.type != HostType::Float)
            return integerOf(known);
    }
    outside("no whole number where there should be one");
}

std::int64_t ScriptCall::integer(std::size_t position, std::string_view keyword) const
{
    return integerOfValue(at(position, keyword));
}

std::int64_t ScriptCall::integer(std::size_t position, std::int64_t otherwise, std::string_view keyword) const
{
    return has(position, keyword) ? integerOfValue(at(position, keyword)) : otherwise;
}

double ScriptCall::number(std::size_t position, double otherwise, std::string_view keyword) const
{
    const ScriptValue &value = at(position, keyword);
    if (value.isNone())
        return otherwise;
    if (const auto *real = value.as<double>())
        return *real;
    if (const auto *tensor = value.as<ScriptTensorRef>())
        return numberOf(trace.need((*tensor)->value(trace)));
    return double(integerOfValue(value));
}

bool ScriptCall::flag(std::size_t position, bool otherwise, std::string_view keyword) const
{
    return has(position, keyword) ? integerOfValue(at(position, keyword)) != 0 : otherwise;
}

std::vector<std::int64_t> ScriptCall::integers(std::size_t position, std::string_view keyword) const
{
    const ScriptValue &value = at(position, keyword);
    if (value.isNone())
        return {};
    const auto *list = value.as<ScriptList>();
    if (!list)
        return {integerOfValue(value)};
    std::vector<std::int64_t> result;
    for (const ScriptValue &item : **list)
        result.push_back(integerOfValue(item));
    return result;
}

std::optional<HostType> hostTypeOf(std::int64_t scalarType)
{
    switch (scalarType) {
    case 0: case 1: case 2: case 3: case 4: return HostType::Int;    // 8 to 64 bits
    case 5: case 6: case 7: case 15: return HostType::Float;         // half, float, double, bfloat16
    case 11: return HostType::Bool;
    default: return std::nullopt;
    }
}

ScriptFunction findScriptChange(std::string_view name)
{
    for (const ScriptOperator &entry : scriptArithmetic()) {
        if (entry.name == name)
            return entry.apply;
    }
    return name == "copy" || name == "dropout" ? findScriptOperator(name) : nullptr;
}

ScriptFunction findScriptOperator(std::string_view name)
{
    for (const auto &table : {scriptArithmetic(), scriptLayers(), scriptMoves(), scriptConstants()}) {
        for (const ScriptOperator &entry : table) {
            if (entry.name == name)
                return entry.apply;
        }
    }
    return nullptr;
}

}  // namespace lineside::weights
