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

/// One attribute of a node: the fields that it has. Views the file. Value type.
struct OnnxAttribute {
    std::string_view name, text;
    std::int64_t integer = 0;
    float number = 0;
    std::vector<std::int64_t> integers;
    std::vector<float> numbers;
    std::span<const std::byte> tensor;  ///< a TensorProto, checked; empty where there is none
};

/// One node of the graph; "" for an input that is left out. Views the file. Value type.
struct OnnxNode {
    std::string_view type, name;
    std::vector<std::string_view> inputs, outputs;
    std::vector<OnnxAttribute> attributes;
};

/// What an ONNX file holds, as far as Lineside looks. Views the bytes of the file, which must outlive it. Value type.
struct OnnxModel {
    std::map<std::string, std::string> metadata;
    std::string producer;
    std::vector<OnnxValue> inputs;     ///< without the ones that have a value in the file
    std::vector<OnnxValue> outputs;
    std::vector<OnnxNode> nodes;       ///< every value made once, before or after its readers, and never by way of itself
    std::map<std::string_view, std::span<const std::byte>> constants;  ///< by name: a TensorProto, checked
    std::int64_t opset = 0;            ///< version of the operators
    std::int64_t parameters = 0;       ///< numbers in the tensors that weight an operator
};

/// Reads and checks the whole file by hand, before a run-time library sees it: every operator on a list of the standard
/// domain or of ONNX Runtime's, no data outside the file, no training parts, no functions, bounded nesting. The graph hangs together: every value that is
/// read is made, by one node, and none by way of itself. Throws Refused. Thread-safe.
OnnxModel readOnnxModel(std::span<const std::byte> bytes);

/// The nodes that `value` needs, each after those that it reads. Throws Refused (Corrupt) for a value that is made twice, by nobody, or
/// by way of itself, anywhere in the graph. Thread-safe.
std::vector<const OnnxNode *> orderedNodes(const OnnxModel &model, std::string_view value);

/// True for an operator of the standard domain that YOLO exports of any family use.
bool isKnownOnnxOperator(std::string_view name);
/// True for one of the domain com.microsoft that ONNX Runtime's quantisation puts in.
bool isContributedOnnxOperator(std::string_view name);

}  // namespace lineside::weights
