// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace lineside {

/// A picture of a station with the verdict that a person gave: any model that is offered there must judge it so. Value type.
struct GoldenFrame {
    std::uint64_t id = 0;  ///< within the station, ascending, never used again
    Verdict expected = Verdict::Pass;  ///< Pass or Fail
    std::string label;     ///< on which the two models differed; may be empty
    ModelId a, b;          ///< that differed on it
    std::string by;        ///< who kept it; may be empty
    std::chrono::system_clock::time_point at;
    int width = 0, height = 0;  ///< pixels
    std::string sha256;    ///< of the picture's file, 64 hexadecimal digits

    bool operator==(const GoldenFrame &) const = default;
};
inline constexpr std::size_t kMostGoldenFrames = 200;  ///< of a station

}  // namespace lineside
