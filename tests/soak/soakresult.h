// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger.h"
#include "lineoperator.h"
#include "processstate.h"

#include <array>
#include <string>
#include <vector>

namespace lineside::soak {

/// What a soak came to. Value type.
struct SoakResult {
    std::uint64_t seed = 0;
    double minutes = 0;
    WorkCounts work;
    std::vector<StationTally> tallies;    ///< at the end, at rest
    std::vector<StationCounters> counters;  ///< the engine's own, then
    std::vector<StrangeVerdict> strange;
    std::array<std::uint64_t, kOutages> outages{};
    std::vector<double> residentMb, ownMb, askedMb;  ///< after each swap, the first ones left out: see MemoryUse
    std::vector<double> modelsMb;           ///< that loading what is in memory then took
    std::vector<double> pieces;             ///< of memory without a file, then too
    ProcessState warm, end;               ///< at rest, after the first swaps and at the end
    bool sourcesBack = false;             ///< every station got pictures again after the last drop-out
};

/// One thing that must hold. Value type.
struct Check {
    std::string what, found;
    bool holds = false;
    bool judged = true;  ///< false: too few samples to say, `found` says so
};

/// Samples below which a slope says nothing.
inline constexpr std::size_t kEnoughSamples = 200;

/// What must hold after a soak. Pure.
std::vector<Check> check(const SoakResult &result);

std::string reportOf(const SoakResult &result, const std::vector<Check> &checks);
std::string jsonOf(const SoakResult &result, const std::vector<Check> &checks);

}  // namespace lineside::soak
