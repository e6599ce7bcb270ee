// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/zipdirectory.h"

#include "weights/refused.h"

#include <cstdint>
#include <cstring>
#include <optional>

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

/// Where an end record says that the directory is, and of how many entries.
struct Directory {
    std::uint64_t entries = 0, size = 0, at = 0;
    std::size_t end = 0;  ///< of the directory, as it should be: where the end records begin
};

/// The record of 64 bits before an end record, which torch writes always; nothing where there is none.
std::optional<Directory> readEnd64(std::span<const std::byte> bytes, std::size_t end)
{
    if (end < kLocator64Size || !signatureAt(bytes, end - kLocator64Size, "PK\x06\x07"))
        return std::nullopt;
    const std::uint64_t at = little(bytes, end - kLocator64Size + 8, 8);
    if (end - kLocator64Size < kEnd64Size || at > end - kLocator64Size - kEnd64Size || !signatureAt(bytes, std::size_t(at), "PK\x06\x06"))
        refuse(RefusalReason::Corrupt, "zip64 end record is not where its locator says");
    const auto field = [&](std::size_t offset) { return little(bytes, std::size_t(at) + offset, 8); };
    return Directory{field(32), field(40), field(48), std::size_t(at)};
}

Directory readEnd(std::span<const std::byte> bytes, std::size_t at)
{
    const Directory narrow{little(bytes, at + 10, 2), little(bytes, at + 12, 4), little(bytes, at + 16, 4), at};
    const std::uint64_t disk = little(bytes, at + 4, 2), directoryDisk = little(bytes, at + 6, 2);
    if (disk % 0xFFFF != 0 || directoryDisk % 0xFFFF != 0)
        refuse(RefusalReason::Corrupt, "zip of several disks");
    const auto wide = readEnd64(bytes, at);
    if (!wide)
        return narrow;
    const auto agree = [](std::uint64_t small, std::uint64_t large, std::uint64_t full) { return small == large || small == full; };
    if (!agree(narrow.entries, wide->entries, 0xFFFF) || !agree(narrow.size, wide->size, 0xFFFFFFFF) || !agree(narrow.at, wide->at, 0xFFFFFFFF))
        refuse(RefusalReason::Corrupt, "zip with two end records that contradict each other");
    return *wide;
}

/// What a reader that goes by the directory and one that goes by the records may see differently: libzip compares the rest.
void checkEntries(std::span<const std::byte> bytes, const Directory &directory)
{
    constexpr std::uint64_t kEncrypted = 0x1 | 0x40 | 0x2000;
    constexpr std::size_t kHeaderSize = 46, kLocalSize = 30;
    std::size_t at = std::size_t(directory.at);
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        if (directory.end - at < kHeaderSize || !signatureAt(bytes, at, "PK\x01\x02"))
            refuse(RefusalReason::Corrupt, "zip directory with fewer entries than it says");
        const std::uint64_t disk = little(bytes, at + 34, 2), local = little(bytes, at + 42, 4);
        if (disk != 0 && disk != 0xFFFF)
            refuse(RefusalReason::Corrupt, "zip of several disks");
        std::uint64_t flags = little(bytes, at + 8, 2);
        if (local != 0xFFFFFFFF) {
            if (bytes.size() < kLocalSize || local > bytes.size() - kLocalSize || !signatureAt(bytes, std::size_t(local), "PK\x03\x04"))
                refuse(RefusalReason::Corrupt, "zip record is not where the directory says");
            flags |= little(bytes, std::size_t(local) + 6, 2);
        }
        if (flags & kEncrypted)
            refuse(RefusalReason::Corrupt, "encrypted zip entry");
        const std::uint64_t length = kHeaderSize + little(bytes, at + 28, 2) + little(bytes, at + 30, 2) + little(bytes, at + 32, 2);
        if (length > directory.end - at)
            refuse(RefusalReason::Corrupt, "zip directory with an entry that reaches beyond it");
        at += std::size_t(length);
    }
    if (at != directory.end)
        refuse(RefusalReason::Corrupt, "zip with something between its directory and its end");
}

}  // namespace

void checkZipDirectory(std::span<const std::byte> bytes, std::size_t maxEntries)
{
    std::optional<Directory> directory;
    const std::size_t lowest = bytes.size() > kEndSize + kMaxComment ? bytes.size() - kEndSize - kMaxComment : 0;
    for (std::size_t at = bytes.size() >= kEndSize ? bytes.size() - kEndSize + 1 : 0; at-- > lowest;) {
        if (!signatureAt(bytes, at, "PK\x05\x06"))
            continue;
        // A library may settle on any of several end records, and another library on another one.
        if (directory)
            refuse(RefusalReason::Corrupt, "zip with several end records");
        directory = readEnd(bytes, at);
        if (directory->entries > maxEntries)
            refuse(RefusalReason::Corrupt, "zip with " + std::to_string(directory->entries) + " entries");
    }
    if (!directory)
        refuse(RefusalReason::Truncated, "zip without its end record");
    if (directory->at > directory->end)
        refuse(RefusalReason::Corrupt, "zip directory outside of the file");
    checkEntries(bytes, *directory);
}

}  // namespace lineside::weights
