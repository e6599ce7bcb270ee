// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/foldcase.h"

#include "base/utf8.h"

namespace lineside {
namespace {

bool between(char32_t code, char32_t first, char32_t last)
{
    return code >= first && code <= last;
}

char32_t folded(char32_t c)
{
    if (between(c, U'A', U'Z') || (between(c, 0xC0, 0xDE) && c != 0xD7))
        return c + 32;
    if (c == 0xB5)
        return 0x3BC;  // the sign for micro is a Greek letter
    if (between(c, 0x100, 0x12F) || between(c, 0x132, 0x137) || between(c, 0x14A, 0x177))
        return c | 1;  // pairs, the capital even
    if (between(c, 0x139, 0x148) || between(c, 0x179, 0x17E))
        return c + (c & 1);  // pairs, the capital odd
    if (c == 0x178)
        return 0xFF;
    if (c == 0x17F)
        return U's';
    if (c == 0x386)
        return 0x3AC;
    if (between(c, 0x388, 0x38A))
        return c + 37;
    if (c == 0x38C)
        return 0x3CC;
    if (c == 0x38E || c == 0x38F)
        return c + 63;
    if (between(c, 0x391, 0x3AB) && c != 0x3A2)
        return c + 32;
    if (c == 0x3C2)
        return 0x3C3;  // a sigma at the end of a word
    if (between(c, 0x400, 0x40F))
        return c + 80;
    if (between(c, 0x410, 0x42F) || between(c, 0xFF21, 0xFF3A))
        return c + 32;
    return c;
}

/// `character` is well-formed.
char32_t decoded(std::string_view character)
{
    const auto low = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(character[i]) & 0x3F); };
    const auto first = static_cast<unsigned char>(character[0]);
    switch (character.size()) {
    case 1: return first;
    case 2: return (first & 0x1Fu) << 6 | low(1);
    default: return (first & 0x0Fu) << 12 | low(1) << 6 | low(2);
    }
}

std::string encoded(char32_t c)
{
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80)
        return {byte(c)};
    if (c < 0x800)
        return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
    return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
}

}  // namespace

std::string foldCase(std::string_view text)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (length == 0 || length == 4)  // none with capitals that are folded here
            result.append(text.substr(0, length == 0 ? 1 : length));
        else
            result += encoded(folded(decoded(text.substr(0, length))));
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return result;
}

}  // namespace lineside
