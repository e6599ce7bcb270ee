// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/ziparchive.h"

#include <cstddef>
#include <span>
#include <string>

namespace lineside::weights {

/// The name of the format, other than those that are read here, whose first bytes these are: "TensorRT", "TensorFlow Lite", "GGUF";
/// empty where it is none that is known. Looks at a few kilobytes at most. Pure.
std::string otherFormat(std::span<const std::byte> bytes);

/// The same of a zip, by the names of its records: "Keras", "PyTorch export (.pt2)", "Core ML".
std::string otherArchive(const ZipArchive &archive);

}  // namespace lineside::weights
