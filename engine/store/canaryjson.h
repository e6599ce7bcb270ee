// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canary/canaryguard.h"
#include "canary/canarysteps.h"
#include "lineside/canary.h"
#include "lineside/promotion.h"
#include "lineside/result.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// Who began a canary and why, and what was known then of its model against each station's own: what the history has with every station's change. Value type.
struct CanaryGrounds {
    PromotionNote note;
    std::map<StationId, PromotionEvidence> evidence;  ///< of stations whose model of before was compared with it
    std::map<StationId, double> provedFewer = {};     ///< of those where that proved it: `provedFewer` (engine/canary/provedfewer.h), for the guards
};

/// A canary under way, as a restart needs it to go on exactly where it was. Value type.
struct SavedCanary {
    CanaryProgress progress;
    CanaryGuard::Memory guard;
    bool carriedOut = true;  ///< the stations have the models that this says; false: they were about to get them
    CanaryGrounds grounds = {};            ///< empty: an earlier version wrote it
    std::vector<CanaryStill> still = {};   ///< as the last look left them
    std::map<StationId, double> latencyBefore = {};  ///< of stations that have the model: ms that 99 of 100 verdicts of the one before took at most
};

inline constexpr std::size_t kMostPlanBytes = 256 * 1024;
inline constexpr std::size_t kMostCanaryBytes = 8 * 1024 * 1024;

/// A plan as JSON: what a configuration file has in it.
nlohmann::ordered_json planJson(const CanaryPlan &plan);
/// What is left out has its default. Throws a std::exception as `planFrom` refuses.
CanaryPlan planOf(const nlohmann::json &j);

/// The same as a text.
std::string planText(const CanaryPlan &plan);
/// The plan of that text. What is in it is of the right kind and not more than there may be; whether it may run, `checkPlan` says. InvalidInput: anything else, too long a text, a member
/// that is not known. Pure.
Result<CanaryPlan> planFrom(std::string_view text);

/// The same of a canary under way, in one line. Numbers come back to the last bit. What comes back may have a checksum beside it, which is not looked at.
std::string canaryText(const SavedCanary &canary);
Result<SavedCanary> canaryFrom(std::string_view text);

}  // namespace lineside
