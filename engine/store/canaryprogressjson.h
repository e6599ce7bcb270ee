// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/canary.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace lineside {

/// How far a canary is, and what harm it did: parts of `canaryText`. Reading throws a std::exception where something else is there. Pure.
nlohmann::ordered_json toJson(const CanaryProgress &progress);
CanaryProgress canaryProgressFrom(const nlohmann::json &j);

nlohmann::ordered_json toJson(const std::optional<CanaryHarm> &harm);
std::optional<CanaryHarm> canaryHarmFrom(const nlohmann::json &j);

}  // namespace lineside
