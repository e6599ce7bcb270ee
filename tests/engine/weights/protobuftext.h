// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Pieces of a protobuf message and of small ONNX files, put together as texts.
namespace lineside::test::protobuftext {

std::string varint(std::uint64_t value);
std::string number(int field, std::uint64_t value);
std::string bytes(int field, std::string_view value);

struct OnnxTensorText {
    std::string name = "w";
    std::vector<std::int64_t> dims = {2, 3, 1, 1};
    int type = 1;
    std::string raw = std::string(24, '\0');
    std::string more;   ///< further fields, e.g. external data
};
std::string onnxTensor(const OnnxTensorText &tensor);

std::string onnxNode(std::string_view type, const std::vector<std::string> &inputs, const std::vector<std::string> &outputs, std::string_view domain = {},
                     const std::string &attributes = {});
/// -1 for an open dimension.
std::string onnxValue(std::string_view name, const std::vector<std::int64_t> &shape, int type = 1);

/// An attribute of a node.
std::string onnxInteger(std::string_view name, std::int64_t value);
std::string onnxIntegers(std::string_view name, const std::vector<std::int64_t> &values);
std::string onnxNumber(std::string_view name, float value);
std::string onnxText(std::string_view name, std::string_view value);
std::string onnxTensorAttribute(std::string_view name, const OnnxTensorText &tensor);

/// Tensors for constants, with their numbers raw.
OnnxTensorText integers(std::string name, std::vector<std::int64_t> dims, const std::vector<std::int64_t> &values);
OnnxTensorText floats(std::string name, std::vector<std::int64_t> dims, const std::vector<float> &values);

/// An ONNX file of one convolution, whose largest number is repeated over the output; members can be changed before text() to spoil it.
class OnnxText {
public:
    std::map<std::string, std::string> metadata = {{"description", "Ultralytics YOLOv8n model"}, {"task", "detect"}, {"stride", "32"}, {"imgsz", "[64, 64]"},
                                                   {"names", "{0: 'Bottle', 1: 'Cap'}"}, {"args", "{'nms': None, 'dynamic': False}"}, {"end2end", "False"}};
    std::vector<std::int64_t> input = {1, 3, 64, 64}, output = {1, 6, 84};
    int inputType = 1;
    OnnxTensorText weight;
    std::string node = onnxNode("Conv", {"images", "w"}, {"maps"});
    std::vector<std::int64_t> made = {};  ///< what the graph makes; empty: `output`, with 84 for an open size
    std::string moreGraph, moreModel;
    int opset = 18;

    std::string text() const;
};

}  // namespace lineside::test::protobuftext
