// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memoryinfo.h"

#include "base/cgroupmemory.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace lineside {

MemoryInfo readMemoryInfo()
{
    MemoryInfo info;
    std::ifstream statm("/proc/self/statm");
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    std::uint64_t shared = 0;
    if (statm >> total >> resident >> shared) {
        const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
        info.processResident = resident * page;
        info.processOwn = (resident - shared) * page;
    }
    std::ifstream meminfo("/proc/meminfo");
    std::string key;
    std::uint64_t kilobytes = 0;
    std::string unit;
    while (meminfo >> key >> kilobytes && std::getline(meminfo, unit)) {
        if (key == "MemTotal:")
            info.systemTotal = kilobytes * 1024;
        else if (key == "MemAvailable:")
            info.systemAvailable = kilobytes * 1024;
    }
    if (const auto group = readCgroupMemory()) {
        info.systemTotal = std::min(info.systemTotal, group->limit);
        info.systemAvailable = std::min(info.systemAvailable, group->free);
    }
    return info;
}

void returnFreeMemory()
{
    malloc_trim(0);
}

void separateHeaps()
{
    constexpr int kMoreThanThreads = 1024;  // a heap comes into being with the first thread that needs it, and is used again
    mallopt(M_ARENA_MAX, kMoreThanThreads);
}

}  // namespace lineside
