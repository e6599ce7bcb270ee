// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// The checksum of a zip. Value type.
class Crc32 {
public:
    void add(std::span<const std::byte> bytes);
    std::uint32_t value() const { return m_value; }

private:
    std::uint32_t m_value = 0;
};

/// What a zip of stored files has around them: a header before each, a directory behind all. No times, no rights, nothing that two runs or
/// two systems would write differently. For files of less than 4 GiB together. After PKWARE's APPNOTE, 4.3. Value type.
class StoredZip {
public:
    /// To be written before the `size` bytes of a file.
    std::string headerOf(std::string_view name, std::uint32_t checksum, std::uint32_t size);
    /// To be written at the end.
    std::string directory() const;

private:
    struct Entry {
        std::string name;
        std::uint32_t checksum, size, at;
    };
    std::vector<Entry> m_entries;
    std::uint32_t m_at = 0;  ///< where the next header will lie
};

}  // namespace lineside
