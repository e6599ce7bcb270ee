// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace lineside::bench {

/// The most that the true share may be where `hits` of `all` were seen: the one-sided bound at 95 % of C. J. Clopper and E. S. Pearson (Biometrika 26 (1934) 404-413), the share with which so few
/// are seen in 5 % of the cases. Exact: too wide rather than too narrow. `all` at least 1.
inline double mostAt95(int hits, int all)
{
    if (hits >= all)
        return 1;
    const auto soFew = [&](double share) {
        double log = all * std::log1p(-share), sum = std::exp(log);
        for (int i = 1; i <= hits; ++i) {
            log += std::log(static_cast<double>(all - i + 1) / i) + std::log(share) - std::log1p(-share);
            sum += std::exp(log);
        }
        return sum;
    };
    double low = 0, high = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (soFew(middle) > .05 ? low : high) = middle;
    }
    return high;
}

}  // namespace lineside::bench
