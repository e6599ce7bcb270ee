// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/blocks.h"
#include "lineside/comparison.h"

#include <optional>

namespace lineside {

/// Until "at least as good" and until "worse" are decided; none: not to be reached if it stays like this, or there is no block yet that could say. 0 where it is decided. `log`: the evidence so far. With outcomes as seen so far, half a block
/// added to each, the stake that grows fastest earns r a block, of (log(1/alpha) - evidence) that are missing; the range is r -+ 1.28 standard errors. Pure.
std::optional<MoreParts> morePartsUntilNotWorse(const BlockCounts &counts, double log, const BlockRule &rule, double alpha);
std::optional<MoreParts> morePartsUntilWorse(const BlockCounts &counts, double log, const BlockRule &rule, double alpha);

/// The sooner of two decisions, and the later one; none never comes.
std::optional<MoreParts> sooner(const std::optional<MoreParts> &x, const std::optional<MoreParts> &y);
std::optional<MoreParts> later(const std::optional<MoreParts> &x, const std::optional<MoreParts> &y);

}  // namespace lineside
