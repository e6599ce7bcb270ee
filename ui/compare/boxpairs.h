// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"
#include "lineside/verdict.h"

#include <string>

namespace lineside {

/// Whether two boxes of one label are at the same place: they share at least half of what both cover. Pure.
bool samePlace(const Box &a, const Box &b) noexcept;

/// Whether only one of the two has a box of that class there. Pure.
bool differIn(const ComparedFrame &frame, const std::string &label);

/// The same of a place of a report, or that this class decided there. Pure.
bool differIn(const OfflineReport &report, const OfflineDisagreement &place, const std::string &label);

}  // namespace lineside
