// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <time.h>

namespace lineside::bench {

/// Processor time that the calling thread has used, in seconds.
inline double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace lineside::bench
