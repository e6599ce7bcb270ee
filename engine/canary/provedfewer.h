// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/comparison.h"

namespace lineside {

/// What a comparison speaks for that proved a model before it went on air: the share of parts that the old model rejects and it passes is at most this, by Wilson's bound of 99 %. Only parts that somebody
/// reviewed speak, and only for a model that is at least as good and not contradicted; 0: nothing was proved. Pure.
double provedFewer(const AbStatus &verdict);

/// How parts are put together that the old model rejects and the new one passes. Value type.
struct FewerRule {
    int block = 20;         ///< parts
    double tolerance = 0.2; ///< of a block's mean outcome

    bool operator==(const FewerRule &) const = default;
};

/// One part in a hundred, as always, and those that were proved. Blocks are as much shorter as keeps the tolerance of one at that of 20 parts of which one in a hundred is tolerated, as far as a block of one part can: a
/// block counts once, however many of its parts differ. `proved` in [0, 1]. Pure.
FewerRule fewerRule(double proved);

}  // namespace lineside
