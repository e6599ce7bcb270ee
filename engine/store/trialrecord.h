// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/result.h"
#include "lineside/snapshot.h"
#include "lineside/station.h"

#include <cstdint>
#include <string>

namespace lineside {

/// Under what a trial run was made: what it found holds where all of this is the same. Value type.
struct TrialConditions {
    std::string sha256;    ///< of the weights, hexadecimal
    std::string identity;  ///< of the program, its libraries and the processor
    int lanes = 1;         ///< that share the processors
    DetectSettings settings;

    bool operator==(const TrialConditions &) const = default;
};

/// What trying out a version found. Value type.
struct TrialRecord {
    TrialConditions conditions;
    ExecutorChoice choice;
};

inline constexpr std::uint64_t kMaxTrialBytes = 16'384;

/// The file that keeps it: JSON with the checksum of the data folder's files. Pure.
std::string formatTrial(const TrialRecord &record);

/// Only what `formatTrial` writes, to the last byte, is believed: not what is damaged, cut off, by another hand or of another program. Pure.
Result<TrialRecord> parseTrial(const std::string &text);

}  // namespace lineside
