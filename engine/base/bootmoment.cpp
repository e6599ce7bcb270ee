// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/bootmoment.h"

#include <fstream>

#include <time.h>

namespace lineside {

BootMoment bootMomentNow()
{
    BootMoment now;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> now.boot;
    timespec since{};
    ::clock_gettime(CLOCK_BOOTTIME, &since);
    now.ms = static_cast<std::int64_t>(since.tv_sec) * 1000 + since.tv_nsec / 1'000'000;
    return now;
}

}  // namespace lineside
