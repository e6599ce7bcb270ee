// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/audit.h"

#include <nlohmann/json.hpp>

#include <string>

namespace lineside::ctl {

/// What a check of the history came to, for a terminal, in local time. Pure.
std::string auditText(const AuditReport &report);
/// The same for programs.
nlohmann::ordered_json auditJson(const AuditReport &report);

}  // namespace lineside::ctl
