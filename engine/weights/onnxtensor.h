// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// One tensor of an ONNX file, checked. Value type.
struct OnnxTensor {
    std::string_view name;
    std::vector<std::int64_t> dims;
    int type = 0;               ///< ONNX data_type
    std::int64_t elements = 0;
};

/// Refuses a tensor whose data lie outside the file (UnsupportedLayer), do not have the size that its dimensions say (Corrupt), or hold
/// NaN, or infinity in more than a single number (NotFinite). The result views `bytes`. Throws Refused. Thread-safe.
OnnxTensor checkOnnxTensor(std::span<const std::byte> bytes);

}  // namespace lineside::weights
