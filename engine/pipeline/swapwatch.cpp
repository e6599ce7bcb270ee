// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/swapwatch.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lineside {
namespace {

using std::chrono::milliseconds;

// A picture that waits proves nothing about the time in which none came: the whole program may have been held up.
constexpr double kLongestWaitMs = 250;   // that one interval between two pictures counts for, unless the camera is slower
constexpr double kUsualIntervals = 2;
constexpr std::uint64_t kOnTheirWay = 2;  // pictures that wait or are in hand are not skipped yet
constexpr auto kAskAgain = milliseconds(150);
constexpr auto kAskAgainLater = milliseconds(1000);  // after the first seconds, while the model before finds nothing either
constexpr auto kWaitsForOthers = milliseconds(300);

double msBetween(SteadyTime from, SteadyTime to)
{
    return std::chrono::duration<double, std::milli>(to - from).count();
}

}  // namespace

SwapWatch::SwapWatch(std::uint64_t number, HealthLimits limits, ModelHandle reference, float confidence)
    : m_number(number), m_limits(limits), m_reference(std::move(reference)), m_clearScore((1 + confidence) / 2)
{
    m_signs.reference = m_reference != nullptr;
}

void SwapWatch::captured(SteadyTime now)
{
    const double interval = m_lastCaptured ? msBetween(*m_lastCaptured, now) : 0;
    m_lastCaptured = now;
    if (m_signs.waiting++ > 0)
        m_signs.waitedMs += std::min(interval, std::max(kLongestWaitMs, kUsualIntervals * m_limits.intervalMs));
    m_capturedSinceFirst += m_firstVerdict.has_value();
}

void SwapWatch::judged(const JudgedFrame &frame)
{
    if (!m_firstVerdict)
        m_firstVerdict = frame.judgedAt;
    m_signs.waiting = 0;
    m_signs.waitedMs = 0;
    ++m_signs.judged;
    m_signs.withBoxes += !frame.detections.items.empty();
    m_latency.add(msBetween(frame.frame->capturedAt, frame.judgedAt));
    m_detect.add(frame.detections.times.totalMs());
    m_signs.latencyMs = m_latency.percentile(0.5);
    m_signs.detectMs = m_detect.percentile(0.5);
    const std::uint64_t answered = m_signs.judged - 1 + kOnTheirWay;  // the first was captured before
    m_signs.skippedShare = m_capturedSinceFirst > answered ? static_cast<double>(m_capturedSinceFirst - answered) / static_cast<double>(m_capturedSinceFirst) : 0;
}

bool SwapWatch::wantsReference(const JudgedFrame &frame, bool othersWait) const
{
    const SteadyTime due = othersWait ? m_nextReference + kWaitsForOthers : m_nextReference;
    return m_signs.reference && frame.judgedAt >= due && (m_signs.withBoxes == 0 || lateVerdicts(m_signs, m_limits));
}

void SwapWatch::referenceJudged(const JudgedFrame &fresh, const Detections &reference, SteadyTime now)
{
    const bool missed = missedBy(fresh.detections, reference);
    ++m_signs.compared;
    m_signs.missed += missed;
    m_referenceDetect.add(reference.times.totalMs());
    m_signs.referenceDetectMs = m_referenceDetect.percentile(0.5);
    const bool early = m_firstVerdict && msBetween(*m_firstVerdict, now) < kHealthyAfterMs;
    m_nextReference = now + (missed || early ? kAskAgain : kAskAgainLater);
}

// Labels go by name. What the new model has no name for it cannot find, and was promoted all the same.
bool SwapWatch::missedBy(const Detections &fresh, const Detections &reference) const
{
    return fresh.items.empty() && fresh.labels && std::ranges::any_of(reference.items, [&](const Detection &d) {
        return d.score >= m_clearScore && std::ranges::find(*fresh.labels, reference.label(d)) != fresh.labels->end();
    });
}

std::optional<HealthRecord> SwapWatch::outcome(SteadyTime now)
{
    m_signs.sinceFirstMs = m_firstVerdict ? std::max(0.0, msBetween(*m_firstVerdict, now)) : 0;
    return decideHealth(m_signs, m_limits);
}

}  // namespace lineside
