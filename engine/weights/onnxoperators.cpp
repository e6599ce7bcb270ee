// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxgraph.h"

#include <algorithm>

namespace lineside::weights {
namespace {

// Exports of versions 5 to 26, dynamic sizes, NMS inside, half precision and integer quantisation. No control flow. Sorted.
constexpr std::string_view kOperators[] = {
    "Abs", "Add", "And", "ArgMax", "ArgMin", "AveragePool", "BatchNormalization", "Cast", "Ceil", "Clip", "Concat", "Constant", "ConstantOfShape", "Conv",
    "ConvInteger", "ConvTranspose", "CumSum", "DequantizeLinear", "Div", "Dropout", "DynamicQuantizeLinear", "Einsum", "Equal", "Erf", "Exp", "Expand", "Flatten",
    "Floor", "Gather", "GatherElements", "GatherND", "Gemm", "GlobalAveragePool", "Greater", "GreaterOrEqual", "HardSigmoid", "HardSwish", "Identity",
    "LayerNormalization", "LeakyRelu", "Less", "LessOrEqual", "Log", "MatMul", "MatMulInteger", "Max", "MaxPool", "Min", "Mish", "Mod", "Mul", "Neg",
    "NonMaxSuppression", "NonZero", "Not", "OneHot", "Or", "Pad", "Pow", "QLinearConv", "QLinearMatMul", "QuantizeLinear", "Range", "Reciprocal", "ReduceMax",
    "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum", "Relu", "Reshape", "Resize", "Round", "ScatterElements", "ScatterND", "Shape", "Sigmoid", "Size",
    "Slice", "Softmax", "Softplus", "Split", "Sqrt", "Squeeze", "Sub", "Sum", "Swish", "Tanh", "Tile", "TopK", "Transpose", "Trilu", "Unsqueeze", "Upsample", "Where",
};
static_assert(std::is_sorted(std::begin(kOperators), std::end(kOperators)));

// Of names that the standard domain does not have.
constexpr std::string_view kContributed[] = {"QLinearAdd", "QLinearAveragePool", "QLinearConcat", "QLinearLeakyRelu", "QLinearMul", "QLinearSigmoid", "QLinearSoftmax"};
static_assert(std::is_sorted(std::begin(kContributed), std::end(kContributed)));

}  // namespace

bool isKnownOnnxOperator(std::string_view name)
{
    return std::binary_search(std::begin(kOperators), std::end(kOperators), name);
}

bool isContributedOnnxOperator(std::string_view name)
{
    return std::binary_search(std::begin(kContributed), std::end(kContributed), name);
}

}  // namespace lineside::weights
