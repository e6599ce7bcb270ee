// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <string>

namespace lineside {

/// A folder whose weight files are offered as if somebody had dropped them. Value type.
struct WatchedFolder {
    std::string path;      ///< absolute; empty: none is watched
    StationId station;     ///< that they are offered to; empty: the library only
    int pollSeconds = 5;   ///< between two looks, where the system tells nothing of changes; kMinPollSeconds…kMaxPollSeconds
    bool operator==(const WatchedFolder &) const = default;
};
inline constexpr int kMinPollSeconds = 1, kMaxPollSeconds = 3600;

}  // namespace lineside
