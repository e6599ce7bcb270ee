// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace lineside::ctl {

/// A canary as a running instance tells it, in lines for a person.
std::string canaryText(const nlohmann::ordered_json &canary);

}  // namespace lineside::ctl
