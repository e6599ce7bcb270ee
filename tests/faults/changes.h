// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside::test {

/// What a child process has said so far: lies in memory that it shares with its parent, and outlives it. Models by their version, 0: none.
struct Told {
    std::atomic<bool> changing{false};      ///< the changes have begun
    std::atomic<int> cameUp{0};             ///< judges since the start
    std::atomic<int> previous{0};           ///< the one before it, then
    std::atomic<std::uint32_t> marks{0};    ///< how many changes were asked for or answered
    std::atomic<int> imported{0};           ///< answered as a version of the library
    std::atomic<int> asked{0}, answered{0}; ///< changes of model: the newest that is asked for, and answered as done
    std::atomic<int> refused{0};            ///< operations that were refused, with a reason
    std::atomic<int> unsaved{0};            ///< times that the screen says that what runs where is not saved
    std::atomic<std::uint64_t> verdicts{0}; ///< seen after a change or a refusal, always by what should judge then
    std::atomic<bool> done{false};
    std::atomic<int> upAfterUs{0};          ///< from the start of the engine to the first verdict
    char wrong[2048] = {};                  ///< what must not be; empty: nothing
};

/// Such memory, zeroed. Freed with the last owner.
std::shared_ptr<Told> sharedMemory();

/// Weight files "tiny-v1.pt", "tiny-v2.pt" … of different bytes, made once in a folder.
std::vector<std::filesystem::path> weightFiles(const std::filesystem::path &folder, int count);

/// For a child process. Starts an engine in the data folder, waits until what ran before judges, then: offers the file, promotes it,
/// rolls back, changes the configuration, and removes a version that nothing needs; waits for a verdict in between. What is refused must
/// say why and must not stop the verdicts.
void makeChanges(const std::filesystem::path &dataDir, const std::filesystem::path &file, Told &told);

/// The same, but the change that a test asks for fails it where it is refused.
void mustMakeChanges(const std::filesystem::path &dataDir, const std::filesystem::path &file, Told &told);

/// For a child process, after one that ended in any way: the next start. Fails (`wrong`) unless the library is whole, nothing half-done is
/// left, the station judges by itself with `oldModel` or `newModel`, and that file becomes ready there.
void startAgain(const std::filesystem::path &dataDir, int oldModel, int newModel, const std::filesystem::path &file, Told &told);

/// What is wrong with the data folder of an engine that does not run: a listed version that is not what its card says, one that cannot be
/// read, something half-done. Empty: nothing. Opens the store, as a start does. `rotten`: a version that may be damaged, 0: none.
std::string wrongOnDisk(const std::filesystem::path &dataDir, int rotten = 0);

/// What is wrong with the history as an audit log, for an engine that does not run. Empty: nothing.
std::string wrongInHistory(const std::filesystem::path &dataDir);

/// What is half-done in it, for one that runs too, while nothing is changed. Empty: nothing.
std::string leftBehind(const std::filesystem::path &dataDir);

}  // namespace lineside::test
