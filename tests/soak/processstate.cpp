// SPDX-License-Identifier: GPL-3.0-or-later
#include "processstate.h"

#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>

namespace lineside::soak {
namespace {

namespace fs = std::filesystem;

std::size_t sumOf(const std::map<std::string, int> &counts)
{
    return std::accumulate(counts.begin(), counts.end(), std::size_t{0}, [](std::size_t sum, const auto &entry) { return sum + static_cast<std::size_t>(entry.second); });
}

}  // namespace

std::size_t ProcessState::threadCount() const
{
    return sumOf(threads);
}

std::size_t ProcessState::fileMaps() const
{
    return sumOf(files);
}

ProcessState readProcessState()
{
    ProcessState state;
    std::error_code gone;  // what ends meanwhile is none
    for (fs::directory_iterator it("/proc/self/fd", gone), end; it != end; it.increment(gone))
        ++state.descriptors;
    for (fs::directory_iterator it("/proc/self/task", gone), end; it != end; it.increment(gone)) {
        std::ifstream comm(it->path() / "comm");
        std::string name;
        if (std::getline(comm, name))
            ++state.threads[name];
    }
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream fields(line);
        std::string range, rights, offset, device, inode, file;
        fields >> range >> rights >> offset >> device >> inode >> std::ws;
        std::getline(fields, file);
        if (inode != "0")
            ++state.files[file];
        else
            ++state.anonymous;
    }
    return state;
}

double proportionalSetMb()
{
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string line; std::getline(rollup, line);) {
        if (line.starts_with("Pss:"))
            return std::stod(line.substr(4)) * 1024 / 1e6;
    }
    return 0;
}

}  // namespace lineside::soak
