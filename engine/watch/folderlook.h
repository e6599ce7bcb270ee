// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lineside {

/// Something in a watched folder that could be offered: a weight file, or an OpenVINO export, which is several. Value type.
struct FolderEntry {
    std::string name;                ///< in the folder
    std::vector<std::string> files;  ///< of which it consists, beneath the folder, with the signature beside it
    std::string mark;                ///< number, size and time of change of them all; another mark: something else
    std::int64_t changedNs = 0;      ///< the latest time of change among them, since 1970

    bool operator==(const FolderEntry &) const = default;
};

inline constexpr std::size_t kMaxFolderEntries = 10'000;  ///< of a watched folder and the exports in it together

/// Whether a file in a watched folder can be meant for Lineside: one of the endings of weight files, and no name that a program
/// gives to what it is still writing. Pure.
bool isWeightFileName(const std::string &name);
/// A dot or "~" in front, "~" behind, ".part", ".tmp", ".crdownload" and the like. Pure.
bool isTemporaryName(const std::string &name);

/// What could be offered of a folder now, by name. Left out are empty files, exports of which a file is missing, links, pipes, devices,
/// and what cannot be looked at. Folders in it are taken for exports where they hold one .xml; what else is in them is not looked at.
/// NotFound: the folder is not there; InvalidInput: it is none; Unsupported: more than kMaxFolderEntries; Io: it cannot be read.
/// Blocks on the disk or the network.
Result<std::vector<FolderEntry>> lookAtFolder(const std::filesystem::path &folder);

/// Who has a file open for writing.
enum class Writer {
    Nobody,   ///< the kernel vouches for it
    Unknown,  ///< a network share, or the file of another user
    Somebody,
};
/// Of all the files of an entry; the worst answer counts. A writer who comes meanwhile waits for the end of the question. Blocks on
/// the disk.
Writer writerOf(const std::filesystem::path &folder, const FolderEntry &entry);

}  // namespace lineside
