// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/controlguard.h"

#include "decide/evidence.h"
#include "decide/wilson.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace lineside {
namespace {

// Few factors: each costs a share of the stake. These and the weight were chosen by simulation (`lineside_bench --filter decide.canary`).
constexpr std::array kMore{1.7, 3., 8., 25.};
constexpr std::array kLess{.3, .01};
constexpr double kStakeOnMore = .65;
constexpr double kTolerance = 1.5;    ///< odds that are no harm yet
constexpr double kBaselineSigma = 2.33;

double oddsOf(double share)
{
    return share / (1 - share);
}

double logAdd(double a, double b)
{
    return logMeanExp(std::array{a, b}) + std::log(2.0);
}

}  // namespace

OddsEvidence::OddsEvidence(int controls, double baseOdds, std::span<const double> factors) : m_controls(controls), m_baseOdds(baseOdds)
{
    for (const double factor : factors)
        m_bets.push_back({factor, 0, 0});
}

void OddsEvidence::add(int rejects, bool station)
{
    const auto chance = [&](double odds) { return odds * rejects / (odds * rejects + m_controls + 1 - rejects); };
    const double base = chance(m_baseOdds);
    ++m_rounds;
    const double j = static_cast<double>(m_rounds);
    for (Bet &bet : m_bets) {
        const double harmed = chance(bet.factor * m_baseOdds);
        const double factor = station ? std::log(harmed / base) : std::log((1 - harmed) / (1 - base));
        const double begins = -std::log(j * (j + 1));
        bet.start += factor;
        bet.late = (m_rounds == 1 ? begins : logAdd(bet.late, begins)) + factor;
    }
}

double OddsEvidence::fromStart() const
{
    std::vector<double> logs;
    for (const Bet &bet : m_bets)
        logs.push_back(bet.start);
    return logMeanExp(logs);
}

double OddsEvidence::late() const
{
    if (m_rounds == 0)
        return 0;
    std::vector<double> logs;
    for (const Bet &bet : m_bets)
        logs.push_back(bet.late);
    return logAdd(logMeanExp(logs), -std::log(static_cast<double>(m_rounds + 1)));
}

double OddsEvidence::log() const
{
    return logMeanExp(std::array{fromStart(), late()});
}

EvidenceMemory OddsEvidence::memory() const
{
    EvidenceMemory memory{m_rounds, 0, {}};
    for (const Bet &bet : m_bets)
        memory.logs.insert(memory.logs.end(), {bet.start, bet.late});
    return memory;
}

bool OddsEvidence::recall(const EvidenceMemory &memory)
{
    const bool fits = memory.units >= 0 && memory.logs.size() == 2 * m_bets.size() && std::ranges::all_of(memory.logs, [](double x) { return std::isfinite(x); });
    if (!fits)
        return false;
    m_rounds = memory.units;
    for (std::size_t i = 0; i < m_bets.size(); ++i) {
        m_bets[i].start = memory.logs[2 * i];
        m_bets[i].late = memory.logs[2 * i + 1];
    }
    return true;
}

ControlBaseline learnBaseline(std::span<const RejectMask> history, int controls)
{
    ControlBaseline baseline;
    baseline.controls = controls;
    Runs runs;
    std::vector<std::int64_t> rejects;
    for (int stream = 0; stream <= controls; ++stream) {
        rejects.clear();
        for (std::size_t i = 0; i < history.size(); ++i)
            if (history[i] >> stream & 1)
                rejects.push_back(static_cast<std::int64_t>(i));
        runs.add(runsOf(rejects, static_cast<std::int64_t>(history.size())));
    }
    baseline.skip = partsToSkip(clumpLengthBeyondChance(runs));

    ClumpFilter filter(baseline.skip);
    for (const RejectMask round : history) {
        if (!filter.takes())
            continue;
        const int count = std::popcount(round);
        if (count == 0 || count > controls)
            continue;
        filter.counted();
        baseline.lone += count == 1;
        baseline.ofStation += round == 1;
    }
    const ShareBounds share = wilsonBounds(baseline.ofStation, baseline.lone, kBaselineSigma);
    baseline.mostOdds = share.upper < 1 ? kTolerance * controls * oddsOf(share.upper) : std::numeric_limits<double>::infinity();
    baseline.leastOdds = share.lower > 0 ? controls * oddsOf(share.lower) / kTolerance : 0;
    return baseline;
}

ControlGuard::ControlGuard(const ControlBaseline &baseline) : m_controls(baseline.controls), m_filter(baseline.skip)
{
    if (std::isfinite(baseline.mostOdds))
        m_more.emplace(m_controls, baseline.mostOdds, kMore);
    if (baseline.leastOdds > 0)
        m_vanished.emplace(m_controls, baseline.leastOdds, kLess);
}

void ControlGuard::add(RejectMask round)
{
    if (!m_filter.takes())
        return;
    const int rejects = std::popcount(round);
    if (rejects == 0 || rejects > m_controls)
        return;
    m_filter.counted();
    ++m_rounds;
    for (std::optional<OddsEvidence> *evidence : {&m_more, &m_vanished})
        if (*evidence)
            (*evidence)->add(rejects, round & 1);
}

double ControlGuard::logMore() const
{
    return m_more ? m_more->log() : 0;
}

double ControlGuard::logVanished() const
{
    return m_vanished ? m_vanished->log() : 0;
}

double ControlGuard::log() const
{
    return logAdd(std::log(kStakeOnMore) + logMore(), std::log(1 - kStakeOnMore) + logVanished());
}

EvidenceMemory ControlGuard::memory() const
{
    EvidenceMemory memory{m_rounds, m_filter.left(), {}};
    for (const std::optional<OddsEvidence> *evidence : {&m_more, &m_vanished}) {
        if (*evidence) {
            const EvidenceMemory one = (*evidence)->memory();
            memory.logs.insert(memory.logs.end(), one.logs.begin(), one.logs.end());
        }
    }
    return memory;
}

bool ControlGuard::recall(const EvidenceMemory &memory)
{
    std::size_t at = 0;
    for (std::optional<OddsEvidence> *evidence : {&m_more, &m_vanished}) {
        if (!*evidence)
            continue;
        const std::size_t size = (*evidence)->memory().logs.size();
        if (memory.logs.size() - at < size)
            return false;
        const auto begin = memory.logs.begin() + static_cast<std::ptrdiff_t>(at);
        if (!(*evidence)->recall({memory.units, 0, {begin, begin + static_cast<std::ptrdiff_t>(size)}}))
            return false;
        at += size;
    }
    m_rounds = memory.units;
    return memory.units >= 0 && at == memory.logs.size() && m_filter.recall(memory.left);
}

}  // namespace lineside
