// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/canaryguard.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace lineside {
namespace {

const double kLongRunThreshold = std::log(1e5);
constexpr int kStakeOnRejects = 3;  // times that on parts without anything found, each of which says far more than a reject does

}  // namespace

CanaryGuard::CanaryGuard(const CanaryGuardRules &rules, std::vector<CanarySeat> seats) : m_rules(rules), m_seats(std::move(seats))
{
}

void CanaryGuard::begin(std::span<const std::pair<StationId, StationPast>> stations)
{
    m_coverage.forgetLots();
    for (const auto &[station, past] : stations)
        leaveOut(station);
    for (const auto &[station, past] : stations)
        m_guards.emplace_back(station, past, m_rules);
}

void CanaryGuard::leaveOut(const StationId &control)
{
    for (StationGuard &guard : m_guards)
        guard.leaveOut(control);
}

void CanaryGuard::add(const CanaryPart &part)
{
    for (StationGuard &guard : m_guards) {
        if (guard.station() == part.station) {
            ++m_parts;
            m_coverage.add(part.lot, std::chrono::floor<std::chrono::hours>(part.at.time_since_epoch()).count());
        }
        if (guard.add(part))
            decide(guard);
    }
}

void CanaryGuard::addCompared(const StationId &station, bool rejected, bool oldRejected)
{
    const auto guard = std::ranges::find(m_guards, station, &StationGuard::station);
    if (!m_rules.shadow || guard == m_guards.end())
        return;
    guard->addCompared(rejected, oldRejected);
    decide(*guard);
}

bool CanaryGuard::asksAbout(const CanaryPart &part)
{
    const auto guard = std::ranges::find(m_guards, part.station, &StationGuard::station);
    return guard != m_guards.end() && guard->asksAbout(part);
}

void CanaryGuard::reviewed(const StationId &station, Truth before, Truth now)
{
    const auto guard = std::ranges::find(m_guards, station, &StationGuard::station);
    if (guard != m_guards.end() && guard->reviewed(before, now))
        decide(*guard);
}

void CanaryGuard::decide(const StationGuard &changed)
{
    if (m_harm)
        return;
    if (const auto longRun = changed.longRun()) {
        if (*longRun >= kLongRunThreshold)
            m_harm = CanaryHarm{CanaryGuardKind::LongRun, changed.station(), *longRun, kLongRunThreshold, m_parts, changed.rejectShare(), changed.shareBefore()};
        return;
    }
    const CanaryEvidence all = evidence();
    if (all.log < all.threshold)
        return;
    const auto nearest = std::ranges::max_element(all.guards, {}, [](const GuardEvidence &e) { return e.log - e.threshold; });
    m_harm = CanaryHarm{nearest->guard, nearest->station, all.log, all.threshold, m_parts, nearest->share, nearest->usual, nearest->fewer};
}

void CanaryGuard::missed(const HeldLimit &limit, const StationId &station)
{
    if (!m_harm && m_rules.health && std::ranges::find(m_guards, station, &StationGuard::station) != m_guards.end())
        m_harm = CanaryHarm{limit.guard, station, 0, 0, m_parts, {}, {}, false, limit.now, limit.limit};
}

void CanaryGuard::watchLongRun()
{
    std::ranges::for_each(m_guards, [](StationGuard &guard) { guard.watchLongRun(); });
}

double CanaryGuard::weightOf(const StationId &station, CanaryGuardKind guard) const
{
    const auto seat = std::ranges::find(m_seats, station, &CanarySeat::first);
    std::set<int> steps;
    for (const CanarySeat &s : m_seats)
        steps.insert(s.second);
    const auto beside = std::ranges::count(m_seats, seat->second, &CanarySeat::second);
    const auto stakeOf = [](CanaryGuardKind guard) { return guard == CanaryGuardKind::Collapse ? 1 : kStakeOnRejects; };
    const int all = (m_rules.controls || m_rules.ownPast ? kStakeOnRejects : 0) + m_rules.collapse + (m_rules.shadow ? kStakeOnRejects : 0) + (m_rules.reviewLimit > 0 ? kStakeOnRejects : 0);
    return static_cast<double>(stakeOf(guard)) / static_cast<double>(std::ssize(steps) * beside * all);
}

CanaryEvidence CanaryGuard::evidence() const
{
    CanaryEvidence result;
    result.threshold = -std::log(m_rules.alpha);
    result.harm = m_harm;
    double rest = 1, most = 0;  // what has not begun stands at 1
    std::vector<std::pair<double, double>> terms;
    for (const StationGuard &guard : m_guards) {
        std::vector<GuardEvidence> words = guard.evidence();
        if (words.empty())
            continue;
        for (GuardEvidence &word : words) {
            const double weight = weightOf(guard.station(), word.guard);
            word.threshold = result.threshold - std::log(weight);
            rest -= weight;
            most = std::max(most, word.log);
            terms.emplace_back(weight, word.log);
            result.guards.push_back(std::move(word));
        }
    }
    double sum = std::max(rest, 0.0) * std::exp(-most);
    for (const auto &[weight, log] : terms)
        sum += weight * std::exp(log - most);
    result.log = most + std::log(sum);
    return result;
}

std::int64_t CanaryGuard::partsOf(const StationId &station) const
{
    const auto guard = std::ranges::find(m_guards, station, &StationGuard::station);
    return guard == m_guards.end() ? 0 : guard->parts();
}

CanaryGuard::Memory CanaryGuard::memory() const
{
    Memory memory{m_seats, {}, {}, {}, m_coverage, m_parts, m_harm};
    for (const StationGuard &guard : m_guards) {
        memory.begun.push_back(guard.station());
        memory.pasts.push_back(guard.past());
        memory.guards.push_back(guard.memory());
    }
    return memory;
}

std::optional<CanaryGuard> CanaryGuard::recall(const CanaryGuardRules &rules, const Memory &memory)
{
    const std::size_t count = memory.begun.size();
    if (memory.pasts.size() != count || memory.guards.size() != count || memory.parts < 0 || memory.coverage.lots < 0 || memory.coverage.hours < 0)
        return std::nullopt;
    CanaryGuard guard(rules, memory.seats);
    std::set<StationId> begun;
    for (std::size_t i = 0; i < count; ++i) {
        const bool seated = std::ranges::find(memory.seats, memory.begun[i], &CanarySeat::first) != memory.seats.end();
        const StationPast &past = memory.pasts[i];
        const RejectMask all = (RejectMask{2} << past.controls.size()) - 1;
        const bool fits = seated && begun.insert(memory.begun[i]).second && past.controls.size() <= kMostControls && past.rounds.size() <= kRoundsBefore
            && std::ranges::all_of(past.rounds, [all](RejectMask round) { return (round & ~all) == 0; }) && past.parts >= 0 && past.rejects >= 0 && past.rejects <= past.parts
            && past.nothingFound >= 0 && past.nothingFound <= past.parts && past.rejectSkip >= 0 && past.nothingSkip >= 0 && past.provedFewer >= 0 && past.provedFewer <= 1;
        if (!fits)
            return std::nullopt;
        guard.m_guards.emplace_back(memory.begun[i], past, rules);
        if (!guard.m_guards.back().recall(memory.guards[i]))
            return std::nullopt;
    }
    guard.m_coverage = memory.coverage;
    guard.m_parts = memory.parts;
    guard.m_harm = memory.harm;
    return guard;
}

}  // namespace lineside
