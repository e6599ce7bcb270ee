// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/recording.h"
#include "record/database.h"
#include "record/verdictrecord.h"

#include <cstddef>

namespace lineside {

/// Takes away what is no longer kept, a little at a time. Not thread-safe: the writer's.
class Retention {
public:
    /// `database` outlives this.
    Retention(Database &database, RecordingPolicy kept) : m_database(database), m_kept(kept) {}

    /// Deletes at most `kRows` of the oldest parts that are too old, or too many for the size, in a transaction of its own, and gives a few pages
    /// back to the disk. Whether there may be more. Sums by hour, gaps, models and lots stay.
    Result<bool> step(WallTime now);

    static constexpr std::int64_t kRows = 2000;  ///< some ten milliseconds of work; a hundred and twenty a second come at most
    static constexpr std::int64_t kPages = 256;  ///< given back at once: 1 MB

private:
    struct Oldest {
        std::int64_t station = 0, at = 0;
    };
    Result<std::optional<Oldest>> oldest();
    Result<std::uint64_t> bytesUsed();
    Result<std::int64_t> remove(const Oldest &oldest, std::int64_t before);

    Database &m_database;
    const RecordingPolicy m_kept;
};

}  // namespace lineside
