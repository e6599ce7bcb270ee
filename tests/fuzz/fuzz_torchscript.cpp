// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "engine/weights/pickletext.h"
#include "hostile/rawzip.h"
#include "weights/torchscript.h"
#include "weights/torchscriptscan.h"
#include "weights/ziparchive.h"

using namespace lineside;
using namespace lineside::test;

/// A source file of a TorchScript archive; if nothing in it is forbidden, the archive that holds it.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view source = asText(data, size);
    std::set<std::string> classes;
    if (!accepts([&] { weights::scanTorchScriptSource(source, "a.py", classes); }))
        return 0;
    const RawZip zip({{"m/data.pkl", pickletext::pickle(pickletext::object("__torch__", "A", pickletext::attributes({})))},
                      {"m/constants.pkl", pickletext::pickle(pickletext::tuple({}))},
                      {"m/code/__torch__.py", std::string(source)}});
    const std::string bytes = zip.bytes();
    accepts([&] { weights::readTorchScript(weights::ZipArchive(std::as_bytes(std::span(bytes))), {}); });
    return 0;
}
