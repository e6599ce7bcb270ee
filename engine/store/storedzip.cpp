// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storedzip.h"

#include <zlib.h>

namespace lineside {
namespace {

constexpr std::uint16_t kNeeded = 10;                // version 1.0: files without folders, not compressed
constexpr std::uint32_t kMidnight = 0x0021u << 16;   // 1 January 1980, the first time that a zip can say

void put(std::string &to, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to += static_cast<char>((value >> (8 * i)) & 0xFF);
}

/// What a header and an entry of the directory have in common.
void putFields(std::string &to, std::string_view name, std::uint32_t checksum, std::uint32_t size)
{
    put(to, kNeeded, 2);
    put(to, 0, 2);  // flags
    put(to, 0, 2);  // stored
    put(to, kMidnight, 4);
    put(to, checksum, 4);
    put(to, size, 4);
    put(to, size, 4);
    put(to, static_cast<std::uint32_t>(name.size()), 2);
    put(to, 0, 2);  // no further fields
}

}  // namespace

void Crc32::add(std::span<const std::byte> bytes)
{
    m_value = static_cast<std::uint32_t>(::crc32_z(m_value, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size()));
}

std::string StoredZip::headerOf(std::string_view name, std::uint32_t checksum, std::uint32_t size)
{
    std::string header = "PK\x03\x04";
    putFields(header, name, checksum, size);
    header += name;
    m_entries.push_back({std::string(name), checksum, size, m_at});
    m_at += static_cast<std::uint32_t>(header.size()) + size;
    return header;
}

std::string StoredZip::directory() const
{
    std::string all;
    for (const Entry &entry : m_entries) {
        all += "PK\x01\x02";
        put(all, kNeeded, 2);  // made by
        putFields(all, entry.name, entry.checksum, entry.size);
        put(all, 0, 2);  // no comment
        put(all, 0, 2);  // the first disk
        put(all, 0, 2);
        put(all, 0, 4);  // no rights
        put(all, entry.at, 4);
        all += entry.name;
    }
    const auto size = static_cast<std::uint32_t>(all.size()), count = static_cast<std::uint32_t>(m_entries.size());
    all += "PK\x05\x06";
    put(all, 0, 4);  // one disk
    put(all, count, 2);
    put(all, count, 2);
    put(all, size, 4);
    put(all, m_at, 4);
    put(all, 0, 2);  // no comment
    return all;
}

}  // namespace lineside
