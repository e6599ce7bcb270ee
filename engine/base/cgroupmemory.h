// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace lineside {

/// What a container, a service manager or an administrator lets this process and its neighbours in the group use, bytes.
struct CgroupMemory {
    std::uint64_t limit = 0;  ///< of the group that leaves least
    std::uint64_t free = 0;   ///< of that limit; file pages that were not used lately count as free, as the kernel takes them first
};

/// Asks the memory controller of control groups (cgroups(7)), version 2 or 1, from the group of the process up to the root: the limit that leaves
/// least counts. Where pages are taken back by force from a lower mark on (memory.high), that is the limit: a line would slow down there.
/// Empty: no limit. `membership`: as /proc/PID/cgroup, `mount`: where the groups are mounted. Reads a handful of small files.
std::optional<CgroupMemory> readCgroupMemory(const std::filesystem::path &membership = "/proc/self/cgroup",
                                             const std::filesystem::path &mount = "/sys/fs/cgroup");

}  // namespace lineside
