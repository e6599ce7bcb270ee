// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace lineside {

/// A moment of this run of the computer: it goes on over the end of a program, and is not moved by whoever sets the clock. Value type.
struct BootMoment {
    std::string boot;     ///< which run of the computer; empty: not known
    std::int64_t ms = 0;  ///< since it began, its sleep included

    bool operator==(const BootMoment &) const = default;
};

/// Now. Any thread.
BootMoment bootMomentNow();

}  // namespace lineside
