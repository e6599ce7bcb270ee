// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/onnxprogram.h"

#include "weights/onnximport.h"

#include <numeric>
#include <span>

namespace lineside::test::onnxprogram {

using namespace protobuftext;

Array countedImage()
{
    Array image{kImage, std::vector<float>(48)};
    std::iota(image.data.begin(), image.data.end(), -20.f);
    return image;
}

std::string node(std::string_view type, const Strings &inputs, const std::string &attributes, const Strings &outputs)
{
    return onnxNode(type, inputs, outputs, {}, attributes);
}

std::string graphOf(const Strings &nodes, const std::vector<OnnxTensorText> &constants, int opset)
{
    std::string graph;
    for (const std::string &node : nodes)
        graph += bytes(1, node);
    for (const OnnxTensorText &constant : constants)
        graph += bytes(5, onnxTensor(constant));
    graph += bytes(11, onnxValue("x", kImage)) + bytes(12, onnxValue("y", {}));
    return bytes(7, graph) + bytes(8, number(2, std::uint64_t(opset)));
}

OnnxTensorText numbers(std::string name, const std::vector<std::int64_t> &values)
{
    return integers(std::move(name), {std::int64_t(values.size())}, values);
}

Array runOnnx(const std::string &text)
{
    const weights::OnnxModel model = weights::readOnnxModel(std::as_bytes(std::span(text.data(), text.size())));
    return interpret(weights::importOnnx(model, {int(kImage[3]), int(kImage[2])}).spec, countedImage());
}

}  // namespace lineside::test::onnxprogram
