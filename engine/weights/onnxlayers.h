// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/onnxcall.h"

namespace lineside::weights {

// What operators on integers share with those on numbers. All throw as OnnxCall does. Thread-safe.

/// How a convolution goes over the picture, by its attributes.
Window windowOf(const OnnxCall &call);
/// The same of a pooling: a stride that is not stated is 1 here, not the kernel.
Window poolingOf(const OnnxCall &call);
/// Softmax of a value as an operator of that version with these attributes means it.
TraceValue softmaxOf(const OnnxCall &call, const TraceValue &x, std::int64_t opset);

}  // namespace lineside::weights
