// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/clumps.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr std::int64_t kWithinRun = 3;  ///< parts
constexpr std::int64_t kEnoughRuns = 30;

double upperMean(const Runs &runs)
{
    const double n = static_cast<double>(runs.runs);
    return static_cast<double>(runs.events) / n * (1 + 1.28 / std::sqrt(n));
}

}  // namespace

void Runs::add(const Runs &other) noexcept
{
    parts += other.parts;
    events += other.events;
    runs += other.runs;
}

Runs runsOf(std::span<const std::int64_t> events, std::int64_t parts)
{
    Runs result{parts, static_cast<std::int64_t>(events.size()), 0};
    for (std::size_t i = 0; i < events.size(); ++i)
        result.runs += i == 0 || events[i] - events[i - 1] > kWithinRun;
    return result;
}

double clumpLength(const Runs &runs)
{
    return runs.runs < kEnoughRuns ? 1 : upperMean(runs);
}

double clumpLengthBeyondChance(const Runs &runs)
{
    if (runs.runs == 0)
        return 1;
    const double rate = static_cast<double>(runs.events) / static_cast<double>(runs.parts);
    return std::max(1.0, upperMean(runs) * std::pow(1 - rate, kWithinRun));
}

int partsToSkip(double clump)
{
    return static_cast<int>(std::ceil(3 * (clump - 1)));
}

}  // namespace lineside
