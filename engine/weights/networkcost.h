// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/hosttensor.h"
#include "weights/networkspec.h"

#include <cstdint>
#include <span>

namespace lineside {

/// The most operations a picture that a network may take: four times what the largest published YOLO needs at 1280 pixels.
inline constexpr double kMaxOperations = 2e12;

/// What one picture takes of a network. Value type.
struct NetworkCost {
    double operations = 0;         ///< multiplications of convolutions and matrix products; of other operators the numbers they look at
    std::uint64_t valueBytes = 0;  ///< the most that must be kept at once: all values that are still needed, in float32
};

/// Counted from the shapes of all values, which are found once more: takes well under a millisecond. The network must be one that a
/// builder made or `checkByReplay` took. Pure; thread-safe.
NetworkCost costOf(const NetworkSpec &network);

namespace weights {

/// The operations of one operator (see NetworkCost), by the shapes of what it reads and of what it makes. Pure.
double operationsOf(const Operator &op, std::span<const Shape *const> inputs, const Shape &output);

}  // namespace weights
}  // namespace lineside
