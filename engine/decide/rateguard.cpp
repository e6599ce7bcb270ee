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

/// Of a rate that is a factor further from `baseRate`. Value type.
struct LogRatios {
    double onEvent = 0, onNone = 0;
};
LogRatios logRatios(double baseRate, double factor)
{
    const double rate = std::min(kHighestRate, factor * baseRate);
    return {std::log(rate / baseRate), std::log((1 - rate) / (1 - baseRate))};
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

RateBets::RateBets(double baseRate, std::span<const double> factors, double begin)
{
    for (const double factor : factors) {
        const LogRatios ratios = logRatios(baseRate, factor);
        m_bets.push_back({ratios.onEvent, ratios.onNone, begin});
    }
}

void RateBets::add(bool event)
{
    for (Bet &bet : m_bets)
        bet.log += event ? bet.onEvent : bet.onNone;
}

void RateBets::addToSum(bool event)
{
    for (Bet &bet : m_bets) {
        const double plusOne = std::max(bet.log, 0.0) + std::log1p(std::exp(-std::abs(bet.log)));  // log(S + 1), for S of any size
        bet.log = plusOne + (event ? bet.onEvent : bet.onNone);
    }
}

double RateBets::log() const
{
    std::vector<double> logs;
    for (const Bet &bet : m_bets)
        logs.push_back(bet.log);
    return logMeanExp(logs);
}

std::vector<double> RateBets::logs() const
{
    std::vector<double> logs;
    for (const Bet &bet : m_bets) {
        if (std::isfinite(bet.log))
            logs.push_back(bet.log);
    }
    return logs;
}

bool RateBets::recall(std::span<const double> logs)
{
    if (logs.empty())
        return true;
    if (logs.size() != m_bets.size() || !std::ranges::all_of(logs, [](double x) { return std::isfinite(x); }))
        return false;
    for (std::size_t i = 0; i < logs.size(); ++i)
        m_bets[i].log = logs[i];
    return true;
}

RateEvidence::RateEvidence(double baseRate, std::span<const double> factors, int skip) : m_filter(skip), m_bets(baseRate, factors, 0)
{
}

void RateEvidence::add(bool event)
{
    if (!m_filter.takes())
        return;
    if (event)
        m_filter.counted();
    m_bets.add(event);
}

double logRateEvidence(double baseRate, std::span<const double> factors, std::int64_t events, std::int64_t others)
{
    std::vector<double> logs;
    for (const double factor : factors) {
        const LogRatios ratios = logRatios(baseRate, factor);
        logs.push_back(static_cast<double>(events) * ratios.onEvent + static_cast<double>(others) * ratios.onNone);
    }
    return logMeanExp(logs);
}

RateAlarm::RateAlarm(double baseRate, std::span<const double> factors) : m_bets(baseRate, factors, -std::numeric_limits<double>::infinity())
{
}

}  // namespace lineside
