// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/access.h"
#include "lineside/promotion.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace lineside {

/// What the history and a canary keep of who answers for a model and of what was known of it. Reading throws a std::exception where something else is there. Pure.
nlohmann::ordered_json toJson(const PromotionEvidence &evidence);
/// What is missing counts as 0, but the state and the one station; members that are not known are ignored.
PromotionEvidence promotionEvidenceFrom(const nlohmann::json &j);

nlohmann::ordered_json toJson(const ElectronicSignature &signature);
ElectronicSignature electronicSignatureFrom(const nlohmann::json &j);

Role roleFrom(const std::string &word);

}  // namespace lineside
