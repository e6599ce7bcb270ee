// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace lineside {

struct PixelSize {
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// What the header of a PNG, JPEG, BMP, TIFF or WebP file says of its size, so that a hostile one is refused before memory
/// is taken for it. Nothing where it is none of these or the header is broken. Pure.
std::optional<PixelSize> imageSizeFromHeader(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace lineside
