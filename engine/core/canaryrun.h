// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/localminute.h"
#include "canary/canaryguard.h"
#include "canary/canarysteps.h"
#include "canary/flowwatch.h"
#include "core/rejectqueue.h"
#include "model/loadedmodel.h"
#include "store/canaryjson.h"

#include <algorithm>
#include <map>

namespace lineside {

/// A canary as the engine carries it out. Engine thread only.
struct CanaryRun {
    CanaryProgress progress;
    CanaryGuard guard;
    ModelHandle model;       ///< held until the plan is over, so that each step is a pointer change; null: still loaded
    bool preparing = false;  ///< the model is loaded, or the next stations' golden frames and past are looked at: the plan stands meanwhile
    std::map<StationId, FlowWatch> flows;
    SteadyTime saved{};
    RejectQueue rejects = {};  ///< empty where the plan asks nobody, and when it is over
    CanaryGrounds grounds = {};
    std::vector<CanaryStill> still = {};  ///< as the last look left them
    std::map<StationId, double> latencyBefore = {};  ///< as in SavedCanary

    bool underWay() const noexcept { return !isOver(progress.state); }
    /// Whether anything can still come of it: a plan that is done may watch the long run.
    bool watches() const noexcept { return underWay() || (progress.state == CanaryState::Done && progress.plan.guard.longRun); }
    /// Whether people are asked about its rejects.
    bool asksPeople() const noexcept { return underWay() && progress.plan.guard.reviewLimit > 0; }
    bool covers(const StationId &station) const { return std::ranges::find(progress.plan.covers, station) != progress.plan.covers.end(); }
    bool hasBegunAt(const StationId &station) const
    {
        const auto seat = std::ranges::find(progress.stations, station, &CanaryStation::station);
        return seat != progress.stations.end() && seat->step < progress.begun;
    }
    CanaryNote note() const { return {progress.plan.name, progress.step + 1, static_cast<int>(progress.plan.steps.size()), progress.pause, progress.harm}; }
};

inline CanaryMoment momentOf(std::chrono::system_clock::time_point at)
{
    const LocalMinute local = localMinute(at);
    return {at, local.weekday, local.minute};
}

/// The seats of all stations of a plan.
inline std::vector<CanarySeat> seatsOf(const CanaryProgress &progress)
{
    std::vector<CanarySeat> seats;
    for (const CanaryStation &station : progress.stations)
        seats.emplace_back(station.station, station.step);
    return seats;
}

}  // namespace lineside
