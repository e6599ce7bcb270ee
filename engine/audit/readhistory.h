// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "lineside/snapshot.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace lineside::audit {

/// Puts the event of a later line behind those of the lines before; one that completes an event takes its place. Pure.
void addHistoryEvent(std::vector<HistoryEvent> &events, HistoryEvent event);

/// Which events of a history are asked for. Value type.
struct HistoryQuery {
    WallTime from = WallTime::min(), to = WallTime::max();  ///< the first that counts, and one behind the last
    StationId station = {};                                 ///< empty: all, and those of no station
    std::optional<EventKind> kind = {};                     ///< empty: all
    std::size_t newest = 0;                                 ///< so many of them; 0: all
};

struct HistoryAnswer {
    std::vector<HistoryEvent> events;  ///< the oldest first
    bool stationKnown = false;         ///< the station that was asked for is in the history, at whatever time
    std::uint64_t damaged = 0;         ///< lines that are not believed
    std::uint64_t firstDamaged = 0;    ///< number of the first of them in the file, from 1
};

/// Reads the history of a data folder from its first line to its last, also while an instance goes on with it: a line that is being written does not count yet. NotFound, Io, or InvalidInput: it is no file. Blocks on the disk.
Result<HistoryAnswer> readHistory(const std::filesystem::path &dataDir, const HistoryQuery &query);

/// Up to which number of each station the history vouches for parts of the record. Reads as above; where there is no history, nothing.
Result<std::map<StationId, std::int64_t, std::less<>>> sealedUpTo(const std::filesystem::path &dataDir);

}  // namespace lineside::audit
