// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"

#include <cstddef>
#include <span>

namespace lineside::weights {

/// Checks an ONNX file, tells what its metadata and the shapes of its graph say, and reads the graph as canonical network where the
/// canonical operators can say it: fills `info`, and `network` or `directOperator`. Throws Refused. Thread-safe.
void readOnnx(std::span<const std::byte> bytes, const ReadOptions &options, WeightFile &file);

}  // namespace lineside::weights
