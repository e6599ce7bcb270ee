// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/servicewatch.h"

#include "base/taskrunner.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <systemd/sd-daemon.h>

namespace lineside {
namespace {

constexpr std::chrono::milliseconds kLook{100};  ///< until the stations run
constexpr int kBeats = 4;  ///< in the time that the service manager waits for one: three may be late

/// Between two beats; zero: nobody waits for any.
std::chrono::milliseconds beatTime()
{
    std::uint64_t us = 0;
    if (::sd_watchdog_enabled(0, &us) <= 0)
        return {};
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds(us / kBeats)), std::chrono::milliseconds(1));
}

}  // namespace

bool stationsRun(const EngineSnapshot &snapshot)
{
    return std::ranges::none_of(snapshot.stations, [&](const StationSnapshot &s) {
        return s.active && s.activeSince == WallTime() && std::ranges::any_of(snapshot.models, [&](const ModelSnapshot &m) {
            return m.id == *s.active && m.state == ModelState::Loading;
        });
    });
}

ServiceWatch::ServiceWatch(LocalEngine &engine, std::chrono::milliseconds hangs)
    : m_engine(engine), m_hangs(hangs), m_thread([this](std::stop_token stop) { run(std::move(stop)); })
{
}

ServiceWatch::~ServiceWatch()
{
    m_thread.request_stop();
    m_thread.join();
    ::sd_notify(0, "STOPPING=1");
}

void ServiceWatch::run(std::stop_token stop)
{
    nameThisThread("heartbeat");
    const std::chrono::milliseconds beat = beatTime();
    while (!stop.stop_requested() && !stationsRun(*m_engine.snapshot())) {
        std::unique_lock lock(m_answers->mutex);
        m_answers->wake.wait_for(lock, stop, kLook, [] { return false; });
    }
    if (stop.stop_requested())
        return;
    ::sd_notify(0, "READY=1");
    std::uint64_t told = 0;
    while (!stop.stop_requested() && beat > std::chrono::milliseconds(0)) {
        const auto next = std::chrono::steady_clock::now() + beat;
        m_engine.whenAlive(m_hangs, [answers = m_answers] {
            const std::lock_guard lock(answers->mutex);
            ++answers->count;
            answers->wake.notify_all();
        });
        std::unique_lock lock(m_answers->mutex);
        const bool answered = m_answers->wake.wait_until(lock, stop, next, [&] { return m_answers->count != told; });
        told = m_answers->count;
        if (!answered)
            continue;
        lock.unlock();  // a service manager that does not listen holds this thread, and no other
        ::sd_notify(0, "WATCHDOG=1");
        lock.lock();
        m_answers->wake.wait_until(lock, stop, next, [] { return false; });
    }
}

}  // namespace lineside
