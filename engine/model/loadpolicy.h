// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/taskrunner.h"
#include "lineside/frame.h"
#include "lineside/loading.h"

#include <optional>
#include <span>

namespace lineside {

/// A station without a model waits for it, or an operator in trouble: nothing holds it up. Pure.
bool isUrgent(LoadCause cause) noexcept;

/// At what priority a model is read and made ready: beside a line that judges it must not be noticed. Pure.
ThreadPriority priorityOf(LoadCause cause) noexcept;

/// What decides whether a load may begin.
struct LoadAsk {
    LoadCause cause = LoadCause::Import;
    LoadWindow window;                   ///< of its station
    SteadyTime asked;
    std::optional<SteadyTime> busySince; ///< since when nothing but the device holds it
    bool hurried = false;                ///< an operator lets it begin whatever the rest says
};

/// The device and the clocks at one moment.
struct LoadConditions {
    SteadyTime now;
    int minuteOfDay = 0;         ///< local
    std::optional<double> busy;  ///< share over the last 5 s; empty: not known, which holds nothing
};

/// Why a load may not begin yet, and until when that can last. Value type.
struct LoadHold {
    LoadWait why = LoadWait::Turn;
    SteadyTime until;
    bool operator==(const LoadHold &) const = default;
};

/// Empty: it may begin. A wait for the device or for the window of a station ends after the policy's time, come what may. `begun`: when
/// loads that the rate counts began, oldest first. Pure.
std::optional<LoadHold> holdOf(const LoadAsk &ask, const LoadingPolicy &policy, const LoadConditions &conditions, std::span<const SteadyTime> begun);

/// How long until a window opens, minutes; 0: it is open. Pure.
int minutesUntilOpen(const LoadWindow &window, int minuteOfDay) noexcept;

}  // namespace lineside
