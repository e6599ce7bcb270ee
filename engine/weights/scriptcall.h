// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/scriptvalue.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lineside::weights {

/// One call of an operator in a program that is read: its arguments, checked for their kind when they are asked for. Getters throw
/// OutsideSet for an argument of another kind (torch has several forms of many operators) and where a number depends on the picture.
/// Not shared between threads.
class ScriptCall {
public:
    using Keywords = std::vector<std::pair<std::string_view, ScriptValue>>;

    ScriptCall(TraceBuilder &trace, std::string_view name, std::vector<ScriptValue> arguments, Keywords keywords)
        : trace(trace), m_name(name), m_arguments(std::move(arguments)), m_keywords(std::move(keywords))
    {
    }

    TraceBuilder &trace;

    std::string_view name() const noexcept { return m_name; }
    std::size_t count() const noexcept { return m_arguments.size(); }
    /// By position, else by name; None where it is not given.
    const ScriptValue &at(std::size_t position, std::string_view keyword = {}) const;
    bool has(std::size_t position, std::string_view keyword = {}) const { return !at(position, keyword).isNone(); }
    bool isTensor(std::size_t position) const { return at(position).as<ScriptTensorRef>() != nullptr; }

    const ScriptTensorRef &tensorRef(std::size_t position) const;
    /// A tensor, or a number as one.
    TraceValue tensor(std::size_t position, std::string_view keyword = {}) const;
    std::vector<TraceValue> tensors(std::size_t position) const;  ///< of a list
    /// A list of whole numbers, some of which may count boxes, as one value.
    TraceValue sizes(std::size_t position) const;
    std::int64_t integer(std::size_t position, std::string_view keyword = {}) const;
    std::int64_t integer(std::size_t position, std::int64_t otherwise, std::string_view keyword = {}) const;
    double number(std::size_t position, double otherwise, std::string_view keyword = {}) const;
    bool flag(std::size_t position, bool otherwise, std::string_view keyword = {}) const;
    /// A list of integers, or one integer; empty where it is not given.
    std::vector<std::int64_t> integers(std::size_t position, std::string_view keyword = {}) const;

    [[noreturn]] void corrupt(const std::string &what) const;
    [[noreturn]] void outside(const std::string &what) const;

private:
    std::int64_t integerOfValue(const ScriptValue &value) const;
    TraceValue tensorOfValue(const ScriptValue &value) const;

    std::string_view m_name;
    std::vector<ScriptValue> m_arguments;
    Keywords m_keywords;
};

using ScriptFunction = ScriptValue (*)(ScriptCall &);

struct ScriptOperator {
    std::string_view name;  ///< without "torch." or "ops.aten."
    ScriptFunction apply;
};

// One table a kind of operator, each in its own file.
std::span<const ScriptOperator> scriptArithmetic();
std::span<const ScriptOperator> scriptLayers();
std::span<const ScriptOperator> scriptMoves();
std::span<const ScriptOperator> scriptConstants();

/// The operator of that name, or null where it is not one that is read.
ScriptFunction findScriptOperator(std::string_view name);
/// The same of those that torch also has in place, under this name and "_": what it makes are the numbers that its first argument gets.
ScriptFunction findScriptChange(std::string_view name);

/// The kind of numbers that torch's number of an element type stands for; none for an unknown one.
std::optional<HostType> hostTypeOf(std::int64_t scalarType);

}  // namespace lineside::weights
