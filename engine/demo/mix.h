// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lineside::demo {

/// A well mixed 64-bit value of its arguments (splitmix64's finaliser): the only source of chance in the demo line, so
/// that any picture can be made without making the ones before it.
constexpr std::uint64_t mix(std::uint64_t a) noexcept
{
    a += 0x9e3779b97f4a7c15ULL;
    a = (a ^ (a >> 30)) * 0xbf58476d1ce4e5b9ULL;
    a = (a ^ (a >> 27)) * 0x94d049bb133111ebULL;
    return a ^ (a >> 31);
}

template <class... Rest>
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b, Rest... rest) noexcept
{
    return mix(mix(a) ^ b, rest...);
}

/// 0 ≤ result < 1.
constexpr double unit(std::uint64_t bits) noexcept
{
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

}  // namespace lineside::demo
