// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <string>

namespace lineside::ctl {

/// One event of the history as one line for a terminal, in local time, without an end of line. Pure.
std::string eventText(const HistoryEvent &event);

}  // namespace lineside::ctl
