// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/sourcewatch.h"

#include "pipeline/backoff.h"
#include "pipeline/samepicture.h"

#include <algorithm>
#include <random>

namespace lineside {

WatchPolicy WatchPolicy::forSource(const SourceConfig &config)
{
    WatchPolicy policy;
    policy.targetFps = config.targetFps;
    if (config.kind != SourceKind::Camera && config.kind != SourceKind::Stream) {
        policy.frozenAfter = 0;
        // Made in this process: nobody can unplug it, a busy machine only keeps it waiting.
        policy.stallMinimum = std::chrono::milliseconds(2'000);
        policy.reopenAfter = std::chrono::milliseconds(10'000);
        // Opening takes processor time. Where that is short, trying again from the start with the same limit would never end.
        policy.connectMost = std::chrono::milliseconds(320'000);
    }
    policy.random = [engine = std::minstd_rand(std::random_device{}())]() mutable {
        return std::uniform_real_distribution<double>(0, 1)(engine);
    };
    return policy;
}

SourceWatch::SourceWatch(WatchPolicy policy, SteadyTime now, WallTime wallNow)
    : m_policy(std::move(policy)), m_nextTry(now)
{
    m_status.since = wallNow;
}

void SourceWatch::opened(SteadyTime now)
{
    m_phase = Phase::Opening;
    m_openedAt = now;
    m_period = std::chrono::nanoseconds::zero();
    m_status.nextTry = {};
}

bool SourceWatch::frame(const FramePtr &frame, SteadyTime now, WallTime wallNow)
{
    if (m_phase == Phase::Waiting)
        return false;  // given up already; it is being closed
    if (m_phase == Phase::Opening) {
        m_phase = Phase::Live;
        m_liveSince = now;
        m_frozenSince = now;
    } else if (m_status.state == SourceState::Running) {
        const std::chrono::nanoseconds interval = now - m_lastFrame;
        m_period = m_period.count() == 0 ? interval : (m_period * 7 + interval) / 8;
    }
    m_lastFrame = now;
    m_status.width = frame->image.width();
    m_status.height = frame->image.height();

    if (looksFrozen(frame)) {
        m_status.samePictures = m_equal;
        if (m_status.state != SourceState::Frozen) {
            m_frozenSince = now;
            setState(SourceState::Frozen, "same picture", wallNow);
        }
        return false;
    }
    if (m_status.state != SourceState::Running)
        setState(SourceState::Running, {}, wallNow);
    if (now - m_liveSince >= m_policy.stableAfter)
        m_attempt = 0;
    return true;
}

void SourceWatch::lost(SourceState state, const std::string &detail, SteadyTime now, WallTime wallNow)
{
    if (m_phase == Phase::Waiting)
        return;
    setState(state, detail, wallNow);
    if (state == SourceState::Stalled && m_phase == Phase::Live)
        return;  // the driver noticed silence before us; the limits stay ours
    waitForNextTry(now);
}

void SourceWatch::retryNow(SteadyTime now)
{
    if (m_status.state == SourceState::Running || m_phase == Phase::Opening)
        return;
    m_phase = Phase::Waiting;
    m_nextTry = now;
    m_status.nextTry = {};
    m_attempt = 0;
}

void SourceWatch::tick(SteadyTime now, WallTime wallNow)
{
    if (m_phase == Phase::Opening && now - m_openedAt >= connectLimit()) {
        lost(SourceState::Offline, "no picture within the time limit", now, wallNow);
    } else if (m_phase == Phase::Live) {
        const auto silence = now - m_lastFrame;
        if (silence >= stallLimit() && m_status.state != SourceState::Stalled)
            setState(SourceState::Stalled, "pictures stopped", wallNow);
        if (silence >= reopenLimit()
            || (m_status.state == SourceState::Frozen && now - m_frozenSince >= m_policy.reopenFrozenAfter))
            waitForNextTry(now);
    }
}

SteadyTime SourceWatch::deadline() const
{
    switch (m_phase) {
    case Phase::Waiting:
        return m_nextTry;
    case Phase::Opening:
        return m_openedAt + connectLimit();
    case Phase::Live:
        break;
    }
    SteadyTime next = m_lastFrame + (m_status.state == SourceState::Stalled ? reopenLimit() : stallLimit());
    if (m_status.state == SourceState::Frozen)
        next = std::min(next, m_frozenSince + m_policy.reopenFrozenAfter);
    return next;
}

void SourceWatch::setState(SourceState state, const std::string &detail, WallTime wallNow)
{
    if (m_status.state != state)
        m_status.since = wallNow;
    m_status.state = state;
    m_status.detail = detail;
}

void SourceWatch::waitForNextTry(SteadyTime now)
{
    if (m_phase == Phase::Live && now - m_liveSince >= m_policy.stableAfter)
        m_attempt = 0;
    m_phase = Phase::Waiting;
    m_nextTry = now + backOff(m_attempt, m_policy.random ? m_policy.random() : 0);
    m_attempt = std::min(m_attempt + 1, 100);
    m_status.nextTry = m_nextTry;
}

bool SourceWatch::looksFrozen(const FramePtr &frame)
{
    if (m_policy.frozenAfter <= 0)
        return false;
    const bool equal = m_previous && samePicture(m_previous->image.view(), frame->image.view());
    m_equal = equal ? m_equal + 1 : 1;
    m_previous = frame;
    return m_equal >= static_cast<std::uint64_t>(m_policy.frozenAfter);
}

std::chrono::milliseconds SourceWatch::connectLimit() const
{
    return std::min(m_policy.connectLimit * (1 << std::min(m_attempt, 10)), std::max(m_policy.connectLimit, m_policy.connectMost));
}

std::chrono::nanoseconds SourceWatch::stallLimit() const
{
    const double fps = std::clamp(m_policy.targetFps > 0 ? m_policy.targetFps : 30.0, 0.05, 1000.0);
    const auto wanted = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(1 / fps));
    return std::max<std::chrono::nanoseconds>(2 * std::max(wanted, m_period), m_policy.stallMinimum);
}

std::chrono::nanoseconds SourceWatch::reopenLimit() const
{
    return std::max<std::chrono::nanoseconds>(m_policy.reopenAfter, 2 * stallLimit());
}

}  // namespace lineside
