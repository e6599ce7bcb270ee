// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/zipdirectory.h"

#include "weights/refused.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace lineside::weights {
namespace {

constexpr std::size_t kEndSize = 22;
constexpr std::size_t kMaxComment = 65535;
constexpr std::size_t kLocator64Size = 20;
constexpr std::size_t kEnd64Size = 56;

std::uint64_t little(std::span<const std::byte> bytes, std::size_t at, int width)
{
    std::uint64_t value = 0;
    for (int i = width - 1; i >= 0; --i)
        value = (value << 8) | std::to_integer<std::uint64_t>(bytes[at + std::size_t(i)]);
    return value;
}

bool signatureAt(std::span<const std::byte> bytes, std::size_t at, const char (&signature)[5])
{
    return at + 4 <= bytes.size() && std::memcmp(bytes.data() + at, signature, 4) == 0;
}

std::uint64_t entries64(std::span<const std::byte> bytes, std::size_t end)
{
    if (end < kLocator64Size || !signatureAt(bytes, end - kLocator64Size, "PK\x06\x07"))
        return 0xFFFF;
    const std::uint64_t at = little(bytes, end - kLocator64Size + 8, 8);
    if (bytes.size() < kEnd64Size || at > bytes.size() - kEnd64Size || !signatureAt(bytes, std::size_t(at), "PK\x06\x06"))
        refuse(RefusalReason::Corrupt, "zip64 end record is not where its locator says");
    return little(bytes, std::size_t(at) + 32, 8);
}

}  // namespace

void checkZipDirectory(std::span<const std::byte> bytes, std::size_t maxEntries)
{
    bool found = false;
    const std::size_t lowest = bytes.size() > kEndSize + kMaxComment ? bytes.size() - kEndSize - kMaxComment : 0;
    for (std::size_t at = bytes.size() >= kEndSize ? bytes.size() - kEndSize + 1 : 0; at-- > lowest;) {
        if (!signatureAt(bytes, at, "PK\x05\x06"))
            continue;
        // A library may settle on any of several end records, and another library on another one.
        if (found)
            refuse(RefusalReason::Corrupt, "zip with several end records");
        found = true;
        std::uint64_t entries = little(bytes, at + 10, 2);
        if (entries == 0xFFFF || little(bytes, at + 16, 4) == 0xFFFFFFFF || little(bytes, at + 12, 4) == 0xFFFFFFFF)
            entries = std::max(entries == 0xFFFF ? 0 : entries, entries64(bytes, at));
        if (entries > maxEntries)
            refuse(RefusalReason::Corrupt, "zip with " + std::to_string(entries) + " entries");
    }
    if (!found)
        refuse(RefusalReason::Truncated, "zip without its end record");
}

}  // namespace lineside::weights
