// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace lineside::weights {

/// IEEE half precision to float, exactly; infinities and NaN stay what they are. Thread-safe.
inline float halfToFloat(std::uint16_t half)
{
    // All three cases are worked out and one is chosen, without a branch, so that a compiler can do many at once.
    const std::uint32_t sign = std::uint32_t(half & 0x8000) << 16;
    const std::uint32_t shifted = std::uint32_t(half & 0x7FFF) << 13, exponent = shifted & 0x0F800000;
    const std::uint32_t normal = shifted + (112u << 23), special = shifted + (224u << 23);
    const std::uint32_t subnormal = std::bit_cast<std::uint32_t>(std::bit_cast<float>(shifted + (113u << 23)) - 0x1p-14f);
    return std::bit_cast<float>(sign | (exponent == 0 ? subnormal : exponent == 0x0F800000 ? special : normal));
}

/// The upper half of a float.
inline float bfloat16ToFloat(std::uint16_t bits)
{
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

}  // namespace lineside::weights
