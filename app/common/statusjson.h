// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <nlohmann/json.hpp>

namespace lineside {

/// One station's models, state and counters, as `linesidectl run` and `status` tell them. Pure.
nlohmann::ordered_json stationJson(const StationSnapshot &station);

/// A load that waits: what for, and until when. Pure.
nlohmann::ordered_json waitingJson(const WaitingLoad &load, const EngineSnapshot &snapshot);

/// Stations, library, offered files and what is wrong. Pure.
nlohmann::ordered_json statusJson(const EngineSnapshot &snapshot);

}  // namespace lineside
