// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/database.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace lineside {

/// What was read of one of the small tables of the record, by number: their rows never change. Empty: there is no such number.
using NumberedTexts = std::map<std::int64_t, std::optional<std::string>>;

/// The text with that number, which is read once; it lives as long as `known`. `command`: selects it by its one parameter. Errors of the disk, InvalidInput where the file is damaged.
Result<const std::optional<std::string> *> numberedText(Database &database, const char *command, NumberedTexts &known, std::int64_t number);

}  // namespace lineside
