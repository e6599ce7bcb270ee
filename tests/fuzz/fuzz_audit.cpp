// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "audit/verifychain.h"

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

/// The history as a chain: lines, what they say of themselves, checkpoints and public keys.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    if (const auto checkpoint = audit::parseCheckpoint(text))
        require(audit::parseCheckpoint(audit::text(*checkpoint)).ok());
    if (const auto keys = audit::parsePublicKeys(text)) {
        const auto again = audit::parsePublicKeys(audit::publicKeysText(*keys));
        require(again && *again == *keys);
    }
    std::size_t at = 0;
    const auto report = audit::verifyChain([&](std::span<char> into) -> Result<std::size_t> {
        const std::size_t count = std::min(into.size(), text.size() - at);
        std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
        at += count;
        return count;
    }, {});
    require(report.ok());
    // Nobody's key counts: nothing is signed.
    require(report->checkpoints == 0 && report->records <= audit::kCheckpointEvery);
    require(!report->broken || (report->broken->offset <= size && report->broken->line > 0));
    return 0;
}
