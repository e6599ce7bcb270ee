// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lineside::test {

struct CutCount {
    std::uint64_t logs = 0, moments = 0;  ///< recordings, and steps in them after which the power is cut
    std::uint64_t whole = 0;    ///< moments of which every state was tried; of the others, some by chance
    std::uint64_t states = 0;   ///< tried, each another one of its moment
    std::uint64_t disks = 0;    ///< those that differ in what is on the disk and what was promised: each was read by the product's readers
    std::uint64_t starts = 0;   ///< those that differ in what the readers found: an engine was started on each
    int slowestStartUs = 0;
    std::vector<std::string> wrong;
};

/// Records what the product does to the disk from its start to its end, with an import, a promotion, a way back, a changed configuration and a
/// removal, from each prior state; and again where the program was killed half-way and started anew. Then cuts the power after each step,
/// and looks at `states` of the states that the disk may be in.
CutCount cutThePower(const std::filesystem::path &folder, std::uint64_t states, std::uint64_t seed);

}  // namespace lineside::test
