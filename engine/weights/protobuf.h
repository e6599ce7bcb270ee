// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// Reads the fields of one protobuf message front to back, without copying. Every length is compared with what is left.
/// Throws Refused (Truncated where a field reaches beyond the bytes, Corrupt for an impossible one). Value type.
class ProtobufReader {
public:
    struct Field {
        std::uint32_t number = 0;
        std::uint32_t wireType = 0;               ///< 0 varint, 1 fixed 64, 2 bytes, 5 fixed 32
        std::uint64_t value = 0;                  ///< of a varint or a fixed number, as bits
        std::span<const std::byte> bytes;         ///< of wire type 2

        std::string_view text() const { return {reinterpret_cast<const char *>(bytes.data()), bytes.size()}; }
    };

    explicit ProtobufReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    /// The next field, none at the end.
    std::optional<Field> next();

private:
    std::uint64_t varint();
    std::uint64_t fixed(int width);

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
};

/// Appends the integers of a repeated field, packed or not.
void appendIntegers(const ProtobufReader::Field &field, std::vector<std::int64_t> &values);
/// Appends the 32-bit floats of a repeated field, packed or not.
void appendFloats(const ProtobufReader::Field &field, std::vector<float> &values);

}  // namespace lineside::weights
