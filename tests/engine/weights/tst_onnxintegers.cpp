// SPDX-License-Identifier: GPL-3.0-or-later
// Networks in integers: what they calculate, as ordinary numbers, and what is no such network.
#include "engine/weights/onnxprogram.h"
#include "engine/weights/refusals.h"
#include "weights/onnximport.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::protobuftext;
using namespace lineside::test::onnxprogram;
using namespace lineside::weights;

namespace {

using Integers = std::vector<std::int64_t>;
using Constants = std::vector<OnnxTensorText>;

constexpr int kUint8 = 2, kInt8 = 3, kUint16 = 4, kInt32 = 6;

/// A constant of 8-bit whole numbers.
OnnxTensorText small(std::string name, Integers dims, int type, const Integers &values)
{
    return {std::move(name), std::move(dims), type, std::string(values.begin(), values.end()), ""};
}

OnnxTensorText wide(std::string name, Integers dims, const std::vector<std::int32_t> &values)
{
    return {std::move(name), std::move(dims), kInt32, std::string(reinterpret_cast<const char *>(values.data()), 4 * values.size()), ""};
}

// The same in integers, as ONNX states it.
std::int64_t rounded(float x, float scale, std::int64_t zero, std::int64_t lowest = 0, std::int64_t highest = 255)
{
    return std::clamp(std::int64_t(std::nearbyint(x / scale)) + zero, lowest, highest);
}

struct Rounded {
    float scale = 0;
    std::int64_t zero = 0;
    Integers values;
};

Rounded rounded(const std::vector<float> &numbers, float scale, std::int64_t zero, std::int64_t lowest = 0, std::int64_t highest = 255)
{
    Rounded q{scale, zero, {}};
    for (const float x : numbers)
        q.values.push_back(rounded(x, scale, zero, lowest, highest));
    return q;
}

Rounded dynamicallyRounded(const std::vector<float> &numbers)
{
    const float low = std::min(0.f, *std::min_element(numbers.begin(), numbers.end())), high = std::max(0.f, *std::max_element(numbers.begin(), numbers.end()));
    const float scale = (high - low) / 255;
    return rounded(numbers, scale, std::int64_t(std::nearbyint(-low / scale)));
}

std::vector<float> back(const Rounded &q)
{
    std::vector<float> numbers;
    for (const std::int64_t value : q.values)
        numbers.push_back(float(value - q.zero) * q.scale);
    return numbers;
}

/// Sums of a 1x1 convolution of [1, 3, 4, 4], by output and place.
Integers sums(const Rounded &x, const std::vector<Integers> &weights)
{
    Integers out;
    for (const Integers &row : weights) {
        for (std::size_t at = 0; at < 16; ++at) {
            std::int64_t sum = 0;
            for (std::size_t c = 0; c < 3; ++c)
                sum += (x.values[c * 16 + at] - x.zero) * row[c];
            out.push_back(sum);
        }
    }
    return out;
}

const std::vector<float> kX = countedImage().data;

// On the grid of the picture: scale .5, zero point 40, so that -20 … 27 becomes 0 … 94; and on a coarser one, of 8-bit numbers with sign.
const Constants kFine = {floats("s", {}, {.5f}), small("z", {}, kUint8, {40})};
const Constants kCoarse = {floats("s", {}, {3}), small("z", {}, kInt8, {-5})};
const std::string kQuantize = node("QuantizeLinear", {"x", "s", "z"}, {}, {"q"}), kDequantize = node("DequantizeLinear", {"q", "s", "z"});
const std::string kDynamic = node("DynamicQuantizeLinear", {"x"}, {}, {"q", "s", "z"});

/// u8 weights [2, 3, 1, 1] with zero point 100, less which they are kWeights.
const OnnxTensorText kStoredWeights = small("w", {2, 3, 1, 1}, kUint8, {101, 103, 90, 250, 100, 60}), kWeightZero = small("wz", {}, kUint8, {100});
const std::vector<Integers> kWeights = {{1, 3, -10}, {150, 0, -40}};

Constants with(Constants a, const Constants &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::vector<float> scaled(const Integers &values, const std::vector<float> &byOutput)
{
    std::vector<float> out;
    for (std::size_t i = 0; i < values.size(); ++i)
        out.push_back(float(values[i]) * byOutput[i / 16 % byOutput.size()]);
    return out;
}

void compare(const std::string &text, const std::vector<float> &wanted)
{
    const Array seen = runOnnx(text);
    QCOMPARE(seen.data.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        QVERIFY2(std::abs(seen.data[i] - wanted[i]) <= 2e-6f * std::max(1.f, std::abs(wanted[i])),
                 qPrintable(QStringLiteral("%1: %2 and not %3").arg(i).arg(double(seen.data[i])).arg(double(wanted[i]))));
}

std::string refusedOperator(const std::string &text)
{
    const OnnxModel model = readOnnxModel(asBytes(text));
    try {
        importOnnx(model, {4, 4});
    } catch (const OutsideSet &outside) {
        return outside.op;
    } catch (const Refused &refused) {
        return toString(refused.refusal.reason);
    }
    return "read";
}

}  // namespace

class TestOnnxIntegers : public QObject {
    Q_OBJECT

private slots:
    void a_network_calculates_what_its_integers_do_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<float>>("wanted");
        const auto row = [](const char *name, const Strings &nodes, const Constants &constants, const std::vector<float> &wanted, int opset = 13) {
            const std::string text = graphOf(nodes, constants, opset);
            QTest::newRow(name) << QByteArray(text.data(), qsizetype(text.size())) << wanted;
        };
        const Rounded fine = rounded(kX, .5f, 40), coarse = rounded(kX, 3, -5, -128, 127), dynamic = dynamicallyRounded(kX);
        row("there and back", {kQuantize, kDequantize}, kFine, back(fine));
        row("there and back, on a coarse grid with sign", {kQuantize, kDequantize}, kCoarse, back(coarse));
        row("no zero point is 0 of 8 bits without sign", {node("QuantizeLinear", {"x", "s"}, {}, {"q"}), node("DequantizeLinear", {"q", "s"})}, {floats("s", {}, {.1f})},
            back(rounded(kX, .1f, 0)));
        row("a type for integers without zero point", {node("QuantizeLinear", {"x", "s"}, onnxInteger("output_dtype", kInt8), {"q"}), node("DequantizeLinear", {"q", "s"})},
            {floats("s", {}, {.1f})}, back(rounded(kX, .1f, 0, -128, 127)), 21);
        row("16 bits", {kQuantize, kDequantize}, {floats("s", {}, {.001f}), OnnxTensorText{"z", {}, kUint16, std::string("\x20\x4e", 2), ""}},
            back(rounded(kX, .001f, 20000, 0, 65535)), 21);
        row("zero point in a node", {onnxNode("Constant", {}, {"z"}, {}, onnxTensorAttribute("value", small("", {}, kUint8, {40}))), kQuantize, kDequantize}, {kFine[0]}, back(fine));
        std::vector<float> byChannel = back(rounded(kX, 2, 3));
        const std::vector<float> others = back(rounded(kX, 4, 1));
        std::copy(others.begin() + 16, others.begin() + 32, byChannel.begin() + 16);
        row("a grid for each channel", {kQuantize, kDequantize}, {floats("s", {3}, {2, 4, 2}), small("z", {3}, kUint8, {3, 1, 3})}, byChannel);
        row("onto the grid of its own range", {kDynamic, kDequantize}, {}, back(dynamic));

        const std::string flat = node("Reshape", {"q", "to"}, {}, {"f"}), rows = node("Transpose", {"f"}, onnxIntegers("perm", {0, 2, 1}), {"r"});
        const std::string part = node("Slice", {"r", "b", "e", "a"}, {}, {"c"}), twice = node("Concat", {"c", "c"}, onnxInteger("axis", 1), {"m"});
        const Constants moves = {numbers("to", {1, 3, 16}), numbers("b", {2}), numbers("e", {4}), numbers("a", {1})};
        const auto at = [](const std::vector<float> &from, std::initializer_list<std::size_t> places) {
            std::vector<float> out;
            for (const std::size_t place : places)
                out.push_back(from[place]);
            return out;
        };
        const std::string movedBack = node("DequantizeLinear", {"m", "s", "z"});
        const auto picked = [&](const Rounded &q) { return at(back(q), {2, 18, 34, 3, 19, 35, 2, 18, 34, 3, 19, 35}); };
        row("integers are moved", {kQuantize, flat, rows, part, twice, movedBack}, with(kFine, moves), picked(fine));
        row("integers of a dynamic grid are moved", {kDynamic, flat, rows, part, twice, movedBack}, moves, picked(dynamic));
        row("the largest integers", {kQuantize, node("MaxPool", {"q"}, onnxIntegers("kernel_shape", {4, 4}), {"m"}), movedBack}, kCoarse, at(back(coarse), {15, 31, 47}));

        const std::string conv = node("ConvInteger", {"q", "w", "z", "wz"}, {}, {"i"}), toFloat = node("Cast", {"i"}, onnxInteger("to", 1), {"f"});
        const std::string scales = node("Mul", {"s", "ws"}, {}, {"both"}), product = node("Mul", {"f", "both"});
        const Constants weights = {kStoredWeights, kWeightZero, floats("ws", {}, {.25f})};
        const std::vector<float> dynamicSums = scaled(sums(dynamic, kWeights), {dynamic.scale * .25f});
        row("a convolution of a dynamic grid", {kDynamic, scales, conv, toFloat, product}, weights, dynamicSums);
        row("scales one after the other", {kDynamic, conv, toFloat, node("Mul", {"ws", "f"}, {}, {"half"}), node("Mul", {"s", "half"})}, weights, dynamicSums);
        row("a convolution of a fixed grid", {kQuantize, conv, toFloat, node("Mul", {"f", "both"})}, with(with(kFine, weights), {floats("both", {}, {.125f})}),
            scaled(sums(fine, kWeights), {.125f}));
        row("a scale for each channel of the weight", {kDynamic, scales, conv, toFloat, product},
            {kStoredWeights, small("wz", {2}, kUint8, {100, 100}), floats("ws", {2, 1, 1}, {.25f, 2})}, scaled(sums(dynamic, kWeights), {dynamic.scale * .25f, dynamic.scale * 2}));
        row("weights with sign and no zero point", {kDynamic, scales, node("ConvInteger", {"q", "w", "z"}, {}, {"i"}), toFloat, product},
            {small("w", {2, 3, 1, 1}, kInt8, {1, 3, -10, 100, 0, -40}), floats("ws", {}, {.25f})}, scaled(sums(dynamic, {{1, 3, -10}, {100, 0, -40}}), {dynamic.scale * .25f}));

        // [1, 1, 16, 3] times [3, 2], of which the columns are kWeights.
        const std::string places = node("Transpose", {"q"}, onnxIntegers("perm", {0, 2, 3, 1}), {"p"}), lines = node("Reshape", {"p", "to"}, {}, {"l"});
        const Constants matrix = {small("w", {3, 2}, kUint8, {101, 250, 103, 100, 90, 60}), kWeightZero, floats("ws", {}, {.25f}), numbers("to", {1, 1, 16, 3})};
        const auto byPlace = [](const std::vector<float> &byOutput) {
            std::vector<float> out;
            for (std::size_t i = 0; i < 32; ++i)
                out.push_back(byOutput[i % 2 * 16 + i / 2]);
            return out;
        };
        row("a matrix product of a dynamic grid", {kDynamic, places, lines, scales, node("MatMulInteger", {"l", "w", "z", "wz"}, {}, {"i"}), toFloat, product}, matrix,
            byPlace(dynamicSums));
        std::vector<float> squares;
        for (std::size_t i = 0; i < 9; ++i) {
            std::int64_t sum = 0;
            for (std::size_t k = 0; k < 16; ++k)
                sum += (dynamic.values[i / 3 * 16 + k] - dynamic.zero) * (dynamic.values[i % 3 * 16 + k] - dynamic.zero);
            squares.push_back(float(sum) * dynamic.scale * dynamic.scale);
        }
        row("a matrix product of two dynamic grids",
            {kDynamic, flat, rows, node("MatMulInteger", {"f", "r", "z", "z"}, {}, {"i"}), node("Cast", {"i"}, onnxInteger("to", 1), {"m"}), node("Mul", {"s", "s"}, {}, {"both"}),
             node("Mul", {"m", "both"})},
            {moves[0]}, squares);

        const auto convolved = [&](const std::vector<float> &weightScales, const std::vector<std::int32_t> &bias) {
            Rounded y{8, 100, {}};
            const Integers all = sums(fine, kWeights);
            for (std::size_t i = 0; i < all.size(); ++i) {
                const std::size_t output = i / 16;
                const float sum = float(all[i] + (bias.empty() ? 0 : bias[output])) * .5f * weightScales[output % weightScales.size()];
                y.values.push_back(rounded(sum, y.scale, y.zero));
            }
            return back(y);
        };
        const Constants result = {floats("ys", {}, {8}), small("yz", {}, kUint8, {100})};
        const std::string resultBack = node("DequantizeLinear", {"i", "ys", "yz"});
        row("a convolution from grid to grid", {kQuantize, node("QLinearConv", {"q", "s", "z", "w", "ws", "wz", "ys", "yz"}, {}, {"i"}), resultBack},
            with(with(kFine, weights), result), convolved({.25f}, {}));
        row("a convolution from grid to grid, with a bias", {kQuantize, node("QLinearConv", {"q", "s", "z", "w", "ws", "wz", "ys", "yz", "b"}, {}, {"i"}), resultBack},
            with(with(with(kFine, result), {wide("b", {2}, {1000, -3000})}), {kStoredWeights, small("wz", {2}, kUint8, {100, 100}), floats("ws", {2}, {.26f, .13f})}),
            convolved({.26f, .13f}, {1000, -3000}));
        row("a matrix product from grid to grid",
            {kQuantize, places, lines, node("QLinearMatMul", {"l", "s", "z", "w", "ws", "wz", "ys", "yz"}, {}, {"i"}), resultBack}, with(with(kFine, matrix), result),
            byPlace(convolved({.25f}, {})));

        std::vector<float> plus = kX;
        for (std::size_t i = 0; i < plus.size(); ++i)
            plus[i] += i < 16 ? 2.5f : i < 32 ? -3.f : 0;
        const std::string sum = node("Add", {"x", "c"});
        row("stored constants", {node("DequantizeLinear", {"w", "ws", "wz"}, onnxInteger("axis", 0), {"c"}), sum},
            {small("w", {3, 1, 1}, kInt8, {-5, 4, 7}), floats("ws", {3}, {-.5f, 1.5f, 1}), small("wz", {3}, kInt8, {0, 6, 7})}, plus);
        row("constants that are rounded by the file",
            {node("QuantizeLinear", {"k", "ws", "wz"}, onnxInteger("axis", 0), {"w"}), node("DequantizeLinear", {"w", "ws", "wz"}, onnxInteger("axis", 0), {"c"}), sum},
            {floats("k", {3, 1, 1}, {2.4f, -2.9f, .2f}), floats("ws", {3}, {.5f, 1.5f, 1}), small("wz", {3}, kInt8, {1, 6, 7})}, plus);
        row("stored constants that are converted",
            {node("Cast", {"w"}, onnxInteger("to", 1), {"f"}), node("Mul", {"f", "half"}, {}, {"c"}), sum}, {small("w", {3, 1, 1}, kInt8, {5, -6, 0}), floats("half", {}, {.5f})}, plus);
        row("a bias of wide integers", {node("DequantizeLinear", {"b", "bs"}, onnxInteger("axis", 0), {"d"}), node("Reshape", {"d", "to"}, {}, {"c"}), sum},
            {wide("b", {3}, {2500, -3, 0}), floats("bs", {3}, {.001f, 1, 1}), numbers("to", {3, 1, 1})}, plus);
    }
    void a_network_calculates_what_its_integers_do()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::vector<float>, wanted);
        compare(text.toStdString(), wanted);
    }

    void a_layer_in_integers_is_a_rounding_and_a_convolution()
    {
        const std::string text = graphOf({kDynamic, node("Mul", {"s", "ws"}, {}, {"both"}), node("ConvInteger", {"q", "w", "z", "wz"}, {}, {"i"}),
                                          node("Cast", {"i"}, onnxInteger("to", 1), {"f"}), node("Mul", {"f", "both"}, {}, {"p"}), node("Add", {"p", "b"}, {}, {"c"}),
                                          node("Sigmoid", {"c"}, {}, {"g"}), node("Mul", {"c", "g"})},
                                         {kStoredWeights, kWeightZero, floats("ws", {}, {.25f}), floats("b", {1, 2, 1, 1}, {1, 2})}, 13);
        const NetworkSpec spec = importOnnx(readOnnxModel(asBytes(text)), {4, 4}).spec;
        QCOMPARE(spec.nodes.size(), std::size_t(2));
        QVERIFY(std::holds_alternative<DynamicQuantizeOp>(spec.nodes[0].op));
        const auto &conv = std::get<Conv2dOp>(spec.nodes[1].op);
        QCOMPARE(conv.weight.data->copy(), std::vector<float>({.25f, .75f, -2.5f, 37.5f, 0, -10}));
        QCOMPARE(conv.bias.data->copy(), std::vector<float>({1, 2}));
        QVERIFY(conv.activation == Activation::SiLU);
    }

    void what_is_no_such_network_is_refused_by_the_name_of_its_operator_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("op");
        const auto row = [](const char *name, const Strings &nodes, const Constants &constants, const char *op) {
            const std::string text = graphOf(nodes, constants, 13);
            QTest::newRow(name) << QByteArray(text.data(), qsizetype(text.size())) << op;
        };
        const std::string conv = node("ConvInteger", {"q", "w", "z", "wz"}, {}, {"i"}), toFloat = node("Cast", {"i"}, onnxInteger("to", 1), {"f"});
        const Constants weights = {kStoredWeights, kWeightZero, floats("ws", {}, {.25f})};
        const auto scale = [&](float value) { return Constants{floats("s", {}, {value}), kFine[1]}; };

        row("scale zero", {kQuantize, kDequantize}, scale(0), "corrupt");
        row("a negative scale", {kQuantize, kDequantize}, scale(-1), "corrupt");
        row("an infinite scale", {kQuantize, kDequantize}, scale(INFINITY), "corrupt");
        row("a scale that overflows", {kQuantize, kDequantize}, scale(3e38f), "corrupt");
        row("a scale too small for a number", {kQuantize, kDequantize}, scale(1e-40f), "corrupt");
        row("a stored scale that overflows", {node("DequantizeLinear", {"w", "ws", "wz"}, {}, {"c"}), node("Add", {"x", "c"})},
            {small("w", {}, kUint8, {100}), small("wz", {}, kUint8, {0}), floats("ws", {}, {3e38f})}, "corrupt");
        row("two scales for three channels", {kQuantize, kDequantize}, {floats("s", {2}, {1, 1}), small("z", {2}, kUint8, {0, 0})}, "corrupt");
        row("more zero points than channels", {kQuantize, kDequantize}, {floats("s", {3}, {1, 1, 1}), small("z", {4}, kUint8, {0, 0, 0, 0})}, "corrupt");
        row("scales with two axes", {kQuantize, kDequantize}, {floats("s", {1, 3}, {1, 1, 1}), kFine[1]}, "QuantizeLinear");
        row("an axis beyond the end", {node("QuantizeLinear", {"x", "s", "z"}, onnxInteger("axis", 7), {"q"}), kDequantize},
            {floats("s", {3}, {1, 1, 1}), small("z", {3}, kUint8, {0, 0, 0})}, "corrupt");
        row("a whole number as scale", {kQuantize, kDequantize}, {integers("s", {}, {1}), kFine[1]}, "corrupt");
        row("a number as zero point", {kQuantize, kDequantize}, {kFine[0], floats("z", {}, {1})}, "QuantizeLinear");
        row("a wide zero point", {kQuantize, kDequantize}, {kFine[0], wide("z", {}, {1})}, "QuantizeLinear");
        row("a zero point beyond its type", {kQuantize, kDequantize}, {kFine[0], OnnxTensorText{"z", {}, kUint8, "", bytes(5, varint(300))}}, "corrupt");
        row("blocks", {node("QuantizeLinear", {"x", "s", "z"}, onnxInteger("block_size", 2), {"q"}), kDequantize}, kFine, "QuantizeLinear");
        row("a type of 4 bits", {node("QuantizeLinear", {"x", "s"}, onnxInteger("output_dtype", 22), {"q"}), kDequantize}, kFine, "QuantizeLinear");
        row("another scale on the way back", {kQuantize, node("DequantizeLinear", {"q", "other", "z"})}, with(kFine, {floats("other", {}, {.25f})}), "DequantizeLinear");
        row("another zero point on the way back", {kQuantize, node("DequantizeLinear", {"q", "s", "other"})}, with(kFine, {small("other", {}, kUint8, {41})}), "DequantizeLinear");
        row("no zero point on the way back", {kQuantize, node("DequantizeLinear", {"q", "s"})}, kFine, "DequantizeLinear");
        row("a zero point of another type on the way back", {kQuantize, node("DequantizeLinear", {"q", "s", "other"})}, with(kFine, {small("other", {}, kInt8, {40})}),
            "DequantizeLinear");
        row("a stored zero point of another type", {node("DequantizeLinear", {"w", "ws", "wz"}, {}, {"c"}), node("Add", {"x", "c"})},
            {small("w", {}, kUint8, {100}), small("wz", {}, kInt8, {0}), floats("ws", {}, {1})}, "corrupt");
        row("numbers that were never integers", {node("DequantizeLinear", {"x", "s", "z"})}, kFine, "DequantizeLinear");
        row("integers twice", {kQuantize, node("QuantizeLinear", {"q", "s", "z"}, {}, {"r"}), node("DequantizeLinear", {"r", "s", "z"})}, kFine, "QuantizeLinear");
        row("integers as output", {node("QuantizeLinear", {"x", "s", "z"})}, kFine, "output");
        row("a scale as output", {node("DynamicQuantizeLinear", {"x"}, {}, {"q", "y", "z"})}, {}, "output");
        row("a scale in ordinary arithmetic", {kDynamic, node("Mul", {"x", "s"})}, {}, "Mul");
        row("a scale that is added", {kDynamic, node("Add", {"x", "s"})}, {}, "Add");
        row("a scale that is moved", {kDynamic, node("Reshape", {"s", "to"}, {}, {"r"}), node("Mul", {"x", "r"})}, {numbers("to", {1})}, "Reshape");
        row("a zero point as a number", {kDynamic, node("Cast", {"z"}, onnxInteger("to", 1), {"f"}), node("Add", {"x", "f"})}, {}, "Cast");
        row("integers as numbers", {kDynamic, node("Cast", {"q"}, onnxInteger("to", 1))}, {}, "Cast");
        row("integers that are added", {kQuantize, node("Add", {"q", "q"}, {}, {"t"}), node("DequantizeLinear", {"t", "s", "z"})}, kFine, "Add");
        row("integers with a sigmoid", {kQuantize, node("Sigmoid", {"q"})}, kFine, "Sigmoid");
        row("stored integers in ordinary arithmetic", {node("Add", {"x", "w"})}, {small("w", {1}, kUint8, {1})}, "Add");
        row("integers of two grids together", {kDynamic, node("QuantizeLinear", {"x", "k", "z0"}, {}, {"r"}), node("Concat", {"q", "r"}, onnxInteger("axis", 1), {"t"}), node("DequantizeLinear", {"t", "s", "z"})},
            {floats("k", {}, {1}), small("z0", {}, kUint8, {0})}, "Concat");
        row("integers as a size", {kQuantize, node("Reshape", {"q", "q"}, {}, {"t"}), node("DequantizeLinear", {"t", "s", "z"})}, kFine, "Reshape");
        row("integers with a grid for each channel are moved", {kQuantize, node("Transpose", {"q"}, {}, {"t"}), node("DequantizeLinear", {"t", "s", "z"})},
            {floats("s", {3}, {1, 2, 3}), small("z", {3}, kUint8, {0, 0, 0})}, "Transpose");
        row("a range of a constant", {node("DynamicQuantizeLinear", {"k"}, {}, {"q", "s", "z"}), kDequantize}, {floats("k", {2}, {1, 2})}, "DynamicQuantizeLinear");
        row("scale and zero point of two tensors", {kDynamic, node("Neg", {"x"}, {}, {"n"}), node("DynamicQuantizeLinear", {"n"}, {}, {"q2", "s2", "z2"}), node("DequantizeLinear", {"q", "s2", "z2"})}, {},
            "DequantizeLinear");

        row("sums without their scale", {kDynamic, conv, node("Cast", {"i"}, onnxInteger("to", 1))}, weights, "output");
        row("sums with the scale of another", {kDynamic, node("Neg", {"x"}, {}, {"n"}), node("DynamicQuantizeLinear", {"n"}, {}, {"q2", "s2", "z2"}), conv, toFloat, node("Mul", {"f", "s2"})},
            weights, "Mul");
        row("sums with their scale twice", {kDynamic, conv, toFloat, node("Mul", {"s", "s"}, {}, {"both"}), node("Mul", {"f", "both"})}, weights, "Mul");
        row("sums that are no floats yet", {kDynamic, conv, node("Mul", {"i", "s"})}, weights, "Mul");
        row("sums that are cut to integers", {kDynamic, conv, node("Cast", {"i"}, onnxInteger("to", kInt8), {"f"}), node("Mul", {"f", "s"})}, weights, "Cast");
        row("sums that are added to others", {kDynamic, conv, node("Add", {"i", "i"}, {}, {"t"}), node("Cast", {"t"}, onnxInteger("to", 1), {"f"}), node("Mul", {"f", "s"})}, weights, "Add");
        row("sums that are added to others as floats", {kDynamic, conv, toFloat, node("Add", {"f", "f"}, {}, {"t"}), node("Mul", {"t", "s"})}, weights, "Add");
        row("sums that are multiplied by the picture", {kDynamic, conv, toFloat, node("Mul", {"f", "x"})}, weights, "Mul");
        row("sums of numbers that were never integers", {kDynamic, node("ConvInteger", {"x", "w", "z", "wz"}, {}, {"i"}), toFloat, node("Mul", {"f", "s"})}, weights, "ConvInteger");
        row("a zero point of another tensor", {kDynamic, node("ConvInteger", {"q", "w", "wz", "wz"}, {}, {"i"}), toFloat, node("Mul", {"f", "s"})}, weights, "ConvInteger");
        row("no zero point", {kDynamic, node("ConvInteger", {"q", "w"}, {}, {"i"}), toFloat, node("Mul", {"f", "s"})}, weights, "ConvInteger");
        row("weights that are no integers", {kDynamic, conv, toFloat, node("Mul", {"f", "s"})}, {floats("w", {2, 3, 1, 1}, {1, 1, 1, 1, 1, 1}), kWeightZero}, "ConvInteger");
        row("weights that the network makes", {kDynamic, node("ConvInteger", {"q", "q", "z", "z"}, {}, {"i"}), toFloat, node("Mul", {"f", "s"})}, {}, "ConvInteger");
        row("weights for other channels", {kDynamic, conv, toFloat, node("Mul", {"f", "s"})}, {small("w", {2, 1, 1, 1}, kUint8, {1, 1}), kWeightZero}, "corrupt");
        row("three zero points for two channels", {kDynamic, conv, toFloat, node("Mul", {"f", "s"})}, {kStoredWeights, small("wz", {3}, kUint8, {1, 1, 1})}, "corrupt");
        const std::string linear = node("QLinearConv", {"q", "s", "z", "w", "ws", "wz", "ys", "yz", "b"}, {}, {"i"}), end = node("DequantizeLinear", {"i", "ys", "yz"});
        const Constants result = {floats("ys", {}, {8}), small("yz", {}, kUint8, {100}), wide("b", {2}, {0, 0})};
        row("a bias that is no integer", {kQuantize, linear, end}, with(with(kFine, weights), {result[0], result[1], floats("b", {2}, {0, 0})}), "corrupt");
        row("a bias for other channels", {kQuantize, linear, end}, with(with(kFine, weights), {result[0], result[1], wide("b", {3}, {0, 0, 0})}), "corrupt");
        row("a convolution from a dynamic grid to a fixed one", {kDynamic, linear, end}, with(weights, result), "QLinearConv");
        row("a convolution that reads with another scale", {kQuantize, node("QLinearConv", {"q", "ws", "z", "w", "ws", "wz", "ys", "yz", "b"}, {}, {"i"}), end},
            with(with(kFine, weights), result), "QLinearConv");
        row("a product of constants", {node("MatMulInteger", {"w", "w", "wz", "wz"}, {}, {"i"}), toFloat, node("Add", {"x", "f"})}, {small("w", {1, 1}, kUint8, {1}), kWeightZero}, "MatMulInteger");
    }
    void what_is_no_such_network_is_refused_by_the_name_of_its_operator()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, op);
        QCOMPARE(QString::fromStdString(refusedOperator(text.toStdString())), op);
    }
};

QTEST_APPLESS_MAIN(TestOnnxIntegers)
#include "tst_onnxintegers.moc"
