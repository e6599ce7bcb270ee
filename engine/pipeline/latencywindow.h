// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <array>
#include <cstddef>

namespace lineside {

/// The last 512 durations, for percentiles. Not synchronised: its owner locks. Value type.
class LatencyWindow {
public:
    void add(double ms) noexcept
    {
        m_values[m_next] = ms;
        m_next = (m_next + 1) % kSize;
        if (m_count < kSize)
            ++m_count;
    }
    /// Nearest-rank percentile, `share` in (0, 1]; 0 without values. Sorts a copy: for snapshots, not for the frame path.
    double percentile(double share) const;
    std::size_t count() const noexcept { return m_count; }
    void clear() noexcept { m_next = m_count = 0; }

private:
    static constexpr std::size_t kSize = 512;
    std::array<double, kSize> m_values{};
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

/// Events a second over the last two seconds. Not synchronised: its owner locks. Value type.
class RateMeter {
public:
    void tick(SteadyTime now);
    double perSecond(SteadyTime now) const;

private:
    static constexpr std::size_t kSize = 256;
    std::array<SteadyTime, kSize> m_times{};
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

}  // namespace lineside
