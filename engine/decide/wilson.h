// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside {

/// Bounds of a share. Value type.
struct ShareBounds {
    double lower = 0, upper = 1;
};

/// E. B. Wilson's interval ("Probable inference", Journal of the American Statistical Association 22 (1927) 209-212) of `hits` of `all`, `z` standard deviations to
/// either side. Without any observation, 0 to 1. Pure.
ShareBounds wilsonBounds(std::int64_t hits, std::int64_t all, double z);

}  // namespace lineside
