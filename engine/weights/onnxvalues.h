// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/tracebuilder.h"

#include <cstddef>
#include <optional>
#include <span>

namespace lineside::weights {

/// What an ONNX data_type is here: float32 for every type of floating point, 64-bit integers for those that fit; none for others.
std::optional<HostType> hostTypeOf(int onnxType);

/// The bounds of an ONNX data_type of whole numbers with 8 or 16 bits; none for others.
std::optional<IntegerType> integerTypeOf(int onnxType);

/// The numbers of a TensorProto, which is checked first. None for a type that is no number, or more whole numbers than a tracer
/// calculates with. Throws Refused. Thread-safe.
std::optional<HostTensor> readOnnxValues(std::span<const std::byte> tensor);

/// The same as a constant of a traced program: whole numbers of 8 or 16 bits as what networks in integers store, of any number. None for a type that
/// is no number, or more whole numbers of a wide type than a tracer calculates with. Throws Refused.
std::optional<TraceValue> readOnnxConstant(TraceBuilder &trace, std::span<const std::byte> tensor);

}  // namespace lineside::weights
