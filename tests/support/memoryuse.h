// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <string>

namespace lineside::test {

/// What this process has in memory, in 10^6 bytes. Value type.
struct MemoryUse {
    double resident = 0;  ///< `Rss` of smaps_rollup (proc(5)): all of it, code of libraries too. Whoever else has the same libraries does not change it, as it does `Pss`
    double own = 0;       ///< `Anonymous`: what has no file
};

/// Counted page by page, which takes milliseconds in which the process gets no new pages. Zeros where the system does not tell.
inline MemoryUse readMemoryUse()
{
    MemoryUse use;
    std::ifstream rollup("/proc/self/smaps_rollup");
    for (std::string word; rollup >> word;) {
        double kilobytes = 0;
        if (word == "Rss:" && rollup >> kilobytes)
            use.resident = kilobytes * 1024 / 1e6;
        else if (word == "Anonymous:" && rollup >> kilobytes)
            use.own = kilobytes * 1024 / 1e6;
    }
    return use;
}

}  // namespace lineside::test
