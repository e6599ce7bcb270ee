// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

namespace lineside {

std::size_t characterLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return first >= 0x20 && first != 0x7F ? 1 : 0;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) && !(first == 0xC2 && byte(1) < 0xA0) ? 2 : 0;  // U+0080 to U+009F are control characters too
    if (first >= 0xE0 && first <= 0xEF) {
        const bool narrow = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F);
        return follows(1) && follows(2) && !narrow ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool narrow = (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F);
        return follows(1) && follows(2) && follows(3) && !narrow ? 4 : 0;
    }
    return 0;
}

std::size_t wholeCharacters(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text.size();
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    return most;
}

}  // namespace lineside
