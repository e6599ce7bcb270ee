// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/blocks.h"

#include <span>

namespace lineside {

/// Evidence that may be looked at as often as one likes. Each is an e-process, given by its natural logarithm: where the null hypothesis is true, its expected value is at most
/// 1 at any moment, so that it ever reaches 1/alpha with a chance of at most alpha (J. Ville, 1939; I. Waudby-Smith, A. Ramdas, "Estimating means of bounded
/// random variables by betting", Journal of the Royal Statistical Society B 86 (2024) 1-27; S. R. Howard et al., Annals of Statistics 49 (2021)). It is the mean over 13 stakes g of
/// the product over all blocks of 1 + g * gain. Pure; thread-safe.

/// Against "a block's mean outcome is at least `margin`": B is not worse by as much. Gain (margin - y) / (1 - margin). `margin` in [0, 1).
double logEvidenceNotWorse(const BlockCounts &counts, double margin);

/// Against "a block's mean outcome is at most 0": B is worse. Gain y.
double logEvidenceWorse(const BlockCounts &counts);

/// Against "a block's mean outcome is at most `tolerance`": for a model in a canary, of whom no person has judged the parts. Gain (y - tolerance) / (1 + tolerance).
double logEvidenceAbove(const BlockCounts &counts, double tolerance);

/// The stakes g.
std::span<const double> evidenceStakes() noexcept;

/// What a block does to a product: log(1 + stake * gain), for outcomes +1, 0, -1. Value type.
struct LogFactors {
    double worse = 0, even = 0, better = 0;
};
LogFactors notWorseFactors(double stake, double margin);
LogFactors worseFactors(double stake);

/// log of the mean of exp(x), for x of any size; `logs` is not empty.
double logMeanExp(std::span<const double> logs) noexcept;

}  // namespace lineside
