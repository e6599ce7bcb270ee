// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "weights/canonicalfile.h"

#include <memory>
#include <vector>

using namespace lineside;
using namespace lineside::test;

/// The form that the process which reads offered files hands over. What is read can be written, and comes out as it was.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto written = [](const NetworkSpec &network) {
        std::vector<std::byte> bytes;
        weights::writeCanonical(network, [&](std::span<const std::byte> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
        return bytes;
    };
    const auto given = std::make_shared<const std::vector<std::byte>>(asBytes(data, size).begin(), asBytes(data, size).end());
    accepts([&] {
        const auto once = std::make_shared<const std::vector<std::byte>>(written(weights::readCanonical(*given, given)));
        require(written(weights::readCanonical(*once, once)) == *once);
    });
    return 0;
}
