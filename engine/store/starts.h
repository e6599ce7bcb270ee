// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/bootmoment.h"
#include "lineside/result.h"
#include "lineside/snapshot.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// When a start is taken for one of a loop, and when a model for one that ends no program. Value type.
struct SafeModeRule {
    int starts = 5;  ///< so many, of which none ended in order,
    std::chrono::milliseconds within{60'000};  ///< in this time before the next: that one is in safe mode
    /// A model is known to work at a station once it judged there for so long in one go: longer than one of a loop can.
    std::chrono::milliseconds proven{60'000};
};

/// The starts in one data folder that did not end in order: by a crash, by a kill, or not yet. Oldest first.
using Starts = std::vector<BootMoment>;

inline constexpr std::size_t kMaxStartsBytes = 64 * 1024;

/// Those of the same run of the computer that count for a start at `now`: the newest, at most as many as the rule asks for. Pure.
Starts counted(const Starts &starts, const BootMoment &now, const SafeModeRule &rule);

/// What a start at `now`, after those, has to be; empty: as always. Pure.
std::optional<SafeMode> decideStart(const Starts &before, const BootMoment &now, const SafeModeRule &rule);

/// The file that keeps them. Reading refuses whatever was not written so. Pure.
Result<Starts> parseStarts(const std::string &text);
std::string formatStarts(const Starts &starts);

}  // namespace lineside
