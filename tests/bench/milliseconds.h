// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace lineside::bench {

/// How long a piece of work takes, by the clock of the wall.
double millisecondsOf(auto &&work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace lineside::bench
