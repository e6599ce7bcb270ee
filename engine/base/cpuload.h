// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lineside {

/// What processors have done since the computer started, in the kernel's ticks.
struct CpuTimes {
    std::uint64_t busy = 0;  ///< for any program, for the system, or for another guest of the same computer
    std::uint64_t all = 0;
};

/// Of these processors together, from the text of /proc/stat (proc_stat(5)); empty where it says nothing of them. Pure.
std::optional<CpuTimes> cpuTimes(std::string_view procStat, std::span<const int> processors);

/// How busy processors are, whoever uses them. Of one thread.
class CpuLoad {
public:
    explicit CpuLoad(std::vector<int> processors) : m_processors(std::move(processors)) {}

    /// Share since the last call, 0…1; empty at the first, and where the kernel gives no figure.
    std::optional<double> sinceLast();

private:
    std::vector<int> m_processors;
    std::optional<CpuTimes> m_last;
};

/// The mean of the last five looks, one a second. Value type.
class BusyWindow {
public:
    void add(std::optional<double> share);
    std::optional<double> mean() const;  ///< empty before the first

private:
    std::array<double, 5> m_shares{};
    std::size_t m_count = 0, m_next = 0;
};

}  // namespace lineside
