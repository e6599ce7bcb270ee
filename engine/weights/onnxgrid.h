// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/onnxcall.h"

#include <optional>

namespace lineside::weights {

bool hasRole(const TraceValue &x, Quantized::Role role);
/// A value that stands for something of integers.
TraceValue standingFor(Quantized quantized, TraceValue x);
/// The numbers alone.
TraceValue plain(const TraceValue &x);

// The scales and zero points that operators on integers have among their inputs: one number for all, or one for each entry along an axis.
// All throw as OnnxCall does. Thread-safe.

/// A scale and a zero point, both floats that broadcast against the value, and the type of what is on the grid. Value type.
struct OnnxGrid {
    HostTensor scale, zeroPoint;
    IntegerType type;
};

/// The grid that two inputs fix for a value of this shape. A zero point that is left out is 0 in `otherwise`.
OnnxGrid gridOf(const OnnxCall &call, std::size_t scale, std::size_t zeroPoint, const Shape &shape, std::int64_t axis, const IntegerType &otherwise = {});

/// The integers that numbers of the network become.
TraceValue onGrid(const OnnxCall &call, const TraceValue &x, const OnnxGrid &grid);

/// The numbers that stored integers stand for, (q - zero point) · scale; without a scale, q - zero point.
HostTensor dequantized(const OnnxCall &call, const TraceValue &stored, std::optional<std::size_t> scale, std::size_t zeroPoint, std::int64_t axis);

/// The integers that known numbers become.
HostTensor quantized(const OnnxCall &call, const HostTensor &numbers, const OnnxGrid &grid, std::int64_t axis);

/// The numbers that an input in integers stands for. Integers of the network must be read with the scale and zero point that they were
/// made with; others are OutsideSet.
TraceValue numbersOf(const OnnxCall &call, std::size_t integers, std::size_t scale, std::size_t zeroPoint, std::int64_t axis);

/// Whether an input, left out for 0, is the zero point that these integers of the network were made with.
bool isZeroPointOf(const OnnxCall &call, std::size_t zeroPoint, const TraceValue &whole);

}  // namespace lineside::weights
