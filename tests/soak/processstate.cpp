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

/// What /proc/self/maps says of one piece: its file, empty for memory without one (proc_pid_maps(5)).
std::string fileOf(const std::string &line)
{
    std::istringstream fields(line);
    std::string range, rights, offset, device, inode, file;
    fields >> range >> rights >> offset >> device >> inode >> std::ws;
    std::getline(fields, file);
    return inode == "0" ? std::string() : file;
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
        if (const std::string file = fileOf(line); !file.empty())
            ++state.files[file];
    }
    return state;
}

std::size_t anonymousPieces()
{
    std::size_t pieces = 0;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        pieces += fileOf(line).empty();
    return pieces;
}

}  // namespace lineside::soak
