// SPDX-License-Identifier: GPL-3.0-or-later
// What a zip can be besides an archive: bombs, names that lead elsewhere, pieces, floods.
#include "engine/weights/tinycheckpoint.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

#include <algorithm>

namespace lineside::test {
namespace {

using enum RefusalReason;

RawZip tiny()
{
    return RawZip(TinyCheckpoint().entries());
}

/// With the record spoiled that holds the network.
std::string with(const std::function<void(RawZip &)> &change)
{
    RawZip zip = tiny();
    change(zip);
    return zip.bytes();
}

RawEntry entry(const std::string &name, const std::string &data)
{
    RawEntry e;
    e.name = name;
    e.data = data;
    return e;
}

HostileFiles namesThatLeadElsewhere(Random &)
{
    HostileFiles files;
    const char *names[] = {"../evil", "../../../../nowhere/passwd", "tiny/../../evil", "tiny/data/..", "/nowhere/passwd", "//server/share/evil", "tiny\\..\\evil",
                           "C:\\nowhere\\evil", "\\\\server\\share", "tiny/data/../../x", "..", "../", "a/../../../b"};
    for (const char *name : names)
        files.push_back({std::string(name), with([&](RawZip &z) { z.entries.push_back(entry(name, "x")); })});
    files.push_back({"no name", with([](RawZip &z) { z.entries.push_back(entry("", "x")); })});
    files.push_back({"endless name", with([](RawZip &z) { z.entries.push_back(entry("tiny/" + std::string(5000, 'n'), "x")); })});
    return files;
}

std::string bomb(std::size_t bytes, int times)
{
    return with([&](RawZip &z) {
        const std::string zeros(bytes, '\0');
        RawEntry e = entry("tiny/code.bin", deflated(zeros));
        e.method = 8;
        e.size = std::uint32_t(bytes);
        e.crc = crc32(zeros);
        for (int i = 0; i < times; ++i) {
            e.name = "tiny/bomb/" + std::to_string(i);
            z.entries.push_back(e);
        }
    });
}

/// Entries whose data are the same bytes of the file.
std::string overlapping(int many)
{
    return with([&](RawZip &z) {
        const std::string zeros(1 << 20, '\0');
        RawEntry e = entry("tiny/first", deflated(zeros));
        e.method = 8;
        e.size = 1 << 20;
        e.crc = crc32(zeros);
        z.entries.insert(z.entries.begin(), e);
        for (int i = 0; i < many; ++i) {
            RawEntry other = e;
            other.name = "tiny/again" + std::to_string(i);
            other.data.clear();
            other.stored = std::uint32_t(e.data.size());
            other.offset = 0;
            z.entries.push_back(other);
        }
    });
}

HostileFiles cutEverywhere(Random &random)
{
    const std::string whole = TinyCheckpoint().bytes();
    const std::size_t directory = whole.find("PK\x01\x02"), end = whole.find("PK\x05\x06");
    HostileFiles files;
    for (const std::size_t at : {std::size_t(1), std::size_t(4), std::size_t(30), whole.find("\x80\x02"), directory - 1, directory, directory + 4, directory + 46, end - 1, end,
                                 end + 4, end + 21})
        files.push_back({"at " + std::to_string(at), whole.substr(0, at)});
    for (int i = 0; i < 12; ++i) {
        const std::size_t at = 2 + random() % (whole.size() - 3);
        files.push_back({"at " + std::to_string(at), whole.substr(0, at)});
    }
    return files;
}

HostileFiles holes(Random &random)
{
    const std::string whole = TinyCheckpoint().bytes();
    HostileFiles files;
    for (int i = 0; i < 8; ++i) {
        const std::size_t length = 1 + random() % 100, at = 100 + random() % (whole.size() - 300);
        files.push_back({std::to_string(length) + " bytes missing at " + std::to_string(at), whole.substr(0, at) + whole.substr(at + length)});
    }
    return files;
}

/// The file of another kind with a checkpoint behind it, as a picture or a script is shown by whoever looks at the beginning.
HostileFiles polyglots(Random &)
{
    HostileFiles files;
    const std::string zip = TinyCheckpoint().bytes();
    const std::pair<const char *, std::string> fronts[] = {
        {"picture", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)}, {"script", "#!/bin/sh\nexit 1\n"}, {"page", "<!DOCTYPE html><script>1</script>"},
        {"PDF", "%PDF-1.7\n"},           {"program", "\x7f" "ELF\x02\x01\x01"},
        {"Windows program", "MZ\x90"},   {"pickle", "\x80\x02}q\x01."},
        {"JSON", "{\"a\": 1}"},          {"text", "hello\n"},
        {"GIF", "GIF89a"},               {"nothing much", std::string(16, '\0')},
    };
    for (const auto &[name, front] : fronts)
        files.push_back({name, front + zip});
    return files;
}

/// Both are read by some: which one is the model?
HostileFiles twoInOne(Random &)
{
    const std::string a = TinyCheckpoint().bytes();
    TinyCheckpoint other;
    other.labels = {"x", "y"};
    return {{"one behind the other", a + other.bytes()},
            {"one in the other's comment", with([&](RawZip &z) { z.comment = other.bytes().substr(0, 60000); })},
            {"an end record in a comment", with([](RawZip &z) { z.comment = std::string("PK\x05\x06", 4) + std::string(18, '\0'); })},
            {"an end record behind the end", with([](RawZip &z) { z.after = std::string("PK\x05\x06", 4) + std::string(18, '\0'); })}};
}

HostileFiles nameTwice(Random &)
{
    HostileFiles files;
    for (const char *name : {"tiny/data.pkl", "tiny/data/0", "tiny/version", "data.pkl"})
        files.push_back({name, with([&](RawZip &z) { z.entries.push_back(entry(name, "x")); })});
    files.push_back({"two models", with([](RawZip &z) { z.entries.push_back(entry("evil/data.pkl", z.entries.front().data)); })});
    files.push_back({"the evil one first", with([](RawZip &z) { z.entries.insert(z.entries.begin(), entry("tiny/data.pkl", "cos\nsystem\n(X\x06\0\0\0exit 1tR.")); })});
    return files;
}

HostileFiles changedData(Random &random)
{
    HostileFiles files;
    const RawZip whole = tiny();
    for (int i = 0; i < 10; ++i) {
        RawZip zip = whole;
        RawEntry &e = zip.entries[i == 0 ? 0 : 3 + random() % (zip.entries.size() - 3)];
        e.crc = crc32(e.data);
        char &byte = e.data[random() % e.data.size()];
        byte = char(byte ^ (1 << random() % 8));
        files.push_back({e.name + " " + std::to_string(i), zip.bytes()});
    }
    return files;
}

}  // namespace

HostileKinds zipKinds()
{
    return {
        {"zip: names that lead out of the folder", "", {Corrupt}, namesThatLeadElsewhere},
        {"zip: cut off", "", {Truncated, Corrupt, NotAModel}, cutEverywhere},
        {"zip: a piece is missing in the middle", "", {Corrupt, Truncated}, holes},
        {"zip: a file of another kind in front", "", {NotAModel, Corrupt}, polyglots},
        {"zip: two archives in one file", "", {Corrupt, Truncated}, twoInOne},
        {"zip: the same name twice", "", {Corrupt}, nameTwice},
        {"zip: data that are not those of the checksum", "CVE-2025-10156", {Corrupt, Truncated}, changedData},
        kindOf("zip: a bomb of one record", {Corrupt}, [] { return bomb(60u << 20, 1); }),
        kindOf("zip: a bomb of a hundred records", {Corrupt}, [] { return bomb(8u << 20, 100); }),
        kindOf("zip: records that share their bytes", {Corrupt}, [] { return overlapping(2000); }, "CVE-2019-13232"),
        kindOf("zip: a zip in a zip in a zip", {ZipWithoutModel, Corrupt}, [] {
            std::string inner = TinyCheckpoint().bytes();
            for (int i = 0; i < 20; ++i)
                inner = RawZip({{"archive.zip", inner}}).bytes();
            return inner;
        }),
        kindOf("zip: a flood of records", {Corrupt}, [] {
            std::vector<std::pair<std::string, std::string>> many;
            for (int i = 0; i < 30'000; ++i)
                many.emplace_back("tiny/" + std::to_string(i), "");
            return RawZip(many).bytes();
        }),
        kindOf("zip: no record at all", {ZipWithoutModel}, [] { return RawZip().bytes(); }),
        kindOf("zip: no end", {Truncated}, [] { return std::string("PK\x03\x04", 4) + std::string(200'000, 'x'); }),
        kindOf("zip: an end and nothing else, that claims 65,534 records", {Corrupt}, [] {
            RawZip zip;
            zip.count = 65534;
            return zip.bytes();
        }),
    };
}

}  // namespace lineside::test
