// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <cstdint>
#include <optional>
#include <span>

namespace lineside {

/// The most that an index may count to: whole numbers up to here are exact in float32 as well.
inline constexpr std::int64_t kMaxIndex = 1 << 24;

/// What the result of an operator holds, by what its inputs hold: 0 for ordinary numbers, n for indices from 0 to n - 1. None where the
/// operator does not take such inputs, among them indices that may lie beyond the axis that they are for. `axisLength` is the size
/// of the first input along the operator's own axis (TopK, Gather; of no account for others). Pure; thread-safe.
std::optional<std::int64_t> indexLimit(const Operator &op, std::span<const std::int64_t> inputs, std::int64_t axisLength);

}  // namespace lineside
