// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/pickleinput.h"

#include "weights/refused.h"

#include <bit>

namespace lineside::weights {
namespace {

constexpr std::uint64_t kMaxText = 1ull << 20;
constexpr std::size_t kMaxLine = 1024;

}  // namespace

void PickleInput::need(std::uint64_t length) const
{
    if (length > m_bytes.size() - m_at)
        refuse(RefusalReason::Truncated, "pickle ends early");
}

std::uint64_t PickleInput::little(int width)
{
    need(std::uint64_t(width));
    std::uint64_t value = 0;
    for (int i = width - 1; i >= 0; --i)
        value = (value << 8) | std::to_integer<std::uint64_t>(m_bytes[m_at + std::size_t(i)]);
    m_at += std::size_t(width);
    return value;
}

std::uint8_t PickleInput::u8()
{
    return std::uint8_t(little(1));
}

std::uint16_t PickleInput::u16()
{
    return std::uint16_t(little(2));
}

std::uint32_t PickleInput::u32()
{
    return std::uint32_t(little(4));
}

std::int64_t PickleInput::long1()
{
    const int length = u8();
    if (length > 8)
        refuse(RefusalReason::Corrupt, "pickle with an integer of " + std::to_string(length) + " bytes");
    if (length == 0)
        return 0;
    std::uint64_t value = little(length);
    const int unused = 64 - 8 * length;
    // Shifting up and back as a signed number repeats the sign bit.
    value <<= unused;
    return std::int64_t(value) >> unused;
}

double PickleInput::bigEndianDouble()
{
    need(8);
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = (value << 8) | std::to_integer<std::uint64_t>(m_bytes[m_at++]);
    return std::bit_cast<double>(value);
}

std::string_view PickleInput::text(std::uint64_t length)
{
    need(length);
    if (length > kMaxText)
        refuse(RefusalReason::Corrupt, "pickle with a text of " + std::to_string(length) + " bytes");
    const std::string_view view(reinterpret_cast<const char *>(m_bytes.data()) + m_at, std::size_t(length));
    m_at += std::size_t(length);
    return view;
}

std::string_view PickleInput::twoLines()
{
    const std::string_view rest(reinterpret_cast<const char *>(m_bytes.data()) + m_at, m_bytes.size() - m_at);
    const std::string_view window = rest.substr(0, 2 * kMaxLine);
    const auto first = window.find('\n');
    const auto second = first == std::string_view::npos ? first : window.find('\n', first + 1);
    if (second == std::string_view::npos) {
        if (rest.size() <= window.size())
            refuse(RefusalReason::Truncated, "pickle ends inside a name");
        refuse(RefusalReason::Corrupt, "pickle with an endless name");
    }
    m_at += second + 1;
    return rest.substr(0, second);
}

}  // namespace lineside::weights
