// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/wilson.h"

#include <algorithm>
#include <cmath>

namespace lineside {

ShareBounds wilsonBounds(std::int64_t hits, std::int64_t all, double z)
{
    if (all <= 0)
        return {};
    const double n = static_cast<double>(all), p = static_cast<double>(hits) / n, z2 = z * z;
    const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = z / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace lineside
