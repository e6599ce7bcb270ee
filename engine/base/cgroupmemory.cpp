// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/cgroupmemory.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace lineside {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kNoLimit = std::uint64_t{1} << 62;  // version 1 says "none" with the largest multiple of a page

/// The names of one version.
struct Names {
    const char *limits[2];
    const char *used;
    const char *idleFiles;  ///< in memory.stat
};
constexpr Names kVersion1{{"memory.limit_in_bytes", nullptr}, "memory.usage_in_bytes", "total_inactive_file"};
constexpr Names kVersion2{{"memory.max", "memory.high"}, "memory.current", "inactive_file"};

/// Empty also for "max".
std::optional<std::uint64_t> number(const fs::path &file)
{
    std::ifstream stream(file);
    std::uint64_t value = 0;
    return stream >> value ? std::optional(value) : std::nullopt;
}

std::uint64_t statistic(const fs::path &file, const std::string &wanted)
{
    std::ifstream stream(file);
    std::string key;
    std::uint64_t value = 0;
    while (stream >> key >> value)
        if (key == wanted)
            return value;
    return 0;
}

std::optional<CgroupMemory> memoryOf(const fs::path &group, const Names &names)
{
    std::uint64_t limit = kNoLimit;
    for (const char *name : names.limits)
        if (name)
            limit = std::min(limit, number(group / name).value_or(kNoLimit));
    const auto used = number(group / names.used);
    if (limit >= kNoLimit || !used)
        return std::nullopt;
    const std::uint64_t held = *used - std::min(*used, statistic(group / "memory.stat", names.idleFiles));
    return CgroupMemory{limit, limit - std::min(limit, held)};
}

bool lists(const std::string &controllers, const std::string &name)
{
    std::istringstream stream(controllers);
    for (std::string one; std::getline(stream, one, ',');)
        if (one == name)
            return true;
    return false;
}

}  // namespace

std::optional<CgroupMemory> readCgroupMemory(const fs::path &membership, const fs::path &mount)
{
    std::optional<CgroupMemory> tightest;
    std::ifstream stream(membership);
    for (std::string line; std::getline(stream, line);) {  // hierarchy:controllers:/group
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const bool unified = controllers.empty();
        if (!unified && !lists(controllers, "memory"))
            continue;
        const fs::path top = unified ? mount : mount / "memory";
        // Seen from inside a container the group may lie outside what is mounted; its own is the top then.
        fs::path group = fs::path(line.substr(second + 1)).relative_path().lexically_normal();
        if (!group.empty() && *group.begin() == "..")
            group.clear();
        for (;; group = group.parent_path()) {
            // Not `top / group` where that is empty: something appended to a path that ends with '/' frees twice in libstdc++ 12 when memory runs out.
            const auto here = memoryOf(group.empty() ? top : top / group, unified ? kVersion2 : kVersion1);
            if (here && (!tightest || here->free < tightest->free))
                tightest = here;
            if (group.empty())
                break;
        }
    }
    return tightest;
}

}  // namespace lineside
