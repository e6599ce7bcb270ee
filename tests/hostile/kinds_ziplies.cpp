// SPDX-License-Identifier: GPL-3.0-or-later
// Zips that say one thing here and another there, so that a scanner and a loader see two files.
#include "engine/weights/tinycheckpoint.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

namespace lineside::test {
namespace {

using enum RefusalReason;

using Change = std::function<void(RawZip &)>;

std::string with(const Change &change)
{
    RawZip zip(TinyCheckpoint().entries());
    change(zip);
    return zip.bytes();
}

/// The record that holds the network.
HostileKind lie(const std::string &name, std::vector<RefusalReason> reasons, const std::string &published, std::vector<std::pair<std::string, std::function<void(RawEntry &)>>> changes)
{
    return {"zip: " + name, published, std::move(reasons), [changes](Random &) {
                HostileFiles files;
                for (const auto &[file, change] : changes)
                    files.push_back({file, with([&](RawZip &z) { change(z.entries.front()); })});
                return files;
            }};
}

HostileKind lies(const std::string &name, std::vector<RefusalReason> reasons, const std::string &published, std::vector<std::pair<std::string, Change>> changes)
{
    return {"zip: " + name, published, std::move(reasons), [changes](Random &) {
                HostileFiles files;
                for (const auto &[file, change] : changes)
                    files.push_back({file, with(change)});
                return files;
            }};
}

}  // namespace

HostileKinds zipLieKinds()
{
    return {
        lie("another name in the record's own header", {Corrupt, Truncated}, "CVE-2025-1944",
            {{"shorter", [](auto &e) { e.localName = "tiny/data.pk"; }}, {"other", [](auto &e) { e.localName = "tiny/evil.pkl"; }}, {"swapped letters", [](auto &e) { e.localName = "tiny/datap.kl"; }}}),
        lie("flags of encryption that the data do not have", {Corrupt}, "CVE-2025-1945",
            {{"encrypted", [](auto &e) { e.flags = 0x1; }},
             {"strongly encrypted", [](auto &e) { e.flags = 0x41; }},
             {"only in its own header", [](auto &e) { e.localFlags = 0x1; }},
             {"only in the directory", [](auto &e) { e.flags = 0x1; e.localFlags = 0; }}}),
        lie("another method in the record's own header", {Corrupt}, "",
            {{"deflate", [](auto &e) { e.localMethod = 8; }}, {"bzip2", [](auto &e) { e.localMethod = 12; }}}),
        lie("compressed in a way that a weight file never is", {Corrupt}, "",
            {{"shrunk", [](auto &e) { e.method = 1; }}, {"imploded", [](auto &e) { e.method = 6; }}, {"deflate64", [](auto &e) { e.method = 9; }},
             {"bzip2", [](auto &e) { e.method = 12; }}, {"lzma", [](auto &e) { e.method = 14; }}, {"zstd", [](auto &e) { e.method = 93; }},
             {"xz", [](auto &e) { e.method = 95; }}, {"AES", [](auto &e) { e.method = 99; }}, {"no such", [](auto &e) { e.method = 60000; }}}),
        lie("said to be deflated and not", {Corrupt, Truncated}, "", {{"it", [](auto &e) { e.method = 8; }}}),
        lie("sizes that are not those of the data", {Corrupt, Truncated}, "",
            {{"larger", [](auto &e) { e.size = std::uint32_t(e.data.size() + 1); }},
             {"larger than the file", [](auto &e) { e.size = e.stored = 0x7FFFFFFF; }},
             {"4 GiB", [](auto &e) { e.size = e.stored = 0xFFFFFFFE; }},
             {"larger than the file, deflated", [](auto &e) { e.method = 8; e.size = 0x7FFFFFFF; }},
             {"smaller in the directory", [](auto &e) { e.size = e.stored = 10; }},
             {"larger where it lies", [](auto &e) { e.localSize = e.localStored = 0x7FFFFFFF; }},
             {"another checksum", [](auto &e) { e.crc = 0x12345678; }},
             {"another checksum where it lies", [](auto &e) { e.localCrc = 0x12345678; }},
             {"no checksum", [](auto &e) { e.crc = 0; }}}),
        lie("records that lie elsewhere than the directory says", {Corrupt, Truncated}, "",
            {{"outside", [](auto &e) { e.offset = 0xFFFFFFF0; }}, {"one byte on", [](auto &e) { e.offset = 1; }}, {"in the directory", [](auto &e) { e.offset = 40'000; }}}),
        lie("on another disk", {Corrupt, Truncated}, "", {{"record", [](auto &e) { e.disk = 1; }}, {"the highest", [](auto &e) { e.disk = 0xFFFE; }}}),
        lie("extra fields that say otherwise", {Corrupt, Truncated}, "",
            {{"zip64 too short", [](auto &e) { e.size = e.stored = 0xFFFFFFFF; e.extra = little(1, 2) + little(4, 2) + little(7, 4); }},
             {"zip64 with 2^63 bytes", [](auto &e) { e.size = e.stored = 0xFFFFFFFF; e.extra = little(1, 2) + little(16, 2) + little(1ull << 63, 8) + little(1ull << 63, 8); }},
             {"zip64 without the field", [](auto &e) { e.size = e.stored = 0xFFFFFFFF; }},
             {"zip64 offset outside", [](auto &e) { e.offset = 0xFFFFFFFF; e.extra = little(1, 2) + little(8, 2) + little(~0ull - 10, 8); }},
             {"AES", [](auto &e) { e.method = 99; e.flags = 1; e.extra = little(0x9901, 2) + little(7, 2) + little(2, 2) + "AE" + little(3, 1) + little(0, 2); }}}),
        lies("of several disks", {Corrupt, Truncated}, "",
             {{"this is the second", [](auto &z) { z.disk = 1; }}, {"the directory is on the second", [](auto &z) { z.directoryDisk = 1; }},
              {"both", [](auto &z) { z.disk = z.directoryDisk = 5; }}, {"fewer records here than in all", [](auto &z) { z.countHere = 1; }}}),
        lies("an end record that lies", {Corrupt, Truncated}, "",
             {{"fewer records", [](auto &z) { z.count = 2; }}, {"more records", [](auto &z) { z.count = 200; }}, {"no records", [](auto &z) { z.count = 0; }},
              {"directory outside", [](auto &z) { z.directoryOffset = 0xFFFFFFF0; }}, {"directory inside a record", [](auto &z) { z.directoryOffset = 40; }},
              {"huge directory", [](auto &z) { z.directorySize = 0xFFFFFFF0; }}, {"short directory", [](auto &z) { z.directorySize = 46; }},
              {"longer comment", [](auto &z) { z.commentLength = 100; }}, {"bytes before the end", [](auto &z) { z.beforeEnd = std::string(100, 'x'); }}}),
        lies("records of 64 bits that lie", {Corrupt, Truncated}, "",
             {{"2^63 records", [](auto &z) { z.zip64 = true; z.count = 0xFFFF; z.count64 = 1ull << 63; }},
              {"a million records", [](auto &z) { z.zip64 = true; z.count = 0xFFFF; z.count64 = 1'000'000; }},
              {"directory outside", [](auto &z) { z.zip64 = true; z.directoryOffset = 0xFFFFFFFF; z.directoryOffset64 = 1ull << 62; }},
              {"directory that wraps around", [](auto &z) { z.zip64 = true; z.directoryOffset = 0xFFFFFFFF; z.directoryOffset64 = ~0ull - 5; z.directorySize = 0xFFFFFFFF; z.directorySize64 = 100; }},
              {"locator that points outside", [](auto &z) { z.zip64 = true; z.count = 0xFFFF; z.end64Offset = 1ull << 60; }},
              {"locator that points at a record", [](auto &z) { z.zip64 = true; z.count = 0xFFFF; z.end64Offset = 0; }},
              {"no record where there should be one", [](auto &z) { z.count = 0xFFFF; z.directoryOffset = 0xFFFFFFFF; }}}),
        lies("no folder for the records", {Corrupt, Truncated, ZipWithoutModel, UnsupportedLayer}, "",
             {{"the network beside the weights", [](auto &z) { z.entries.front().name = "other/data.pkl"; }},
              {"no network", [](auto &z) { z.entries.front().name = "tiny/data.txt"; }},
              {"capitals", [](auto &z) { z.entries.front().name = "tiny/DATA.PKL"; }}}),
    };
}

}  // namespace lineside::test
