// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <string>

namespace lineside::bench {

/// The memory of this process in 10^6 bytes, pages that it shares with others by its share: `Pss` of smaps_rollup (proc(5)). 0 where the system does not tell. Takes
/// milliseconds, during which the process gets no new pages.
inline double pssMb()
{
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string word; rollup >> word;) {
        double kilobytes = 0;
        if (word == "Pss:" && rollup >> kilobytes)
            return kilobytes * 1024 / 1e6;
    }
    return 0;
}

}  // namespace lineside::bench
