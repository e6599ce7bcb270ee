// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"

namespace lineside {

/// What guards a plan that nobody has changed yet: in a step that leaves no station the old model, that goes on judging the same parts in shadow. The own past would take one in five such steps back
/// without need. Pure.
inline CanaryGuardRules usualGuard()
{
    CanaryGuardRules rules;
    rules.ownPast = false;
    rules.shadow = true;
    return rules;
}

}  // namespace lineside
