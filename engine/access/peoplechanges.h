// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/people.h"

#include <string>
#include <vector>

namespace lineside {

/// What is different, one text for each person, for the history: "Tom: engineer" (who is new, or is something else now), "Tom: removed", "Tom: another secret". Never a secret. Pure.
std::vector<std::string> changesBetween(const People &before, const People &now);

}  // namespace lineside
