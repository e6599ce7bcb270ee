// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lineside::weights {

/// The bytes of a pickle, read front to back; every length is compared with what is left before it is used.
/// Throws Refused (Truncated at the end of the bytes). Not shared between threads: one thread at a time.
class PickleInput {
public:
    explicit PickleInput(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    bool atEnd() const noexcept { return m_at == m_bytes.size(); }
    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::int64_t long1();              ///< length byte, then two's complement of at most 8 bytes
    double bigEndianDouble();
    std::string_view text(std::uint64_t length);
    std::string_view twoLines();       ///< "module\nname", without the last newline

private:
    std::uint64_t little(int width);
    void need(std::uint64_t length) const;

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
};

}  // namespace lineside::weights
