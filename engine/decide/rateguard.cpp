// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/rateguard.h"

#include "decide/evidence.h"
#include "decide/wilson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace lineside {
namespace {

constexpr std::array kHigher{1.3, 1.7, 2.5, 4., 8., 16.};
constexpr std::array kLower{.7, .4, .15, .02};
constexpr double kTolerance = 1.5;
constexpr double kHighestRate = 0.97;
constexpr double kBaselineSigma = 2.33;

template <typename Bet>
std::vector<Bet> betsOf(double base, std::span<const double> factors)
{
    std::vector<Bet> bets;
    for (const double factor : factors) {
        const double rate = std::min(kHighestRate, factor * base);
        bets.push_back({std::log(rate / base), std::log((1 - rate) / (1 - base)), 0});
    }
    return bets;
}

template <typename Bet>
double meanOf(const std::vector<Bet> &bets)
{
    std::vector<double> logs;
    for (const Bet &bet : bets)
        logs.push_back(bet.log);
    return logMeanExp(logs);
}

}  // namespace

RateBaseline rateBaseline(std::int64_t events, std::int64_t parts, int skip)
{
    RateBaseline baseline;
    baseline.skip = skip;
    if (parts <= 0)
        return baseline;
    const double h = static_cast<double>(events), n = static_cast<double>(parts);
    baseline.most = std::min(kHighestRate, kTolerance * (h + 1.64 * std::sqrt(h + 1) + 1.35) / n);
    baseline.least = wilsonBounds(events, parts, kBaselineSigma).lower / kTolerance;
    return baseline;
}

std::span<const double> RateEvidence::higher() noexcept
{
    return kHigher;
}

std::span<const double> RateEvidence::lower() noexcept
{
    return kLower;
}

RateEvidence::RateEvidence(double baseRate, std::span<const double> factors, int skip) : m_skip(skip), m_bets(betsOf<Bet>(baseRate, factors))
{
}

void RateEvidence::add(bool event)
{
    if (m_left > 0) {
        --m_left;
        return;
    }
    if (event)
        m_left = m_skip;
    for (Bet &bet : m_bets)
        bet.log += event ? bet.onEvent : bet.onNone;
}

double RateEvidence::log() const
{
    return meanOf(m_bets);
}

RateAlarm::RateAlarm(double baseRate, std::span<const double> factors) : m_bets(betsOf<Bet>(baseRate, factors))
{
}

void RateAlarm::add(bool event)
{
    for (Bet &bet : m_bets) {
        // log(S + 1), for S of any size
        const double one = m_any ? std::max(bet.log, 0.0) + std::log1p(std::exp(-std::abs(bet.log))) : 0;
        bet.log = one + (event ? bet.onEvent : bet.onNone);
    }
    m_any = true;
}

double RateAlarm::log() const
{
    return m_any ? meanOf(m_bets) : -std::numeric_limits<double>::infinity();
}

}  // namespace lineside
