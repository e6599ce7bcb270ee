// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/loadqueue.h"

#include <algorithm>
#include <utility>

namespace lineside {

using namespace std::chrono_literals;

LoadId LoadQueue::add(QueuedLoad load)
{
    load.shown.id = m_nextId++;
    load.shown.cause = load.ask.cause;
    m_loads.push_back(std::move(load));
    return m_loads.back().shown.id;
}

std::optional<QueuedLoad> LoadQueue::next(const LoadConditions &conditions)
{
    const std::vector<SteadyTime> begun = begunLately(conditions.now);
    const auto found = std::ranges::find_if(m_loads, [&](QueuedLoad &load) {
        if (isUrgent(load.ask.cause))
            return true;
        const auto hold = holdOf(load.ask, m_policy, conditions, begun);
        if (!hold || hold->why != LoadWait::Busy)
            load.ask.busySince.reset();
        else if (!load.ask.busySince)
            load.ask.busySince = conditions.now;
        return !hold && m_inHand == 0;
    });
    if (found == m_loads.end())
        return std::nullopt;
    QueuedLoad load = std::move(*found);
    m_loads.erase(found);
    ++m_inHand;
    return load;
}

void LoadQueue::count(LoadCause cause, SteadyTime now)
{
    while (!m_begun.empty() && m_begun.front().at + 1h <= now)
        m_begun.pop_front();
    m_begun.push_back({now, cause});
}

void LoadQueue::ended()
{
    --m_inHand;
}

bool LoadQueue::hurry(LoadId id)
{
    const auto found = std::ranges::find_if(m_loads, [id](const QueuedLoad &load) { return load.shown.id == id; });
    if (found == m_loads.end())
        return false;
    found->ask.hurried = true;
    return true;
}

void LoadQueue::drop(CandidateId candidate)
{
    std::erase_if(m_loads, [&](const QueuedLoad &load) { return load.shown.candidate == candidate && candidate != 0; });
}

void LoadQueue::drop(const ModelId &model)
{
    std::erase_if(m_loads, [&](const QueuedLoad &load) { return load.shown.candidate == 0 && load.shown.model == model; });
}

void LoadQueue::raise(const ModelId &model, LoadCause cause)
{
    for (QueuedLoad &load : m_loads) {
        if (load.shown.candidate == 0 && load.shown.model == model && isUrgent(cause) && !isUrgent(load.ask.cause))
            load.ask.cause = load.shown.cause = cause;
    }
}

std::vector<WaitingLoad> LoadQueue::waiting(const LoadConditions &conditions, std::chrono::system_clock::time_point wall) const
{
    std::vector<WaitingLoad> shown;
    std::vector<SteadyTime> begun = begunLately(conditions.now);
    for (const QueuedLoad &load : m_loads) {
        WaitingLoad w = load.shown;
        if (const auto hold = holdOf(load.ask, m_policy, conditions, begun)) {
            w.why = hold->why;
            // Whole seconds: a figure that trembles is no news.
            w.until = std::chrono::round<std::chrono::seconds>(wall + std::chrono::duration_cast<std::chrono::milliseconds>(hold->until - conditions.now));
            if (hold->why != LoadWait::Window)  // those behind come after it
                begun.push_back(std::max(hold->until, conditions.now));
        }
        shown.push_back(std::move(w));
    }
    return shown;
}

std::vector<SteadyTime> LoadQueue::begunLately(SteadyTime now) const
{
    std::vector<SteadyTime> times;
    for (const Begun &b : m_begun) {
        if (!isUrgent(b.cause) && b.at + 1min > now)
            times.push_back(b.at);
    }
    return times;
}

std::array<std::uint64_t, kLoadCauses> LoadQueue::lastHour(SteadyTime now) const
{
    std::array<std::uint64_t, kLoadCauses> counts{};
    for (const Begun &b : m_begun) {
        if (b.at + 1h > now)
            ++counts[static_cast<std::size_t>(b.cause)];
    }
    return counts;
}

}  // namespace lineside
