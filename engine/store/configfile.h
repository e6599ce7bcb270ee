// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/megabytes.h"
#include "lineside/canary.h"
#include "lineside/loading.h"
#include "lineside/modelid.h"
#include "lineside/recording.h"
#include "lineside/result.h"
#include "lineside/signature.h"
#include "lineside/station.h"
#include "lineside/vetting.h"
#include "lineside/watchedfolder.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// What the configuration file says. Value type.
struct Config {
    std::vector<StationConfig> stations;
    VettingPolicy vetting;
    SigningKeys keys = {};  ///< normalised
    WatchedFolder folder = {};
    std::optional<LoadingPolicy> loading = {};  ///< empty: as the installation has it
    std::vector<CanaryPlan> plans = {};         ///< each of a name of its own; whether they may run here, `checkPlan` says
    std::optional<RecordingPolicy> recording = {};  ///< empty: as the installation has it
    bool operator==(const Config &) const = default;
};

inline constexpr std::size_t kMaxStations = 16;
inline constexpr std::size_t kMaxConfigBytes = 4 * kMegabyte;

/// Reads a configuration. The error's detail begins with "line L, column C: ". Unknown keys are refused, so that a slip of the
/// pen is seen. Pure.
Result<Config> parseConfig(const std::string &text);
std::string formatConfig(const Config &config);

/// The stations that say the same number in `differentParts`, by number and as configured. One that is alone with its number says nothing of anybody and is left out, as it is in the file; what is read back is numbered from 1. Pure.
std::vector<std::vector<StationId>> differentParts(const std::vector<StationConfig> &stations);

/// Which version plays which part at one station, and which lot runs there.
struct DesiredModels {
    std::optional<ModelId> active, previous, shadow, offered;
    std::optional<ModelId> proven = {};  ///< judged here for long enough to be known to work; older files do not have it
    std::string lot = {};                ///< empty: not told; older files do not have it
    bool operator==(const DesiredModels &) const = default;
};
/// What should run where, by station. Survives restarts.
using DesiredState = std::map<StationId, DesiredModels>;

/// Whether this can be the name of a lot: at most Engine::kMaxLot bytes of UTF-8 that can be shown. Empty is none, and allowed. Pure.
bool isLot(std::string_view text);

Result<DesiredState> parseDesiredState(const std::string &text);
std::string formatDesiredState(const DesiredState &state);

}  // namespace lineside
