// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::test {

/// One entry of a RawZip, with whatever it says about itself in the two places where a zip says it. What is not set is true.
struct RawEntry {
    std::string name, data;                         ///< `data` as it lies in the file
    std::uint16_t method = 0, flags = 0, needed = 20;
    std::optional<std::string> localName;           ///< in the local header, where it is another
    std::optional<std::uint16_t> localMethod, localFlags;
    std::optional<std::uint32_t> crc, localCrc;
    std::optional<std::uint32_t> size, stored;      ///< in the directory: uncompressed and as it lies in the file
    std::optional<std::uint32_t> localSize, localStored;
    std::optional<std::uint32_t> offset;            ///< of the local header, as the directory says
    std::string extra, localExtra, comment;
    std::uint16_t disk = 0, madeBy = 20;
    std::uint32_t attributes = 0;                   ///< external ones: a Unix mode in the upper half
    bool inDirectory = true;
};

/// Writes a zip byte by byte, so that every field can be a lie. Members can be changed before bytes(). Value type.
struct RawZip {
    std::vector<RawEntry> entries;
    std::string before, beforeDirectory, beforeEnd, comment, after;
    std::optional<std::uint16_t> count, countHere, commentLength;
    std::optional<std::uint32_t> directorySize, directoryOffset;
    std::uint16_t disk = 0, directoryDisk = 0;
    bool zip64 = false;                             ///< with an end record and a locator of 64 bits
    std::optional<std::uint64_t> count64, directorySize64, directoryOffset64, end64Offset;

    RawZip() = default;
    explicit RawZip(const std::vector<std::pair<std::string, std::string>> &records);

    std::string bytes() const;
};

std::uint32_t crc32(std::string_view bytes);
/// A raw deflate stream of the bytes.
std::string deflated(std::string_view bytes);
std::string little(std::uint64_t value, int width);

}  // namespace lineside::test
