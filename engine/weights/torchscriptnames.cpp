// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/torchscriptnames.h"

#include <algorithm>
#include <cctype>

namespace lineside::weights {
namespace {

// Pure functions of tensors and numbers that traces of YOLO networks of all families call. Sorted.
constexpr std::string_view kOperators[] = {
    "ScalarImplicit", "__and__", "__getitem__", "__not__", "__or__", "_convolution", "_shape_as_tensor", "abs", "adaptive_avg_pool2d", "add", "add_",
    "addmm", "all", "amax", "amin", "any", "arange", "argmax", "argmin", "argsort", "avg_pool2d", "baddbmm", "batch_norm", "bitwise_and",
    "bitwise_not", "bitwise_or", "bmm", "cat", "ceil", "chunk", "clamp", "clamp_", "clamp_max", "clamp_min", "clone", "constant_pad_nd", "contiguous",
    "conv1d", "conv2d", "conv_transpose2d", "copy_", "cumsum", "detach", "device", "div", "div_", "dropout", "einsum", "empty", "empty_like", "eq", "exp",
    "expand", "expand_as", "fill_", "flatten", "floor", "floor_divide", "floordiv", "format", "full", "full_like", "gather", "ge", "gelu", "gt",
    "hardsigmoid", "hardsigmoid_", "hardswish", "hardswish_", "hardtanh", "hardtanh_", "index", "index_put_", "index_select", "item", "layer_norm",
    "le", "leaky_relu", "leaky_relu_", "len", "lift_fresh", "linear", "linspace", "log", "logical_and", "logical_not", "logical_or", "lt", "masked_fill",
    "masked_fill_", "masked_select", "matmul", "max", "max_pool2d", "maximum", "mean", "meshgrid", "min", "minimum", "mish", "mish_", "mul",
    "mul_", "narrow", "ne", "neg", "new_empty", "new_full", "new_ones", "new_zeros", "nonzero", "numel", "ones", "ones_like", "pad", "permute", "pixel_shuffle",
    "pow", "prod", "reciprocal", "relu", "relu6", "relu6_", "relu_", "remainder", "repeat", "repeat_interleave", "reshape", "rsqrt", "rsub",
    "scalar_tensor", "scaled_dot_product_attention", "scatter", "select", "sigmoid", "sigmoid_", "silu", "silu_", "size", "slice", "softmax", "softplus",
    "sort", "split", "split_with_sizes", "sqrt", "squeeze", "stack", "sub", "sub_", "sum", "t", "tanh", "tensor", "to", "topk", "transpose", "tril", "triu",
    "type_as", "unbind", "unflatten", "unsqueeze", "upsample_bilinear2d", "upsample_nearest2d", "view", "view_as", "where", "zero_", "zeros", "zeros_like",
};
constexpr std::string_view kOtherCalls[] = {
    "ops.prim.NumToTensor", "ops.prim.device", "ops.prim.dtype", "ops.prim.max", "ops.prim.min", "ops.prim.unchecked_cast", "ops.torchvision.nms",
};
constexpr std::string_view kBuiltIns[] = {
    "annotate", "bool", "complex", "float", "getattr", "int", "len", "str", "unchecked_cast",
};
constexpr std::string_view kPlainKeywords[] = {"and", "elif", "else", "if", "is", "not", "or", "return"};
// All others that torch's parser knows, and Python's, which it may come to know.
constexpr std::string_view kForeignKeywords[] = {
    "as", "assert", "async", "await", "break", "continue", "del", "except", "exec", "finally", "for", "from", "global", "import", "in",
    "lambda", "nonlocal", "raise", "try", "while", "with", "yield",
};
constexpr std::string_view kRoots[] = {"CONSTANTS", "__torch__", "ops", "torch"};

template <std::size_t N>
bool contains(const std::string_view (&list)[N], std::string_view word)
{
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

}  // namespace

bool isKnownOperator(std::string_view name)
{
    constexpr std::string_view kTorch = "torch.", kAten = "ops.aten.";
    if (name.starts_with(kTorch))
        return contains(kOperators, name.substr(kTorch.size()));
    if (name.starts_with(kAten))
        return contains(kOperators, name.substr(kAten.size()));
    return contains(kOtherCalls, name);
}

bool isKnownBuiltIn(std::string_view name)
{
    return contains(kBuiltIns, name);
}

bool isForward(std::string_view name)
{
    return name.starts_with("forward") && std::all_of(name.begin() + 7, name.end(), [](unsigned char c) { return std::isdigit(c); });
}

bool isRoot(std::string_view name)
{
    return contains(kRoots, name);
}

bool isForeignKeyword(std::string_view name)
{
    return contains(kForeignKeywords, name);
}

bool isPlainKeyword(std::string_view name)
{
    return contains(kPlainKeywords, name);
}

}  // namespace lineside::weights
