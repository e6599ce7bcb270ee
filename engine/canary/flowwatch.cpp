// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/flowwatch.h"

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

}  // namespace

std::optional<CanaryGuardKind> FlowWatch::look(const FlowLook &now)
{
    const auto before = std::exchange(m_before, now);
    if (!before)
        return std::nullopt;
    const bool pictures = now.captured > before->captured, judged = now.judged > before->judged;
    // Without a picture nothing can be said of the model: that is the camera's trouble.
    if (pictures || judged)
        keep(m_stillSince, !judged, before->at);
    else
        m_stillSince.reset();
    keep(m_lateSince, judged && now.allowedMs > 0 && now.latencyMs > now.allowedMs, before->at);
    if (m_stillSince && now.at - *m_stillSince >= kPatience)
        return CanaryGuardKind::FrameFlow;
    if (m_lateSince && now.at - *m_lateSince >= kPatience)
        return CanaryGuardKind::Latency;
    return std::nullopt;
}

}  // namespace lineside
