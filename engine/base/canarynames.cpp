// SPDX-License-Identifier: GPL-3.0-or-later
// The stable words of a canary, for JSON, the history and command lines. Never translated, never changed.
#include "lineside/canary.h"

namespace lineside {

const char *toString(StepEnd end) noexcept
{
    switch (end) {
    case StepEnd::GoOn: return "go_on";
    case StepEnd::Ask: return "ask";
    }
    return "ask";
}

const char *toString(PlanFaultKind kind) noexcept
{
    switch (kind) {
    case PlanFaultKind::NoName: return "no_name";
    case PlanFaultKind::NoStep: return "no_step";
    case PlanFaultKind::UnknownStation: return "unknown_station";
    case PlanFaultKind::StationTwice: return "station_twice";
    case PlanFaultKind::NotCovered: return "not_covered";
    case PlanFaultKind::NobodyAdded: return "nobody_added";
    case PlanFaultKind::OutOfRange: return "out_of_range";
    case PlanFaultKind::NoControls: return "no_controls";
    case PlanFaultKind::OnlyOwnPastGuards: return "only_own_past_guards";
    case PlanFaultKind::NoLots: return "no_lots";
    case PlanFaultKind::NoRecord: return "no_record";
    case PlanFaultKind::NameTwice: return "name_twice";
    }
    return "out_of_range";
}

const char *toString(CanaryGuardKind guard) noexcept
{
    switch (guard) {
    case CanaryGuardKind::Controls: return "controls";
    case CanaryGuardKind::OwnPast: return "own_past";
    case CanaryGuardKind::Collapse: return "collapse";
    case CanaryGuardKind::Shadow: return "shadow";
    case CanaryGuardKind::Review: return "review";
    case CanaryGuardKind::Latency: return "latency";
    case CanaryGuardKind::FrameFlow: return "frame_flow";
    case CanaryGuardKind::LongRun: return "long_run";
    case CanaryGuardKind::Memory: return "memory";
    }
    return "controls";
}

const char *toString(CanaryState state) noexcept
{
    switch (state) {
    case CanaryState::Waiting: return "waiting";
    case CanaryState::Running: return "running";
    case CanaryState::Asking: return "asking";
    case CanaryState::Paused: return "paused";
    case CanaryState::Done: return "done";
    case CanaryState::RolledBack: return "rolled_back";
    case CanaryState::Aborted: return "aborted";
    }
    return "aborted";
}

const char *toString(CanaryPause pause) noexcept
{
    switch (pause) {
    case CanaryPause::None: return "none";
    case CanaryPause::NoData: return "no_data";
    case CanaryPause::ByHand: return "by_hand";
    case CanaryPause::NotSaved: return "not_saved";
    }
    return "none";
}

const char *toString(CanaryHand hand) noexcept
{
    switch (hand) {
    case CanaryHand::None: return "none";
    case CanaryHand::Approve: return "approve";
    case CanaryHand::Pause: return "pause";
    case CanaryHand::Resume: return "resume";
    case CanaryHand::Abort: return "abort";
    }
    return "none";
}

}  // namespace lineside
