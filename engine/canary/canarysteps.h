// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lineside {

/// When somebody looks at a plan. Value type.
struct CanaryMoment {
    std::chrono::system_clock::time_point at;
    int weekday = 0;  ///< local: 0 Monday to 6 Sunday
    int minute = 0;   ///< local, since midnight
};

/// The parts that a station has finished with the new model since it got it. Value type.
struct CanaryParts {
    StationId station;
    std::int64_t parts = 0;
};

/// For how long a station of the step has finished no part, in time of running. Value type.
struct CanaryStill {
    StationId station;
    std::chrono::milliseconds time{0};

    bool operator==(const CanaryStill &) const = default;
};

/// What is known at a look. Value type.
struct CanaryObservation {
    std::vector<CanaryParts> parts;
    std::vector<CanaryStill> still = {};  ///< as the turn of the last look left them; who is missing has just finished a part
    std::int64_t lots = 0, hours = 0;  ///< seen since the plan began (`Coverage`), lots once a step
    std::optional<CanaryHarm> harm;    ///< that a guard found; of kind LongRun it counts when the plan is done
    CanaryHand hand = CanaryHand::None;
    std::string by;                    ///< whose hand
    bool unsaved = false;              ///< what changes does not reach the disk
};

enum class CanaryDeed { Nothing, Promote, Ask, Pause, Resume, RollBack, Finish };

/// What is to be done now. Value type.
struct CanaryAction {
    CanaryDeed deed = CanaryDeed::Nothing;
    std::vector<StationId> stations;  ///< that get the new model (Promote), or their own back (RollBack)

    bool operator==(const CanaryAction &) const = default;
};

/// Where the plan is after a look, and what follows. Value type.
struct CanaryTurn {
    CanaryProgress progress;
    CanaryAction action;
    std::vector<CanaryStill> still;  ///< for the next look; kept over a restart beside the progress
};

/// A station of a step that has finished no part for longer than this stands still: ten times what a part may take on the whole, at least 5 minutes, never longer than the parts may take together. Pure.
std::chrono::milliseconds stillAfter(const CanaryStep &step);

/// Whether a step may begin.
bool windowOpen(std::span<const CanaryWindow> windows, const CanaryMoment &now);

/// A plan that begins; its first look may promote. `before`: what each configured station has, in their order. The plan passed `checkPlan`. Pure.
CanaryProgress beginCanary(const CanaryPlan &plan, const ModelId &model, std::span<const std::pair<StationId, ModelId>> before, const CanaryMoment &now);

/// All transitions of a plan, one a look at most, but that a step that goes on begins in the same look as the last one ends where a window is open:
///   Waiting    window open → Running, Promote; while nothing can be saved → Paused (not saved)
///   Running    parts, time and lots are there → Asking, Ask; or where the step goes on: Waiting, or Running with Promote, or after the last one Done, Finish
///              parts or lots not there in time, or a station of the step that stands still (`stillAfter`) → Paused (no data)
///              where it would go on while nothing can be saved → Paused (not saved): what was reached, or approved, holds
///   Asking     approved → Waiting, or Running with Promote, or Done, Finish; while nothing can be saved → Paused (not saved), as above
///   Paused     no data: no station stands still, and what was not there in time has come → Running, Resume; resumed by hand → Running with as long again, Resume
///              not saved: what changes is saved again → Waiting, Resume, or after the last step Done, Finish; resuming by hand does not save
///              by hand: resumed by hand → where it was, Resume; approving is not resuming. After the last step and while nothing can be saved → Paused (not saved)
///   Waiting, Running, Asking, Paused (no data, not saved)   paused by hand → Paused (by hand)
///   any but Done, RolledBack, Aborted            harm → RolledBack, RollBack; aborted → Aborted, RollBack
///   Done       harm, where the long run is guarded → RolledBack, RollBack
/// Time counts for a step up to the last part of the station that has been still for longest, so that none passes on parts of its first minutes alone.
/// Harm comes before what a hand wants, a hand before what a plan wants. Without a station that has the new model there is no harm, and nothing to roll back. Nothing leads out of
/// RolledBack and Aborted. Pure.
CanaryTurn nextStep(const CanaryProgress &progress, const CanaryObservation &seen, const CanaryMoment &now);

}  // namespace lineside
