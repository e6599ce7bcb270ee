// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <new>
#include <thread>
#include <utility>

namespace lineside {

/// Runs `work`. Where memory runs out on the way, what it took is free again by then, and `refuse` is called instead: once more every 10 ms
/// while there is not even memory for that. Both without arguments; what else they throw passes through. Blocks the calling thread.
template <class Work, class Refuse>
void unlessOutOfMemory(Work &&work, Refuse &&refuse)
{
    try {
        return std::forward<Work>(work)();
    } catch (const std::bad_alloc &) {
        // Refused below, where nothing of it is held any more, the exception included.
    }
    for (;;) {
        try {
            return refuse();
        } catch (const std::bad_alloc &) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
}

/// Runs `work` to its end, and begins it again every 10 ms while there is no memory for it. Blocks the calling thread.
template <class Work>
void insist(const Work &work)
{
    unlessOutOfMemory(work, work);
}

}  // namespace lineside
