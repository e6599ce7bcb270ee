// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/tracebuilder.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace lineside::weights {

/// One step from a tensor to what shows a part of it, or all of it in another shape. Value type.
struct ViewStep {
    enum Kind { Reshape, Transpose, Slice, Select, Expand } kind = Reshape;
    TraceValue sizes = {};       ///< Reshape, Expand: one -1 is worked out
    std::vector<int> order = {}; ///< Transpose
    std::int64_t axis = 0, begin = 0, end = 0, step = 1;  ///< Slice; Select: axis, begin
};

class ScriptTensor;
using ScriptTensorRef = std::shared_ptr<const ScriptTensor>;

/// A tensor of a program that is read. It has numbers of its own or shows those of another, so that a change in place is seen in all
/// that show them, as torch does it: what would be seen is worked out when somebody looks. Not shared between threads.
class ScriptTensor {
public:
    explicit ScriptTensor(TraceValue own) : m_memory(std::make_shared<Memory>(Memory{std::move(own)})) {}

    /// What shows `of` by one step.
    ScriptTensor(const ScriptTensor &of, ViewStep step) : m_memory(of.m_memory), m_way(of.m_way) { m_way.push_back(std::move(step)); }

    /// What it shows now.
    const TraceValue &value(TraceBuilder &trace) const;

    std::size_t steps() const { return m_way.size(); }  ///< from the numbers that it shows
    bool sharesWith(const ScriptTensor &other) const { return m_memory == other.m_memory; }

    /// From now on nothing that shows these numbers may change them: something may show them or not, and nobody here knows.
    void freeze() const { m_memory->frozen = true; }

    /// Gives the part that it shows other numbers, of the same shape. False where that cannot be followed.
    bool write(TraceBuilder &trace, TraceValue value) const;

private:
    struct Memory {
        TraceValue whole;
        std::int64_t version = 0;
        bool frozen = false;
    };

    std::shared_ptr<Memory> m_memory;
    std::vector<ViewStep> m_way;
    mutable TraceValue m_seen;  ///< of a view: at that version
    mutable std::int64_t m_seenVersion = -1;
};

}  // namespace lineside::weights
