// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lineside::test {

/// A data folder as it may stand before a change, and the file that is then offered.
struct PriorState {
    std::string name;
    std::filesystem::path data, file;
    int rotten = 0;  ///< the version that is damaged until that file is offered
};

/// Makes them in `folder`, with the engine itself.
std::vector<PriorState> priorStates(const std::filesystem::path &folder);

/// How often a process was killed, and what was found at the start after it.
struct KillCount {
    std::uint64_t points = 0;     ///< killed there; a point that was not reached does not count
    std::uint64_t missed = 0;     ///< runs that ended before their point
    std::uint64_t onOld = 0, onNew = 0;  ///< what came up, where a change was under way; without one it is `onOld`
    int slowestStartUs = 0;
    std::vector<std::string> wrong;      ///< each with its point
};

/// Kills a process with SIGKILL at its 1st, 2nd … system call in the threads that import, promote and roll back, from each prior state,
/// until `points` were hit; where that is fewer than there are, they are spread over all. Looks at the next start after each.
KillCount killAtEachCall(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed);

}  // namespace lineside::test
