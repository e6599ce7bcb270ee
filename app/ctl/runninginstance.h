// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ctl/commands.h"
#include "ctl/output.h"

#include <functional>
#include <string>

namespace lineside::ctl {

/// "line-v3", or "–" where there is no such text.
std::string word(const nlohmann::ordered_json &object, const char *key);
/// "line-v3 for station-1 waits to be loaded until 14:05:00: rate"
std::string waitingText(const nlohmann::ordered_json &load);

/// Sends one request to the running instance of a configuration (empty: the user's own) and tells its answer: as it is, or in the words of `tell`; a refusal to standard error. What waits meanwhile goes there too. Somebody who is named signs in
/// first, with a secret that is asked for once the instance is there, and signs where that is wanted. The exit status.
int askInstance(const std::string &config, const nlohmann::ordered_json &request, const WhoOptions &who, bool json, const std::function<void(const nlohmann::ordered_json &)> &tell);

}  // namespace lineside::ctl
