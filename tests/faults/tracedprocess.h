// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace lineside::test {

/// A system call that a thread of the watched process is about to make.
struct SystemCall {
    pid_t thread = 0;
    long number = 0;  ///< SYS_…
    std::array<std::uint64_t, 6> arguments{};
};

/// What becomes of a call.
struct Verdict {
    enum What { Made, MadeAndTold, Fails, KillsTheProcess } what = Made;
    int error = 0;  ///< with Fails: the errno; the call is not made
};

/// Decides on each call; on the thread that runs `runTraced`.
class CallWatcher {
public:
    virtual ~CallWatcher() = default;
    virtual Verdict onCall(const SystemCall &call) = 0;
    /// After a call that was MadeAndTold, before any later one of that thread.
    virtual void onResult(const SystemCall &, std::int64_t) {}
};

struct Ended {
    bool killed = false;  ///< by a watcher
    int exitCode = 0;     ///< where it ended by itself
    int signal = 0;       ///< that it died of, else 0
};

/// Runs `work` in a child process and stops it before each of `calls` (empty: every system call) of any of its threads, as a debugger
/// does (ptrace, with a seccomp filter so that nothing else is slowed down). Needs no rights. Returns when the child is gone. From a
/// process of one thread.
Ended runTraced(const std::function<void()> &work, const std::vector<long> &calls, CallWatcher &watcher);

/// Runs `work` in a child process and waits for its end.
Ended runApart(const std::function<void()> &work);

/// Memory of the watched process: up to `size` bytes; and a string that ends with a zero byte.
std::string readMemory(pid_t process, std::uint64_t address, std::size_t size);
std::string readText(pid_t process, std::uint64_t address);

}  // namespace lineside::test
