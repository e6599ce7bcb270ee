// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/blocks.h"

#include <array>
#include <cstddef>
#include <span>

namespace lineside {

/// Evidence that may be looked at as often as one likes. Each is an e-process, given by its natural logarithm: where the null hypothesis is true, its expected value is at most
/// 1 at any moment, so that it ever reaches 1/alpha with a chance of at most alpha (J. Ville, 1939; I. Waudby-Smith, A. Ramdas, "Estimating means of bounded
/// random variables by betting", Journal of the Royal Statistical Society B 86 (2024) 1-27; S. R. Howard et al., Annals of Statistics 49 (2021)). It is made of products over all blocks of 1 + g * gain, for 13 stakes
/// g. Pure; thread-safe.

inline constexpr std::size_t kStakeCount = 13;

/// What a block does to a product: log(1 + stake * gain), for outcomes +1, 0, -1. Value type.
struct LogFactors {
    double worse = 0, even = 0, better = 0;
};

/// By stake, ascending.
using StakeFactors = std::array<LogFactors, kStakeCount>;

/// Against "a block's mean outcome is at least `margin`": B is not worse by as much. Gain (margin - y) / (1 - margin). `margin` in [0, 1).
StakeFactors notWorseFactors(double margin);

/// Against "a block's mean outcome is at most 0": B is worse. Gain y.
StakeFactors worseFactors();

/// The mean of the products over all blocks, one for each of `factors`.
double logMixture(const BlockCounts &counts, std::span<const LogFactors> factors);

/// Against "a block's mean outcome is at most `tolerance`": for a model in a canary, of whom no person has judged the parts. The mean over all stakes, gain (y - tolerance) / (1 + tolerance).
double logEvidenceAbove(const BlockCounts &counts, double tolerance);

/// Bets on the blocks of a line as they come. Half of it is the mean over the stakes from 0.1 up. Half follows: on each block the stake that grows fastest where as many blocks are uneven as among those before it (and 7.5
/// more, 5 of them uneven) and their mean outcome is the expected one. That follows from what was before the block alone, so that it is evidence too, and so is the sum (plug-in bets: Waudby-Smith and Ramdas, as above).
/// The mean alone loses most of what it stakes on rates that do not suit the line; what follows suits each line on which the models differ by as much as is expected, however many parts differ. Value type.
class FollowingBets {
public:
    /// The next block, +1, 0 or -1. `factors`: of what is bet against, as known before this block; `expected`: the mean outcome.
    void add(int outcome, const StakeFactors &factors, double expected);
    /// What they have come to; `factors`: as known now, for all blocks.
    double logEvidence(const StakeFactors &factors) const;

private:
    BlockCounts m_counts;
    std::array<BlockCounts, kStakeCount> m_followed;  ///< by the stake that was chosen
};

/// log of the mean of exp(x), for x of any size; `logs` is not empty.
double logMeanExp(std::span<const double> logs) noexcept;

}  // namespace lineside
