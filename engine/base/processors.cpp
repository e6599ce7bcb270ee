// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processors.h"

#include <sched.h>

#include <array>
#include <fstream>
#include <string_view>

namespace lineside {

std::vector<int> allowedProcessors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> processors;
    if (sched_getaffinity(0, sizeof set, &set) == 0)  // of a machine with more than 1,024 it says nothing
        for (int i = 0; i < CPU_SETSIZE; ++i)
            if (CPU_ISSET(i, &set))
                processors.push_back(i);
    return processors;
}

std::string processorModel()
{
    constexpr std::array<std::string_view, 5> kTelling{"vendor_id", "cpu family", "model", "stepping", "model name"};
    std::ifstream file("/proc/cpuinfo");
    std::string model;
    for (std::string line; std::getline(file, line) && !line.empty();) {  // an empty line ends the first one
        const std::string_view text = line;
        const std::size_t colon = text.find(':');
        const std::string_view name = text.substr(0, text.find_last_not_of(" \t", colon == text.npos ? colon : colon - 1) + 1);
        if (colon == text.npos || colon + 2 >= text.size())
            continue;
        for (const std::string_view telling : kTelling) {
            if (name == telling)
                model.append(model.empty() ? "" : " ").append(text.substr(colon + 2));
        }
    }
    return model;
}

bool keepThisThreadOn(std::span<const int> processors)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int i : processors)
        if (i >= 0 && i < CPU_SETSIZE)
            CPU_SET(i, &set);
    return sched_setaffinity(0, sizeof set, &set) == 0;
}

}  // namespace lineside
