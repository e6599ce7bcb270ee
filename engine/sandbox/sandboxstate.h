// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// What a process has given up for good. Value type.
struct SandboxState {
    bool privileges = false;   ///< no new privileges, no capabilities, not to be traced, ends with its parent
    bool limits = false;       ///< of memory, processor time and what it may write; no process, no descriptor more than it has
    int landlock = 0;          ///< 0: the kernel has none; else the version of its rules: no file by name, no network, no signals
    bool systemCalls = false;  ///< only those that reading needs
    // Walls behind those, which not every kernel and container allows:
    bool notRoot = false;      ///< a user who owns nothing where it was root; true for anybody else
    bool noNewCode = false;    ///< memory never becomes code, whatever asks for it
    bool ownNetwork = false;   ///< a network, and a System V memory and queues, with nobody else in them
    bool emptyRoot = false;    ///< no file has a name

    /// Enough to let it read a file from anywhere.
    bool closed() const noexcept { return privileges && limits && systemCalls; }
    bool operator==(const SandboxState &) const = default;
};

}  // namespace lineside
