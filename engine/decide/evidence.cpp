// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/evidence.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr std::array<double, kStakeCount> kStakes{.01, .02, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95};

// Chosen by simulation (`lineside_bench --filter decide.`).
constexpr std::size_t kLeastMixed = 3;  ///< 0.1: smaller stakes suit only lines on which many parts differ, and those are followed
constexpr double kFollows = 0.5;        ///< of the stake; the rest is for models that differ by more or less than is expected
constexpr double kUnevenBefore = 5, kBlocksBefore = 7.5;  ///< fewer, and identical models are decided about before a line has shown its first clump

/// `gainOf(y)`: of the outcome y.
template <typename GainOf>
StakeFactors factorsOf(GainOf gainOf)
{
    StakeFactors factors;
    std::ranges::transform(kStakes, factors.begin(), [&](double stake) {
        const auto factor = [&](double y) { return std::log1p(stake * gainOf(y)); };
        return LogFactors{factor(1), factor(0), factor(-1)};
    });
    return factors;
}

double productOf(const BlockCounts &counts, const LogFactors &factors)
{
    return static_cast<double>(counts.worse) * factors.worse + static_cast<double>(counts.even) * factors.even + static_cast<double>(counts.better) * factors.better;
}

std::size_t stakeAfter(const BlockCounts &counts, const StakeFactors &factors, double expected)
{
    const double uneven = (static_cast<double>(counts.worse + counts.better) + kUnevenBefore) / (static_cast<double>(counts.all()) + kBlocksBefore);
    const double mean = std::clamp(expected, -0.98 * uneven, 0.98 * uneven);  // there are some of either kind
    const auto growth = [&](const LogFactors &f) { return (uneven + mean) / 2 * f.worse + (1 - uneven) * f.even + (uneven - mean) / 2 * f.better; };
    return static_cast<std::size_t>(std::ranges::max_element(factors, {}, growth) - factors.begin());
}

void count(BlockCounts &counts, int outcome)
{
    ++(outcome > 0 ? counts.worse : outcome < 0 ? counts.better : counts.even);
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

StakeFactors notWorseFactors(double margin)
{
    return factorsOf([margin](double y) { return (margin - y) / (1 - margin); });
}

StakeFactors worseFactors()
{
    return factorsOf([](double y) { return y; });
}

double logMixture(const BlockCounts &counts, std::span<const LogFactors> factors)
{
    std::array<double, kStakeCount> logs{};
    const auto end = std::ranges::transform(factors, logs.begin(), [&counts](const LogFactors &f) { return productOf(counts, f); }).out;
    return logMeanExp({logs.begin(), end});
}

double logEvidenceAbove(const BlockCounts &counts, double tolerance)
{
    return logMixture(counts, factorsOf([tolerance](double y) { return (y - tolerance) / (1 + tolerance); }));
}

void FollowingBets::add(int outcome, const StakeFactors &factors, double expected)
{
    count(m_followed[stakeAfter(m_counts, factors, expected)], outcome);
    count(m_counts, outcome);
}

double FollowingBets::logEvidence(const StakeFactors &factors) const
{
    const double mixed = logMixture(m_counts, std::span(factors).subspan(kLeastMixed));
    double followed = 0;
    for (std::size_t i = 0; i < kStakeCount; ++i)
        followed += productOf(m_followed[i], factors[i]);
    const double most = std::max(mixed, followed);
    return most + std::log((1 - kFollows) * std::exp(mixed - most) + kFollows * std::exp(followed - most));
}

}  // namespace lineside
