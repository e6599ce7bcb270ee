// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "faults/filelog.h"

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace lineside::test {

/// What may be found on a disk that lost its power after the first steps of a log, by rules that are weaker than those of any file system in
/// use. Durable is only what a finished fsync covers: of a file its size and bytes, of a folder its names. Of the rest, each change of a
/// name may have happened or not, in any combination; so may each sector of 512 bytes of each write; a file has any of the sizes that it
/// had since, with zeros where a sector is missing. A move between folders may leave both names, but never none.
class CrashStates {
public:
    /// The log must outlive this.
    CrashStates(const FileLog &log, std::size_t steps);

    /// How many there are; beyond 2^53 not exact.
    double count() const;

    /// One value for each thing that is open, below its number of possibilities.
    using Choice = std::vector<std::uint32_t>;
    Choice first() const { return Choice(m_ways.size(), 0); }
    /// The next in order; false: that was the last.
    bool next(Choice &choice) const;
    Choice anyOf(std::mt19937_64 &random) const;

    Tree state(const Choice &choice) const;

private:
    bool durable(std::size_t step, int node) const;

    const FileLog &m_log;
    const std::size_t m_steps;
    std::vector<std::uint32_t> m_ways;           ///< how many possibilities, in the order in which `state` asks
    std::map<int, std::size_t> m_lastSync;       ///< by node: the steps before are durable
    std::map<int, std::vector<std::uint64_t>> m_sizes;  ///< by file with bytes that are not durable: those that it may have
};

}  // namespace lineside::test
