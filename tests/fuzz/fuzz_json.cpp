// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/metadata.h"
#include "weights/weightfile.h"

using namespace lineside;
using namespace lineside::test;

/// The metadata of a TorchScript export.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    accepts([&] {
        const weights::ExportMetadata metadata = weights::metadataFromJson(asText(data, size));
        NetworkInfo info;
        weights::applyMetadata(metadata, metadata.dynamic ? std::nullopt : metadata.size, {}, info);
        require(info.inputWidth >= 1 && info.inputHeight >= 1 && info.stride >= 1);
    });
    return 0;
}
