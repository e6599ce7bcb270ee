// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/jointverdict.h"

#include "decide/abverdict.h"
#include "decide/moreparts.h"

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

using Stations = std::span<const AbStatus *const>;

/// What evidence earns with a part: as expected, at best and at worst.
struct Pace {
    double mean = 0, best = 0, worst = 0;
};

Pace paceOf(double log, const std::optional<MoreParts> &until, std::int64_t parts, double enough)
{
    if (log >= enough) {
        const double soFar = parts > 0 ? log / static_cast<double>(parts) : 0;
        return {soFar, soFar, soFar};
    }
    if (!until || until->parts <= 0 || until->least <= 0)
        return {};
    const double missing = enough - log;
    return {missing / until->parts, missing / until->least, until->most ? missing / *until->most : 0};
}

/// One bet in one stream, as all stations have it.
struct Bet {
    double AbStream::*log;
    std::optional<MoreParts> AbStream::*until;
};
constexpr Bet kNotWorse{&AbStream::logNotWorse, &AbStream::untilNotWorse}, kWorse{&AbStream::logWorse, &AbStream::untilWorse};

double sumOf(Stations stations, AbStream AbStatus::*stream, const Bet &bet)
{
    double sum = 0;
    for (const AbStatus *s : stations)
        sum += s->*stream.*bet.log;
    return sum;
}

/// `earned`: with `parts` parts of all.
std::optional<MoreParts> untilEarned(double missing, double parts, const Pace &earned)
{
    if (earned.mean <= 0)
        return std::nullopt;
    const auto until = [&](double pace) { return missing * parts / pace; };
    return MoreParts{until(earned.mean), until(earned.best), earned.worst > 0 ? std::optional(until(earned.worst)) : std::nullopt};
}

std::optional<MoreParts> moreOf(Stations stations, AbStream AbStatus::*stream, const Bet &bet, double enough)
{
    const double missing = enough - sumOf(stations, stream, bet);
    if (missing <= 0)
        return MoreParts{0, 0, 0};
    double parts = 0;
    Pace all;
    for (const AbStatus *s : stations) {
        const Pace pace = paceOf(s->*stream.*bet.log, s->*stream.*bet.until, s->parts, enough);
        const auto seen = static_cast<double>(s->parts);
        parts += seen;
        all.mean += seen * pace.mean;
        all.best += seen * pace.best;
        all.worst += seen * pace.worst;
    }
    return untilEarned(missing, parts, all);
}

/// Until the evidence of no station speaks against it any more.
std::optional<MoreParts> untilNobodyObjects(Stations stations, AbStream AbStatus::*stream, double enough)
{
    std::int64_t parts = 0;
    for (const AbStatus *s : stations)
        parts += s->parts;
    std::optional<MoreParts> last = MoreParts{0, 0, 0};
    for (const AbStatus *s : stations) {
        const double log = s->*stream.*kNotWorse.log;
        if (log >= 0)
            continue;
        const Pace pace = paceOf(log, s->*stream.*kNotWorse.until, s->parts, enough);
        const auto seen = static_cast<double>(s->parts);
        last = later(last, untilEarned(-log, static_cast<double>(parts), {seen * pace.mean, seen * pace.best, seen * pace.worst}));
    }
    return last;
}

std::optional<MoreParts> untilNotWorse(Stations stations, AbStream AbStatus::*stream, double enough)
{
    return later(moreOf(stations, stream, kNotWorse, enough), untilNobodyObjects(stations, stream, enough));
}

bool anyObjects(Stations stations, AbStream AbStatus::*stream)
{
    return std::ranges::any_of(stations, [stream](const AbStatus *s) { return s->*stream.*kNotWorse.log < 0; });
}

}  // namespace

JointVerdict jointVerdict(Stations stations)
{
    JointVerdict joint;
    const double alpha = stations.front()->limits.alpha, enough = -std::log(alpha);
    const auto evidence = [&](AbStream AbStatus::*stream) { return AbEvidence{sumOf(stations, stream, kNotWorse), sumOf(stations, stream, kWorse)}; };
    const AbEvidence escapes = evidence(&AbStatus::escapes), falseRejects = evidence(&AbStatus::falseRejects);
    joint.logNotWorse = std::min(escapes.notWorse, falseRejects.notWorse);
    joint.logWorse = std::max(escapes.worse, falseRejects.worse);
    const AbState ofEscapes = decide({}, escapes, alpha).state, ofFalseRejects = decide({}, falseRejects, alpha).state;
    joint.state = together(ofEscapes, ofFalseRejects);
    if (joint.state == AbState::AtLeastAsGood && (anyObjects(stations, &AbStatus::escapes) || anyObjects(stations, &AbStatus::falseRejects)))
        joint.state = AbState::Open;
    for (const AbStatus *s : stations) {
        if (s->state == AbState::Worse || s->state == AbState::WorseWithinMargin)
            joint.state = together(joint.state, s->state);
        joint.contradicted = joint.contradicted || s->contradicted;
        joint.parts += s->parts;
        joint.discordant += s->discordant;
        joint.pending += s->pending;
    }
    if (joint.state == AbState::Open)
        joint.more = sooner(later(untilNotWorse(stations, &AbStatus::escapes, enough), untilNotWorse(stations, &AbStatus::falseRejects, enough)),
                            sooner(moreOf(stations, &AbStatus::escapes, kWorse, enough), moreOf(stations, &AbStatus::falseRejects, kWorse, enough)));
    return joint;
}

}  // namespace lineside
