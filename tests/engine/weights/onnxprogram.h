// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/protobuftext.h"
#include "support/referenceinterpreter.h"
#include "weights/hosttensor.h"

#include <string>
#include <vector>

/// Small ONNX graphs from `x`, a picture, to `y`, and what they make of it.
namespace lineside::test::onnxprogram {

using Strings = std::vector<std::string>;

inline const weights::Shape kImage = {1, 3, 4, 4};

/// The numbers from -20 on.
Array countedImage();

std::string node(std::string_view type, const Strings &inputs, const std::string &attributes = {}, const Strings &outputs = {"y"});
std::string graphOf(const Strings &nodes, const std::vector<protobuftext::OnnxTensorText> &constants, int opset);
/// A constant of whole numbers with one axis.
protobuftext::OnnxTensorText numbers(std::string name, const std::vector<std::int64_t> &values);

/// The result of a graph, by the reference interpreter.
Array runOnnx(const std::string &text);

}  // namespace lineside::test::onnxprogram
