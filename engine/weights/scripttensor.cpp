// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scripttensor.h"

#include <algorithm>

namespace lineside::weights {
namespace {

TraceValue applied(TraceBuilder &trace, const ViewStep &step, const TraceValue &x)
{
    switch (step.kind) {
    case ViewStep::Reshape: return trace.reshapeTo(x, step.sizes);
    case ViewStep::Transpose: return trace.transpose(x, step.order);
    case ViewStep::Slice: return trace.slice(x, step.axis, step.begin, step.end, step.step);
    case ViewStep::Select: return trace.select(x, step.axis, step.begin);
    case ViewStep::Expand: break;
    }
    return trace.expandTo(x, step.sizes);
}

/// `whole` with the entries from `begin` to `end` of an axis replaced.
TraceValue replaced(TraceBuilder &trace, const TraceValue &whole, std::int64_t axis, std::int64_t begin, std::int64_t end, TraceValue part)
{
    const std::int64_t length = trace.lengthOf(whole, axis);
    std::vector<TraceValue> parts;
    if (begin > 0)
        parts.push_back(trace.slice(whole, axis, 0, begin));
    parts.push_back(std::move(part));
    if (end < length)
        parts.push_back(trace.slice(whole, axis, end, length));
    return parts.size() == 1 ? parts.front() : trace.concat(parts, axis);
}

/// `whole` after what one step shows of it was given other numbers; none where that is not followed.
std::optional<TraceValue> putBack(TraceBuilder &trace, const ViewStep &step, const TraceValue &whole, const TraceValue &part)
{
    switch (step.kind) {
    case ViewStep::Reshape: return trace.reshapeTo(part, trace.sizes(whole));
    case ViewStep::Transpose: {
        std::vector<int> back(step.order.size());
        for (std::size_t i = 0; i < back.size(); ++i)
            back[axisOf(step.order[i], back.size())] = int(i);
        return trace.transpose(part, back);
    }
    case ViewStep::Slice: {
        const std::int64_t length = trace.lengthOf(whole, step.axis);
        const auto own = [&](std::int64_t index) { return std::clamp<std::int64_t>(index < 0 ? std::max(index, -length) + length : index, 0, length); };
        const std::int64_t begin = own(step.begin), end = own(step.end);
        if (step.step != 1 || begin >= end)
            return std::nullopt;
        return replaced(trace, whole, step.axis, begin, end, part);
    }
    case ViewStep::Select: {
        const std::int64_t length = trace.lengthOf(whole, step.axis), index = step.begin < 0 ? step.begin + length : step.begin;
        return replaced(trace, whole, step.axis, index, index + 1, trace.unsqueeze(part, {std::int64_t(axisOf(step.axis, trace.rank(whole)))}));
    }
    case ViewStep::Expand: break;
    }
    return std::nullopt;  // one number in many places
}

}  // namespace

const TraceValue &ScriptTensor::value(TraceBuilder &trace) const
{
    if (m_way.empty())
        return m_memory->whole;
    if (m_seenVersion != m_memory->version) {
        TraceValue seen = m_memory->whole;
        for (const ViewStep &step : m_way)
            seen = applied(trace, step, seen);
        m_seen = std::move(seen);
        m_seenVersion = m_memory->version;
    }
    return m_seen;
}

bool ScriptTensor::write(TraceBuilder &trace, TraceValue value) const
{
    if (m_memory->frozen)
        return false;
    std::vector<TraceValue> wholes = {m_memory->whole};  // before each step
    for (std::size_t i = 0; i + 1 < m_way.size(); ++i)
        wholes.push_back(applied(trace, m_way[i], wholes.back()));
    for (std::size_t i = m_way.size(); i-- > 0;) {
        auto whole = putBack(trace, m_way[i], wholes[i], value);
        if (!whole)
            return false;
        value = *std::move(whole);
    }
    m_memory->whole = std::move(value);
    ++m_memory->version;
    return true;
}

}  // namespace lineside::weights
