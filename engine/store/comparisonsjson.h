// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decide/abcomparison.h"
#include "decide/coverage.h"
#include "lineside/modelid.h"
#include "lineside/result.h"
#include "lineside/station.h"

#include <string>
#include <string_view>
#include <vector>

namespace lineside {

/// The comparison of two models that runs at a station, as a restart needs it to go on. Value type.
struct SavedComparison {
    StationConfig station;  ///< under which it ran: its id; rule, thresholds and limits must still be these
    ModelId active, shadow;
    std::string activeSha256, shadowSha256;
    AbMemory told;
    Coverage coverage = {};  ///< of what was told

    bool operator==(const SavedComparison &) const = default;
};

inline constexpr std::size_t kMostComparisonsBytes = 32 * 1024 * 1024;
inline constexpr std::size_t kMostSavedDiscordant = 100'000;  ///< of one comparison; one with more begins anew after a restart

/// All of them in one line, to which a checksum may be added.
std::string comparisonsText(const std::vector<SavedComparison> &all);
/// InvalidInput: anything else, too long a text, or what no comparison can have been told. Pure.
Result<std::vector<SavedComparison>> comparisonsFrom(std::string_view text);

}  // namespace lineside
