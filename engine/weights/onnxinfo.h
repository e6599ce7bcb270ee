// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/weightfile.h"

#include <cstddef>
#include <span>

namespace lineside::weights {

/// Checks an ONNX file and reads its graph as canonical network, with what its metadata and its output say. Throws Refused. Thread-safe.
NetworkSpec readOnnx(std::span<const std::byte> bytes, const ReadOptions &options);

}  // namespace lineside::weights
