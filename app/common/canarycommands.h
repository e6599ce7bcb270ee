// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/commanderror.h"
#include "common/waitteller.h"
#include "lineside/engine.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>

class QObject;

namespace lineside {

/// The canary that is under way, else the last one, as JSON; null: there was none.
nlohmann::ordered_json canaryJson(const EngineSnapshot &snapshot);

/// One command of `linesidectl canary`: {"do": "start", "plan": a name, or a plan as the configuration file has it, "model", "reason", "by", "accept_change": other labels or another input size than what is on air at its stations are meant}, where the note has `signature` too, {"do": "approve", "pause", "resume" or "abort", "by"},
/// {"do": "save", "plan": a plan}, {"do": "remove", "plan": a name}, {"do": "list"}. `reply` is called once, on any thread, with what is to be answered; `waits` whenever the load begins to wait for
/// something. Throws a nlohmann::json::exception where the request is another.
void canaryCommand(Engine &engine, const nlohmann::json &request, std::optional<ElectronicSignature> signature, Waits waits, std::function<void(Result<nlohmann::ordered_json, CommandError>)> reply, QObject *context);

}  // namespace lineside
