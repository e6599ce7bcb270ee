// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"

#include <cstddef>
#include <span>

namespace lineside::weights {

/// Checks an ONNX file and tells what its metadata and the shapes of its graph say. Throws Refused. Thread-safe.
NetworkInfo readOnnx(std::span<const std::byte> bytes, const ReadOptions &options);

}  // namespace lineside::weights
