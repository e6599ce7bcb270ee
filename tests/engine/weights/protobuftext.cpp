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

std::string OnnxText::text() const
{
    const std::string graph = bytes(1, node) + bytes(2, "graph") + bytes(5, onnxTensor(weight)) + moreGraph + bytes(11, onnxValue("images", input, inputType))
                              + bytes(12, onnxValue("output0", output));
    std::string model = number(1, 8) + bytes(2, "pytorch") + bytes(7, graph) + bytes(8, number(2, 18));
    for (const auto &[key, value] : metadata)
        model += bytes(14, bytes(1, key) + bytes(2, value));
    return model + moreModel;
}

}  // namespace lineside::test::protobuftext
