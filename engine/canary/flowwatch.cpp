// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/flowwatch.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

/// Since when it has been so; empty: it is not.
void keep(std::optional<SteadyTime> &since, bool so, SteadyTime now)
{
    if (!so)
        since.reset();
    else if (!since)
        since = now;
}

constexpr double kBytesOfMb = 1e6;

HeldLimit latencyOf(const FlowLook &look)
{
    return {CanaryGuardKind::Latency, look.latencyMs, look.allowedMs};
}
HeldLimit memoryOf(const FlowLook &look)
{
    return {CanaryGuardKind::Memory, static_cast<double>(look.memory) / kBytesOfMb, static_cast<double>(look.allowedMemory) / kBytesOfMb};
}

}  // namespace

double allowedLatency(double beforeMs, double fps)
{
    return beforeMs > 0 ? std::max(kLatencyTimes * beforeMs, beforeMs + (fps > 0 ? 1000 / fps : 0)) : 0;
}

std::optional<HeldLimit> FlowWatch::look(const FlowLook &now)
{
    const auto before = std::exchange(m_before, now);
    keep(m_overSince, now.allowedMemory > 0 && now.memory > now.allowedMemory, now.at);
    if (m_overSince && now.at - *m_overSince >= kPatience)
        return memoryOf(now);
    if (!before)
        return std::nullopt;
    const bool pictures = now.captured > before->captured, judged = now.judged > before->judged;
    // Without a picture nothing can be said of the model: that is the camera's trouble.
    if (pictures || judged)
        keep(m_stillSince, !judged, before->at);
    else
        m_stillSince.reset();
    const bool late = judged && now.allowedMs > 0 && std::min(now.latencyMs, now.slowestMs) > now.allowedMs;
    if (late)
        m_lastLate = now.at;
    // Between two looks a slow station may have no verdict at all, which says nothing; for longer than a while it is still.
    if (judged || now.at - m_lastLate >= kPatience)
        keep(m_lateSince, late, before->at);
    if (m_stillSince && now.at - *m_stillSince >= kPatience)
        return HeldLimit{CanaryGuardKind::FrameFlow, {}, {}};
    if (late && now.at - *m_lateSince >= kPatience)
        return latencyOf(now);
    return std::nullopt;
}

std::vector<HeldLimit> FlowWatch::limits() const
{
    std::vector<HeldLimit> all;
    if (m_before && m_before->allowedMs > 0)
        all.push_back(latencyOf(*m_before));
    if (m_before && m_before->allowedMemory > 0)
        all.push_back(memoryOf(*m_before));
    return all;
}

}  // namespace lineside
