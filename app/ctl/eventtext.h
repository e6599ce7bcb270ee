// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <string>

namespace lineside::ctl {

/// One event of the history as one line for a terminal, in local time, without an end of line. Pure.
std::string eventText(const HistoryEvent &event);

/// "2026-03-01 07:45:12", in local time.
std::string timeText(WallTime time);
/// "model failed".
std::string kindText(EventKind kind);
/// "Nina (engineer)"; empty: nobody said, or the engine by itself.
std::string personText(const HistoryEvent &event);
/// What was known of the model that went on air against the one before; empty: they were not compared.
std::string evidenceText(const HistoryEvent &event);
/// Why, and what came of it: refusal, figures of the swap, health, canary, the signature of the file, and the reason. As it came: it may hold what a terminal would obey.
std::string detailsText(const HistoryEvent &event);

}  // namespace lineside::ctl
