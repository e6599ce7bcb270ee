// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <ctime>

namespace lineside {

/// Where a moment lies in the week of this computer's time zone. Value type.
struct LocalMinute {
    int weekday = 0;  ///< 0 Monday to 6 Sunday
    int minute = 0;   ///< since midnight
};

inline LocalMinute localMinute(std::chrono::system_clock::time_point at)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
    std::tm local{};
    localtime_r(&seconds, &local);
    return {(local.tm_wday + 6) % 7, 60 * local.tm_hour + local.tm_min};
}

}  // namespace lineside
