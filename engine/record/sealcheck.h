// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/audit.h"
#include "lineside/result.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace lineside {

/// A seal of the history and the station whose parts it vouches for. Value type.
struct StationSeal {
    std::string station;
    RecordSeal seal;
};

/// Holds a record against its seals, the oldest first, also while an instance goes on with it: each part is read once, and one is in memory at a time. Where there is no file, all that was
/// sealed is gone. `goOn`: asked now and then; may be empty. Errors: Cancelled, Unsupported: a newer Lineside made the record, and those of the disk. Blocks on it.
Result<SealCheck> checkSeals(const std::filesystem::path &file, std::span<const StationSeal> seals, const std::function<bool()> &goOn);

}  // namespace lineside
