// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/files.h"

#include <filesystem>

namespace lineside {

/// Whether what is offered is an OpenVINO export as several files: a folder, or its .xml by itself. Looks at the disk.
bool isExportFolder(const std::filesystem::path &offered);

/// Packs an OpenVINO export into one file and hashes it: a zip of `metadata.yaml` (where there is one, or one of the .xml's name), `model.xml` and `model.bin`, stored,
/// without times, so that the same three contents make the same file. `offered`: the folder that holds them and one .xml only, or the
/// .xml itself, whose .bin has its name. Nothing else of the folder is read and no link in it is followed; what is in the three files
/// is nobody's business here. `maxBytes`, `progress` and the rest as for `copyAndHash`; refused besides as Folder where there is no
/// .xml or several (`found` says how many), as Truncated where the .bin is missing (`found`: its name). Blocks on the disk.
Result<CopiedFile, Refusal> packAndHash(const std::filesystem::path &offered, const std::filesystem::path &to, std::uint64_t maxBytes,
                                        const CopyProgress &progress);

/// A copy of whatever is offered, as one file: packed where it is several, else as it is.
Result<CopiedFile, Refusal> stageAndHash(const std::filesystem::path &offered, const std::filesystem::path &to, std::uint64_t maxBytes,
                                         const CopyProgress &progress);

}  // namespace lineside
