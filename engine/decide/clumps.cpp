// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/clumps.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr double kSigma = 1.28;  ///< 90 %
constexpr double kSoFarVariance = 0.33, kSoFarPower = 0.75;  ///< chosen by simulation (`lineside_bench --filter decide.clumps`)

/// By which chance alone makes runs longer, inverted, where clumps have this length: another one begins within the run.
double lessChance(const Runs &runs, double clump = 1)
{
    return std::pow(1 - static_cast<double>(runs.events) / static_cast<double>(runs.parts) / clump, kWithinRun);
}

/// The mean length of a clump: events / runs less what chance puts together, which is less the longer clumps are.
double meanClump(const Runs &runs)
{
    const double perRun = static_cast<double>(runs.events) / static_cast<double>(runs.runs);
    double clump = 1;
    for (int i = 0; i < 8; ++i)  // grows towards the least solution
        clump = std::max(1.0, perRun * lessChance(runs, clump));
    return clump;
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

double clumpLengthSoFar(const Runs &runs)
{
    if (runs.runs == 0)
        return 1;
    const double n = static_cast<double>(runs.runs);
    const double m = meanClump(runs);
    const double k = kSoFarVariance / std::pow(n, kSoFarPower);
    const double half = m - k / 2;
    return (half + std::sqrt(std::max(0.0, half * half - (1 - k) * m * m))) / (1 - k);
}

double clumpLengthBeyondChance(const Runs &runs)
{
    if (runs.runs == 0)
        return 1;
    const double n = static_cast<double>(runs.runs);
    return std::max(1.0, static_cast<double>(runs.events) / n * lessChance(runs) * (1 + kSigma / std::sqrt(n)));
}

int partsToSkip(double clump)
{
    return static_cast<int>(std::ceil(3 * (clump - 1)));
}

}  // namespace lineside
