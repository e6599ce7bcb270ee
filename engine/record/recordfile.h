// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "record/database.h"

#include <filesystem>
#include <string>

namespace lineside {

/// Where a data folder has its record.
std::filesystem::path recordFileOf(const std::filesystem::path &dataDir);

/// Opens the record for writing; makes it where there is none, and one of an earlier version into one of this. Errors as Database::open, and Unsupported: a newer Lineside made it.
/// InvalidInput: it is damaged, or no record at all.
Result<Database> openRecordForWriting(const std::filesystem::path &file);

/// Opens it for reading, also while an instance writes. NotFound: there is none yet. Else as above.
Result<Database> openRecordForReading(const std::filesystem::path &file);

/// Gives a damaged record, and what SQLite has beside it, another name in the same folder, and deletes nothing. The name.
Result<std::string> putRecordAside(const std::filesystem::path &file);

}  // namespace lineside
