// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/torchscriptscan.h"

#include "weights/labels.h"
#include "weights/refused.h"

#include <algorithm>
#include <array>
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
constexpr std::string_view kKeywords[] = {"and", "elif", "else", "if", "in", "is", "not", "or", "return"};

constexpr std::string_view kSpace = " \t\v\f\\\r\n";

template <std::size_t N>
bool contains(const std::string_view (&list)[N], std::string_view word)
{
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool isForward(std::string_view name)
{
    return name.starts_with("forward") && std::all_of(name.begin() + 7, name.end(), [](unsigned char c) { return std::isdigit(c); });
}

bool isAllowedCall(std::string_view name)
{
    constexpr std::string_view kTorch = "torch.", kAten = "ops.aten.", kOwn = "__torch__.";
    const std::string_view last = name.substr(name.rfind('.') + 1);
    if (name.starts_with(kTorch))
        return contains(kOperators, name.substr(kTorch.size()));
    if (name.starts_with(kAten))
        return contains(kOperators, name.substr(kAten.size()));
    // Code of the archive itself, which is scanned like this.
    if (name.starts_with(kOwn) || isForward(last))
        return true;
    return contains(kOtherCalls, name) || contains(kBuiltIns, name) || contains(kKeywords, name);
}

bool isWordStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}

bool isWord(char c)
{
    return isWordStart(c) || std::isdigit(static_cast<unsigned char>(c));
}

class Scanner {
public:
    Scanner(std::string_view source, const std::string &file, std::set<std::string> &classes) : m_source(source), m_file(file), m_classes(classes) {}

    void run()
    {
        // torch never writes comments or long texts; read a little differently there than here, they could hide a call.
        if (m_source.find('#') != std::string_view::npos || m_source.find("\"\"\"") != std::string_view::npos
            || m_source.find("'''") != std::string_view::npos)
            refuse(RefusalReason::UnsupportedLayer, m_file + " was not written by torch", m_file);
        while (m_at < m_source.size()) {
            const char c = m_source[m_at];
            if (c == '"' || c == '\'')
                skipText(c);
            else if (isWordStart(c))
                word();
            else
                m_before = m_source[m_at++];
        }
    }

private:
    void skipText(char quote)
    {
        for (++m_at; m_at < m_source.size() && m_source[m_at] != quote && m_source[m_at] != '\n'; ++m_at) {
            if (m_source[m_at] == '\\')
                ++m_at;
        }
        if (m_at >= m_source.size() || m_source[m_at] == '\n')
            refuse(RefusalReason::Corrupt, m_file + ": a text without its end");
        ++m_at;
        m_before = quote;
    }

    void word()
    {
        // A dotted name, with spaces around a dot read as none: "torch . load" is torch.load.
        const bool method = m_before == '.';
        std::string name;
        for (;;) {
            const std::size_t start = m_at;
            while (m_at < m_source.size() && isWord(m_source[m_at]))
                ++m_at;
            name += m_source.substr(start, m_at - start);
            const std::size_t dot = m_source.find_first_not_of(kSpace, m_at);
            const std::size_t next = dot == std::string_view::npos || m_source[dot] != '.' ? dot : m_source.find_first_not_of(kSpace, dot + 1);
            if (dot == std::string_view::npos || m_source[dot] != '.' || next == std::string_view::npos || !isWordStart(m_source[next]))
                break;
            name += '.';
            m_at = next;
        }
        handle(name, method);
        m_previous = std::move(name);
        m_before = 'a';
    }

    void handle(const std::string &name, bool method)
    {
        if (name == "for" || name == "while" || name == "import" || name == "with" || name == "lambda" || name == "exec")
            refuseName(name);
        if (m_previous == "class") {
            m_classes.insert(name);
            return;
        }
        if (m_previous == "def" && !isForward(name))
            refuseName(name);
        const std::size_t next = m_source.find_first_not_of(kSpace, m_at);
        const bool call = next != std::string_view::npos && m_source[next] == '(';
        // An operator counts without brackets behind it as well.
        const bool operatorName = !method && (name.starts_with("torch.") || name.starts_with("ops."));
        if ((call || operatorName) && !(method ? isForward(name.substr(name.rfind('.') + 1)) : isAllowedCall(name)))
            refuseName(name);
    }

    [[noreturn]] void refuseName(const std::string &name)
    {
        refuse(RefusalReason::UnsupportedLayer, m_file + " uses " + printable(name, 100), printable(name, 100));
    }

    std::string_view m_source;
    const std::string &m_file;
    std::set<std::string> &m_classes;
    std::size_t m_at = 0;
    char m_before = '\n';       // the last character that was not part of a word
    std::string m_previous;     // the last word
};

}  // namespace

void scanTorchScriptSource(std::string_view source, const std::string &file, std::set<std::string> &classes)
{
    Scanner(source, file, classes).run();
}

}  // namespace lineside::weights
