// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/blocks.h"
#include "decide/evidence.h"
#include "lineside/comparison.h"

namespace lineside {

/// The evidence in one stream, natural logarithms; what waits for a person counts against both. Value type.
struct AbEvidence {
    double notWorse = 0, worse = 0;
};

/// The bets on the blocks of one stream, against either decision: for "not worse" on two models of which B is better by half a margin, for "worse" on one that is worse by one and a half. Value type.
class AbBets {
public:
    /// The next block. `before`: the rule as it was before it.
    void add(const BlockOutcome &outcome, const BlockRule &before);
    /// `now`: the rule for all blocks. Parts that wait for a person are in the stakes as they are in the outcomes, as bad for the decision as they may turn out.
    AbEvidence evidence(const BlockRule &now) const;

private:
    FollowingBets m_notWorse, m_worse;
};

/// A decision that holds: the first evidence to reach 1/alpha decides. Value type.
struct AbDecision {
    AbState state = AbState::Open;
    bool contradicted = false;  ///< what came later says the opposite; the decision stands and a person must look

    bool operator==(const AbDecision &) const = default;
};

/// What follows from new evidence. `alpha` in (0, 1). Pure.
AbDecision decide(AbDecision before, const AbEvidence &evidence, double alpha);

/// B is at least as good where it is in both streams, and worse where it is in one.
AbState together(AbState escapes, AbState falseRejects) noexcept;

}  // namespace lineside
