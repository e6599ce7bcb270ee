// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lineside::test {

/// How often the service was stopped or crashed, and what was found after each.
struct ServiceCount {
    std::uint64_t points = 0, hangs = 0, crashes = 0;
    std::uint64_t onOld = 0, onNew = 0;          ///< what the station came up with whose change was under way
    std::vector<int> afterHangMs, afterCrashMs;  ///< from the signal until each station has a verdict again
    std::vector<int> afterEndMs;                 ///< the same from the end of the process; before that a hang has to be noticed
    std::vector<std::string> wrong;              ///< each with its point
};

/// What `hangAndCrash` does, with `linesidectl run` itself as the installed unit runs it: four stations of the demo line, whose models another
/// `linesidectl swap`s, real networks. Before its
/// starts are taken for a loop it is ended in order and they are forgotten.
ServiceCount hangAndCrashService(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed);

}  // namespace lineside::test
