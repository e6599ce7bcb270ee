// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/people.h"

#include <filesystem>
#include <string>
#include <vector>

namespace lineside {

/// What is different, one text for each person, for the history: "Tom: engineer" (who is new, or is something else now), "Tom: removed", "Tom: another secret". Never a secret. Pure.
std::vector<std::string> changesBetween(const People &before, const People &now);

/// People as the history was told of them last, a file of the data folder, mode 0600: so that what is changed while no engine runs is told by the next.
inline constexpr char kToldPeopleFile[] = "people.told.json";
/// What is different from that file, which is as good as nobody where it is missing or damaged. Blocks on the disk. Any thread.
std::vector<std::string> changesSinceTold(const std::filesystem::path &dataDir, const People &now);
/// Writes it; nobody: removes it. One writer. Blocks on the disk. Any thread.
Result<void> rememberTold(const std::filesystem::path &dataDir, const People &now);

}  // namespace lineside
