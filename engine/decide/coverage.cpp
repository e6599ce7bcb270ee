// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/coverage.h"

#include <algorithm>

namespace lineside {

void Coverage::add(std::string_view lot, std::int64_t now)
{
    if (!lot.empty() && known.size() < kMostLots && std::ranges::find(known, lot) == known.end()) {
        known.emplace_back(lot);
        ++lots;
    }
    if (now > hour) {  // not where the clock goes back
        ++hours;
        hour = now;
    }
}

}  // namespace lineside
