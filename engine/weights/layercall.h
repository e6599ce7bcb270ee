// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/tracebuilder.h"

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lineside::weights {

/// One layer of a graph that is translated, of ONNX or of OpenVINO: its inputs as values; what its attributes are, its form knows. Throws
/// Refused (Corrupt) for an input that the operator needs and does not get, OutsideSet for what `trace` cannot say; both name the operator that
/// `trace` is at. Not shared between threads: one thread at a time.
class LayerCall {
public:
    TraceBuilder &trace;

    std::size_t inputs() const { return m_inputs.size(); }
    bool has(std::size_t i) const { return i < m_inputs.size() && m_inputs[i]; }
    const TraceValue &input(std::size_t i) const;
    /// The whole numbers of an input whose value is known.
    std::vector<std::int64_t> numbers(std::size_t i) const;

    [[noreturn]] void outside(const std::string &detail) const { trace.outside(detail); }
    [[noreturn]] void corrupt(const std::string &detail) const { trace.corrupt(detail); }

protected:
    /// `inputs`: one an input of the layer; null where it is left out.
    LayerCall(TraceBuilder &builder, std::vector<const TraceValue *> inputs) : trace(builder), m_inputs(std::move(inputs)) {}
    ~LayerCall() = default;

private:
    std::vector<const TraceValue *> m_inputs;
};

/// How an operator of this name is translated. Value type.
template <class Call>
struct LayerEntry {
    std::string_view type;
    std::vector<TraceValue> (*translate)(Call &);  ///< the values of its outputs; fewer where the rest are not used
};

/// None for an operator that no table has. Thread-safe.
template <class Call>
const LayerEntry<Call> *entryOf(std::initializer_list<std::span<const LayerEntry<Call>>> tables, std::string_view type)
{
    for (const auto table : tables) {
        const auto it = std::find_if(table.begin(), table.end(), [&](const LayerEntry<Call> &entry) { return entry.type == type; });
        if (it != table.end())
            return &*it;
    }
    return nullptr;
}

}  // namespace lineside::weights
