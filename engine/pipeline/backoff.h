// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace lineside {

inline constexpr std::chrono::milliseconds kShortestBackOff{500};
inline constexpr std::chrono::milliseconds kLongestBackOff{10'000};

/// How long to wait before try number `attempt` (from 0) after a loss: doubles from 0.5 s to 10 s, and `random` (0…1)
/// takes up to half of it away so that the cameras of a plant do not all come back in the same instant.
std::chrono::milliseconds backOff(int attempt, double random) noexcept;

}  // namespace lineside
