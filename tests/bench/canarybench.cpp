// SPDX-License-Identifier: GPL-3.0-or-later
// The whole guard of a canary on simulated lines whose truth is known: parts in, a roll back out.
#include "benches.h"
#include "canary/canaryguard.h"

#include <algorithm>
#include <limits>
#include <random>

namespace lineside::bench {
namespace {

constexpr double kRate = .02;          // of rejects
constexpr double kHarm = 5;            // times
constexpr int kBefore = 10'000, kWatched = 12'000;  // parts of each station
constexpr double kPartsOfTheFormula = 264;  // until half are rolled back, where all of alpha is with one guard of one station

/// Parts of four stations that see the same product, each in turn.
class FourStations {
public:
    explicit FourStations(std::uint64_t seed) : m_random(seed) {}

    CanaryPart part(double harm)
    {
        const std::size_t station = m_next++ % names().size();
        m_at += std::chrono::milliseconds(250);
        const bool nothing = m_chance(m_random) < .001;
        return {names()[station], m_at, m_chance(m_random) < kRate * (station == 0 ? harm : 1), nothing, std::nullopt, {}};
    }
    static const std::vector<StationId> &names()
    {
        static const std::vector<StationId> all{"station-1", "station-2", "station-3", "station-4"};
        return all;
    }

private:
    std::mt19937_64 m_random;
    std::uniform_real_distribution<double> m_chance;
    std::size_t m_next = 0;
    std::chrono::system_clock::time_point m_at;
};

/// Parts of the first station until the model is taken back; infinite: it is not. The plan: that station, then the others.
double partsUntilBack(std::uint64_t seed, double harm)
{
    FourStations line(seed);
    std::vector<CanaryPart> history;
    for (int i = 0; i < 4 * kBefore; ++i)
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
    return guard.harm() ? static_cast<double>(guard.harm()->part) : std::numeric_limits<double>::infinity();
}

}  // namespace

Figures benchCanary(const Options &options)
{
    const int runs = options.quick ? 5 : 250;
    std::vector<double> parts;
    double found = 0, wrong = 0;
    for (int i = 0; i < runs; ++i) {
        const auto seed = 2000 + 2 * static_cast<std::uint64_t>(i);
        parts.push_back(partsUntilBack(seed, kHarm));
        found += parts.back() < std::numeric_limits<double>::infinity();
        wrong += partsUntilBack(seed + 1, 1) < std::numeric_limits<double>::infinity();
    }
    const double median = medianOf(parts);
    std::ranges::sort(parts);
    const double late = parts[std::min(parts.size() - 1, parts.size() * 95 / 100)];
    return std::vector{
        Figure{"canary.harm", "share of simulated canaries rolled back: one of four stations rejects five times as often, 2 % before", Bound::AtLeast, .95, Judged::Worst, {found / runs}},
        Figure{"canary.parts", "its parts until half of them are rolled back / what the formula came to with all of alpha", Bound::AtMost, 1.5, Judged::Worst, {median / kPartsOfTheFormula},
               {{"parts", median}, {"95 % by", late}}},
        Figure{"canary.false", "share of simulated canaries rolled back without harm, 12,000 parts each", Bound::AtMost, .01, Judged::Worst, {wrong / runs}}};
}

}  // namespace lineside::bench
