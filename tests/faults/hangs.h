// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lineside::test {

/// What a service manager is told, as the unit that Lineside installs has it.
inline constexpr std::chrono::milliseconds kWatchdog{2000}, kRestart{200};

/// How often an engine was stopped or crashed, and what was found after each.
struct HangCount {
    std::uint64_t points = 0, hangs = 0, crashes = 0;
    std::array<std::uint64_t, 5> during{};  ///< by BeltPhase
    std::uint64_t verdicts = 0, changes = 0;
    std::uint64_t unknown = 0;      ///< parts that a detector had taken and that got no verdict, over all points and stations
    std::uint64_t mostUnknown = 0;  ///< of those, at one station at one point
    std::uint64_t onOld = 0, onNew = 0;     ///< what a station came up with, where a change was under way there
    std::vector<int> afterHangMs, afterCrashMs;  ///< from the signal until each station has a verdict again
    std::uint64_t loops = 0;        ///< a model that ends the program at every start
    std::vector<int> loopMs;        ///< from the first crash until each station has a verdict in safe mode
    std::vector<std::string> wrong; ///< each with its point
};

/// Runs an engine under a supervisor on stations whose parts go on coming, while models are imported, promoted, rolled back and removed; stops
/// it (SIGSTOP) or crashes it (SIGSEGV) at moments that the seed decides. After each, it must judge again at every station with the old
/// model or the new one, without a hand. Then boot loops, one for every hundred points: the start after the fifth must be in safe mode.
HangCount hangAndCrash(const std::filesystem::path &folder, std::uint64_t points, std::uint64_t seed);

}  // namespace lineside::test
