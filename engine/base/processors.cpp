// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/processors.h"

#include <sched.h>

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
