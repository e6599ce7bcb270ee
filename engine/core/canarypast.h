// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canary/stationguard.h"
#include "lineside/result.h"

#include <filesystem>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace lineside {

using StationPasts = std::vector<std::pair<StationId, StationPast>>;

/// What the record of verdicts knows of `stations` and of `controls`, which keep their models, from before a change: of each the last parts by the model that `judges` there.
/// Where nothing is recorded yet, nothing is known, and the guards say so. Errors as VerdictReader. Reads up to twenty thousand rows a station: for a thread of its own.
Result<StationPasts> readPasts(const std::filesystem::path &record, std::span<const StationId> stations, std::span<const StationId> controls, const std::map<StationId, ModelId> &judges);

/// So many parts at least must a station have judged with its model before a canary begins there: of fewer nobody knows what is usual, and no guard could see harm.
inline constexpr std::size_t kLeastBefore = 100;

/// NotReady: one of them has judged too few. Else as above.
Result<void> checkPasts(const std::filesystem::path &record, const std::map<StationId, ModelId> &judges);

}  // namespace lineside
