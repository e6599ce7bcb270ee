// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"
#include "lineside/frame.h"

#include <cstdint>
#include <optional>

namespace lineside {

/// What is seen of a station's flow of frames at a look. Value type.
struct FlowLook {
    SteadyTime at;
    std::uint64_t captured = 0, judged = 0;  ///< pictures, since the station started
    double latencyMs = 0;                    ///< of the last verdicts, their median
    double allowedMs = 0;                    ///< what that may be; 0: anything
};

/// The limits that a new model must keep at once and always: verdicts while pictures come, and in time. Missed is one that was missed over `kPatience`, so that a single hiccup is none.
/// Looked at about once a second. Value type.
class FlowWatch {
public:
    static constexpr std::chrono::seconds kPatience{5};

    /// The limit that is missed now: FrameFlow or Latency.
    std::optional<CanaryGuardKind> look(const FlowLook &now);

private:
    std::optional<FlowLook> m_before;
    std::optional<SteadyTime> m_stillSince, m_lateSince;
};

}  // namespace lineside
