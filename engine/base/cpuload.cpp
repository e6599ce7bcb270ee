// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/cpuload.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <utility>

namespace lineside {
namespace {

/// Takes the next number off the front of a line; false: there is none.
bool takeNumber(std::string_view &line, std::uint64_t &number)
{
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc())
        return false;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    return true;
}

}  // namespace

std::optional<CpuTimes> cpuTimes(std::string_view text, std::span<const int> processors)
{
    CpuTimes sum;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        std::uint64_t processor = 0;
        if (!line.starts_with("cpu") || line.size() < 4 || line[3] == ' ')
            continue;
        line.remove_prefix(3);
        if (!takeNumber(line, processor) || std::ranges::find(processors, static_cast<int>(processor)) == processors.end())
            continue;
        // user, nice, system, idle, iowait, irq, softirq, steal; what guests have is in user already
        constexpr std::size_t kIdle = 3, kIoWait = 4, kFields = 8;
        for (std::size_t i = 0; i < kFields; ++i) {
            std::uint64_t ticks = 0;
            if (!takeNumber(line, ticks))
                break;
            sum.all += ticks;
            sum.busy += i == kIdle || i == kIoWait ? 0 : ticks;
        }
    }
    return sum.all > 0 ? std::optional(sum) : std::nullopt;
}

std::optional<double> CpuLoad::sinceLast()
{
    std::ifstream stream("/proc/stat");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto now = cpuTimes(text, m_processors);
    const auto before = std::exchange(m_last, now);
    if (!now || !before || now->all <= before->all || now->busy < before->busy)  // counters may step back a little
        return std::nullopt;
    return std::min(1.0, static_cast<double>(now->busy - before->busy) / static_cast<double>(now->all - before->all));
}

void BusyWindow::add(std::optional<double> share)
{
    if (!share)
        return;
    m_shares[m_next] = *share;
    m_next = (m_next + 1) % m_shares.size();
    m_count = std::min(m_count + 1, m_shares.size());
}

std::optional<double> BusyWindow::mean() const
{
    if (m_count == 0)
        return std::nullopt;
    return std::accumulate(m_shares.begin(), m_shares.begin() + static_cast<std::ptrdiff_t>(m_count), 0.0) / static_cast<double>(m_count);
}

}  // namespace lineside
