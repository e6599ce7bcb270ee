// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/imagesize.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace lineside {

namespace {

constexpr std::uint32_t kTiffWidth = 256, kTiffHeight = 257, kTiffTileWidth = 322, kTiffTileHeight = 323, kTiffShort = 3;

/// Reads numbers out of bytes; a number outside them is nothing.
struct Reader {
    std::span<const std::uint8_t> bytes;
    bool bigEndian = false;

    std::optional<std::uint32_t> number(std::size_t at, std::size_t length) const noexcept
    {
        if (at > bytes.size() || length > bytes.size() - at)
            return std::nullopt;
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < length; ++i)
            value = (value << 8) | bytes[at + (bigEndian ? i : length - 1 - i)];
        return value;
    }
};

bool has(std::span<const std::uint8_t> bytes, std::size_t at, std::string_view text) noexcept
{
    return bytes.size() >= at + text.size() && std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

std::optional<PixelSize> sizeOf(std::optional<std::uint32_t> width, std::optional<std::uint32_t> height) noexcept
{
    if (!width || !height || *width == 0 || *height == 0)
        return std::nullopt;
    return PixelSize{*width, *height};
}

std::optional<PixelSize> sizeOfPng(std::span<const std::uint8_t> bytes) noexcept
{
    const Reader in{bytes, true};
    return has(bytes, 12, "IHDR") ? sizeOf(in.number(16, 4), in.number(20, 4)) : std::nullopt;
}

std::optional<PixelSize> sizeOfBmp(std::span<const std::uint8_t> bytes) noexcept
{
    const Reader in{bytes, false};
    const auto headerSize = in.number(14, 4);
    if (!headerSize)
        return std::nullopt;
    if (*headerSize == 12)
        return sizeOf(in.number(18, 2), in.number(20, 2));
    auto height = in.number(22, 4);
    if (height && *height > 0x7fffffffu)
        height = 0u - *height;  // negative: the rows go from top to bottom
    return sizeOf(in.number(18, 4), height);
}

std::optional<PixelSize> sizeOfJpeg(std::span<const std::uint8_t> bytes) noexcept
{
    const Reader in{bytes, true};
    std::size_t at = 2;
    while (true) {
        const auto lead = in.number(at, 1);
        const auto marker = in.number(at + 1, 1);
        if (!lead || !marker || *lead != 0xff)
            return std::nullopt;
        if (*marker == 0xff) {  // filling
            ++at;
            continue;
        }
        const bool frame = *marker >= 0xc0 && *marker <= 0xcf && *marker != 0xc4 && *marker != 0xc8 && *marker != 0xcc;
        if (frame)
            return sizeOf(in.number(at + 7, 2), in.number(at + 5, 2));
        const auto length = in.number(at + 2, 2);
        if (!length || *length < 2)
            return std::nullopt;
        at += 2 + *length;
    }
}

std::optional<PixelSize> sizeOfTiff(std::span<const std::uint8_t> bytes) noexcept
{
    const Reader in{bytes, bytes[0] == 'M'};
    const auto directory = in.number(4, 4);
    const auto entries = directory ? in.number(*directory, 2) : std::nullopt;
    if (!entries)
        return std::nullopt;
    // A number may be given twice, and a tile be larger than the picture: the decoder takes memory for the largest.
    std::uint32_t width = 0, height = 0;
    for (std::size_t i = 0; i < *entries; ++i) {
        const std::size_t at = std::size_t{*directory} + 2 + 12 * i;
        const auto tag = in.number(at, 2);
        const auto type = in.number(at + 2, 2);
        if (!tag || !type)
            return std::nullopt;
        const bool isWidth = *tag == kTiffWidth || *tag == kTiffTileWidth;
        if (!isWidth && *tag != kTiffHeight && *tag != kTiffTileHeight)
            continue;
        const auto value = in.number(at + 8, *type == kTiffShort ? 2 : 4);
        if (!value)
            return std::nullopt;
        std::uint32_t &side = isWidth ? width : height;
        side = std::max(side, *value);
    }
    return sizeOf(width, height);
}

std::optional<PixelSize> sizeOfWebp(std::span<const std::uint8_t> bytes) noexcept
{
    const Reader in{bytes, false};
    if (has(bytes, 12, "VP8X")) {
        const auto width = in.number(24, 3);
        const auto height = in.number(27, 3);
        return width && height ? sizeOf(*width + 1, *height + 1) : std::nullopt;
    }
    constexpr std::uint32_t kSide = 0x3fff;  // 14 bits
    if (has(bytes, 12, "VP8 ") && has(bytes, 23, "\x9d\x01\x2a")) {
        const auto width = in.number(26, 2);
        const auto height = in.number(28, 2);
        return width && height ? sizeOf(*width & kSide, *height & kSide) : std::nullopt;
    }
    if (has(bytes, 12, "VP8L") && has(bytes, 20, "\x2f")) {
        const auto bits = in.number(21, 4);
        return bits ? sizeOf((*bits & kSide) + 1, (*bits >> 14 & kSide) + 1) : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<PixelSize> imageSizeFromHeader(std::span<const std::uint8_t> bytes) noexcept
{
    if (has(bytes, 0, "\x89PNG\r\n\x1a\n"))
        return sizeOfPng(bytes);
    if (has(bytes, 0, "\xff\xd8\xff"))
        return sizeOfJpeg(bytes);
    if (has(bytes, 0, "BM"))
        return sizeOfBmp(bytes);
    if (has(bytes, 0, std::string_view("II\x2a\0", 4)) || has(bytes, 0, std::string_view("MM\0\x2a", 4)))
        return sizeOfTiff(bytes);
    if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP"))
        return sizeOfWebp(bytes);
    return std::nullopt;
}

}  // namespace lineside
