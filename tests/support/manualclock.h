// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <atomic>

namespace lineside::test {

/// Time that moves only when the test says so. Thread-safe.
class ManualClock final : public Clock {
public:
    SteadyTime now() const override { return SteadyTime(std::chrono::milliseconds(m_ms)); }
    std::chrono::system_clock::time_point wallNow() const override
    {
        return std::chrono::system_clock::time_point(std::chrono::hours(500'000) + std::chrono::milliseconds(m_ms));
    }
    void waitUntil(std::unique_lock<std::mutex> &lock, std::condition_variable &condition, SteadyTime deadline) const override
    {
        // Looks up from time to time instead of keeping a list of all who wait.
        if (now() < deadline)
            condition.wait_for(lock, std::chrono::milliseconds(1));
    }

    void advance(std::chrono::milliseconds by) { m_ms += by.count(); }

private:
    std::atomic<std::int64_t> m_ms{1'000'000};
};

}  // namespace lineside::test
