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
        const NetworkSpec network = weights::readOnnx(asBytes(data, size), options);
        require(network.info.inputWidth >= 1 && network.info.inputHeight >= 1 && network.info.parameters >= 0);
        weights::checkByReplay(network);
    });
    return 0;
}
