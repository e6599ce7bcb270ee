// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/pacer.h"

#include <algorithm>

namespace lineside {

namespace {

std::chrono::nanoseconds periodOf(double fps)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(1.0 / fps));
}

}  // namespace

Pacer::Pacer(double fps) : m_period(periodOf(std::clamp(fps, 0.01, 1000.0))) {}

SteadyTime Pacer::nextDue(SteadyTime now)
{
    if (!m_started) {
        m_started = true;
        m_next = now;
        return m_next;
    }
    m_next += m_period;
    if (m_next + m_period < now)
        m_next = now;
    return m_next;
}

RateThinner::RateThinner(double fps)
    : m_period(fps > 0 ? periodOf(std::clamp(fps, 0.01, 1000.0)) : std::chrono::nanoseconds::zero())
{
}

bool RateThinner::keep(SteadyTime time)
{
    if (m_period == std::chrono::nanoseconds::zero())
        return true;
    // A quarter of a period early still counts as on time: a camera at the wanted rate jitters by less, and a camera at
    // twice that rate is early by half a period.
    const auto tolerance = m_period / 4;
    if (m_started && time < m_next - tolerance)
        return false;
    // What comes late moves the plan by at most half a period, so that a pause is not followed by a burst.
    m_next = (m_started ? std::max(m_next, time - m_period / 2) : time) + m_period;
    m_started = true;
    return true;
}

}  // namespace lineside
