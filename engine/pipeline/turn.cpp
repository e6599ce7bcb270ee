// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/turn.h"

#include <algorithm>

namespace lineside {
namespace {

constexpr auto kJobPatience = std::chrono::milliseconds(250);
constexpr int kRest = 2;  // times what the last job took: a third of a lane at the most
constexpr auto kLate = std::chrono::milliseconds(5);  // what cameras and schedulers are late by every day

}  // namespace

Turn nextTurn(std::span<const StationWork> stations, std::size_t last, SteadyTime now, std::chrono::steady_clock::duration longRun)
{
    Turn turn;
    for (std::size_t i = 1; i <= stations.size(); ++i) {
        const std::size_t index = (last + i) % stations.size();
        const StationWork &work = stations[index];
        if (work.hasFrame && (work.firstVerdictDue || !turn.station)) {
            turn.station = index;
            if (work.firstVerdictDue)
                return turn;
        }
    }
    for (const StationWork &work : stations) {
        if (!work.firstVerdictDue)
            continue;
        const SteadyTime due = *work.firstVerdictDue;
        if (now + longRun > due && now < due + kLate)
            return {std::nullopt, due + kLate};
    }
    return turn;
}

SteadyTime jobIsDue(const JobWait &job)
{
    if (job.idle)
        return job.posted;
    return std::min(job.lastEnded + kRest * (job.lastEnded - job.lastBegan), job.posted + kJobPatience);
}

bool jobIsNext(const JobWait &job, bool frameWaits, SteadyTime now)
{
    return now >= job.posted + kJobPatience || (!frameWaits && now >= jobIsDue(job));
}

}  // namespace lineside
