// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside {

/// Memory as the kernel reports it, bytes; 0 where it does not.
struct MemoryInfo {
    std::uint64_t processResident = 0;
    std::uint64_t processOwn = 0;  ///< of those, what the process wrote itself: without mapped files, as libraries are, and shared memory
    std::uint64_t systemAvailable = 0;  ///< of this computer, or of the container that the process runs in
    std::uint64_t systemTotal = 0;      ///< the same
};
MemoryInfo readMemoryInfo();

/// Gives freed heap memory back to the system.
void returnFreeMemory();

/// Gives every thread a heap of its own. First line of main(): the C library decides once, early. Left alone it shares eight
/// heaps a processor between all threads, and who loads a model at low priority, loses its processor in the middle of a
/// malloc and holds the window's or an inference's heap, stops them for tens of milliseconds.
void separateHeaps();

}  // namespace lineside
