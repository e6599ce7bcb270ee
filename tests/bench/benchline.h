// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/taskrunner.h"
#include "wiring.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace lineside::bench {

/// When the pictures of each source were handed over. Thread-safe.
class DeliveryLog {
public:
    /// The same sources, with every delivery noted under the number of the demo station.
    FrameSourceFactory around(FrameSourceFactory sources);
    /// The longest time between two pictures of one source that ended in the span, over all sources. Seconds.
    double longestGap(SteadyTime begin, SteadyTime end) const;

private:
    struct Times {
        mutable std::mutex mutex;
        std::vector<std::vector<SteadyTime>> of;  ///< by demo station
    };
    std::shared_ptr<Times> m_times = std::make_shared<Times>();
};

/// An engine on the demo line with line-v1 on every station, in a folder that goes when it goes. Main thread only.
class BenchLine {
public:
    /// What differs from the product, where something does.
    struct Parts {
        int stations = 4;
        std::function<FrameSourceFactory(FrameSourceFactory)> sources;
        std::function<ExecutorMaker(ExecutorMaker)> executors;
    };
    /// Returns when every station has judged its first frames.
    static Result<std::unique_ptr<BenchLine>> start(const Parts &parts);

    Engine &engine() { return *m_engine; }
    std::vector<StationCounters> counters() const;  ///< by station, in their order
    StationSnapshot station(std::size_t index) const;
    /// Drops a file of the demo's weights on a station and waits until it is ready there.
    Result<ModelId> offer(const std::string &file, const StationId &station);
    /// Waits for the answer of a command.
    Result<void> carryOut(const std::function<void(Engine::Done)> &command);

private:
    BenchLine() = default;

    SystemClock m_clock;
    QTemporaryDir m_dir;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    std::unique_ptr<LocalEngine> m_engine;
};

/// Runs the event loop until it is so; false after `seconds`.
bool waitUntil(const std::function<bool()> &isSo, double seconds, int everyMs = 10);
/// Runs the event loop for a time.
void runFor(double seconds);

double secondsSince(SteadyTime begin);

/// Whole frames in `after` that were accepted since `before` and never judged. One may be in hand at either end.
std::uint64_t lostBetween(const StationCounters &before, const StationCounters &after);

constexpr double kFps = 30;  ///< of every source here
constexpr double kPatience = 300;  ///< seconds; how long a machine full of other work may take

}  // namespace lineside::bench
