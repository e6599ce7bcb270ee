// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modelid.h"
#include "lineside/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// What somebody wants to know of the record of parts: which models judged in a time, or, where `touched` is set, at which stations and in which lots that model ever did. Value type.
struct RecordQuestion {
    std::string station;  ///< empty: each
    std::chrono::system_clock::time_point from = {}, to = {};  ///< the first that counts, and one behind the last; nothing to `touched`
    std::optional<ModelId> touched = {};

    bool operator==(const RecordQuestion &) const = default;
};

/// That a model judged at a station: from when to when, and how many parts of each verdict. Value type.
struct RecordedUse {
    std::string station;
    ModelId model;
    std::string sha256;  ///< of its weights; empty: not known
    std::optional<std::string> lot;  ///< where it was asked what a model touched; an empty one: not known
    std::chrono::system_clock::time_point first, last;  ///< part
    std::uint64_t passed = 0, failed = 0, unsure = 0, unknown = 0;

    std::uint64_t parts() const { return passed + failed + unsure + unknown; }
    bool operator==(const RecordedUse &) const = default;
};

/// Value type.
struct RecordAnswer {
    std::vector<RecordedUse> uses;  ///< by station; what judged first comes first
    std::uint64_t gaps = 0;         ///< times in which parts are missing from the record
    std::uint64_t missing = 0;      ///< so many, as far as it is known

    bool operator==(const RecordAnswer &) const = default;
};

}  // namespace lineside
