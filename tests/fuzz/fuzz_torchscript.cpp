// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "engine/weights/pickletext.h"
#include "hostile/rawzip.h"
#include "weights/torchscript.h"
#include "weights/ziparchive.h"

using namespace lineside;
using namespace lineside::test;

namespace {

/// An archive whose one module has the tensors w, of a convolution, and b, and the constants c0 and c1.
RawZip archiveOf(std::string_view source)
{
    using namespace pickletext;
    const std::string weights = attributes({{"training", boolean(false)}, {"w", tensor("FloatStorage", "0", {2, 3, 3, 3})}, {"b", tensor("FloatStorage", "1", {2})}});
    const std::string constants = tuple({tensor("FloatStorage", "0", {1, 4}), tensor("LongStorage", "1", {2})});
    return RawZip({{"m/data.pkl", pickle(object("__torch__", "A", weights))}, {"m/data/0", std::string(216, '\0')}, {"m/data/1", std::string(8, '\0')},
                   {"m/constants.pkl", pickle(constants)}, {"m/constants/0", std::string(16, '\0')}, {"m/constants/1", std::string(16, '\0')},
                   {"m/code/__torch__.py", std::string(source)},
                   {"m/extra/config.txt", R"({"stride": 32, "task": "detect", "imgsz": [32, 32], "names": {"0": "Bottle", "1": "Cap"}})"}});
}

}  // namespace

/// A source file of a TorchScript archive, in the archive that holds it.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string bytes = archiveOf(asText(data, size)).bytes();
    accepts([&] { weights::readTorchScript(weights::ZipArchive(std::as_bytes(std::span(bytes))), {}); });
    return 0;
}
