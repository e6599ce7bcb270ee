// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/clumps.h"
#include "decide/evidencememory.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lineside {

/// Which streams rejected their part of one round: bit 0 the station whose model changes, bits 1 to k its control stations.
using RejectMask = std::uint32_t;

/// Bets that the station's odds of being the one that rejects are a factor further from `baseOdds`; conditional logistic. For S rejects among k + 1 streams the station is one of them
/// with p(w) = w S / (w S + k + 1 - S); rounds in which none or all reject say nothing. Half of the stake is on harm from the first round on, half on harm that begins
/// later, at round j with weight 1 / (j (j + 1)). An e-process for "the odds are at most baseOdds" with factors above 1, and for "at least" with factors below 1. Value type.
class OddsEvidence {
public:
    OddsEvidence(int controls, double baseOdds, std::span<const double> factors);

    /// A round in which 0 < `rejects` <= `controls` of all streams reject, the station among them or not.
    void add(int rejects, bool station);

    double fromStart() const;  ///< natural logarithms
    double late() const;
    double log() const;        ///< of the mean of both

    EvidenceMemory memory() const;
    bool recall(const EvidenceMemory &memory);  ///< false, and of no more use, where it is not of such evidence

private:
    struct Bet {
        double factor = 1;
        double start = 0;  ///< log of the product
        double late = 0;   ///< log of R; without a round R is 0, and this not used
    };

    int m_controls;
    double m_baseOdds;
    std::int64_t m_rounds = 0;
    std::vector<Bet> m_bets;
};

/// What rounds with the same model everywhere, before the change, say of a station and its controls. Value type.
struct ControlBaseline {
    int controls = 0;
    int skip = 0;             ///< rounds without a stake after each counted one: rejects come in clumps
    std::int64_t lone = 0;    ///< counted rounds with one reject
    std::int64_t ofStation = 0;  ///< those of them in which it is the station's
    double mostOdds = 0;      ///< its odds of being the one that rejects are less than 1.5 times a bound of them; infinite where nothing is known
    double leastOdds = 0;     ///< and more than a bound of them / 1.5; 0 where nothing is known

    /// Only gross harm can be seen.
    bool fewRejects() const noexcept { return lone < 30; }
};

/// `history`: rounds in their order, the last 10,000 or fewer. `controls`: 1 to 31. Pure.
ControlBaseline learnBaseline(std::span<const RejectMask> history, int controls);

/// Guards a station in a canary against control stations that see the same product at the same time: rejects that come, and rejects that vanish (a blind model). Decides nothing
/// by itself: `log` at ln(1/alpha) is a crossing. Value type.
class ControlGuard {
public:
    explicit ControlGuard(const ControlBaseline &baseline);

    void add(RejectMask round);

    double logMore() const;      ///< evidence that the station rejects more than before; 0 where the baseline knows nothing
    double logVanished() const;  ///< that it rejects less
    double log() const;          ///< of both together, an e-process too: 0.65 of the stake is on the first

    EvidenceMemory memory() const;
    bool recall(const EvidenceMemory &memory);  ///< false, and of no more use, where it is not of such a guard

private:
    int m_controls;
    std::int64_t m_rounds = 0;  ///< counted
    ClumpFilter m_filter;
    std::optional<OddsEvidence> m_more, m_vanished;
};

}  // namespace lineside
