// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/swaphealth.h"

#include <algorithm>

namespace lineside {
namespace {

constexpr double kVerdictWithinMs = 1000;
constexpr double kPatience = 4;          // times the latency before: a line that was slow is not stopped for being slow
constexpr double kSkipsMore = 0.25;      // share of the pictures
constexpr double kSlowOnlyAfterMs = 1000;
constexpr double kPicturesLate = 2;      // without a contract: so many pictures have come since the one that is judged

bool modelIsSlow(const HealthSigns &signs, const HealthLimits &limits) noexcept
{
    if (signs.sinceFirstMs < kSlowOnlyAfterMs || !lateVerdicts(signs, limits))
        return false;
    if (!signs.reference)
        return limits.latencyBefore > 0 && limits.latencyBefore <= limits.allowedMs;
    return signs.compared >= kHealthProof && signs.latencyMs - (signs.detectMs - signs.referenceDetectMs) <= limits.allowedMs;
}

}  // namespace

HealthLimits HealthLimits::of(double contractMs, double cameraFps, double judgedFps, double latencyBefore) noexcept
{
    HealthLimits limits;
    limits.intervalMs = cameraFps > 0 ? 1000 / cameraFps : 0;
    limits.contractual = contractMs > 0;
    limits.allowedMs = limits.contractual ? contractMs : kPicturesLate * limits.intervalMs;
    limits.verdictWithinMs = std::max(kVerdictWithinMs, kPatience * latencyBefore);
    limits.skippedBefore = cameraFps > 0 ? std::clamp(1 - judgedFps / cameraFps, 0.0, 1.0) : 0;
    limits.latencyBefore = latencyBefore;
    return limits;
}

bool lateVerdicts(const HealthSigns &signs, const HealthLimits &limits) noexcept
{
    return limits.allowedMs > 0 && signs.judged >= kHealthProof && signs.latencyMs > limits.allowedMs
        && (limits.contractual || signs.skippedShare >= limits.skippedBefore + kSkipsMore);
}

std::optional<HealthRecord> decideHealth(const HealthSigns &signs, const HealthLimits &limits) noexcept
{
    const auto is = [&](Health health, double afterMs) {
        return HealthRecord{health, afterMs, signs.judged, signs.waiting, signs.latencyMs, limits.allowedMs, signs.skippedShare, signs.compared, signs.missed};
    };
    if (signs.waiting >= kHealthProof && signs.waitedMs >= limits.verdictWithinMs)
        return is(Health::NoVerdicts, signs.judged > 0 ? signs.sinceFirstMs : signs.waitedMs);
    if (signs.judged == 0)
        return std::nullopt;
    if (signs.withBoxes == 0 && signs.missed >= kHealthProof)
        return is(Health::FindsNothing, signs.sinceFirstMs);
    if (modelIsSlow(signs, limits))
        return is(Health::TooSlow, signs.sinceFirstMs);
    if (signs.withBoxes > 0 && signs.sinceFirstMs >= kHealthyAfterMs && !lateVerdicts(signs, limits))
        return is(Health::Healthy, signs.sinceFirstMs);
    if (signs.sinceFirstMs >= kHealthWindowMs)
        return is(Health::NotProven, signs.sinceFirstMs);
    return std::nullopt;
}

}  // namespace lineside
