// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"

#include <span>
#include <vector>

namespace lineside {

/// What the plan covers, of `stations`, which are all that are configured.
std::vector<StationId> coveredBy(const CanaryPlan &plan, std::span<const StationId> stations);

/// Which stations get the model with each step. A share takes, in the order of what the plan covers, those that no step names and no step before has. Pure.
std::vector<std::vector<StationId>> resolveSteps(const CanaryPlan &plan, std::span<const StationId> stations);

/// Everything that is wrong with a plan on a line with these stations; empty: it may run. Checks sizes before it looks inside. Pure.
std::vector<PlanFault> checkPlan(const CanaryPlan &plan, std::span<const StationId> stations);

/// Whether it may run: notes do not forbid.
bool mayRun(std::span<const PlanFault> faults);

}  // namespace lineside
