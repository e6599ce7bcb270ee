// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/onnxinfo.h"

using namespace lineside;
using namespace lineside::test;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    accepts([&] {
        const NetworkInfo info = weights::readOnnx(asBytes(data, size), {});
        require(info.inputWidth >= 1 && info.inputHeight >= 1 && info.parameters >= 0);
    });
    return 0;
}
