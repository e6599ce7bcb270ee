// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/moreparts.h"

#include "decide/evidence.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

/// What the fastest growing stake earns a block. Value type.
struct Growth {
    double mean = -1, deviation = 0;
};

Growth growthOf(const BlockCounts &counts, const LogFactors &factors)
{
    const double n = static_cast<double>(counts.all()) + 1.5;
    const auto share = [n](std::int64_t count) { return (static_cast<double>(count) + 0.5) / n; };
    const double worse = share(counts.worse), even = share(counts.even), better = share(counts.better);
    const double mean = worse * factors.worse + even * factors.even + better * factors.better;
    const double square = worse * factors.worse * factors.worse + even * factors.even * factors.even + better * factors.better * factors.better;
    return {mean, std::sqrt(std::max(0.0, square - mean * mean))};
}

std::optional<MoreParts> moreParts(const BlockCounts &counts, int length, double missing, const StakeFactors &factors)
{
    if (missing <= 0)
        return MoreParts{0, 0, 0};
    if (counts.all() == 0)
        return std::nullopt;
    Growth fastest;
    for (const LogFactors &ofStake : factors) {
        const Growth growth = growthOf(counts, ofStake);
        if (growth.mean > fastest.mean)
            fastest = growth;
    }
    if (fastest.mean <= 0)
        return std::nullopt;
    const double error = 1.28 * fastest.deviation / std::sqrt(static_cast<double>(counts.all()));
    const auto parts = [&](double growth) { return missing / growth * length; };
    MoreParts result{parts(fastest.mean), parts(fastest.mean + error), std::nullopt};
    if (fastest.mean > error)
        result.most = parts(fastest.mean - error);
    return result;
}

}  // namespace

std::optional<MoreParts> morePartsUntilNotWorse(const BlockCounts &counts, double log, const BlockRule &rule, double alpha)
{
    return moreParts(counts, rule.length, -std::log(alpha) - log, notWorseFactors(rule.margin));
}

std::optional<MoreParts> morePartsUntilWorse(const BlockCounts &counts, double log, const BlockRule &rule, double alpha)
{
    return moreParts(counts, rule.length, -std::log(alpha) - log, worseFactors());
}

std::optional<MoreParts> sooner(const std::optional<MoreParts> &x, const std::optional<MoreParts> &y)
{
    return !x ? y : !y ? x : x->parts <= y->parts ? x : y;
}

std::optional<MoreParts> later(const std::optional<MoreParts> &x, const std::optional<MoreParts> &y)
{
    return !x || !y ? std::nullopt : x->parts >= y->parts ? x : y;
}

}  // namespace lineside
