// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lineside::test {

/// How often a process was killed in the middle of a canary, and what was found at the start after it.
struct CanaryKillCount {
    std::uint64_t points = 0;  ///< killed there; a point that was not reached does not count
    std::uint64_t missed = 0;  ///< runs that ended before their point
    std::uint64_t none = 0;    ///< of the points: the canary was not written down yet, and every station had its model of before
    std::uint64_t wentOn = 0;  ///< of the points: it went on by itself, to its end
    std::vector<std::string> wrong;  ///< each with its point
};

/// Plays a canary over two stations and kills the process with SIGKILL at one of the system calls that the engine and its recorder make meanwhile, spread over all, until `points` were hit. Looks at the next
/// start after each: every station has the model that the plan says, no step that had begun is gone, the plan goes on to its end, and the history is whole.
CanaryKillCount killInCanary(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed);

}  // namespace lineside::test
