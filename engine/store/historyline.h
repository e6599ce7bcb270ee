// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <string>
#include <vector>

namespace lineside {

/// One event as one line of JSON, and back. Unknown members are ignored, so that an older program reads a newer history. Pure.
std::string formatHistoryLine(const HistoryEvent &event);
/// The same without its checksum, for whoever adds members. Of at most 60,000 bytes: longer texts in it are cut.
std::string formatHistoryObject(const HistoryEvent &event);
/// Events as programs get them: such an object a line.
std::string historyJson(const std::vector<HistoryEvent> &events);
Result<HistoryEvent> parseHistoryLine(const std::string &line);

}  // namespace lineside
