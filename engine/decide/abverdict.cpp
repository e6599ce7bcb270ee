// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/abverdict.h"

#include <cmath>

namespace lineside {

void AbBets::add(const BlockOutcome &outcome, const BlockRule &before)
{
    m_notWorse.add(outcome.worst, notWorseFactors(before.margin), -0.5 * before.margin);
    m_worse.add(outcome.best, worseFactors(), 1.5 * before.margin);
}

AbEvidence AbBets::evidence(const BlockRule &now) const
{
    return {m_notWorse.logEvidence(notWorseFactors(now.margin)), m_worse.logEvidence(worseFactors())};
}

AbDecision decide(AbDecision before, const AbEvidence &evidence, double alpha)
{
    const double enough = -std::log(alpha);
    const bool notWorse = evidence.notWorse >= enough, worse = evidence.worse >= enough;
    switch (before.state) {
    case AbState::Open:
        if (worse)
            return {notWorse ? AbState::WorseWithinMargin : AbState::Worse, false};
        return {notWorse ? AbState::AtLeastAsGood : AbState::Open, false};
    case AbState::AtLeastAsGood:
        return {before.state, before.contradicted || worse};
    case AbState::Worse:
        return {before.state, before.contradicted || notWorse};
    case AbState::WorseWithinMargin:
        break;
    }
    return before;
}

AbState together(AbState escapes, AbState falseRejects) noexcept
{
    const auto either = [&](AbState state) { return escapes == state || falseRejects == state; };
    if (either(AbState::Worse))
        return AbState::Worse;
    if (either(AbState::WorseWithinMargin))
        return AbState::WorseWithinMargin;
    return either(AbState::Open) ? AbState::Open : AbState::AtLeastAsGood;
}

}  // namespace lineside
