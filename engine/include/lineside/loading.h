// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modelid.h"
#include "lineside/station.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace lineside {

/// Why a model is brought into memory.
enum class LoadCause {
    Start,     ///< a station had it when the program ended
    Import,    ///< a file was offered
    Library,   ///< an operator wants it at a station
    Shadow,    ///< the same, beside the model on air
    RollBack,  ///< an operator wants the model back that judged before
    Replace,   ///< the models of its station were released for it, and the station judges nothing
};
inline constexpr int kLoadCauses = static_cast<int>(LoadCause::Replace) + 1;
const char *toString(LoadCause cause) noexcept;

/// What gives way where a new model does not fit into the memory of the device beside those that are there.
enum class MemoryPolicy {
    AvailabilityFirst,  ///< the new model: it is refused, the line is not touched
    MemoryFirst,        ///< the station's own models: they are released first, and the station judges nothing until the new one is loaded; announced before
};
const char *toString(MemoryPolicy policy) noexcept;

/// When models may be loaded beside a line that judges. What a station lacks at a start, and a roll back, never wait. Value type.
struct LoadingPolicy {
    int busyPercent = 85;        ///< a load waits while the device was busier than this over the last 5 s; 100: never
    int busyWaitSeconds = 120;   ///< for at most so long; then it goes on all the same
    int perMinute = 1;           ///< loads that may begin in any minute on a device; 0: any number
    int windowWaitMinutes = 24 * 60;  ///< a load waits for its station's window for at most so long
    MemoryPolicy memory = MemoryPolicy::AvailabilityFirst;

    bool operator==(const LoadingPolicy &) const = default;
};
inline constexpr int kMinBusyPercent = 10, kMaxBusyPercent = 100, kMaxBusyWaitSeconds = 3600, kMaxLoadsPerMinute = 60, kMaxWindowWaitMinutes = 24 * 60;

/// What a load waits for.
enum class LoadWait {
    Turn,    ///< another model is being loaded
    Window,  ///< the time of day at which its station lets models be loaded
    Busy,    ///< the device is busier than it may be
    Rate,    ///< so many models were loaded in the last minute
};
const char *toString(LoadWait wait) noexcept;

using LoadId = std::uint64_t;
using CandidateId = std::uint64_t;

/// A model that is to be loaded and is not yet. Value type.
struct WaitingLoad {
    LoadId id = 0;
    LoadCause cause = LoadCause::Import;
    LoadWait why = LoadWait::Turn;
    CandidateId candidate = 0;        ///< the offered file; 0: a version of the library
    std::optional<ModelId> model;     ///< that version
    StationId station;                ///< may be empty
    std::chrono::system_clock::time_point since;
    std::chrono::system_clock::time_point until;  ///< begins then at the latest, as far as this wait goes; default-constructed: not known

    bool operator==(const WaitingLoad &) const = default;
};

/// The loads of the device. Value type.
struct LoadingSnapshot {
    LoadingPolicy policy;
    std::optional<double> busy;        ///< share of the device over the last 5 s, 0…1; empty: not known
    std::vector<WaitingLoad> waiting;  ///< in the order in which they will begin
    std::array<std::uint64_t, kLoadCauses> lastHour{};  ///< loads that began, by cause
};

}  // namespace lineside
