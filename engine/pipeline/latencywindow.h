// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <array>
#include <cstddef>

namespace lineside {

/// The last 512 durations, for percentiles. Kept in order, so that a snapshot only looks: its owner's lock is the frame path's too.
/// Not synchronised: its owner locks. Value type.
class LatencyWindow {
public:
    /// A number. Moves up to 4 KiB twice, some tenth of a microsecond.
    void add(double ms) noexcept;
    /// Nearest-rank percentile, `share` in (0, 1]; 0 without values.
    double percentile(double share) const noexcept;
    /// The greatest of the last so many; 0 of none.
    double greatestOf(std::size_t last) const noexcept;
    void clear() noexcept { m_next = m_count = 0; }

private:
    static constexpr std::size_t kSize = 512;
    std::array<double, kSize> m_values{};  ///< by age, a ring
    std::array<double, kSize> m_sorted{};  ///< the same, the smallest first
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
