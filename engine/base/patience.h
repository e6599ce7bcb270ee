// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <functional>

namespace lineside {

/// How long calls wait for an answer that somebody else gives: up to a limit of their own while the program runs, and together no
/// longer than a short grace once it ends. What is waited for is changed and looked at under one lock. Thread-safe.
class Patience {
public:
    /// `clock` outlives this.
    Patience(const Clock &clock, std::chrono::milliseconds limit) : m_clock(clock), m_limit(limit) {}

    /// Waits until `answered` is true; false where patience ended first.
    bool waitUntil(const std::function<bool()> &answered);
    /// Makes the change that somebody may wait for.
    void answer(const std::function<void()> &change);
    /// The program ends: whoever waits now or later does so until `grace` from now at most.
    void end(std::chrono::milliseconds grace);
    bool ended() const;

private:
    const Clock &m_clock;
    const std::chrono::milliseconds m_limit;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    SteadyTime m_latest = SteadyTime::max();
};

}  // namespace lineside
