// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/framepool.h"
#include "lineside/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace lineside {

/// Larger pictures are refused before any memory is taken for them.
inline constexpr std::int64_t kMaxImagePixels = std::int64_t{1} << 27;
inline constexpr std::uintmax_t kMaxImageFileBytes = std::uintmax_t{1} << 29;

/// Decodes a PNG, JPEG, BMP, TIFF or WebP file into BGRX, as it is stored: the orientation that a camera notes in it is not
/// applied, so that boxes mean the same pixels everywhere. Any thread; blocks on the disk.
/// Error: NotFound, Io, InvalidInput (not a picture, or too large).
Result<Image> readImageFile(const std::filesystem::path &path);

/// The same from memory.
Result<Image> decodeImage(std::span<const std::uint8_t> bytes);

/// The same into a frame of the pool, which limits the size further: playing a folder reuses the memory of its pictures.
Result<std::shared_ptr<Frame>> readImageFrame(const std::filesystem::path &path, FramePool &pool);

/// A PNG of the picture, without loss (the fourth byte of a pixel is no part of it). Error: InvalidInput (empty, or too large), OutOfMemory. Any thread.
Result<std::string> encodePng(ImageView picture);

/// The picture of such a file, which must be one of that size: looked at in its header, before any memory is taken. Errors as decodeImage.
Result<Image> decodePng(std::span<const std::uint8_t> bytes, int width, int height);
/// As the bytes of a JPEG file of that quality, 1 to 100. Any thread. Error: InvalidInput, OutOfMemory.
Result<std::vector<std::uint8_t>> encodeJpeg(const ImageView &picture, int quality);

/// Whether the suffix is one that readImageFile takes.
bool hasImageSuffix(const std::filesystem::path &path);

/// The picture files directly in a folder, sorted by name with numbers by value ("2.png" before "10.png"). Hidden files are
/// left out. Error: NotFound, Io.
Result<std::vector<std::filesystem::path>> listImageFiles(const std::filesystem::path &folder);

}  // namespace lineside
