// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"

#include <cstdint>
#include <optional>
#include <span>

namespace lineside {

/// What several stations' comparisons of the same two models say together. Value type.
struct JointVerdict {
    AbState state = AbState::Open;
    bool contradicted = false;  ///< at one of them
    std::int64_t parts = 0, discordant = 0, pending = 0;
    double logNotWorse = 0, logWorse = 0;  ///< as in AbPoint
    std::optional<MoreParts> more;         ///< of all of them together; none: not to be reached if it stays like this
};

/// Evidence of independent streams against the same null hypothesis multiplies: the expected value of a product of independent factors is the product of theirs, so that it stays at most 1 at any moment
/// (P. Grünwald, R. de Heide, W. Koolen, "Safe testing", Journal of the Royal Statistical Society B 86 (2024) 1091-1128; V. Vovk, R. Wang, "E-values: calibration, combination and applications", Annals of
/// Statistics 49 (2021) 1736-1754). For each way to be wrong the logarithms of the stations are added up and compared with ln(1 / alpha); what the sums say now counts, and nothing is kept of what they said before.
///
/// That the null hypothesis is the same means that B differs from A by as much at each of them: what multiplies speaks against "worse by the margin at every one". Therefore none is outvoted: a station that says "worse" by itself is
/// believed, whatever the others have seen, and together they are not "at least as good" while the evidence of one alone, in either way to be wrong, is below 1. That makes the decision rarer, never more often wrong. Stations that see the same parts are not independent, and must not be given here: their evidence would count twice.
///
/// How many more parts: what a station's evidence earns with each of its parts is what is missing there over the parts that it would take there (`AbStream::untilNotWorse`, `untilWorse`), nothing where
/// that is never reached, and what it has earned so far where nothing is missing; the range is that of each, at once. It also takes until each station's own evidence is 1. Stations go on at the pace that they had, so that of so many further parts each sees the share that it has seen so far.
///
/// `stations`: at least one, of the same limits. Pure.
JointVerdict jointVerdict(std::span<const AbStatus *const> stations);

}  // namespace lineside
