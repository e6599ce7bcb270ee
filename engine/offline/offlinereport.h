// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "offline/offlinecomparison.h"

#include <cstddef>
#include <vector>

namespace lineside {

/// Which disagreements of an outcome a report shows, those first that move the verdict most: their places in the outcome. Pure.
std::vector<std::size_t> mostTelling(const OfflineOutcome &outcome);

/// An outcome as it is handed to the screens; disagreements as `mostTelling` says. Pure.
OfflineReport reportOf(OfflineRequest request, const OfflineOutcome &outcome);

}  // namespace lineside
