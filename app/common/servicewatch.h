// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/localengine.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

namespace lineside {

/// No station waits for the model that it was judging with when the program ended. Pure.
bool stationsRun(const EngineSnapshot &snapshot);

/// Tells the service manager that started this program (systemd's notify protocol) that the stations run, that the engine lives, and
/// that the end is near. Its thread `heartbeat` asks the engine's, and sends a beat for each answer and for nothing else: one comes once
/// that thread got so far, and no inference thread hangs. Where nobody listens, nothing is sent. The engine outlives it. Made and
/// destroyed on any thread.
class ServiceWatch {
public:
    /// An inference thread that is at one frame, or at one trial run, for longer hangs.
    static constexpr std::chrono::seconds kHangs{10};

    explicit ServiceWatch(LocalEngine &engine, std::chrono::milliseconds hangs = kHangs);
    ~ServiceWatch();  ///< tells the end

private:
    /// Outlives this where an answer comes late.
    struct Answers {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::uint64_t count = 0;
    };
    void run(std::stop_token stop);

    LocalEngine &m_engine;
    const std::chrono::milliseconds m_hangs;
    const std::shared_ptr<Answers> m_answers = std::make_shared<Answers>();
    std::jthread m_thread;
};

}  // namespace lineside
