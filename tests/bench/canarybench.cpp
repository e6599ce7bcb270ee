// SPDX-License-Identifier: GPL-3.0-or-later
// The whole guard of a canary on the bottles of the demo line, whose truth is known: parts in, a roll back out.
#include "benches.h"
#include "canary/canaryguard.h"
#include "demo/schedule.h"

#include <algorithm>
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
constexpr double kRoundsOfTheFormula = 264;  // until half are rolled back, where all of alpha is with one guard of one station

/// The bottles of the four stations of the demo line, in the order in which they pass the middle of each picture. Its own truth says which have a defect; the belts are not equally quick. What the models see of them is drawn.
class FourStations {
public:
    explicit FourStations(std::uint64_t seed) : m_random(seed)
    {
        for (int station = 0; station < 4; ++station) {
            DemoLineConfig config;
            config.seed = seed;
            config.station = station;
            config.fps = 1;  // within a second none passes that is not seen
            config.defectRate = kDefects;
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
        for (std::size_t station = 0; station < m_belts.size(); ++station) {
            Belt &belt = m_belts[station];
            const std::int64_t before = belt.last;
            for (const demo::Part &bottle : belt.schedule.parts(m_frame)) {
                if (bottle.number <= before || bottle.x < 640)
                    continue;
                belt.last = std::max(belt.last, bottle.number);
                m_coming.emplace_back(station, bottle.defect != demo::Defect::None);
            }
        }
        std::ranges::shuffle(m_coming, m_random);  // within a second none comes first
        ++m_frame;
    }

    std::mt19937_64 m_random;
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

}  // namespace

Figures benchCanary(const Options &options)
{
    const int runs = options.quick ? 5 : 250;
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
    const auto latest = [](std::vector<double> all) {
        std::ranges::sort(all);
        return all[std::min(all.size() - 1, all.size() * 95 / 100)];
    };
    const double half = medianOf(rounds);
    return std::vector{
        Figure{"canary.harm", "share of canaries on the demo line rolled back: one of four stations rejects five times as often, 2 % before", Bound::AtLeast, .95, Judged::Worst, {found / runs}},
        Figure{"canary.rounds", "rounds of one part of each station until half of them are rolled back / what the formula came to with all of alpha", Bound::AtMost, 1.5, Judged::Worst, {half / kRoundsOfTheFormula},
               {{"rounds", half}, {"95 % by", latest(rounds)}}},
        Figure{"canary.parts", "the same in parts of the station, whose belt is quicker than the slowest: some of them are in no round", Bound::AtMost, 1.5, Judged::Worst, {medianOf(parts) / kRoundsOfTheFormula},
               {{"parts", medianOf(parts)}, {"95 % by", latest(parts)}}},
        Figure{"canary.false", "share of canaries on the demo line rolled back without harm, 12,000 parts each", Bound::AtMost, .01, Judged::Worst, {wrong / runs}}};
}

}  // namespace lineside::bench
