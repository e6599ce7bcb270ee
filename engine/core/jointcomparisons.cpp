// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jointcomparisons.h"

#include "decide/jointverdict.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace lineside {
namespace {

bool counts(const RunningComparison &r)
{
    return r.station->differentParts > 0 && !r.comparison->countsPictures && r.comparison->verdict.parts > 0;
}

bool belongTogether(const RunningComparison &x, const RunningComparison &y)
{
    return x.station->differentParts == y.station->differentParts && x.active == y.active && x.shadow == y.shadow && x.station->rule == y.station->rule && x.station->detect == y.station->detect
        && x.comparison->verdict.limits == y.comparison->verdict.limits && x.comparison->countsObjects == y.comparison->countsObjects;
}

JointComparison jointOf(const std::vector<RunningComparison> &group)
{
    std::vector<const AbStatus *> verdicts;
    JointComparison joint;
    for (const RunningComparison &r : group) {
        const ComparisonSnapshot &c = *r.comparison;
        verdicts.push_back(&c.verdict);
        joint.stations.push_back(r.station->id);
        joint.seen.lots = std::max(joint.seen.lots, c.seen.lots);
        joint.seen.hours = std::max(joint.seen.hours, c.seen.hours);
    }
    const JointVerdict said = jointVerdict(verdicts);
    joint.state = said.state;
    joint.contradicted = said.contradicted;
    joint.limits = verdicts.front()->limits;
    joint.parts = said.parts;
    joint.discordant = said.discordant;
    joint.pending = said.pending;
    joint.logNotWorse = said.logNotWorse;
    joint.logWorse = said.logWorse;
    joint.more = said.more;
    joint.covered = std::ranges::all_of(group, [&](const RunningComparison &r) { return isCovered(joint.seen, r.station->coverage); });
    return joint;
}

}  // namespace

void takeTogether(std::span<const RunningComparison> running)
{
    std::vector<RunningComparison> waiting;
    std::ranges::copy_if(running, std::back_inserter(waiting), counts);
    while (!waiting.empty()) {
        const RunningComparison first = waiting.front();
        const auto others = std::stable_partition(waiting.begin(), waiting.end(), [&](const RunningComparison &r) { return belongTogether(first, r); });
        const std::vector<RunningComparison> group(waiting.begin(), others);
        waiting.erase(waiting.begin(), others);
        if (group.size() < 2)
            continue;
        const JointComparison joint = jointOf(group);
        for (const RunningComparison &r : group)
            r.comparison->joint = joint;
    }
}

}  // namespace lineside
