// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/graphreplay.h"
#include "weights/onnxinfo.h"

using namespace lineside;
using namespace lineside::test;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    ReadOptions options;
    options.layout = kModelLayouts[size % std::size(kModelLayouts)];
    accepts([&] {
        WeightFile file;
        weights::readOnnx(asBytes(data, size), options, file);
        require(file.info.inputWidth >= 1 && file.info.inputHeight >= 1 && file.info.parameters >= 0);
        if (file.network)
            weights::checkByReplay(*file.network);
    });
    return 0;
}
