// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/commanderror.h"
#include "lineside/snapshot.h"

#include <optional>
#include <vector>

namespace lineside {

/// That `model` has other labels or another input size than what is on air at one of `stations`, and nobody said that this is meant ("change_not_meant"): what goes and comes there, by name. Empty: it has not. Pure.
std::optional<CommandError> changeNotMeant(const EngineSnapshot &snapshot, const std::vector<StationId> &stations, const ModelId &model);

}  // namespace lineside
