// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <string>
#include <unistd.h>

namespace lineside::bench {

/// Processor time, in seconds since the start of the system, that a virtual machine's host gave to others while this one wanted to
/// run: `steal` of proc_stat(5), all processors together. 0 where nobody tells, and on a real machine.
inline double stolenSeconds()
{
    std::ifstream stat("/proc/stat");
    std::string cpu;
    double user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softIrq = 0, steal = 0;
    stat >> cpu >> user >> nice >> system >> idle >> wait >> irq >> softIrq >> steal;
    return stat ? steal / static_cast<double>(sysconf(_SC_CLK_TCK)) : 0;
}

}  // namespace lineside::bench
