// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "offline/offlinecomparison.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace lineside::ctl {

/// What compares as a JSON object; `a` and `b`: the descriptions of the models. Pure.
nlohmann::ordered_json compareJson(const OfflineOutcome &outcome, const nlohmann::ordered_json &a, const nlohmann::ordered_json &b);

/// The same for a person. Pure.
std::string compareText(const OfflineOutcome &outcome, const std::string &a, const std::string &b);

/// The verdict in one sentence. Pure.
std::string verdictText(const AbStatus &verdict, bool objects);

/// What must be known before the figures are believed, a sentence each: names that only one of the models knows, or neither, and pictures without labels. `silenceMeansEmpty`: as PictureLabels says. Pure.
std::vector<std::string> compareNotices(const OfflineOutcome &outcome, const Labels &ofA, const Labels &ofB, bool silenceMeansEmpty);

}  // namespace lineside::ctl
