// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/latencywindow.h"

#include <algorithm>
#include <cmath>

namespace lineside {

void LatencyWindow::add(double ms) noexcept
{
    const auto begin = m_sorted.begin();
    auto end = begin + static_cast<std::ptrdiff_t>(m_count);
    if (m_count == kSize) {  // the oldest makes room
        const auto oldest = std::lower_bound(begin, end, m_values[m_next]);
        end = std::move(oldest + 1, end, oldest);
    } else {
        ++m_count;
    }
    const auto place = std::upper_bound(begin, end, ms);
    std::move_backward(place, end, end + 1);
    *place = ms;
    m_values[m_next] = ms;
    m_next = (m_next + 1) % kSize;
}

double LatencyWindow::percentile(double share) const noexcept
{
    if (m_count == 0)
        return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(m_count)));
    return m_sorted[std::clamp<std::size_t>(rank, 1, m_count) - 1];
}

double LatencyWindow::greatestOf(std::size_t last) const noexcept
{
    double greatest = 0;
    for (std::size_t i = 1; i <= std::min(last, m_count); ++i)
        greatest = std::max(greatest, m_values[(m_next + kSize - i) % kSize]);
    return greatest;
}

void RateMeter::tick(SteadyTime now)
{
    m_times[m_next] = now;
    m_next = (m_next + 1) % kSize;
    m_count = std::min(m_count + 1, kSize);
}

double RateMeter::perSecond(SteadyTime now) const
{
    constexpr auto kSpan = std::chrono::seconds(2);
    std::size_t inSpan = 0;
    SteadyTime oldest = now;
    for (std::size_t i = 0; i < m_count; ++i) {
        const SteadyTime t = m_times[(m_next + kSize - 1 - i) % kSize];
        if (now - t > kSpan)
            break;
        oldest = t;
        ++inSpan;
    }
    if (inSpan < 2)
        return 0;
    // Intervals, not ticks: n ticks span n-1 intervals; the time since the last tick counts so that a stop shows at once.
    const double seconds = std::chrono::duration<double>(now - oldest).count();
    return seconds > 0 ? static_cast<double>(inSpan - 1) / seconds : 0;
}

}  // namespace lineside
