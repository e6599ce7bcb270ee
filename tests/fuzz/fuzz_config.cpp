// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "store/configfile.h"
#include "store/historyline.h"

using namespace lineside;
using namespace lineside::test;

/// The configuration with the stations' contracts, what runs where, and a line of the history. What is read can be written and read again as the same.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(asText(data, size));
    if (const auto config = parseConfig(text)) {
        const auto again = parseConfig(formatConfig(*config));
        require(again && *again == *config);
    } else {
        require(!config.error().detail.empty());
    }
    if (const auto state = parseDesiredState(text)) {
        const auto again = parseDesiredState(formatDesiredState(*state));
        require(again && *again == *state);
    }
    if (const auto event = parseHistoryLine(text))
        require(parseHistoryLine(formatHistoryLine(*event)) ? true : false);
    return 0;
}
