// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/changes.h"
#include "faults/filecall.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lineside::test {

/// A file or a folder, which may have no name (yet, or any more).
struct Node {
    bool folder = false;
    std::string data;
    std::map<std::string, int> entries;  ///< of a folder: name to node
};
/// All that is, by number; 0 is the folder that is looked at.
using Tree = std::map<int, Node>;

/// One thing that was done to the disk, as a file system keeps it.
struct Step {
    enum Kind { Put, Take, Move, Write, Resize, Sync } kind = Sync;
    int node = 0;      ///< the file or folder that it is about
    int folder = 0;    ///< Put, Take, Move: where `name` is
    std::string name;
    int toFolder = 0;  ///< Move
    std::string toName;
    bool makesFolder = false;     ///< Put
    std::uint64_t offset = 0;     ///< Write; Resize: the new size
    std::string data;             ///< Write
};

/// What was promised to whoever uses the program, from a step on.
struct Promise {
    int oldModel = 0, newModel = 0;  ///< one of them comes up
    int imported = 0;                ///< is in the library
    std::size_t lines = 0;           ///< that many lines of the history are in it: those before the newest change that is answered
    bool operator==(const Promise &) const = default;
};

struct FileLog {
    Tree before;              ///< durable
    std::vector<Step> steps;
    std::vector<Promise> promises{{}};  ///< promises[i]: after i steps
};

Tree readTree(const std::filesystem::path &folder);
/// Makes the tree in that folder, which must be empty or absent.
void writeTree(const Tree &tree, const std::filesystem::path &folder);
/// What everybody sees after the step.
void applyStep(const Step &step, Tree &tree);

/// Whether a step adds a line to the history.
bool addsToHistory(const Step &step);

/// Runs `work` (see changes.h) in a child process and adds to `log` what it does below `folder`, which `live` is a picture of; killed before
/// its n-th such step, if n is not 0. Throws where it does what the log cannot say.
Ended runLogged(const std::function<void()> &work, const Told &told, const std::filesystem::path &folder, std::uint64_t killAt, Tree &live,
                FileLog &log);

}  // namespace lineside::test
