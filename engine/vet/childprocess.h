// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/filedescriptor.h"
#include "lineside/result.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <vector>

#include <sys/types.h>

namespace lineside {

/// How a process ended.
struct ProcessEnd {
    enum class How { Exited, Signalled, TimedOut, Cancelled } how = How::Exited;
    int code = 0;  ///< exit status, or the signal
};

/// A program that was started with nothing but the descriptors given to it: no environment but the C locale and large pages, no signal handlers, no other
/// open file. Killed and waited for at the latest by the destructor. One thread at a time.
class ChildProcess {
public:
    /// `descriptors`: which of ours become 0, 1, 2, … there. Error: NotFound, OutOfMemory or Internal.
    static Result<ChildProcess> start(const std::filesystem::path &program, const std::vector<int> &descriptors);

    ChildProcess(ChildProcess &&other) noexcept;
    ChildProcess &operator=(ChildProcess &&) = delete;
    ~ChildProcess();

    /// Waits for the end. One that has not ended after `patience`, or when `cancelled` becomes true, is killed.
    ProcessEnd wait(std::chrono::milliseconds patience, const std::function<bool()> &cancelled);

private:
    ChildProcess(pid_t pid, FileDescriptor handle) : m_pid(pid), m_handle(std::move(handle)) {}
    int reap();  ///< its wait status

    pid_t m_pid = -1;  ///< -1: has ended
    FileDescriptor m_handle;
};

}  // namespace lineside
