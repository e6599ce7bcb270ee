// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audit/verifyhistory.h"

#include <filesystem>

namespace lineside {

/// Checks the history of a data folder as audit::verifyHistory does, and, where that is whole, holds the record of parts against the seals in it. Errors as there, and where the record cannot be
/// read although it is there; what is damaged in it is no error. Blocks on the disk. `check.seal` is not used.
Result<AuditReport> checkHistoryAndRecord(const std::filesystem::path &dataDir, audit::HistoryCheck check);

}  // namespace lineside
