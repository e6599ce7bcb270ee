// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <time.h>

#include <fstream>

namespace lineside::bench {

/// Processor time that the calling thread has used, in seconds.
inline double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// How long the calling thread could have run and had no processor, in seconds: the second number of /proc/PID/schedstat (the kernel's
/// sched-stats.rst). 0 where the kernel does not count it.
inline double threadWaitedSeconds()
{
    double nanoseconds = 0;
    std::ifstream("/proc/thread-self/schedstat") >> nanoseconds >> nanoseconds;
    return nanoseconds * 1e-9;
}

}  // namespace lineside::bench
