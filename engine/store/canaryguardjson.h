// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "canary/canaryguard.h"

#include <nlohmann/json_fwd.hpp>

namespace lineside {

/// What the guards of a canary know: a part of `canaryText`. Reading throws a std::exception where something else is there; whether it is one memory, `CanaryGuard::recall` says. Pure.
nlohmann::ordered_json toJson(const CanaryGuard::Memory &memory);
CanaryGuard::Memory canaryMemoryFrom(const nlohmann::json &j);

}  // namespace lineside
