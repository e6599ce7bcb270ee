// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <optional>
#include <string>
#include <string_view>

namespace lineside {

/// "2026-03-01T07:45:12.000250Z": ISO 8601 in UTC, to the microsecond.
std::string isoTime(WallTime time);

/// A moment as ISO 8601 has it: "2026-03-01", "2026-03-01T07:45", with seconds, a fraction of them, and a zone: "Z", "+02:00"; a space may stand
/// for the T. Without a zone it is the time of this computer. Empty: it is none, or no such day.
std::optional<WallTime> timeFrom(std::string_view iso);

}  // namespace lineside
