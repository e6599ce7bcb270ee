// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "engine/weights/tinycheckpoint.h"
#include "hostile/rawzip.h"
#include "weights/checkpoint.h"
#include "weights/pickle.h"
#include "weights/ziparchive.h"

using namespace lineside;
using namespace lineside::test;

/// The builder of networks. The bytes are the pickle of a checkpoint whose storages are those of the tiny one, so that what is tried
/// gets past the archive and its checksums.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const ZipEntries kEntries = TinyCheckpoint().entries();
    if (!accepts([&] { weights::parsePickle(asBytes(data, size)); }))
        return 0;
    RawZip zip(kEntries);
    zip.entries.front().data = asText(data, size);
    const std::string bytes = zip.bytes();
    accepts([&] {
        const weights::ZipArchive archive(std::as_bytes(std::span(bytes)));
        const NetworkSpec spec = weights::readCheckpoint(archive, {});
        require(!spec.nodes.empty() && spec.output >= 0 && std::size_t(spec.output) <= spec.nodes.size());
        for (std::size_t i = 0; i < spec.nodes.size(); ++i) {
            for (const ValueId input : spec.nodes[i].inputs)
                require(input >= 0 && std::size_t(input) <= i);
        }
    });
    return 0;
}
