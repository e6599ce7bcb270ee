// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace lineside {

/// A tensor as small whole numbers and what to multiply them by.
struct SmallIntegers {
    std::vector<std::int8_t> values;  ///< -127 … 127, C order
    std::vector<float> scales;        ///< one for each entry of the first axis
};

/// The weights of a network in integers as such again: none where they are no whole multiples, in each entry of the first axis, of one number. Found
/// by trying, exact but for the rounding of float32; ends early for weights that were trained as numbers. Pure; thread-safe.
std::optional<SmallIntegers> asSmallIntegers(const ConstTensor &weights);

}  // namespace lineside
