// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/ziparchive.h"

using namespace lineside;
using namespace lineside::test;

/// A whole archive: its directory, and every record of it.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::uint64_t kMaxRecord = 1u << 20;
    accepts([&] {
        const weights::ZipArchive archive(asBytes(data, size));
        for (const std::string &name : archive.names()) {
            require(archive.has(name));
            accepts([&] { require(archive.read(name, kMaxRecord).size() == archive.size(name)); });
        }
    });
    return 0;
}
