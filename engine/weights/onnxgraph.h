// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// An input or output of an ONNX graph. Value type.
struct OnnxValue {
    std::string name;
    int type = 0;                      ///< ONNX data_type of a tensor
    std::vector<std::int64_t> shape;   ///< -1: not fixed
    bool hasShape = false;
};

/// What an ONNX file holds, as far as Lineside looks. Value type.
struct OnnxModel {
    std::map<std::string, std::string> metadata;
    std::string producer;
    std::vector<OnnxValue> inputs;     ///< without the ones that have a value in the file
    std::vector<OnnxValue> outputs;
    std::int64_t parameters = 0;       ///< numbers in the tensors that weight an operator
};

/// Reads and checks the whole file by hand, before a run-time library sees it: every operator on a list and of the standard
/// domain, no data outside the file, no training parts, no functions, bounded nesting. Throws Refused. Thread-safe.
OnnxModel readOnnxModel(std::span<const std::byte> bytes);

/// True for an operator of the standard domain that YOLO exports of any family use.
bool isKnownOnnxOperator(std::string_view name);

}  // namespace lineside::weights
