// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace lineside::weights {

/// The whole of a regular file, opened once, so that all that is decided is decided about the same bytes. A symbolic link that
/// the user chose is followed. Throws Refused: Folder, Vanished, Unreadable, StillGrowing, TooLarge, Empty, Memory.
/// Blocks on the disk. Thread-safe.
std::vector<std::byte> readFileBytes(const std::filesystem::path &path, std::uint64_t maxBytes);

}  // namespace lineside::weights
