// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/engine.h"

#include <mutex>
#include <thread>
#include <vector>

namespace lineside::bench {

/// One judged frame. Value type.
struct LoggedVerdict {
    std::uint64_t sequence = 0;  ///< of the frame
    SteadyTime capturedAt, judgedAt;
    ModelId model;
    double detectorMs = 0;  ///< of those between, that the detector had it in hand

    double latencyMs() const;
};

/// The verdicts of some stations, as they come: a thread looks at each feed a thousand times a second, which is many times as often
/// as frames are judged. What it might miss all the same is known from the stations' counters. Thread-safe.
class VerdictLog {
public:
    VerdictLog(const Engine &engine, const std::vector<StationId> &stations);
    ~VerdictLog();

    /// The verdicts on frames that were captured in the span, by station.
    std::vector<std::vector<LoggedVerdict>> captured(SteadyTime begin, SteadyTime end) const;
    /// Verdicts that came for a frame that had one, or for one before it: there must be none.
    std::uint64_t outOfOrder() const;
    std::uint64_t count() const;

private:
    void look(const std::stop_token &stop);

    std::vector<FrameFeedPtr> m_feeds;
    mutable std::mutex m_mutex;
    std::vector<std::vector<LoggedVerdict>> m_verdicts;  ///< by station, in the order in which they came
    std::uint64_t m_outOfOrder = 0;
    std::jthread m_thread;
};

}  // namespace lineside::bench
