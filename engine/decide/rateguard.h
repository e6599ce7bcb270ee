// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/clumps.h"
#include "decide/evidencememory.h"

#include <cstdint>
#include <span>
#include <vector>

namespace lineside {

/// The rates that a guard takes for harmless. Value type.
struct RateBaseline {
    double most = 1;   ///< 1.5 times an upper bound of the rate before: at most 0.97
    double least = 0;  ///< a lower bound / 1.5; 0 where nothing was rejected
    int skip = 0;      ///< parts without a stake after each event: events come in clumps
};

/// From a station's own past: `events` (rejects, or parts without any detection) among `parts`, `skip` from `partsToSkip`. The upper bound is that of 95 % of a Poisson number,
/// events + 1.64 sqrt(events + 1) + 1.35; the lower one Wilson's. Pure.
RateBaseline rateBaseline(std::int64_t events, std::int64_t parts, int skip);

/// Bets that the rate of an event is a factor further from `baseRate`, each a likelihood ratio. `baseRate` in (0, 0.97]; rates that are bet on are at most 0.97. Value type.
class RateBets {
public:
    /// `begin`: natural logarithm of what each bet has before the first unit.
    RateBets(double baseRate, std::span<const double> factors, double begin);

    void add(bool event);       ///< L <- L * ratio
    void addToSum(bool event);  ///< S <- (S + 1) * ratio
    double log() const;         ///< of the mean

    std::vector<double> logs() const;            ///< empty: nothing was added to a sum that began at none
    bool recall(std::span<const double> logs);   ///< false, and nothing changes, where they are not of these bets

private:
    struct Bet {
        double onEvent = 0, onNone = 0;  ///< log of the likelihood ratio
        double log = 0;
    };

    std::vector<Bet> m_bets;
};

/// Bets that the rate of an event is a factor further from `baseRate`; the mean of the products of likelihood ratios. An e-process for "the rate is at most baseRate" with
/// factors above 1, and for "at least" with factors below 1. Value type.
class RateEvidence {
public:
    /// `baseRate` in (0, 0.97]; rates that are bet on are at most 0.97.
    RateEvidence(double baseRate, std::span<const double> factors, int skip = 0);

    void add(bool event);
    double log() const { return m_bets.log(); }

    EvidenceMemory memory() const { return {0, m_filter.left(), m_bets.logs()}; }
    bool recall(const EvidenceMemory &memory) { return m_filter.recall(memory.left) && m_bets.recall(memory.logs); }

    static std::span<const double> higher() noexcept;  ///< factors
    static std::span<const double> lower() noexcept;

private:
    ClumpFilter m_filter;
    RateBets m_bets;
};

/// What `RateEvidence` with no skip comes to after so many events and so many units without one, in whatever order: ratios multiply. So answers can be taken back. Pure.
double logRateEvidence(double baseRate, std::span<const double> factors, std::int64_t events, std::int64_t others);

/// The long run, after a canary: the same ratios as an e-detector of Shiryaev and Roberts, S <- (S + 1) L, the mean over the factors. S >= a is an alarm that comes by chance not sooner than
/// after a parts in the mean (J. Shin, A. Ramdas, A. Rinaldo, "E-detectors", New England Journal of Statistics in Data Science 2 (2024)). Value type.
class RateAlarm {
public:
    RateAlarm(double baseRate, std::span<const double> factors);

    void add(bool event) { m_bets.addToSum(event); }
    double log() const { return m_bets.log(); }  ///< of S; minus infinity before the first part

    EvidenceMemory memory() const { return {0, 0, m_bets.logs()}; }
    bool recall(const EvidenceMemory &memory) { return m_bets.recall(memory.logs); }

private:
    RateBets m_bets;
};

}  // namespace lineside
