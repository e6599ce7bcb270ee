// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace lineside::test {

/// How a confined process ended. Value type.
struct Confined {
    bool finished = false;       ///< by itself; otherwise by a signal
    bool forbiddenCall = false;  ///< the kernel ended it for a system call that it may not make
    std::string said;            ///< what it gave to `say`
};

/// Runs `work` in a process of its own that may read files and use memory, and is ended by the kernel for every other system call:
/// opening for writing, sockets, programs, processes, renaming, removing. `prepare` runs there before that; what it returns may be
/// written to as well as what `say` leads to (-1: nothing). Blocks until the process has ended. One thread only: it forks.
Confined runConfined(const std::function<int()> &prepare, const std::function<void(const std::function<void(const std::string &)> &say)> &work);

}  // namespace lineside::test
