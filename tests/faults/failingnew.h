// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside::test {

/// From the `first` request for memory (`operator new`, from 1) on, `count` of them fail with std::bad_alloc: those of the threads of that name, which
/// must stay where it is; empty: of all threads. A program that is linked with this has it in place of the library's. Thread-safe.
void failAllocations(std::uint64_t first, std::uint64_t count, const char *threadName);
/// None fails any more. How many there were meanwhile.
std::uint64_t stopFailing();

}  // namespace lineside::test
