// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <cstdint>
#include <optional>

namespace lineside {

/// What a station allows its new model, from what is known when the model is changed. Times in milliseconds. Value type.
struct HealthLimits {
    double verdictWithinMs = 1000;  ///< pictures that come for longer and none judged
    double intervalMs = 0;          ///< between two pictures, as they came before the change; 0: not known
    double allowedMs = 0;           ///< picture complete → verdict, median
    bool contractual = false;       ///< that limit is the contract's; else a slow model must also skip pictures that were judged before
    double skippedBefore = 0;       ///< share of the pictures, just before the change
    double latencyBefore = 0;       ///< median just before the change; 0: not known

    /// Of the contract's limit (0: none), and how the line ran before the change: pictures a second that came and that were judged, the median latency.
    static HealthLimits of(double contractMs, double cameraFps, double judgedFps, double latencyBefore) noexcept;
};

/// What was seen of a new model since it went on air. Value type.
struct HealthSigns {
    double sinceFirstMs = 0;         ///< since its first verdict
    std::uint64_t judged = 0;        ///< frames
    std::uint64_t withBoxes = 0;     ///< those with anything found
    double waitedMs = 0;             ///< for so long pictures came since the last verdict
    std::uint64_t waiting = 0;       ///< so many
    double latencyMs = 0;            ///< picture complete → verdict, median
    double detectMs = 0;             ///< of that the detector's own time, median
    double skippedShare = 0;         ///< of the pictures since the first verdict
    bool reference = false;          ///< the model before is there to be asked about the same frames
    std::uint64_t compared = 0;      ///< frames that it judged too
    std::uint64_t missed = 0;        ///< where it clearly saw something and the new one nothing
    double referenceDetectMs = 0;    ///< its own time on them, median
};

constexpr double kHealthyAfterMs = 2000;    ///< nobody is called healthy before
constexpr double kHealthWindowMs = 30'000;  ///< after that time what is not proven stays so
constexpr std::uint64_t kHealthProof = 3;   ///< frames, of anything: one that is slow or odd proves nothing

/// Later than it may be, in a way that somebody would notice. Pure.
bool lateVerdicts(const HealthSigns &signs, const HealthLimits &limits) noexcept;

/// What is to be said now; empty: too early. It is never the model's fault
/// that no picture comes, that nothing is on the belt, or that the computer is busy: a slow verdict counts only where it would be in time
/// with the time that the model before takes for the same frames now, or, where that one cannot be asked, was in time before the change. Pure.
std::optional<HealthRecord> decideHealth(const HealthSigns &signs, const HealthLimits &limits) noexcept;

}  // namespace lineside
