// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "store/starts.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lineside::test {

inline constexpr int kBeltStations = 3;
inline constexpr int kBeltFps = 20;

/// A station of a line whose parts go on coming whether the engine is there or not. Models by their version, 0: none.
struct BeltStation {
    std::atomic<std::uint64_t> taken{0};       ///< the newest part of which a picture was taken
    std::array<std::atomic<std::uint64_t>, 256> begun{};  ///< the newest parts that a detector took, in a ring
    std::atomic<std::uint64_t> begunCount{0};  ///< by the process that runs now, or ran last
    std::atomic<std::uint64_t> judgedCount{0}; ///< of them, up to the newest that has its verdict
    std::atomic<std::uint64_t> judged{0};      ///< the newest part with a verdict, by any process
    std::atomic<std::uint64_t> verdicts{0};    ///< that were seen
    std::atomic<int> cameUp{0}, judgedBy{0};
    std::atomic<int> asked{0}, answered{0};    ///< the change of model that was asked for last, and answered as done
};

enum class BeltPhase { Between, Import, Promote, RollBack, Remove };
inline constexpr std::array kBeltPhases{"in between", "import", "promote", "roll back", "remove"};

/// What a line and the process that runs its engine have said: in memory that outlives the process. Atomics alone.
struct Belt {
    std::array<BeltStation, kBeltStations> stations;
    std::atomic<bool> running{false};  ///< every station has a verdict by the process that runs now
    std::atomic<bool> checked{false};  ///< and nothing half-done was found
    std::atomic<bool> safe{false};     ///< that process is in safe mode
    std::atomic<bool> end{false};      ///< asks it to end in order
    std::atomic<bool> armed{false};    ///< the poisonous model kills from now on
    std::atomic<BeltPhase> phase{BeltPhase::Between};
    std::atomic<std::uint64_t> changes{0};  ///< that were answered as done
    std::atomic<bool> isWrong{false};
    char wrong[2048] = {};             ///< what must not be; written once, before `isWrong`
};
std::shared_ptr<Belt> sharedBelt();

/// What the process does once all stations judge.
enum class BeltWork {
    Fill,     ///< puts the first two files on air everywhere, and ends in order
    Change,   ///< imports, promotes, rolls back and removes without end
    Poison,   ///< waits until all models are known to work, then puts the poisonous file on air at the first station; in safe mode it waits to be ended
};

/// For a child process: the engine on this line, told to the service manager as `linesidectl run` tells it.
void runBelt(const std::filesystem::path &dataDir, const std::vector<std::filesystem::path> &files, const std::filesystem::path &poison, BeltWork work,
             std::uint64_t seed, const SafeModeRule &rule, Belt &belt);

/// A weight file that ends the program that runs it, once the belt is armed.
std::filesystem::path poisonousFile(const std::filesystem::path &folder);

}  // namespace lineside::test
