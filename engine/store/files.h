// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace lineside {

/// What errno says of a file: DiskFull, NotFound or Io.
Error ioError(const std::filesystem::path &file);

/// Replaces a file as a whole: temporary file beside it, fsync, rename, fsync of the folder. Either the old or the new content is
/// there afterwards, whatever happens in between. One writer a file. `mode`: who may read it; nobody else can before it is complete.
inline constexpr unsigned kSharedMode = 0644, kSecretMode = 0600;
Result<void> replaceFile(const std::filesystem::path &file, const std::string &content, unsigned mode = kSharedMode);

/// Removes the temporary file that a killed `replaceFile` left.
void removeUnfinished(const std::filesystem::path &file);

/// Makes the entries of a folder (a rename in it) survive a power cut.
bool syncFolder(const std::filesystem::path &folder);

/// Reads a whole file of at most `maxBytes`.
Result<std::string> readSmallFile(const std::filesystem::path &file, std::uint64_t maxBytes);

/// SHA-256 of a file, hexadecimal.
Result<std::string> hashFile(const std::filesystem::path &file);

struct CopiedFile {
    std::uint64_t bytes = 0;
    std::string sha256;
};

/// Called between pieces with the share done; returning false cancels.
using CopyProgress = std::function<bool(double share)>;

/// Copies an offered file once and hashes it on the way; only the copy is read afterwards. Refuses folders, empty files, files over
/// `maxBytes`, and files that change, vanish or are open for writing while they are copied. Leaves no copy behind when it refuses.
/// Blocks on the disk.
Result<CopiedFile, Refusal> copyAndHash(const std::filesystem::path &from, const std::filesystem::path &to, std::uint64_t maxBytes,
                                        const CopyProgress &progress);

}  // namespace lineside
