// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/backoff.h"

#include <algorithm>

namespace lineside {

std::chrono::milliseconds backOff(int attempt, double random) noexcept
{
    const int doublings = std::clamp(attempt, 0, 10);
    const auto full = std::min(kShortestBackOff * (1 << doublings), kLongestBackOff);
    const double share = 1.0 - 0.5 * std::clamp(random, 0.0, 1.0);
    const std::chrono::milliseconds wait(static_cast<long>(static_cast<double>(full.count()) * share));
    return std::max(wait, kShortestBackOff);
}

}  // namespace lineside
