// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside {

/// Memory as the kernel reports it, bytes; 0 where it does not.
struct MemoryInfo {
    std::uint64_t processResident = 0;
    std::uint64_t systemAvailable = 0;
    std::uint64_t systemTotal = 0;
};
MemoryInfo readMemoryInfo();

/// Gives freed heap memory back to the system.
void returnFreeMemory();

}  // namespace lineside
