// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace lineside {

/// Gives freed memory back to the system for others. Thread-safe.
class MemoryReturn {
public:
    virtual ~MemoryReturn() = default;  ///< whoever waits goes on

    /// Waits until what the caller has freed before is given back, or this ends.
    virtual void returnFree() = 0;
};

/// The `memory` thread: looks once a second, and gives freed memory back to the system for others, on an accelerator too. To give it back, the
/// C library holds one heap after the other, the window's and the inference threads' among them; a thread of low priority
/// that loses its processor meanwhile stops them all for tens of milliseconds. This one has the line's own priority.
/// Thread-safe.
class MemoryThread final : public MemoryReturn {
public:
    /// Begins at once. `look`: on the memory thread, once a second; `giveBack`: there too, whenever it is asked for.
    MemoryThread(std::function<void()> look, std::function<void()> giveBack);
    ~MemoryThread() override;  ///< ends the thread

    void returnFree() override;

private:
    void run(std::stop_token stop);

    const std::function<void()> m_look, m_giveBack;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::uint64_t m_asked = 0;   ///< calls of returnFree
    std::uint64_t m_served = 0;  ///< of them, those that need wait no longer
    std::jthread m_thread;
};

}  // namespace lineside
