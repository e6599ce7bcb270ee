// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"
#include "lineside/station.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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

/// Not JSON: it is read and written in the middle of a load, and the library asks for memory where it takes a value apart, so that the program would end
/// where there is none.
/// As it is kept on the disk: a line for each field, "name value", in a set order, the last one with the SHA-256 of those above. Control characters
/// of a text become spaces. Pure.
std::string trialText(const TrialRecord &record);

/// The record whose text this is, to the last byte; empty for any other: damaged, cut off, of another program. Numbers are finite and not
/// negative. Pure.
std::optional<TrialRecord> trialFrom(std::string_view text);

}  // namespace lineside
