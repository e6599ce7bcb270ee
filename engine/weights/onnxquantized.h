// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/onnxcall.h"

#include <memory>
#include <vector>

namespace lineside::weights {

/// Whether an operator of ONNX reads something of integers (see Quantized), which only a few can.
bool readsIntegers(const std::vector<const TraceValue *> &inputs);

/// Translates a node that does: what moves integers moves the numbers that they stand for, what calculates with them calculates with
/// those, and everything else is OutsideSet. Throws as OnnxCall does. Thread-safe.
std::vector<TraceValue> translateIntegers(TraceBuilder &trace, const OnnxNode &node, const std::vector<const TraceValue *> &inputs, std::int64_t opset);

}  // namespace lineside::weights
