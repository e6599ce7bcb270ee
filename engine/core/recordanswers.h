// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/recordquestion.h"

#include <filesystem>

namespace lineside {

/// Looks into a record for what Engine::askRecord is asked. Errors as there. Blocks on the disk.
Result<RecordAnswer> answerFromRecord(const std::filesystem::path &file, const RecordQuestion &question);

}  // namespace lineside
