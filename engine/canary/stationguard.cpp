// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/stationguard.h"

#include "decide/evidence.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace lineside {
namespace {

constexpr int kBlock = FewerRule{}.block;       // parts
constexpr double kShadowTolerance = FewerRule{}.tolerance;
constexpr double kStakeOnMore = 0.65;           // as that of the control guard
constexpr std::int64_t kFewEvents = 30;
constexpr double kHighestBase = 0.97;

int streamOf(const StationPast &past, const StationId &station)
{
    const auto found = std::ranges::find(past.controls, station);
    return found == past.controls.end() ? -1 : 1 + static_cast<int>(found - past.controls.begin());
}

/// Of the last parts of a station: which of them have it.
int skipOf(const std::vector<std::int64_t> &events, std::int64_t parts)
{
    return partsToSkip(clumpLengthBeyondChance(runsOf(events, parts)));
}

/// Log of share * exp(a) + (1 - share) * exp(b).
double logMix(double share, double a, double b)
{
    return logMeanExp(std::array{std::log(2 * share) + a, std::log(2 * (1 - share)) + b});
}

std::optional<RateEvidence> higherThan(double most, int skip)
{
    return most <= kHighestBase ? std::optional(RateEvidence(most, RateEvidence::higher(), skip)) : std::nullopt;
}

template <class Evidence>
bool recallOne(std::optional<Evidence> &evidence, const EvidenceMemory &memory)
{
    return evidence ? evidence->recall(memory) : memory == EvidenceMemory{};
}

template <class Evidence>
EvidenceMemory memoryOf(const std::optional<Evidence> &evidence)
{
    return evidence ? evidence->memory() : EvidenceMemory{};
}

void addToBlock(int outcome, int length, int &sum, int &parts, BlockCounts &blocks)
{
    sum += outcome;
    if (++parts < length)
        return;
    ++(sum > 0 ? blocks.worse : sum < 0 ? blocks.better : blocks.even);
    sum = parts = 0;
}

bool isBlock(const BlockCounts &blocks, int sum, int parts, int length)
{
    return blocks.worse >= 0 && blocks.even >= 0 && blocks.better >= 0 && parts >= 0 && parts < length && std::abs(sum) <= parts;
}

std::optional<double> shareOf(std::int64_t some, std::int64_t all)
{
    return all > 0 ? std::optional(static_cast<double>(some) / static_cast<double>(all)) : std::nullopt;
}

/// The share of the rejects of before that stay at least, by what was proved; 1: nothing was.
double keptRejects(const StationPast &past)
{
    const auto before = shareOf(past.rejects, past.parts);
    return past.provedFewer <= 0 ? 1 : !before ? 0 : std::clamp(1 - past.provedFewer / std::max(*before, past.provedFewer), 0.0, 1.0);
}

}  // namespace

StationPast learnPast(const StationId &station, std::span<const StationId> controls, std::span<const CanaryPart> history)
{
    StationPast past;
    past.controls.assign(controls.begin(), controls.begin() + std::min<std::ptrdiff_t>(std::ssize(controls), kMostControls));
    RoundMaker maker(static_cast<int>(past.controls.size()));
    const auto all = std::ranges::count(history, station, &CanaryPart::station);
    std::int64_t older = std::max<std::int64_t>(0, all - kPartsBefore);
    std::vector<std::int64_t> rejects, nothing;
    for (const CanaryPart &part : history) {
        const int stream = part.station == station ? 0 : streamOf(past, part.station);
        if (stream < 0)
            continue;
        if (const auto round = maker.add(stream, part.rejected))
            past.rounds.push_back(*round);
        if (stream > 0 || older-- > 0)
            continue;
        if (part.rejected)
            rejects.push_back(past.parts);
        if (part.nothingFound)
            nothing.push_back(past.parts);
        ++past.parts;
    }
    if (past.rounds.size() > kRoundsBefore)
        past.rounds.erase(past.rounds.begin(), past.rounds.end() - kRoundsBefore);
    past.rejects = std::ssize(rejects);
    past.nothingFound = std::ssize(nothing);
    past.rejectSkip = skipOf(rejects, past.parts);
    past.nothingSkip = skipOf(nothing, past.parts);
    return past;
}

StationGuard::StationGuard(StationId station, StationPast past, const CanaryGuardRules &rules)
    : m_station(std::move(station)), m_past(std::move(past)), m_rules(rules), m_fewerRule(fewerRule(m_past.provedFewer)), m_rounds(static_cast<int>(m_past.controls.size())), m_longFilter(m_past.rejectSkip), m_askFilter(m_past.rejectSkip)
{
    const RateBaseline rejects = rateBaseline(m_past.rejects, m_past.parts, m_past.rejectSkip);
    if (rules.ownPast) {
        m_more = higherThan(rejects.most, rejects.skip);
        if (const double least = rejects.least * keptRejects(m_past); least > 0)
            m_fewer.emplace(std::min(least, kHighestBase), RateEvidence::lower(), rejects.skip);
    }
    if (rules.collapse)
        m_nothing = higherThan(rateBaseline(m_past.nothingFound, m_past.parts, 0).most, m_past.nothingSkip);
    if (rules.longRun && rejects.most <= kHighestBase)
        m_longRun.emplace(rejects.most, RateEvidence::higher());
    learnControls();
}

void StationGuard::learnControls()
{
    m_controls.reset();
    m_fewBefore = m_past.rejects < kFewEvents;
    if (!m_rules.controls || m_rounds.live() == 0)
        return;
    std::vector<RejectMask> rounds(m_past.rounds.size());
    std::ranges::transform(m_past.rounds, rounds.begin(), [&](RejectMask round) { return without(round, m_rounds.leftOut()); });
    ControlBaseline baseline = learnBaseline(rounds, m_rounds.live());
    baseline.leastOdds *= keptRejects(m_past);
    if (!std::isfinite(baseline.mostOdds) && m_more)
        return;  // controls would never say a word, the own past can
    m_controls.emplace(baseline);
    m_fewBefore = baseline.fewRejects();
}

bool StationGuard::add(const CanaryPart &part)
{
    const bool own = part.station == m_station;
    const int stream = own ? 0 : streamOf(m_past, part.station);
    if (stream < 0)
        return false;
    m_memory.seenParts += own;
    m_memory.seenRejects += own && part.rejected;
    if (m_memory.watchesLongRun) {
        if (!own)
            return false;
        ++m_memory.parts;
        if (!m_longFilter.takes())
            return false;
        if (part.rejected)
            m_longFilter.counted();
        m_longRun->add(part.rejected);
        return true;
    }
    const auto round = m_rounds.add(stream, part.rejected);
    if (round && m_controls) {
        const RejectMask live = without(*round, m_rounds.leftOut());
        m_controls->add(live);
        ++m_memory.roundsSeen;
        m_memory.controlParts += m_rounds.live();
        m_memory.controlRejects += std::popcount(static_cast<unsigned>(live >> 1));
    }
    if (!own)
        return round.has_value();
    ++m_memory.parts;
    if (!byControls()) {
        for (std::optional<RateEvidence> *evidence : {&m_more, &m_fewer})
            if (*evidence)
                (*evidence)->add(part.rejected);
    }
    if (m_nothing)
        m_nothing->add(part.nothingFound);
    while (const int silent = m_rounds.silent())
        leaveOutStream(silent);
    return true;
}

void StationGuard::addCompared(bool rejected, bool oldRejected)
{
    ++m_memory.comparedParts;
    m_memory.comparedRejects += rejected;
    m_memory.comparedOldRejects += oldRejected;
    addToBlock(rejected - oldRejected, kBlock, m_memory.blockSum, m_memory.blockParts, m_memory.shadow);
    if (m_past.provedFewer > 0)
        addToBlock(oldRejected - rejected, m_fewerRule.block, m_memory.fewerSum, m_memory.fewerParts, m_memory.fewerBlocks);
}

bool StationGuard::asksAbout(const CanaryPart &part)
{
    if (m_rules.reviewLimit <= 0 || m_memory.watchesLongRun || part.station != m_station || !m_askFilter.takes() || !part.rejected)
        return false;
    m_askFilter.counted();
    return true;
}

bool StationGuard::reviewed(Truth before, Truth now)
{
    if (m_rules.reviewLimit <= 0 || m_memory.watchesLongRun)
        return false;
    const std::int64_t good = m_memory.reviewedGood + (now == Truth::Good) - (before == Truth::Good);
    const std::int64_t defective = m_memory.reviewedDefective + (now == Truth::Defective) - (before == Truth::Defective);
    if (good < 0 || defective < 0 || good + defective > m_memory.parts)
        return false;
    m_memory.reviewedGood = good;
    m_memory.reviewedDefective = defective;
    return true;
}

void StationGuard::leaveOut(const StationId &control)
{
    const int stream = streamOf(m_past, control);
    if (stream > 0 && !(m_rounds.leftOut() >> stream & 1))
        leaveOutStream(stream);
}

void StationGuard::leaveOutStream(int control)
{
    // The odds of the ones that are left are others: they are learned anew from the same rounds, and the evidence goes on from what it had come to.
    if (m_controls)
        m_memory.carried += m_controls->log();
    m_rounds.leaveOut(control);
    learnControls();
}

double StationGuard::logOwnPast() const
{
    return logMix(kStakeOnMore, m_more ? m_more->log() : 0, m_fewer ? m_fewer->log() : 0);
}

double StationGuard::logRejects() const
{
    // What the own past has come to stays where controls say nothing but once did, and the other way round.
    return m_memory.carried + (m_controls ? m_controls->log() : 0) + logOwnPast();
}

std::vector<GuardEvidence> StationGuard::evidence() const
{
    std::vector<GuardEvidence> all;
    if (m_rules.controls || m_rules.ownPast) {
        GuardEvidence rejects{byControls() ? CanaryGuardKind::Controls : CanaryGuardKind::OwnPast, m_station, logRejects(), 0, m_fewBefore, byControls() ? m_memory.roundsSeen : m_memory.parts,
                              rejectShare(), byControls() ? shareOf(m_memory.controlRejects, m_memory.controlParts) : shareBefore(), {}};
        for (std::size_t i = 0; i < m_past.controls.size(); ++i) {
            if (m_rounds.leftOut() >> (i + 1) & 1)
                rejects.leftOut.push_back(m_past.controls[i]);
        }
        all.push_back(std::move(rejects));
    }
    if (m_rules.collapse)
        all.push_back({CanaryGuardKind::Collapse, m_station, m_nothing ? m_nothing->log() : 0, 0, false, m_memory.parts, {}, {}, {}});
    if (m_rules.shadow)
        all.push_back(againstOld());
    if (m_rules.reviewLimit > 0)
        all.push_back({CanaryGuardKind::Review, m_station, logRateEvidence(m_rules.reviewLimit, RateEvidence::higher(), m_memory.reviewedGood, m_memory.reviewedDefective), 0, false,
                       m_memory.reviewedGood + m_memory.reviewedDefective, shareOf(m_memory.reviewedGood, m_memory.reviewedGood + m_memory.reviewedDefective), m_rules.reviewLimit, {}});
    return all;
}

// What was proved before speaks for fewer rejects alone: more of them were not.
GuardEvidence StationGuard::againstOld() const
{
    const BlockCounts &shadow = m_memory.shadow;
    const BlockCounts fewerBlocks = m_past.provedFewer > 0 ? m_memory.fewerBlocks : BlockCounts{shadow.better, shadow.even, shadow.worse};
    const double more = logEvidenceAbove(shadow, kShadowTolerance), fewer = logEvidenceAbove(fewerBlocks, m_fewerRule.tolerance);
    GuardEvidence word{CanaryGuardKind::Shadow, m_station, logMix(kStakeOnMore, more, fewer), 0, false, shadow.all(), shareOf(m_memory.comparedRejects, m_memory.comparedParts),
                       shareOf(m_memory.comparedOldRejects, m_memory.comparedParts), {}};
    word.fewer = fewer > more;
    return word;
}

std::optional<double> StationGuard::rejectShare() const
{
    return shareOf(m_memory.seenRejects, m_memory.seenParts);
}

std::optional<double> StationGuard::shareBefore() const
{
    return shareOf(m_past.rejects, m_past.parts);
}

std::optional<double> StationGuard::longRun() const
{
    return m_memory.watchesLongRun ? std::optional(m_longRun->log()) : std::nullopt;
}

StationGuard::Memory StationGuard::memory() const
{
    Memory memory = m_memory;
    memory.rounds = m_rounds.state();
    memory.controls = memoryOf(m_controls);
    memory.more = memoryOf(m_more);
    memory.fewer = memoryOf(m_fewer);
    memory.nothing = memoryOf(m_nothing);
    memory.longRun = memoryOf(m_longRun);
    memory.longLeft = m_longFilter.left();
    memory.askLeft = m_askFilter.left();
    return memory;
}

bool StationGuard::recall(const Memory &memory)
{
    const std::int64_t mostReviewed = m_rules.reviewLimit > 0 ? memory.parts : 0;
    const bool fits = std::isfinite(memory.carried) && memory.parts >= 0 && memory.roundsSeen >= 0 && isBlock(memory.shadow, memory.blockSum, memory.blockParts, kBlock)
        && isBlock(memory.fewerBlocks, memory.fewerSum, memory.fewerParts, m_fewerRule.block) && memory.comparedRejects >= 0 && memory.comparedRejects <= memory.comparedParts
        && memory.comparedOldRejects >= 0 && memory.comparedOldRejects <= memory.comparedParts && (!memory.watchesLongRun || m_longRun)
        && m_rules.reviewLimit >= 0 && m_rules.reviewLimit <= kHighestBase && memory.reviewedGood >= 0 && memory.reviewedGood <= mostReviewed && memory.reviewedDefective >= 0
        && memory.reviewedDefective <= mostReviewed - memory.reviewedGood && memory.seenRejects >= 0 && memory.seenRejects <= memory.seenParts && memory.seenParts <= memory.parts
        && memory.controlRejects >= 0 && memory.controlRejects <= memory.controlParts;
    if (!fits || !m_rounds.recall(memory.rounds))
        return false;
    learnControls();
    m_memory = memory;
    return m_longFilter.recall(memory.longLeft) && m_askFilter.recall(memory.askLeft) && recallOne(m_controls, memory.controls) && recallOne(m_more, memory.more) && recallOne(m_fewer, memory.fewer)
        && recallOne(m_nothing, memory.nothing) && recallOne(m_longRun, memory.longRun);
}

}  // namespace lineside
