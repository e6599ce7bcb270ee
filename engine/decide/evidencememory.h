// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace lineside {

/// What evidence has come to so far, in plain numbers: evidence of the same kind, made of the same baseline, goes on from here as if it had never been away. Value type.
struct EvidenceMemory {
    std::int64_t units = 0;    ///< counted rounds, where its rule asks for them
    int left = 0;              ///< units yet without a stake
    std::vector<double> logs;  ///< natural logarithms of its bets, finite; empty: nothing was added

    bool operator==(const EvidenceMemory &) const = default;
};

}  // namespace lineside
