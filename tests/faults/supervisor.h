// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include <sys/types.h>

namespace lineside::test {

/// Stands in for systemd, which the machines that test have not: starts a process, listens to what it tells by the notify protocol, kills it
/// where a beat stays out, and starts it again after each end. As the unit that Lineside installs asks for: Type=notify, Restart=always,
/// WatchdogSec, WatchdogSignal=SIGKILL, RestartSec, no limit of starts. In a process of one thread.
class Supervisor {
public:
    using Clock = std::chrono::steady_clock;

    /// `work`: what the process does, in a child of this one. The socket is made in `folder`.
    Supervisor(const std::filesystem::path &folder, std::function<void()> work, std::chrono::milliseconds watchdog, std::chrono::milliseconds restart);
    ~Supervisor();  ///< kills
    Supervisor(const Supervisor &) = delete;
    Supervisor &operator=(const Supervisor &) = delete;

    /// Supervises until `wanted` says so, or `end` has come: false. `wanted` is asked about every millisecond.
    bool until(const std::function<bool()> &wanted, Clock::time_point end);
    /// Starts nothing any more, and waits for the end; false: it had to be killed.
    bool awaitOrderlyEnd(Clock::time_point end);

    pid_t process() const { return m_process; }  ///< 0: between two
    bool ready() const { return m_ready; }       ///< the process that runs now has said so
    int starts() const { return m_starts; }
    int ends() const { return m_ends; }          ///< however they came
    int hangs() const { return m_hangs; }        ///< of them, those that a beat stayed out for
    bool saidStopping() const { return m_stopping; }

private:
    void start();
    void listen();
    bool gone();

    const std::function<void()> m_work;
    const std::chrono::milliseconds m_watchdog, m_restart;
    const std::string m_socketName;
    int m_socket = -1;
    pid_t m_process = 0;
    bool m_ready = false, m_stopping = false;
    int m_starts = 0, m_ends = 0, m_hangs = 0;
    Clock::time_point m_lastBeat, m_nextStart;
};

}  // namespace lineside::test
