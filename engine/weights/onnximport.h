// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/onnxgraph.h"
#include "weights/tracebuilder.h"
#include "weights/weightfile.h"

namespace lineside::weights {

/// A network and the shape of its output. Value type.
struct TracedNetwork {
    NetworkSpec spec;
    Shape output;
    std::optional<Suppression> suppression;  ///< that the file does itself, and which is told apart
};

/// The canonical network of an ONNX graph of this layout (see exportlayout.h) for pictures of this size, up to its first output; its `info` is left to the caller. Throws
/// Refused for a graph that contradicts itself, OutsideSet for an operator that the canonical ones cannot say. Thread-safe.
TracedNetwork importOnnx(const OnnxModel &model, InputSize size, ModelLayout layout = ModelLayout::Auto);

}  // namespace lineside::weights
