// SPDX-License-Identifier: GPL-3.0-or-later
// The whole guard of a canary on the bottles of the demo line, whose truth is known: parts in, a roll back out.
#include "benches.h"
#include "canary/canaryguard.h"
#include "decide/abcomparison.h"
#include "demo/schedule.h"
#include "sharebound.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace lineside::bench {
namespace {

constexpr double kDefects = .02;                    // share of the line's bottles
constexpr double kSeen = .97, kFalseRejects = .0006;  // of the model before: of the defects, of the good bottles
constexpr double kNothing = .001;                   // bottles on which it finds nothing
constexpr double kHarm = 5;                         // times the rejects
constexpr int kBefore = 10'000, kWatched = 12'000;  // parts of each station
constexpr int kFirstStep = 2'500;                    // parts of the first station until the plan goes on: an hour of its belt
constexpr int kLotSeconds = 3'300;                   // of product that is alike: 2,000 parts of the slowest belt
constexpr double kLots = 4;                         // times the defects in every other one
constexpr double kOldMistakes = .02;                 // of the good bottles that a worse model before fails, and the new one does not
constexpr int kMostCompared = 60'000;               // parts: where the verdict is not there by then, the canary begins after another comparison
constexpr double kRoundsOfTheFormula = 264;  // until half are rolled back, where all of alpha is with one guard of one station

/// What the new model does at a station that it harms.
enum class Harm {
    MoreRejects,  ///< `kHarm` times as many
    Blind,        ///< finds nothing at all
    NoDefects,    ///< finds every bottle and no defect
};

/// The bottles of the four stations of the demo line, in the order in which they pass the middle of each picture. Its own truth says which have a defect; the belts are not equally quick. What the models see of them is drawn.
class FourStations {
public:
    /// `lots`: every other one has four times the defects, at all stations at once; the first one has begun before.
    explicit FourStations(std::uint64_t seed, bool lots = false) : m_random(seed), m_lots(lots)
    {
        if (m_lots)
            m_left = static_cast<int>(m_chance(m_random) * 2 * kLotSeconds) % kLotSeconds;
        for (int station = 0; station < 4; ++station) {
            DemoLineConfig config;
            config.seed = seed;
            config.station = station;
            config.fps = 1;  // within a second none passes that is not seen
            config.defectRate = lots ? kLots * kDefects : kDefects;
            m_belts.push_back({demo::Schedule(config, 60), -1});
        }
        second();
        for (auto &belt : m_belts)
            belt.last = std::max<std::int64_t>(belt.last, 0);
        m_coming.clear();
    }

    /// `harm`: how many times the rejects the first station's model makes of them.
    CanaryPart part(double harm)
    {
        while (m_coming.empty())
            second();
        const auto [station, bad] = m_coming.back();
        m_coming.pop_back();
        const bool nothing = m_chance(m_random) < kNothing;
        const double rejects = bad ? kSeen : kFalseRejects;
        const double more = station == 0 && !bad ? (harm - 1) * (kDefects * kSeen + kFalseRejects) : 0;
        return {names()[station], m_at, !nothing && m_chance(m_random) < rejects + more, nothing, {}};
    }
    /// A part that the new model and the one before judge, each by itself.
    struct Twice {
        CanaryPart part;           ///< by the new model
        bool oldRejected = false, oldFoundNothing = false;
        bool bad = false;          ///< in truth
    };
    /// `harmed`: where the new model does harm; -1: nowhere. `oldMistakes`: of the good bottles, that the one before fails beside those that both do.
    Twice twice(int harmed, double oldMistakes = 0, Harm harm = Harm::MoreRejects)
    {
        while (m_coming.empty())
            second();
        const auto [station, bad] = m_coming.back();
        const bool oldRejected = m_chance(m_random) < (bad ? kSeen : kFalseRejects + oldMistakes);
        const bool harms = static_cast<int>(station) == harmed;
        m_coming.back().first = 0;  // `part` harms that one alone
        CanaryPart judged = part(harms && harm == Harm::MoreRejects ? kHarm : 1);
        judged.station = names()[station];
        const bool nothing = judged.nothingFound;  // whichever model looks
        if (harms && harm != Harm::MoreRejects) {
            judged.rejected = false;
            judged.nothingFound = judged.nothingFound || harm == Harm::Blind;
        }
        return {std::move(judged), oldRejected, nothing, bad};
    }
    static const std::vector<StationId> &names()
    {
        static const std::vector<StationId> all{"station-1", "station-2", "station-3", "station-4"};
        return all;
    }

private:
    struct Belt {
        demo::Schedule schedule;
        std::int64_t last;  ///< that has passed
    };
    void second()
    {
        m_at += std::chrono::seconds(1);
        if (m_lots && m_left-- == 0) {
            m_left = kLotSeconds;
            m_kept = m_kept < 1 ? 1 : 1 / kLots;
        }
        for (std::size_t station = 0; station < m_belts.size(); ++station) {
            Belt &belt = m_belts[station];
            const std::int64_t before = belt.last;
            for (const demo::Part &bottle : belt.schedule.parts(m_frame)) {
                if (bottle.number <= before || bottle.x < 640)
                    continue;
                belt.last = std::max(belt.last, bottle.number);
                m_coming.emplace_back(station, bottle.defect != demo::Defect::None && (!m_lots || m_chance(m_random) < m_kept));
            }
        }
        std::ranges::shuffle(m_coming, m_random);  // within a second none comes first
        ++m_frame;
    }

    std::mt19937_64 m_random;
    bool m_lots;
    int m_left = 0;      ///< seconds of the lot in hand
    double m_kept = 1;   ///< how many of the defects are there in it
    std::uniform_real_distribution<double> m_chance;
    std::vector<Belt> m_belts;
    std::vector<std::pair<std::size_t, bool>> m_coming;
    std::uint64_t m_frame = 0;
    std::chrono::system_clock::time_point m_at;
};

/// How long it took until the model was taken back. Value type.
struct UntilBack {
    double parts = std::numeric_limits<double>::infinity();   ///< of the first station; infinite: it was not
    double rounds = std::numeric_limits<double>::infinity();  ///< of one part of each station
};

/// The plan: the first station, then the others.
UntilBack untilBack(std::uint64_t seed, double harm)
{
    FourStations line(seed);
    std::vector<CanaryPart> history;
    for (int i = 0; i < 5 * kBefore; ++i)  // 10,000 of the slowest belt too
        history.push_back(line.part(1));
    const auto &names = FourStations::names();
    std::vector<CanarySeat> seats;
    for (const StationId &name : names)
        seats.emplace_back(name, name == names[0] ? 0 : 1);
    CanaryGuard guard({}, seats);
    const std::vector<std::pair<StationId, StationPast>> first{{names[0], learnPast(names[0], std::span(names).subspan(1), history)}};
    guard.begin(first);
    for (int i = 0; i < 4 * kWatched && !guard.harm(); ++i)
        guard.add(line.part(harm));
    if (!guard.harm())
        return {};
    const auto guards = guard.evidence().guards;
    const auto controls = std::ranges::find(guards, CanaryGuardKind::Controls, &GuardEvidence::guard);
    return {static_cast<double>(guard.harm()->part), static_cast<double>(controls->units)};
}

/// What the console offers and puts into a new plan: where no station keeps the old model, that goes on judging the same parts.
CanaryGuardRules usualRules()
{
    CanaryGuardRules rules;
    rules.ownPast = false;
    rules.shadow = true;
    return rules;
}

/// What is known of the model before. Value type.
struct Before {
    double mistakes = 0;  ///< of the good bottles it fails so many that the new one passes
    double proved = 0;    ///< as a comparison of both came to (`provedFewer`)
};

/// The same lots, compared before the canary, the truth of each part on which the two differ known, until the new model is at least as good.
Before provedBefore(std::uint64_t seed)
{
    FourStations line(seed, true);
    AbComparison comparison;
    while (comparison.parts() < kMostCompared) {
        const FourStations::Twice seen = line.twice(-1, kOldMistakes);
        if (seen.part.rejected == seen.oldRejected)
            comparison.addConcordant();
        else
            comparison.addDiscordant(seen.part.rejected, seen.bad ? Truth::Defective : Truth::Good);
        if (comparison.parts() % 1000 == 0 && comparison.status().state != AbState::Open)
            break;
    }
    return {kOldMistakes, provedFewer(comparison.status())};
}

/// The whole plan, lots of product that differ fourfold in it: one station beside three controls, then those three, which have none. Parts of the harmed station until the model is taken back, or of the
/// first where none is harmed; infinite: it was not.
double untilBackInPlan(std::uint64_t seed, const CanaryGuardRules &rules, int harmed, const Before &before = {}, Harm harm = Harm::MoreRejects)
{
    FourStations line(seed, true);
    const auto &names = FourStations::names();
    std::vector<CanaryPart> history;
    for (int i = 0; i < 5 * kBefore; ++i) {
        FourStations::Twice seen = line.twice(-1, before.mistakes);
        if (before.mistakes > 0)
            seen.part.rejected = seen.oldRejected;
        history.push_back(std::move(seen.part));
    }
    std::vector<CanarySeat> seats;
    for (const StationId &name : names)
        seats.emplace_back(name, name == names[0] ? 0 : 1);
    CanaryGuard guard(rules, seats);
    const auto watch = [&](int parts, bool lastStep) {
        for (int i = 0; i < parts && !guard.harm(); ++i) {
            FourStations::Twice seen = line.twice(harmed, before.mistakes, harm);
            const bool begun = lastStep || seen.part.station == names[0];
            if (!begun) {
                seen.part.rejected = seen.oldRejected;
                seen.part.nothingFound = seen.oldFoundNothing;
            }
            guard.add(seen.part);
            if (begun)
                guard.addCompared(seen.part.station, seen.part.rejected, seen.oldRejected);
            else
                history.push_back(seen.part);
        }
    };
    std::vector<std::pair<StationId, StationPast>> first{{names[0], learnPast(names[0], std::span(names).subspan(1), history)}};
    first.front().second.provedFewer = before.proved;
    guard.begin(first);
    watch(4 * kFirstStep, false);
    if (!guard.harm()) {
        std::vector<std::pair<StationId, StationPast>> rest;
        for (const StationId &name : std::span(names).subspan(1))
            rest.emplace_back(name, learnPast(name, {}, history)).second.provedFewer = before.proved;
        guard.begin(rest);
        watch(4 * kWatched, true);
    }
    return guard.harm() ? static_cast<double>(guard.partsOf(names[static_cast<std::size_t>(std::max(harmed, 0))])) : std::numeric_limits<double>::infinity();
}

/// Parts of one station until the old model in shadow by itself, with all of alpha, takes the model back.
double untilBackByShadowAlone(std::uint64_t seed)
{
    CanaryGuardRules rules;
    rules.controls = rules.ownPast = rules.collapse = false;
    rules.shadow = true;
    FourStations line(seed, true);
    const StationId &name = FourStations::names()[1];
    CanaryGuard guard(rules, {{name, 0}});
    const std::vector<std::pair<StationId, StationPast>> all{{name, StationPast{}}};
    guard.begin(all);
    for (int i = 0; i < 4 * kWatched && !guard.harm(); ++i) {
        const FourStations::Twice seen = line.twice(1);
        guard.add(seen.part);
        if (seen.part.station == name)
            guard.addCompared(name, seen.part.rejected, seen.oldRejected);
    }
    return guard.harm() ? static_cast<double>(guard.partsOf(name)) : std::numeric_limits<double>::infinity();
}

double shareTakenBack(const std::vector<double> &parts)
{
    return static_cast<double>(std::ranges::count_if(parts, [](double p) { return p < std::numeric_limits<double>::infinity(); })) / static_cast<double>(parts.size());
}

/// For figures of what was taken back without need.
std::pair<std::string, double> mostTakenBack(const std::vector<double> &parts)
{
    return {"at most, Clopper-Pearson 95 %", mostAt95(static_cast<int>(std::lround(shareTakenBack(parts) * static_cast<double>(parts.size()))), static_cast<int>(parts.size()))};
}

/// By this many parts 95 % are.
double latest(std::vector<double> all)
{
    std::ranges::sort(all);
    return all[std::min(all.size() - 1, all.size() * 95 / 100)];
}

/// Both steps of the usual plan.
Figures benchPlan(int runs)
{
    std::vector<double> first, last, alone, none, byOwnPast, lastByOwnPast;
    for (int i = 0; i < runs; ++i) {
        const auto seed = 4000 + 2 * static_cast<std::uint64_t>(i);
        (i % 2 ? first : last).push_back(untilBackInPlan(seed, usualRules(), i % 2 ? 0 : 1));
        if (i % 2 == 0) {
            alone.push_back(untilBackByShadowAlone(seed));
            lastByOwnPast.push_back(untilBackInPlan(seed, {}, 1));
        }
        none.push_back(untilBackInPlan(seed + 1, usualRules(), -1));
        byOwnPast.push_back(untilBackInPlan(seed + 1, {}, -1));
    }
    std::vector<double> both = first;
    both.insert(both.end(), last.begin(), last.end());
    return std::vector{
        Figure{"canary.plan.harm", "share of canaries rolled back by the usual plan, the old model in shadow, lots that differ fourfold: a station rejects five times as often, half of them in the first step, half in the last, which has no controls",
               Bound::AtLeast, .95, Judged::Worst, {shareTakenBack(both)}, {{"in the first step", shareTakenBack(first)}, {"in the last", shareTakenBack(last)}, {"in the last by its own past", shareTakenBack(lastByOwnPast)}}},
        Figure{"canary.plan.parts", "parts of a station of the last step until half of them are rolled back / with all of alpha on the old model in shadow there", Bound::AtMost, 1.5, Judged::Worst,
               {medianOf(last) / medianOf(alone)}, {{"parts", medianOf(last)}, {"95 % by", latest(last)}, {"by its own past", medianOf(lastByOwnPast)}, {"in the first step", medianOf(first)}, {"95 % by", latest(first)}}},
        Figure{"canary.plan.false", "share of canaries rolled back by the usual plan without harm in either step, the same lots", Bound::AtMost, .01, Judged::Worst, {shareTakenBack(none)},
               {mostTakenBack(none), {"by its own past", shareTakenBack(byOwnPast)}}}};
}

/// The usual plan with a model that stops failing one good bottle in fifty, as a comparison has proved.
Figures benchBetter(int runs)
{
    std::vector<double> proven, answeredFor, rejects, blind, noDefects, noDefectsAnsweredFor, shares;
    std::uint64_t seed = 9000;
    for (int i = 0; i < runs; ++i, seed += 3) {
        Before before = provedBefore(seed);
        for (; before.proved == 0; seed += 3)
            before = provedBefore(seed + 3);
        const Before unproved{before.mistakes, 0};
        shares.push_back(before.proved);
        proven.push_back(untilBackInPlan(seed + 1, usualRules(), -1, before));
        answeredFor.push_back(untilBackInPlan(seed + 1, usualRules(), -1, unproved));
        rejects.push_back(untilBackInPlan(seed + 2, usualRules(), i % 2, before, Harm::MoreRejects));
        blind.push_back(untilBackInPlan(seed + 2, usualRules(), i % 2, before, Harm::Blind));
        noDefects.push_back(untilBackInPlan(seed + 2, usualRules(), i % 2, before, Harm::NoDefects));
        noDefectsAnsweredFor.push_back(untilBackInPlan(seed + 2, usualRules(), i % 2, {}, Harm::NoDefects));
    }
    return std::vector{
        Figure{"canary.better", "share of canaries rolled back by the usual plan, lots that differ fourfold: the model before fails 2 % of the good bottles, the new one does not, as a comparison has proved", Bound::AtMost, .01, Judged::Worst,
               {shareTakenBack(proven)}, {{"without the proof", shareTakenBack(answeredFor)}, {"proved, of all parts", medianOf(shares)}}},
        Figure{"canary.better.harm", "share of canaries rolled back, the same model: half of them in each step finds nothing at all at a station", Bound::AtLeast, .95, Judged::Worst, {shareTakenBack(blind)},
               {{"parts", medianOf(blind)}, {"rejects five times as often", shareTakenBack(rejects)}, {"parts", medianOf(rejects)}, {"finds no defect", shareTakenBack(noDefects)}, {"parts", medianOf(noDefects)},
                {"finds no defect, the model before as good", shareTakenBack(noDefectsAnsweredFor)}}}};
}

}  // namespace

Figures benchCanary(const Options &options)
{
    const int runs = options.runsOr(250, 5);
    std::vector<double> parts, rounds;
    double found = 0, wrong = 0;
    for (int i = 0; i < runs; ++i) {
        const auto seed = 2000 + 2 * static_cast<std::uint64_t>(i);
        const UntilBack back = untilBack(seed, kHarm);
        parts.push_back(back.parts);
        rounds.push_back(back.rounds);
        found += back.parts < std::numeric_limits<double>::infinity();
        wrong += untilBack(seed + 1, 1).parts < std::numeric_limits<double>::infinity();
    }
    const double half = medianOf(rounds);
    std::vector<Figure> figures{
        Figure{"canary.harm", "share of canaries on the demo line rolled back: one of four stations rejects five times as often, 2 % before", Bound::AtLeast, .95, Judged::Worst, {found / runs}},
        Figure{"canary.rounds", "rounds of one part of each station until half of them are rolled back / what the formula came to with all of alpha", Bound::AtMost, 1.5, Judged::Worst, {half / kRoundsOfTheFormula},
               {{"rounds", half}, {"95 % by", latest(rounds)}}},
        Figure{"canary.parts", "the same in parts of the station, whose belt is quicker than the slowest: some of them are in no round", Bound::AtMost, 1.5, Judged::Worst, {medianOf(parts) / kRoundsOfTheFormula},
               {{"parts", medianOf(parts)}, {"95 % by", latest(parts)}}},
        Figure{"canary.false", "share of canaries on the demo line rolled back without harm, 12,000 parts each", Bound::AtMost, .01, Judged::Worst, {wrong / runs}, {{"at most, Clopper-Pearson 95 %", mostAt95(static_cast<int>(wrong), runs)}}}};
    const Figures plan = benchPlan(runs);
    if (!plan)
        return plan;
    figures.insert(figures.end(), plan->begin(), plan->end());
    const Figures better = benchBetter(runs);
    if (!better)
        return better;
    figures.insert(figures.end(), better->begin(), better->end());
    return figures;
}

}  // namespace lineside::bench
