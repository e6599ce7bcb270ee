// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/commanderror.h"
#include "common/waitteller.h"
#include "lineside/engine.h"

#include <nlohmann/json.hpp>

#include <functional>

class QObject;

namespace lineside {

/// The command of `linesidectl shadow`: {"model": a version of the library or the path of a weight file, which comes into it first; null: stops, "stations": ids, or "all": true for each that has a model on air and compares nothing yet; where it stops, for
/// each that compares, "by"}. `reply` is called once, on any thread, with {"stations": [{"station", "shadow"}]}; where one of them refuses, with its error, and with words on all that did. `waits` whenever the load begins to wait for something.
/// Throws a nlohmann::json::exception where the request is another.
void shadowCommand(Engine &engine, const nlohmann::json &request, Waits waits, std::function<void(Result<nlohmann::ordered_json, CommandError>)> reply, QObject *context);

}  // namespace lineside
