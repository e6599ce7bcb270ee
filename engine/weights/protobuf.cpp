// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/protobuf.h"

#include "weights/refused.h"

#include <bit>
#include <cstring>

namespace lineside::weights {

std::uint64_t ProtobufReader::varint()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (m_at >= m_bytes.size())
            refuse(RefusalReason::Truncated, "protobuf ends inside a number");
        const auto byte = std::to_integer<std::uint64_t>(m_bytes[m_at++]);
        value |= (byte & 0x7F) << shift;
        if ((byte & 0x80) == 0)
            return value;
    }
    refuse(RefusalReason::Corrupt, "protobuf with an endless number");
}

std::uint64_t ProtobufReader::fixed(int width)
{
    if (m_bytes.size() - m_at < std::size_t(width))
        refuse(RefusalReason::Truncated, "protobuf ends inside a number");
    std::uint64_t value = 0;
    for (int i = width - 1; i >= 0; --i)
        value = (value << 8) | std::to_integer<std::uint64_t>(m_bytes[m_at + std::size_t(i)]);
    m_at += std::size_t(width);
    return value;
}

std::optional<ProtobufReader::Field> ProtobufReader::next()
{
    if (m_at >= m_bytes.size())
        return std::nullopt;
    const std::uint64_t tag = varint();
    if (tag >> 32 != 0 || tag >> 3 == 0)
        refuse(RefusalReason::Corrupt, "protobuf with an impossible field");
    Field field;
    field.number = std::uint32_t(tag >> 3);
    field.wireType = std::uint32_t(tag & 7);
    switch (field.wireType) {
    case 0: field.value = varint(); break;
    case 1: field.value = fixed(8); break;
    case 5: field.value = fixed(4); break;
    case 2: {
        const std::uint64_t length = varint();
        if (length > m_bytes.size() - m_at)
            refuse(RefusalReason::Truncated, "protobuf ends inside field " + std::to_string(field.number));
        field.bytes = m_bytes.subspan(m_at, std::size_t(length));
        m_at += std::size_t(length);
        break;
    }
    default: refuse(RefusalReason::Corrupt, "protobuf with an impossible field");
    }
    return field;
}

void appendIntegers(const ProtobufReader::Field &field, std::vector<std::int64_t> &values)
{
    constexpr std::size_t kMaxValues = 1 << 24;
    if (field.wireType == 0) {
        values.push_back(std::int64_t(field.value));
        return;
    }
    if (field.wireType != 2)
        refuse(RefusalReason::Corrupt, "protobuf with a field of another type");
    std::span<const std::byte> rest = field.bytes;
    while (!rest.empty()) {
        std::uint64_t value = 0;
        std::size_t used = 0;
        for (int shift = 0;; shift += 7) {
            if (used >= rest.size() || shift >= 64)
                refuse(RefusalReason::Corrupt, "protobuf with an endless number");
            const auto byte = std::to_integer<std::uint64_t>(rest[used++]);
            value |= (byte & 0x7F) << shift;
            if ((byte & 0x80) == 0)
                break;
        }
        if (values.size() >= kMaxValues)
            refuse(RefusalReason::Corrupt, "protobuf with too many numbers");
        values.push_back(std::int64_t(value));
        rest = rest.subspan(used);
    }
}

void appendFloats(const ProtobufReader::Field &field, std::vector<float> &values)
{
    if (field.wireType == 5) {
        values.push_back(std::bit_cast<float>(std::uint32_t(field.value)));
        return;
    }
    if (field.wireType != 2 || field.bytes.size() % sizeof(float) != 0)
        refuse(RefusalReason::Corrupt, "protobuf with a field of another type");
    const std::size_t before = values.size();
    values.resize(before + field.bytes.size() / sizeof(float));
    if (!field.bytes.empty())
        std::memcpy(values.data() + before, field.bytes.data(), field.bytes.size());
}

}  // namespace lineside::weights
