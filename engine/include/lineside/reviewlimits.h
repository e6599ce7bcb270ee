// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside {

/// So many parts of a live comparison wait for a person at most: while they do it counts no further part.
inline constexpr std::int64_t kMostWaitingReviews = 60;

}  // namespace lineside
