// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/exportlayout.h"
#include "weights/onnxgraph.h"
#include "weights/weightfile.h"

namespace lineside::weights {

/// The canonical network of an ONNX graph of this layout (see exportlayout.h) for pictures of this size, up to its first output; its `info` is left to the caller. Throws
/// Refused for a graph that contradicts itself, OutsideSet for an operator that the canonical ones cannot say. Thread-safe.
TracedNetwork importOnnx(const OnnxModel &model, InputSize size, ModelLayout layout = ModelLayout::Auto);

}  // namespace lineside::weights
