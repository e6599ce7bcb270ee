// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "parts/objectverdicts.h"
#include "parts/partverdicts.h"

#include <variant>

namespace lineside {

/// Parts by a rule, or objects where the rule requires and rejects nothing.
using PartFollower = std::variant<PartVerdicts, ObjectVerdicts>;

inline PartFollower partFollower(const RuleConfig &rule, FrameOrder order)
{
    if (rule.requiredLabels.empty() && rule.rejectLabels.empty())
        return ObjectVerdicts(order);
    return PartVerdicts(rule, order);
}

}  // namespace lineside
