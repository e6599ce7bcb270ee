// SPDX-License-Identifier: GPL-3.0-or-later
#include "theilsen.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace lineside::test {
namespace {

constexpr double kTwoSided95 = 1.959963984540054;  // of the normal distribution

/// n (n - 1) (2 n + 5), of which Kendall's variance is made.
double term(std::size_t count)
{
    const auto n = static_cast<double>(count);
    return n * (n - 1) * (2 * n + 5);
}

/// The standard deviation of Kendall's S where x and y have nothing to do with each other.
double deviationOfS(std::span<const double> y)
{
    std::vector<double> sorted(y.begin(), y.end());
    std::ranges::sort(sorted);
    double sum = term(sorted.size());
    for (auto begin = sorted.begin(); begin != sorted.end();) {
        const auto end = std::upper_bound(begin, sorted.end(), *begin);
        sum -= term(static_cast<std::size_t>(end - begin));
        begin = end;
    }
    return std::sqrt(sum / 18);
}

}  // namespace

Slope theilSen(std::span<const double> x, std::span<const double> y)
{
    std::vector<double> slopes;
    slopes.reserve(x.size() * (x.size() + 1) / 2);
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = i + 1; j < x.size(); ++j)
            if (x[i] != x[j])
                slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
    if (slopes.empty())
        return {};
    std::ranges::sort(slopes);
    const std::size_t count = slopes.size();
    const auto all = static_cast<double>(count);
    const auto ofRank = [&](double rank) { return slopes[static_cast<std::size_t>(std::clamp(rank, 1.0, all)) - 1]; };
    const double c = kTwoSided95 * deviationOfS(y);
    return {(slopes[(count - 1) / 2] + slopes[count / 2]) / 2, ofRank(std::floor((all - c) / 2)), ofRank(std::ceil((all + c) / 2) + 1)};
}

}  // namespace lineside::test
