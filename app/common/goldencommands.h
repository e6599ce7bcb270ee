// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/commanderror.h"
#include "lineside/engine.h"

#include <nlohmann/json.hpp>

#include <functional>

namespace lineside {

/// One command of `linesidectl golden`: {"do": "list", "station": of one alone}, {"do": "drop", "station", "id", "by"}. `reply` is called once, on any thread, with what is to be answered. Throws a nlohmann::json::exception where the
/// request is another.
void goldenCommand(Engine &engine, const nlohmann::json &request, const std::function<void(Result<nlohmann::ordered_json, CommandError>)> &reply);

}  // namespace lineside
