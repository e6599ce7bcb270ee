// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/loadpolicy.h"

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace lineside {

/// Held by a load while it is in hand; the last owner gone, the next may begin.
using LoadTurn = std::shared_ptr<void>;

/// A load that was asked for.
struct QueuedLoad {
    LoadAsk ask;
    WaitingLoad shown;
    std::function<bool(LoadCause, LoadTurn)> begin;  ///< given the cause that it has by then; false: nothing was to be loaded any more
};

/// The loads of one device that have not begun, and what has: one is in hand at a time, but for urgent ones, which wait for nothing here.
/// Keeps the order in which they were asked for; one whose station's window is closed does not hold up those behind it. Decides by
/// `holdOf`; starts nothing itself. Of one thread.
class LoadQueue {
public:
    explicit LoadQueue(LoadingPolicy policy = {}) : m_policy(policy) {}

    const LoadingPolicy &policy() const { return m_policy; }
    void setPolicy(const LoadingPolicy &policy) { m_policy = policy; }

    LoadId add(QueuedLoad load);
    /// The next that may begin, taken out and in hand until `ended`; empty: none.
    std::optional<QueuedLoad> next(const LoadConditions &conditions);
    void count(LoadCause cause, SteadyTime now);  ///< one has begun
    void ended();
    /// What `next` gives it does not wait any more but for the one in hand. False: it is not here.
    bool hurry(LoadId id);
    /// Takes out what waits of an offered file, or of a version of the library; nothing where nothing does.
    void drop(CandidateId candidate);
    void drop(const ModelId &model);

    /// The load of a version of the library that waits becomes one of this cause, if that is urgent and it was not.
    void raise(const ModelId &model, LoadCause cause);

    const std::deque<QueuedLoad> &loads() const { return m_loads; }
    /// As the snapshot shows them; `wall` is the time at which the conditions hold.
    std::vector<WaitingLoad> waiting(const LoadConditions &conditions, std::chrono::system_clock::time_point wall) const;
    std::array<std::uint64_t, kLoadCauses> lastHour(SteadyTime now) const;

private:
    struct Begun {
        SteadyTime at;
        LoadCause cause;
    };
    std::vector<SteadyTime> begunLately(SteadyTime now) const;

    LoadingPolicy m_policy;
    std::deque<QueuedLoad> m_loads;
    std::deque<Begun> m_begun;  ///< of the last hour, oldest first
    std::size_t m_inHand = 0;
    LoadId m_nextId = 1;
};

}  // namespace lineside
