// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// What a process has given up for good. Value type.
struct SandboxState {
    bool privileges = false;   ///< no new privileges, no capabilities, not to be traced, ends with its parent
    bool limits = false;       ///< of memory, processor time, processes, open files and what it may write
    int landlock = 0;          ///< 0: the kernel has none; else the version of its rules: no file by name, no network, no signals
    bool systemCalls = false;  ///< only those that reading needs

    /// Enough to let it read a file from anywhere. Landlock is a second wall behind the system calls, and older kernels have none.
    bool closed() const noexcept { return privileges && limits && systemCalls; }
    bool operator==(const SandboxState &) const = default;
};

}  // namespace lineside
