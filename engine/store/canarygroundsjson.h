// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/canaryjson.h"

namespace lineside {

/// Why a canary was begun: a part of `canaryText`. Reading throws a std::exception where something else is there. Pure.
nlohmann::ordered_json toJson(const CanaryGrounds &grounds);
CanaryGrounds canaryGroundsFrom(const nlohmann::json &j);

}  // namespace lineside
