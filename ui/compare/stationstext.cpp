// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/stationstext.h"

#include "compare/verdicttext.h"
#include "widgets/format.h"

#include <algorithm>

namespace lineside {
namespace {

QString number(std::int64_t count)
{
    return Format::count(static_cast<std::uint64_t>(count));
}

QString knownTogether(const JointComparison &j)
{
    const QString stations = number(std::ssize(j.stations));
    switch (j.state) {
    case AbState::AtLeastAsGood:
        return StationsText::tr("%1 stations together: B is at least as good as A, by %2 parts.", "number, number").arg(stations, number(j.parts))
            + (j.covered ? QString() : QLatin1Char(' ') + StationsText::tr("They have seen too few lots or hours to go by it."));
    case AbState::Worse: return StationsText::tr("%1 stations together: B is worse.", "number").arg(stations);
    case AbState::WorseWithinMargin: return StationsText::tr("%1 stations together: B is worse, but by less than the margin.", "number").arg(stations);
    case AbState::Open: break;
    }
    return j.more ? StationsText::tr("%1 stations together: not decided after %2 parts, about %3 more.", "numbers").arg(stations, number(j.parts), VerdictText::about(j.more->parts))
                  : StationsText::tr("%1 stations together: not decided after %2 parts.", "numbers").arg(stations, number(j.parts));
}

}  // namespace

StationsWithA StationsWithA::of(const EngineSnapshot &snapshot, const StationSnapshot &station, const std::optional<ModelId> &b)
{
    StationsWithA stations;
    for (const StationSnapshot &s : snapshot.stations) {
        if (!station.active || s.active != station.active)
            continue;
        stations.all.push_back(&s);
        if (b && s.shadow == b)
            stations.running.push_back(&s);
        else if (b && !s.shadow)
            stations.free.push_back(&s);
    }
    return stations;
}

QString StationsText::together(const StationSnapshot &station, const StationsWithA &stations)
{
    if (stations.running.size() < 2 || !station.comparison)
        return {};
    if (const auto &joint = station.comparison->joint)
        return joint->contradicted ? knownTogether(*joint) + QLatin1Char(' ') + tr("At one of them later parts say the opposite.") : knownTogether(*joint);
    const auto together = std::ranges::count_if(stations.running, [](const StationSnapshot *s) { return s->comparison && s->comparison->joint; });
    if (together > 1)
        return tr("This station decides for itself; %1 others decide together. Nobody has said that it sees other parts than they do, or its rule or limits differ.", "number").arg(number(together));
    const bool begun = std::ranges::all_of(stations.running, [](const StationSnapshot *s) { return s->comparison && s->comparison->verdict.parts > 0; });
    return begun ? tr("Each of the %1 stations decides for itself: nobody has said that they see different parts, or their rules or limits differ.", "number").arg(number(std::ssize(stations.running)))
                 : QString();
}

QString StationsText::word(const ComparisonSnapshot &c)
{
    return c.proves() && !c.provesAlone() ? tr("Proven by several stations together: at least as good as A.") : VerdictText::word(c);
}

QString StationsText::verdict(AbState state, bool contradicted, bool covered, const std::optional<MoreParts> &more, std::int64_t parts)
{
    if (contradicted)
        return tr("decided, then contradicted");
    switch (state) {
    case AbState::AtLeastAsGood: return covered ? tr("at least as good") : tr("at least as good, by too few lots or hours");
    case AbState::Worse: return tr("worse");
    case AbState::WorseWithinMargin: return tr("worse, by less than the margin");
    case AbState::Open: break;
    }
    return more && parts > 0 ? tr("not decided, about %1 more", "number of parts").arg(VerdictText::about(more->parts)) : tr("not decided");
}

}  // namespace lineside
