// SPDX-License-Identifier: GPL-3.0-or-later
// The operators that ONNX Runtime's quantisation adds to those of ONNX (domain com.microsoft, as its documentation of contributed operators states
// them): each is an operator on numbers between the grids of its inputs and that of its result.
#include "weights/onnxgrid.h"
#include "weights/onnxlayers.h"

namespace lineside::weights {
namespace {

using Values = std::vector<TraceValue>;

constexpr std::int64_t kChannels = 1;

/// The input that stands first, with its scale and zero point behind it.
TraceValue inputAt(OnnxCall &call, std::size_t i)
{
    return numbersOf(call, i, i + 1, i + 2, kChannels);
}

Values result(OnnxCall &call, const TraceValue &y, std::size_t scale)
{
    return {onGrid(call, y, gridOf(call, scale, scale + 1, call.trace.shape(y), kChannels))};
}

template <HostBinary op>
Values binary(OnnxCall &call)
{
    const TraceValue a = inputAt(call, 0), b = inputAt(call, 3);
    return result(call, call.trace.binary(op, a, b), 6);
}

Values sigmoid(OnnxCall &call)
{
    return result(call, call.trace.activation(inputAt(call, 0), Activation::Sigmoid), 3);
}

Values leakyRelu(OnnxCall &call)
{
    return result(call, call.trace.leakyRelu(inputAt(call, 0), call.number("alpha", 0.01)), 3);
}

Values softmax(OnnxCall &call)
{
    return result(call, softmaxOf(call, inputAt(call, 0), call.integer("opset", 0)), 3);
}

Values averagePool(OnnxCall &call)
{
    if (call.integer("channels_last", 0) != 0)
        call.outside("with the channels last");
    const bool countPads = call.integer("count_include_pad", 0) != 0;
    return result(call, call.trace.avgPool(inputAt(call, 0), poolingOf(call), call.integer("ceil_mode", 0) != 0, countPads), 3);
}

Values concat(OnnxCall &call)
{
    if (call.inputs() < 5 || call.inputs() % 3 != 2)
        call.corrupt("not three inputs a part");
    Values parts;
    for (std::size_t i = 2; i < call.inputs(); i += 3)
        parts.push_back(inputAt(call, i));
    return result(call, call.trace.concat(parts, call.integer("axis", 0)), 0);
}

constexpr OnnxEntry kOperators[] = {
    {"QLinearAdd", binary<HostBinary::Add>}, {"QLinearAveragePool", averagePool},    {"QLinearConcat", concat},     {"QLinearLeakyRelu", leakyRelu},
    {"QLinearMul", binary<HostBinary::Mul>}, {"QLinearSigmoid", sigmoid},            {"QLinearSoftmax", softmax},
};

}  // namespace

std::span<const OnnxEntry> onnxContributed()
{
    return kOperators;
}

}  // namespace lineside::weights
