// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "offline/offlinecomparison.h"

namespace lineside {

/// An outcome as it is handed to the screens. Pure.
OfflineReport reportOf(OfflineRequest request, const OfflineOutcome &outcome);

}  // namespace lineside
