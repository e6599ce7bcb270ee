// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/metadata.h"

using namespace lineside::test;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    accepts([&] { lineside::weights::metadataFromYaml(asText(data, size)); });
    return 0;
}
