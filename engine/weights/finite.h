// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace lineside::weights {

/// Whether there is neither NaN nor infinity among the values. Thread-safe.
inline bool allFinite(std::span<const float> values)
{
    // Both have every bit of the exponent set; one more then reaches the sign. No way out in the middle, so that many go at once.
    std::uint32_t signs = 0;
    for (const float value : values)
        signs |= (std::bit_cast<std::uint32_t>(value) & 0x7F800000u) + 0x00800000u;
    return (signs & 0x80000000u) == 0;
}

}  // namespace lineside::weights
