// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/hosttensor.h"
#include "weights/irgraph.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace lineside::weights {

/// What an element type of an IR ("f32", "f16", "i64", "boolean") is here: float32 for every type of floating point, 64-bit integers for
/// those that fit; none for others.
std::optional<HostType> hostTypeOf(std::string_view irType);

/// The numbers of a Const layer, which lie in the .bin. None for a type that is no number here, or more whole numbers than a tracer
/// calculates with. Refused where they lie outside of it, do not have the size that the shape says, or hold NaN, or infinity in more
/// than a single number. Throws Refused. Thread-safe.
std::optional<HostTensor> readIrConstant(const IrLayer &layer, std::span<const std::byte> bin);

}  // namespace lineside::weights
