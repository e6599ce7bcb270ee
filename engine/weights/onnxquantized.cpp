// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxquantized.h"

#include "weights/onnxgrid.h"
#include "weights/onnxlayers.h"
#include "weights/onnxvalues.h"

#include <algorithm>

namespace lineside::weights {
namespace {

using Role = Quantized::Role;
using Values = std::vector<TraceValue>;

constexpr std::int64_t kChannels = 1, kOutputs = 0;  // axes: of a map, of the weight of a convolution

void needNumbers(OnnxCall &call, const TraceValue &x)
{
    if (x.quantized || call.trace.isWhole(x))
        call.outside("of whole numbers");
}

Values dynamicQuantizeLinear(OnnxCall &call)
{
    const TraceValue &x = call.input(0);
    needNumbers(call, x);
    if (x.known)
        call.outside("of a constant");
    const TraceValue rounded = call.trace.dynamicQuantize(x);
    const std::vector<ValueId> source = {rounded.id};
    return {standingFor({Role::Whole, {}, {}, {}, source}, rounded), standingFor({Role::Scale, {}, {}, {}, source}, call.trace.known(hostFloat(1))),
            standingFor({Role::ZeroPoint, {}, {}, {}, source}, {})};
}

Values quantizeLinear(OnnxCall &call)
{
    const TraceValue &x = call.input(0);
    needNumbers(call, x);
    if (call.integer("block_size", 0) != 0)
        call.outside("in blocks");
    const auto dataType = int(call.integer("output_dtype", 0) & 0xFFFF);
    const auto type = dataType == 0 ? IntegerType{} : integerTypeOf(dataType);
    if (!type)
        call.outside("to an unusual type");
    const std::int64_t axis = call.integer("axis", kChannels);
    const OnnxGrid grid = gridOf(call, 1, 2, call.trace.shape(x), axis, *type);
    if (x.known)
        return {standingFor({Role::Stored, grid.type, {}, {}, {}}, call.trace.known(quantized(call, *x.known, grid, axis)))};
    return {onGrid(call, x, grid)};
}

/// int32 numbers of the file, as biases are.
TraceValue dequantizedWide(OnnxCall &call, std::int64_t axis)
{
    const HostTensor &numbers = call.trace.need(call.input(0)), &scale = call.trace.need(call.input(1));
    if (numbers.type != HostType::Int || scale.type != HostType::Float)
        call.corrupt("numbers of another type");
    if (call.has(2)) {
        const auto zero = integersOf(call.trace.need(call.input(2)));
        if (std::any_of(zero.begin(), zero.end(), [](std::int64_t number) { return number != 0; }))
            call.outside("of wide integers with a zero point");
    }
    Shape by(scale.size() == 1 ? 0 : numbers.shape.size(), 1);
    if (!by.empty())
        by[axisOf(axis, by.size())] = scale.size();
    return call.trace.known(binaryHost(HostBinary::Mul, castHost(numbers, HostType::Float), reshapeHost(scale, by)));
}

Values dequantizeLinear(OnnxCall &call)
{
    const std::int64_t axis = call.integer("axis", kChannels);
    if (call.integer("block_size", 0) != 0)
        call.outside("in blocks");
    return {call.input(0).quantized ? numbersOf(call, 0, 1, 2, axis) : dequantizedWide(call, axis)};
}

/// A factor of an integer product: as the numbers of its own grid, whose scale is not known yet, or less its zero point.
struct Factor {
    TraceValue numbers;
    std::vector<ValueId> sources;
    HostTensor scale = hostFloat(1);  ///< that the numbers have too much
};

Factor factorOf(OnnxCall &call, std::size_t i, std::size_t zeroPoint, std::int64_t axis)
{
    const TraceValue &x = call.input(i);
    if (hasRole(x, Role::Stored))
        return {call.trace.known(dequantized(call, x, std::nullopt, zeroPoint, axis)), {}};
    if (!hasRole(x, Role::Whole) || !isZeroPointOf(call, zeroPoint, x))
        call.outside("of integers that were made otherwise");
    if (!x.quantized->sources.empty())
        return {plain(x), x.quantized->sources};
    if (x.quantized->scale.size() != 1)
        call.outside("of integers with several scales");
    return {plain(x), {}, x.quantized->scale};
}

Values sumOf(OnnxCall &call, const TraceValue &product, const Factor &a, const Factor &b)
{
    const HostTensor scale = binaryHost(HostBinary::Mul, reshapeHost(a.scale, {}), reshapeHost(b.scale, {}));
    std::vector<ValueId> sources = a.sources;
    sources.insert(sources.end(), b.sources.begin(), b.sources.end());
    std::sort(sources.begin(), sources.end());
    return {standingFor({Role::Sum, {}, {}, {}, sources}, call.trace.binary(HostBinary::Div, product, call.trace.known(scale)))};
}

Values convInteger(OnnxCall &call)
{
    if (!hasRole(call.input(0), Role::Whole) || !hasRole(call.input(1), Role::Stored))
        call.outside("of other integers than the network's with those of the file");
    const Factor x = factorOf(call, 0, 2, kChannels), weight = factorOf(call, 1, 3, kOutputs);
    return sumOf(call, call.trace.conv(x.numbers, weight.numbers, std::nullopt, windowOf(call), call.integer("group", 1)), x, weight);
}

Values matMulInteger(OnnxCall &call)
{
    const Factor a = factorOf(call, 0, 2, -2), b = factorOf(call, 1, 3, -1);
    if (a.numbers.known && b.numbers.known)
        call.outside("of constants");
    return sumOf(call, call.trace.matMul(a.numbers, b.numbers), a, b);
}

/// The int32 bias of a convolution in integers: one a channel, on the grid of the products.
std::optional<TraceValue> biasOf(OnnxCall &call, std::size_t i)
{
    if (!call.has(i))
        return std::nullopt;
    const HostTensor &bias = call.trace.need(call.input(i));
    if (call.input(i).quantized || bias.type != HostType::Int)
        call.corrupt("a bias of another type");
    const HostTensor &x = call.trace.need(call.input(1)), &weight = call.trace.need(call.input(4));
    if (x.size() != 1)
        call.outside("of integers with several scales");
    const HostTensor scale = binaryHost(HostBinary::Mul, reshapeHost(x, {}), weight.size() == 1 ? reshapeHost(weight, {}) : weight);
    return call.trace.known(binaryHost(HostBinary::Mul, castHost(bias, HostType::Float), scale));
}

Values qLinearConv(OnnxCall &call)
{
    if (!hasRole(call.input(0), Role::Whole) || !call.input(0).quantized->sources.empty() || !hasRole(call.input(3), Role::Stored))
        call.outside("of other integers than the network's with those of the file");
    const TraceValue x = numbersOf(call, 0, 1, 2, kChannels), weight = numbersOf(call, 3, 4, 5, kOutputs);
    const TraceValue y = call.trace.conv(x, weight, biasOf(call, 8), windowOf(call), call.integer("group", 1));
    return {onGrid(call, y, gridOf(call, 6, 7, call.trace.shape(y), kChannels))};
}

Values qLinearMatMul(OnnxCall &call)
{
    const TraceValue a = numbersOf(call, 0, 1, 2, -2), b = numbersOf(call, 3, 4, 5, -1);
    if (a.known && b.known)
        call.outside("of constants");
    const TraceValue y = call.trace.matMul(a, b);
    return {onGrid(call, y, gridOf(call, 6, 7, call.trace.shape(y), -1))};
}

Values cast(OnnxCall &call)
{
    constexpr int kInt32 = 6, kInt64 = 7;
    const TraceValue &x = call.input(0);
    const auto to = int(call.integer("to", 0) & 0xFFFF);
    const bool isFloat = hostTypeOf(to) == HostType::Float;
    if (hasRole(x, Role::Stored) && (isFloat || to == kInt32 || to == kInt64))
        return {call.trace.cast(plain(x), isFloat ? HostType::Float : HostType::Int)};
    if (!hasRole(x, Role::Sum) || !isFloat)
        call.outside("of integers");
    if (x.quantized->sources.empty())
        return {plain(x)};  // no scale is left to be seen to
    Quantized sum = *x.quantized;
    sum.role = Role::FloatSum;
    return {standingFor(std::move(sum), plain(x))};
}

/// Sums become numbers once they are multiplied by all scales of what they were made of, alone or put together before.
Values mul(OnnxCall &call)
{
    const bool sumFirst = hasRole(call.input(0), Role::FloatSum) || !hasRole(call.input(1), Role::FloatSum);
    const TraceValue &a = call.input(sumFirst ? 0 : 1), &b = call.input(sumFirst ? 1 : 0);
    const auto isFactor = [](const TraceValue &x) { return !x.quantized && x.known && x.known->type == HostType::Float; };
    const auto isScale = [](const TraceValue &x) { return hasRole(x, Role::Scale); };
    if (hasRole(a, Role::FloatSum) && (isFactor(b) || isScale(b))) {
        const TraceValue product = call.trace.binary(HostBinary::Mul, plain(a), plain(b));
        if (isFactor(b))
            return {standingFor(*a.quantized, product)};
        if (b.quantized->sources == a.quantized->sources)
            return {product};
    }
    if ((isScale(a) && (isScale(b) || isFactor(b))) || (isFactor(a) && isScale(b))) {
        Quantized scale{Role::Scale, {}, {}, {}, {}};
        for (const TraceValue *x : {&a, &b}) {
            if (isScale(*x))
                scale.sources.insert(scale.sources.end(), x->quantized->sources.begin(), x->quantized->sources.end());
        }
        std::sort(scale.sources.begin(), scale.sources.end());
        return {standingFor(std::move(scale), call.trace.known(binaryHost(HostBinary::Mul, *a.known, *b.known)))};
    }
    call.outside("of integers");
}

constexpr OnnxEntry kOperators[] = {
    {"ConvInteger", convInteger},     {"DequantizeLinear", dequantizeLinear}, {"DynamicQuantizeLinear", dynamicQuantizeLinear},
    {"MatMulInteger", matMulInteger}, {"QLinearConv", qLinearConv},           {"QLinearMatMul", qLinearMatMul},
    {"QuantizeLinear", quantizeLinear},
};

/// What these do with ordinary numbers stands elsewhere.
constexpr OnnxEntry kOfNumbersToo[] = {{"Cast", cast}, {"Mul", mul}};

/// Operators that pick and place what their first input holds, or the inputs of Concat, so that integers and their numbers go the same way.
constexpr std::string_view kMoves[] = {"Concat", "Expand", "Flatten", "Gather", "Identity", "MaxPool", "Reshape", "Resize",
                                       "Slice", "Split", "Squeeze", "Tile", "Transpose", "Unsqueeze"};

bool onSameGrid(const Quantized &a, const Quantized &b)
{
    const bool fixed = a.role == Role::Whole && a.sources.empty() && b.role == Role::Whole && b.sources.empty();
    if (a.role != b.role || !(a.type == b.type) || a.sources != b.sources)
        return false;
    return !fixed || (a.scale.size() == 1 && b.scale.size() == 1 && a.zeroPoint.size() == 1 && b.zeroPoint.size() == 1
                      && numberOf(a.scale) == numberOf(b.scale) && numberOf(a.zeroPoint) == numberOf(b.zeroPoint));
}

/// Whether all that holds integers holds the same kind, in places where it is moved alone. Integers with a grid for each channel stay.
bool canMove(std::string_view type, const std::vector<const TraceValue *> &inputs)
{
    if (std::find(std::begin(kMoves), std::end(kMoves), type) == std::end(kMoves) || inputs.empty() || !inputs[0] || !inputs[0]->quantized)
        return false;
    const Quantized &first = *inputs[0]->quantized;
    if (first.role != Role::Stored && first.role != Role::Whole)
        return false;
    for (const TraceValue *input : inputs) {
        const bool hasIt = input && input->quantized;
        if (type == "Concat" ? !hasIt || !onSameGrid(first, *input->quantized) : hasIt && input != inputs[0])
            return false;
    }
    return onSameGrid(first, first);
}

Values moved(TraceBuilder &trace, const OnnxNode &node, const std::vector<const TraceValue *> &inputs, std::int64_t opset)
{
    std::vector<TraceValue> numbers;
    for (const TraceValue *input : inputs)
        numbers.push_back(input ? plain(*input) : TraceValue());
    std::vector<const TraceValue *> plainInputs;
    for (std::size_t i = 0; i < inputs.size(); ++i)
        plainInputs.push_back(inputs[i] ? &numbers[i] : nullptr);
    OnnxCall call(trace, node, std::move(plainInputs), opset);
    Values made = onnxEntry(node.type)->translate(call);
    for (TraceValue &value : made) {
        if (hasRole(*inputs[0], Role::Stored) && !value.known)
            call.outside("of stored integers");
        value.quantized = inputs[0]->quantized;
    }
    return made;
}

}  // namespace

std::span<const OnnxEntry> onnxIntegers()
{
    return kOperators;
}

bool readsIntegers(const std::vector<const TraceValue *> &inputs)
{
    return std::any_of(inputs.begin(), inputs.end(), [](const TraceValue *input) { return input && input->quantized; });
}

std::vector<TraceValue> translateIntegers(TraceBuilder &trace, const OnnxNode &node, const std::vector<const TraceValue *> &inputs, std::int64_t opset)
{
    if (canMove(node.type, inputs))
        return moved(trace, node, inputs, opset);
    OnnxCall call(trace, node, inputs, opset);
    const OnnxEntry *entry = entryOf<OnnxCall>({kOperators, onnxContributed(), kOfNumbersToo}, node.type);
    if (!entry)
        call.outside("of integers");
    return entry->translate(call);
}

}  // namespace lineside::weights
