// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/loadwindow.h"
#include "lineside/modelid.h"
#include "lineside/station.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// A new model goes on air at some stations first, then at more; a guard takes it back from all of them where it does harm.

enum class StepEnd { GoOn, Ask };
const char *toString(StepEnd end) noexcept;  ///< "go_on", "ask"

/// Which stations get the new model next, and what must have been seen of them before the plan goes on. Value type.
struct CanaryStep {
    std::vector<StationId> stations;  ///< these; empty: as many as make `share`
    double share = 0;                 ///< of the stations that the plan covers, those of the steps before included; in (0, 1], rounded up
    std::int64_t leastParts = 1000;   ///< finished by each of the step's stations
    std::chrono::minutes leastTime{60};     ///< of running; a pause does not count
    std::chrono::minutes longestTime{480};  ///< of running: the parts must have come by then, else the plan pauses
    int leastLots = 0;                ///< seen in this step; 0 where no lots are told
    StepEnd end = StepEnd::Ask;

    bool operator==(const CanaryStep &) const = default;
};

/// Hours in which a step may begin. Value type.
struct CanaryWindow {
    std::uint8_t days = 0x7f;  ///< bit 0: Monday, to bit 6: Sunday; hours over midnight belong to the day that they begin on
    LoadWindow hours;

    bool operator==(const CanaryWindow &) const = default;
};

/// What may take the model back. Value type.
struct CanaryGuardRules {
    double alpha = 0.01;   ///< chance of a roll back without harm, of the whole plan
    bool controls = true;  ///< rejects against stations that see the same product at the same time
    bool ownPast = true;   ///< rejects against the station's own past, where there is no control station
    bool collapse = true;  ///< parts without any detection, against the station's own past
    bool shadow = false;   ///< rejects against the old model's on the same parts
    double reviewLimit = 0;  ///< share of the rejects that a person may call good; 0: nobody is asked
    bool health = true;    ///< verdicts in time, flow of frames, memory of the model
    bool longRun = false;  ///< goes on watching rejects when the plan is done, by an alarm that comes by chance once in 100,000 parts of a station

    bool operator==(const CanaryGuardRules &) const = default;
};

/// How a model goes on air, as a person wrote it. Value type.
struct CanaryPlan {
    std::string name;
    std::vector<StationId> covers;  ///< stations that see the same product at the same time; their order is that in which shares are taken. Empty: all, as configured
    std::vector<CanaryStep> steps;
    std::vector<CanaryWindow> windows;  ///< empty: at any time
    CanaryGuardRules guard;

    bool operator==(const CanaryPlan &) const = default;
};

enum class PlanFaultKind {
    NoName,
    NoStep,
    UnknownStation,
    StationTwice,       ///< in two steps, or twice in what the plan covers
    NotCovered,         ///< a step's station is not among those that the plan covers
    NobodyAdded,        ///< no station is left for the step, or its share is reached already
    OutOfRange,         ///< a number
    NoControls,         ///< no station keeps the old model, and no other guard watches rejects
    OnlyOwnPastGuards,  ///< the same, where the station's own past or the old model in shadow guards: to be known, no fault
    NoLots,             ///< a step waits for lots, and no station tells them
    NoRecord,           ///< no record of verdicts is kept, out of which the guards learn what is usual
    NameTwice,          ///< another plan has this name
};

/// What a plan must not be, and what should be known of it. Value type.
struct PlanFault {
    PlanFaultKind kind{};
    int step = -1;       ///< from 0; -1: of the plan
    std::string detail;  ///< the station, or the field

    bool forbids() const noexcept { return kind != PlanFaultKind::OnlyOwnPastGuards; }
    bool operator==(const PlanFault &) const = default;
};
const char *toString(PlanFaultKind kind) noexcept;  ///< "no_name", "no_step", …

/// What a plan comes to on the line as it is. Value type.
struct CanaryPlanCheck {
    std::vector<std::vector<StationId>> steps;  ///< which stations get the model with each
    std::vector<PlanFault> faults;              ///< of the plan, and of what it asks for that this line does not have

    bool mayRun() const noexcept
    {
        for (const PlanFault &fault : faults) {
            if (fault.forbids())
                return false;
        }
        return true;
    }
};

inline constexpr std::size_t kMostCanaryPlans = 64;
inline constexpr std::size_t kMostCanarySteps = 16;
inline constexpr std::size_t kMostCanaryWindows = 32;
inline constexpr std::size_t kMostCanaryStations = 64;  ///< that a plan covers
inline constexpr std::size_t kLongestCanaryName = 128;  ///< bytes

enum class CanaryGuardKind { Controls, OwnPast, Collapse, Shadow, Review, Latency, FrameFlow, LongRun, Memory };
inline constexpr int kCanaryGuardKinds = static_cast<int>(CanaryGuardKind::Memory) + 1;
const char *toString(CanaryGuardKind guard) noexcept;  ///< "controls", "own_past", …

/// Why the model was taken back. Value type.
struct CanaryHarm {
    CanaryGuardKind guard{};
    StationId station;
    double logEvidence = 0;  ///< natural logarithm; 0 of latency, flow of frames and memory, which are seen at once
    double threshold = 0;    ///< that it reached
    std::int64_t part = 0;   ///< finished by all stations of the canary until then
    std::optional<double> share = {}, usual = {};  ///< of rejects at the station, and what it was measured against; none: the guard does not look at rejects
    bool fewer = false;      ///< Shadow: it passes what the old model rejects; else it rejects what that passes
    std::optional<double> now = {}, limit = {};  ///< of a limit that was missed: what it was then and what it may be, ms (Latency) or MB of 10^6 bytes (Memory); none: there is no number

    bool operator==(const CanaryHarm &) const = default;
};

/// A state says where a plan is; the way from each to the next is in `nextStep` (engine/canary/canarysteps.h) alone.
enum class CanaryState {
    Waiting,     ///< for a window in which the next step may begin
    Running,
    Asking,      ///< the step has seen what it must, and a person decides
    Paused,
    Done,
    RolledBack,  ///< by a guard
    Aborted,     ///< by a person; the stations have their models of before
};
const char *toString(CanaryState state) noexcept;  ///< "waiting", "running", …
/// The plan has come to its end, whichever.
constexpr bool isOver(CanaryState state) noexcept
{
    return state == CanaryState::Done || state == CanaryState::RolledBack || state == CanaryState::Aborted;
}

enum class CanaryPause { None, NoData, ByHand, NotSaved };  ///< NotSaved: what changes does not reach the disk
inline constexpr int kCanaryPauses = static_cast<int>(CanaryPause::NotSaved) + 1;
const char *toString(CanaryPause pause) noexcept;  ///< "none", "no_data", "by_hand", "not_saved"

/// What a person says to a plan.
enum class CanaryHand { None, Approve, Pause, Resume, Abort };
const char *toString(CanaryHand hand) noexcept;  ///< "none", "approve", …

/// A station of a canary. Value type.
struct CanaryStation {
    StationId station;
    ModelId before;
    int step = 0;                ///< with which it gets the new model
    std::int64_t parts = 0;      ///< finished by the new model
    std::int64_t stepParts = 0;  ///< of them, in the step that runs

    bool operator==(const CanaryStation &) const = default;
};

/// Where a plan is. It goes on from here after a restart. Value type.
struct CanaryProgress {
    CanaryPlan plan;
    ModelId model;                        ///< that goes on air
    std::vector<CanaryStation> stations;  ///< of all steps, as they were resolved when the plan began
    int step = 0;                         ///< that runs or waits, from 0
    int begun = 0;                        ///< so many steps began: their stations got the new model
    CanaryState state = CanaryState::Waiting;
    CanaryPause pause = CanaryPause::None;    ///< while paused: why
    CanaryState resumesTo = CanaryState::Running;  ///< while paused: where a person's word leads back to
    std::chrono::system_clock::time_point since;      ///< of the state
    std::chrono::system_clock::time_point stepBegan;  ///< of the step that runs; of no meaning before the first
    std::chrono::system_clock::time_point lastSeen;   ///< of the last look at the plan
    std::chrono::milliseconds ran{0};       ///< time of running in this step
    std::chrono::milliseconds patience{0};  ///< time of running by which the step's parts must have come
    std::int64_t lots = 0, hours = 0;       ///< seen by the canary in all: lots, and hours of the clock with a part
    std::int64_t lotsBefore = 0;            ///< of them, before this step
    std::optional<CanaryHarm> harm;
    std::string by;  ///< who approved, paused, resumed or aborted last

    bool operator==(const CanaryProgress &) const = default;
};

/// One guard's word. Value type.
struct GuardEvidence {
    CanaryGuardKind guard{};
    StationId station;
    double log = 0;          ///< natural logarithm of the evidence
    double threshold = 0;    ///< with which it alone takes the model back
    bool fewBefore = false;  ///< so few rejects before that only gross harm can be seen
    std::int64_t units = 0;  ///< rounds, parts or blocks that it has seen
    std::optional<double> share = {}, usual = {};  ///< of rejects at the station since it has the model, and what that is measured against: its own past, the controls, or the old model on the same parts; none: nothing is known, or the guard does not look at rejects
    std::vector<StationId> leftOut;  ///< controls that were silent or got the model themselves
    bool fewer = false;              ///< as in CanaryHarm
    std::optional<double> now = {}, limit = {};  ///< of a guard that bets nothing and holds a number against a limit: ms (Latency), MB of 10^6 bytes (Memory)
};

/// What the guard says now. Value type.
struct CanaryEvidence {
    std::vector<GuardEvidence> guards;
    double log = 0;        ///< of all together
    double threshold = 0;  ///< that takes the model back
    std::optional<CanaryHarm> harm;
};

/// A canary as the screens show it, the last one also when it is over. Immutable.
struct CanarySnapshot {
    CanaryProgress progress;
    CanaryEvidence evidence;
    bool preparing = false;  ///< what comes next is got ready: the model is loaded, the past is read
    std::int64_t rejectsWaiting = 0;  ///< for a person to say whether they were right
};

/// What the history keeps of a plan's way. Value type.
struct CanaryNote {
    std::string plan;
    int step = 0, steps = 0;  ///< from 1; of so many
    CanaryPause pause = CanaryPause::None;
    std::optional<CanaryHarm> harm;

    bool operator==(const CanaryNote &) const = default;
};

}  // namespace lineside
