// SPDX-License-Identifier: GPL-3.0-or-later
// What the fuzz targets found, as it was found, so that it stays mended.
#include "hostile/hostilefiles.h"

namespace lineside::test {
namespace {

using enum RefusalReason;

std::string fromHex(std::string_view hex)
{
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += char(digit(hex[i]) << 4 | digit(hex[i + 1]));
    return bytes;
}

}  // namespace

HostileKinds foundKinds()
{
    return {
        // libzip tells it with a text of its own, which was not freed.
        kindOf("found: a locator of 64 bits into the middle of the directory", {Corrupt, Truncated}, [] { return fromHex(
        "504b0304140000000000000000000e7443b706000000060000000a000000612f646174612e706b6c7069636b3a65504b030414000000000000000000"
        "afdae09a080000000800000008000000612f646174612f303036313732383339504b030414000000000000000000d19e675502000000020000000900"
        "0000612f76657273696f6e310a504b01021400140000000000000000000e7443b706000000060000000a000000000000000000000000000000000061"
        "2f646174612e706b6c504b01021400ecff0000000000000000afdae09a080000000800000008000000000000000000000000002e000000612f646174"
        "612f30504b0102140014000000000000000000d19e6755020000000200000009000000000000000000000000005c000000612f76657273696f6e504b"
        "060638000000000000002d002d00000000000000000003000000000000000300000000000000a5000000000000006c504b01021400ecff0000850000"
        "0000000000504b0607000000002a0100000000000001000000504b050600000000ffffffffa5000000850000000000"); }),
    };
}

}  // namespace lineside::test
