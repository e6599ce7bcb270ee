// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <malloc.h>

#include <fstream>
#include <string>

namespace lineside::test {

/// What this process has in memory, in 10^6 bytes. Value type.
struct MemoryUse {
    double resident = 0;  ///< `Rss` of smaps_rollup (proc(5)): all of it, code of libraries too. Whoever else has the same libraries does not change it, as it does `Pss`
    double own = 0;       ///< `Anonymous`: what has no file
    double asked = 0;     ///< asked of the C library and not given back, mallinfo2(3): of all heaps, and of pages taken for one thing alone; `own` has the gaps between too
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
    const struct mallinfo2 all = ::mallinfo2();
    use.asked = static_cast<double>(all.uordblks + all.hblkhd) / 1e6;
    return use;
}

}  // namespace lineside::test
