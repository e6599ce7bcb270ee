// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace lineside::test {

/// How often memory was asked for since the program began: malloc and its kin, and so operator new and every library that has no heap
/// of its own. Counted in a program that allocations.cpp is linked into: it stands before the C library's malloc. Thread-safe.
std::uint64_t allocations();
std::uint64_t allocationsOfThisThread();
/// By the name of the thread, threads of one name together; those that have ended are not among them.
std::map<std::string, std::uint64_t> allocationsByThread();

/// Keeps who asked, from construction to destruction, for a test that failed. One at a time.
class WhoAllocates {
public:
    WhoAllocates();
    ~WhoAllocates();
    WhoAllocates(const WhoAllocates &) = delete;
    WhoAllocates &operator=(const WhoAllocates &) = delete;

    /// The calls that led to the first ones, innermost first: "object(function+offset)" as far as names are exported.
    std::string text() const;
};

}  // namespace lineside::test
