// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace lineside::test {

/// How fast something grows, in units of y a unit of x. Value type.
struct Slope {
    double median = 0;
    double lower = 0, upper = 0;  ///< bounds of the two-sided 95 % interval
};

/// The Theil-Sen estimate: the median of the slopes between all pairs of points, so that 29 of 100 points may be wild, with the distribution-free interval of
/// P. K. Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", Journal of the American Statistical Association 63 (1968) 1379-1389: of the N
/// ordered slopes, those of rank (N - c) / 2 and (N + c) / 2 + 1, where c is 1.96 standard deviations of Kendall's S, corrected for equal values of y. Ranks are
/// rounded outwards. Takes the errors of the points for independent: where they are not, the interval is narrower than it should be.
/// `x` and `y` have one length; pairs with equal x say nothing and are left out. Without any pair, all 0. Memory grows with the square of the number of points: 4 MB for
/// 1,000. Pure; thread-safe.
Slope theilSen(std::span<const double> x, std::span<const double> y);

}  // namespace lineside::test
