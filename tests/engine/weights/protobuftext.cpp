// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/protobuftext.h"

namespace lineside::test::protobuftext {

std::string varint(std::uint64_t value)
{
    std::string text;
    for (; value >= 0x80; value >>= 7)
        text += char(value | 0x80);
    return text + char(value);
}

std::string number(int field, std::uint64_t value)
{
    return varint(std::uint64_t(field) << 3) + varint(value);
}

std::string bytes(int field, std::string_view value)
{
    return varint(std::uint64_t(field) << 3 | 2) + varint(value.size()) + std::string(value);
}

std::string onnxTensor(const OnnxTensorText &tensor)
{
    std::string text;
    for (const std::int64_t size : tensor.dims)
        text += number(1, std::uint64_t(size));
    return text + number(2, std::uint64_t(tensor.type)) + bytes(8, tensor.name) + (tensor.raw.empty() ? "" : bytes(9, tensor.raw)) + tensor.more;
}

std::string onnxNode(std::string_view type, const std::vector<std::string> &inputs, const std::vector<std::string> &outputs, std::string_view domain,
                     const std::string &attributes)
{
    std::string text;
    for (const std::string &input : inputs)
        text += bytes(1, input);
    for (const std::string &output : outputs)
        text += bytes(2, output);
    return text + bytes(4, type) + attributes + (domain.empty() ? "" : bytes(7, domain));
}

std::string onnxValue(std::string_view name, const std::vector<std::int64_t> &shape, int type)
{
    std::string dimensions;
    for (const std::int64_t size : shape)
        dimensions += bytes(1, size < 0 ? bytes(2, "open") : number(1, std::uint64_t(size)));
    return bytes(1, name) + bytes(2, bytes(1, number(1, std::uint64_t(type)) + bytes(2, dimensions)));
}

std::string onnxInteger(std::string_view name, std::int64_t value)
{
    return bytes(5, bytes(1, name) + number(3, std::uint64_t(value)) + number(20, 2));
}

std::string onnxIntegers(std::string_view name, const std::vector<std::int64_t> &values)
{
    std::string text = bytes(1, name);
    for (const std::int64_t value : values)
        text += number(8, std::uint64_t(value));
    return bytes(5, text + number(20, 7));
}

std::string onnxNumber(std::string_view name, float value)
{
    return bytes(5, bytes(1, name) + varint(2 << 3 | 5) + std::string(reinterpret_cast<const char *>(&value), sizeof value) + number(20, 1));
}

std::string onnxText(std::string_view name, std::string_view value)
{
    return bytes(5, bytes(1, name) + bytes(4, value) + number(20, 3));
}

std::string onnxTensorAttribute(std::string_view name, const OnnxTensorText &tensor)
{
    return bytes(5, bytes(1, name) + bytes(5, onnxTensor(tensor)) + number(20, 4));
}

OnnxTensorText integers(std::string name, std::vector<std::int64_t> dims, const std::vector<std::int64_t> &values)
{
    return {std::move(name), std::move(dims), 7, std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(values[0])), ""};
}

OnnxTensorText floats(std::string name, std::vector<std::int64_t> dims, const std::vector<float> &values)
{
    return {std::move(name), std::move(dims), 1, std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(values[0])), ""};
}

std::string OnnxText::text() const
{
    std::vector<std::int64_t> shape = made.empty() ? output : made;
    for (std::size_t i = 0; i < shape.size(); ++i)
        shape[i] = shape[i] > 0 ? shape[i] : i == 0 ? 1 : 84;
    const std::string nodes = bytes(1, node) + bytes(1, onnxNode("ReduceMax", {"maps", "axes"}, {"largest"}))
                              + bytes(1, onnxNode("Reshape", {"largest", "single"}, {"number"})) + bytes(1, onnxNode("Expand", {"number", "shape"}, {"output0"}));
    const std::string constants = bytes(5, onnxTensor(weight)) + bytes(5, onnxTensor(integers("axes", {3}, {1, 2, 3})))
                                  + bytes(5, onnxTensor(integers("single", {1}, {1}))) + bytes(5, onnxTensor(integers("shape", {std::int64_t(shape.size())}, shape)));
    const std::string graph = nodes + bytes(2, "graph") + constants + moreGraph + bytes(11, onnxValue("images", input, inputType))
                              + bytes(12, onnxValue("output0", output));
    std::string model = number(1, 8) + bytes(2, "pytorch") + bytes(7, graph) + bytes(8, number(2, std::uint64_t(opset)));
    for (const auto &[key, value] : metadata)
        model += bytes(14, bytes(1, key) + bytes(2, value));
    return model + moreModel;
}

}  // namespace lineside::test::protobuftext
