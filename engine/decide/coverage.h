// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"
#include "lineside/comparisonlimits.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// What has been seen besides parts: no statistic knows of lots that have not come yet. Value type.
struct Coverage {
    std::int64_t lots = 0;   ///< different ones; a lot that comes again after `forgetLots` counts once more
    std::int64_t hours = 0;  ///< hours of the clock with a part in them
    std::vector<std::string> known = {};  ///< the lots since `forgetLots`, at most kMostLots: no more are counted then
    std::int64_t hour = -1;  ///< the last one, since 1970

    static constexpr std::size_t kMostLots = kMostLotsAsked;

    /// The next part. `lot`: empty where none is told; `now`: the hour, since 1970.
    void add(std::string_view lot, std::int64_t now);
    void forgetLots() noexcept { known.clear(); }
    CoverageSeen seen() const noexcept { return {lots, hours}; }
    bool operator==(const Coverage &) const = default;
};

}  // namespace lineside
