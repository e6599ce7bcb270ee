// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/evidence.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lineside {
namespace {

constexpr std::array kStakes{.01, .02, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95};

/// `factorsOf(stake)` for each stake, over all blocks.
template <typename FactorsOf>
double mixtureOf(const BlockCounts &counts, FactorsOf factorsOf)
{
    std::array<double, kStakes.size()> logs{};
    std::ranges::transform(kStakes, logs.begin(), [&](double stake) {
        const LogFactors f = factorsOf(stake);
        return static_cast<double>(counts.worse) * f.worse + static_cast<double>(counts.even) * f.even + static_cast<double>(counts.better) * f.better;
    });
    return logMeanExp(logs);
}

}  // namespace

double logMeanExp(std::span<const double> logs) noexcept
{
    const double most = *std::ranges::max_element(logs);
    if (std::isinf(most))
        return most;
    double sum = 0;
    for (const double x : logs)
        sum += std::exp(x - most);
    return most + std::log(sum / static_cast<double>(logs.size()));
}

std::span<const double> evidenceStakes() noexcept
{
    return kStakes;
}

LogFactors notWorseFactors(double stake, double margin)
{
    const auto factor = [&](double y) { return std::log1p(stake * (margin - y) / (1 - margin)); };
    return {factor(1), factor(0), factor(-1)};
}

LogFactors worseFactors(double stake)
{
    return {std::log1p(stake), 0, std::log1p(-stake)};
}

double logEvidenceNotWorse(const BlockCounts &counts, double margin)
{
    return mixtureOf(counts, [margin](double stake) { return notWorseFactors(stake, margin); });
}

double logEvidenceWorse(const BlockCounts &counts)
{
    return mixtureOf(counts, worseFactors);
}

double logEvidenceAbove(const BlockCounts &counts, double tolerance)
{
    return mixtureOf(counts, [tolerance](double stake) {
        const auto factor = [&](double y) { return std::log1p(stake * (y - tolerance) / (1 + tolerance)); };
        return LogFactors{factor(1), factor(0), factor(-1)};
    });
}

}  // namespace lineside
