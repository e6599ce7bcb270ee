// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace lineside {

/// Where time comes from, so that tests of waiting need not wait. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;

    /// For deadlines and measuring; never goes back.
    virtual SteadyTime now() const = 0;
    /// For what people read; may jump.
    virtual std::chrono::system_clock::time_point wallNow() const = 0;
    /// Waits on `condition` until it is notified or `deadline` has come; may wake early for no reason.
    virtual void waitUntil(std::unique_lock<std::mutex> &lock, std::condition_variable &condition,
                           SteadyTime deadline) const = 0;
};

/// The clocks of the machine. Thread-safe.
class SystemClock final : public Clock {
public:
    SteadyTime now() const override { return std::chrono::steady_clock::now(); }
    std::chrono::system_clock::time_point wallNow() const override { return std::chrono::system_clock::now(); }
    void waitUntil(std::unique_lock<std::mutex> &lock, std::condition_variable &condition,
                   SteadyTime deadline) const override
    {
        if (deadline == SteadyTime::max())
            condition.wait(lock);
        else
            condition.wait_until(lock, deadline);
    }
};

}  // namespace lineside
