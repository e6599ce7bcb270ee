// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"
#include "lineside/frame.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace lineside {

/// Times of what it was before the change that the latency of a station may come to where its contract sets no limit.
inline constexpr double kLatencyTimes = 2;

/// What the latency of 99 of 100 verdicts may come to, where before the change it was `beforeMs` and pictures come `fps` times a second: `kLatencyTimes` as much, or a picture's time more, whichever is more. The old model
/// in shadow takes its turn between two pictures, which is no harm. 0: anything, as nothing is known of before. Pure.
double allowedLatency(double beforeMs, double fps);

/// What is seen of a station at a look: its flow of frames, and what its model takes. Value type.
struct FlowLook {
    SteadyTime at;
    std::uint64_t captured = 0, judged = 0;  ///< pictures, since the station started
    double latencyMs = 0;                    ///< of the last verdicts
    double allowedMs = 0;                    ///< what that may be; 0: anything
    double slowestMs = std::numeric_limits<double>::infinity();  ///< of the verdicts since the look before: what was late once and is not any more is not held against a model
    std::uint64_t memory = 0, allowedMemory = 0;                 ///< bytes; 0 allowed: any
};

/// A limit, and what was held against it. Value type.
struct HeldLimit {
    CanaryGuardKind guard{};            ///< FrameFlow, Latency or Memory
    std::optional<double> now, limit;   ///< ms (Latency) or MB of 10^6 bytes (Memory); none of FrameFlow
};

/// The limits that a new model must keep at once and always: verdicts while pictures come, and in time; memory. Missed is one that was missed over `kPatience`, so that a single hiccup is none.
/// Looked at about once a second. Value type.
class FlowWatch {
public:
    static constexpr std::chrono::seconds kPatience{5};

    /// The limit that is missed now.
    std::optional<HeldLimit> look(const FlowLook &now);
    /// What was held against those that are set, Latency and Memory, at the look before.
    std::vector<HeldLimit> limits() const;
    /// The one before; empty: none was.
    const std::optional<FlowLook> &last() const noexcept { return m_before; }

private:
    std::optional<FlowLook> m_before;
    std::optional<SteadyTime> m_stillSince, m_lateSince, m_overSince;
    SteadyTime m_lastLate;
};

}  // namespace lineside
