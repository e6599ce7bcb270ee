// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "hostile/rawzip.h"
#include "weights/irfile.h"
#include "weights/irgraph.h"

using namespace lineside;
using namespace lineside::test;

/// The description of an IR; if it hangs together, the archive that holds it, with numbers enough for small constants.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view xml = asText(data, size);
    if (!accepts([&] { weights::readIrModel(xml); }))
        return 0;
    const std::string bytes = RawZip({{"model.xml", std::string(xml)}, {"model.bin", std::string(4096, '\x01')}}).bytes();
    accepts([&] {
        const weights::ZipArchive archive(std::as_bytes(std::span(bytes)));
        if (const auto records = weights::findIr(archive))
            weights::readIr(archive, *records, {});
    });
    return 0;
}
