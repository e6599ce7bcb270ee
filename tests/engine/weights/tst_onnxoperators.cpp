// SPDX-License-Identifier: GPL-3.0-or-later
// The spellings that ONNX has for one thing, over versions of its operators: each must be the network that the tracer makes of it.
#include "engine/weights/onnxprogram.h"
#include "engine/weights/refusals.h"
#include "weights/onnximport.h"
#include "weights/simplify.h"

#include <QtTest>

#include <functional>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::protobuftext;
using namespace lineside::test::onnxprogram;
using namespace lineside::weights;

namespace {

using Program = std::function<TraceValue(TraceBuilder &, const TraceValue &)>;

Array runProgram(const Program &program)
{
    TraceBuilder trace(kImage);
    NetworkSpec spec = trace.finish(program(trace, trace.image()));
    simplifyNetwork(spec);
    return interpret(spec, countedImage());
}

}  // namespace

Q_DECLARE_METATYPE(Program)

class TestOnnxOperators : public QObject {
    Q_OBJECT

private slots:
    void every_spelling_is_the_same_network_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Program>("program");
        const auto row = [](const char *name, int opset, const Strings &nodes, const std::vector<OnnxTensorText> &constants, Program program) {
            const std::string text = graphOf(nodes, constants, opset);
            QTest::newRow(name) << QByteArray(text.data(), qsizetype(text.size())) << program;
        };
        const std::string single = onnxInteger("keepdims", 0);

        const Program squeezed = [](auto &t, auto &x) { return t.squeeze(x, {0}); };
        row("squeeze by an attribute", 11, {node("Squeeze", {"x"}, onnxIntegers("axes", {0}))}, {}, squeezed);
        row("squeeze by an input", 13, {node("Squeeze", {"x", "a"})}, {numbers("a", {-4})}, squeezed);
        row("squeeze of what is 1", 13, {node("Squeeze", {"x"})}, {}, squeezed);
        const Program unsqueezed = [](auto &t, auto &x) { return t.unsqueeze(x, {2}); };
        row("unsqueeze by an attribute", 11, {node("Unsqueeze", {"x"}, onnxIntegers("axes", {2}))}, {}, unsqueezed);
        row("unsqueeze by an input", 13, {node("Unsqueeze", {"x", "a"})}, {numbers("a", {-3})}, unsqueezed);

        const Program second = [](auto &t, auto &x) { return t.slice(x, 2, 2, 4); };
        row("split by an attribute", 11, {node("Split", {"x"}, onnxInteger("axis", 2) + onnxIntegers("split", {2, 2}), {"a", "y"})}, {}, second);
        row("split by an input", 13, {node("Split", {"x", "s"}, onnxInteger("axis", -2), {"a", "y"})}, {numbers("s", {2, 2})}, second);
        row("split in equal parts", 11, {node("Split", {"x"}, onnxInteger("axis", 2), {"a", "y"})}, {}, second);
        row("split in a number of parts", 18, {node("Split", {"x"}, onnxInteger("axis", 2) + onnxInteger("num_outputs", 2), {"a", "y"})}, {}, second);
        row("slice by attributes", 9, {node("Slice", {"x"}, onnxIntegers("axes", {2}) + onnxIntegers("starts", {2}) + onnxIntegers("ends", {INT64_MAX}))}, {}, second);
        row("slice by inputs", 11, {node("Slice", {"x", "b", "e", "a", "s"})},
            {numbers("b", {-2}), numbers("e", {100}), numbers("a", {-2}), numbers("s", {1})}, second);
        row("slice of the first axes", 11, {node("Slice", {"x", "b", "e"})}, {numbers("b", {0, 0, 2}), numbers("e", {1, 3, 4})}, second);
        row("gather neighbours", 11, {node("Gather", {"x", "i"}, onnxInteger("axis", 2))}, {numbers("i", {2, 3})}, second);

        const Program clipped = [](auto &t, auto &x) { return t.clip(x, -1, 6); };
        row("clip by attributes", 10, {node("Clip", {"x"}, onnxNumber("min", -1) + onnxNumber("max", 6))}, {}, clipped);
        row("clip by inputs", 11, {node("Clip", {"x", "l", "h"})}, {floats("l", {}, {-1}), floats("h", {}, {6})}, clipped);
        row("clip as max and min", 13, {node("Max", {"x", "l"}, {}, {"m"}), node("Min", {"m", "h"})}, {floats("l", {}, {-1}), floats("h", {}, {6})}, clipped);
        row("ReLU as clip", 11, {node("Clip", {"x", "l"})}, {floats("l", {}, {0})}, [](auto &t, auto &x) { return t.activation(x, Activation::ReLU); });

        const Program silu = [](auto &t, auto &x) { return t.activation(x, Activation::SiLU); };
        row("SiLU in two", 11, {node("Sigmoid", {"x"}, {}, {"s"}), node("Mul", {"x", "s"})}, {}, silu);
        row("SiLU as swish", 24, {node("Swish", {"x"})}, {}, silu);
        const Program hardSwish = [](auto &t, auto &x) { return t.activation(x, Activation::HardSwish); };
        row("HardSwish", 14, {node("HardSwish", {"x"})}, {}, hardSwish);
        row("HardSwish by a hard sigmoid", 11, {node("HardSigmoid", {"x"}, onnxNumber("alpha", 1.f / 6), {"h"}), node("Mul", {"x", "h"})}, {}, hardSwish);
        row("HardSwish by a clip", 11,
            {node("Add", {"x", "three"}, {}, {"a"}), node("Clip", {"a", "zero", "six"}, {}, {"c"}), node("Mul", {"x", "c"}, {}, {"m"}), node("Div", {"m", "six"})},
            {floats("three", {}, {3}), floats("zero", {}, {0}), floats("six", {}, {6})}, hardSwish);

        const Program doubled = [](auto &t, auto &x) { return t.upsampleNearest(x, 2); };
        const auto scales = floats("s", {4}, {1, 1, 2, 2}), none = floats("r", {0}, {});
        const auto corner = onnxText("mode", "nearest") + onnxText("coordinate_transformation_mode", "asymmetric") + onnxText("nearest_mode", "floor");
        row("upsample", 9, {node("Upsample", {"x", "s"}, onnxText("mode", "nearest"))}, {scales}, doubled);
        row("resize of version 10", 10, {node("Resize", {"x", "s"}, onnxText("mode", "nearest"))}, {scales}, doubled);
        row("resize by scales", 11, {node("Resize", {"x", "r", "s"}, corner)}, {none, scales}, doubled);
        row("resize by scales, nothing left for a region", 13, {node("Resize", {"x", "", "s"}, corner)}, {scales}, doubled);
        row("resize by centres", 13, {node("Resize", {"x", "", "s"}, onnxText("mode", "nearest"))}, {scales}, doubled);
        row("resize by sizes", 13, {node("Resize", {"x", "", "", "n"}, corner)}, {numbers("n", {1, 3, 8, 8})}, doubled);

        const Program softmaxed = [](auto &t, auto &x) { return t.softmax(x, 3); };
        row("softmax of the last axis, by default", 13, {node("Softmax", {"x"})}, {}, softmaxed);
        row("softmax before version 13", 11, {node("Softmax", {"x"}, onnxInteger("axis", 3))}, {}, softmaxed);

        const Program flat = [](auto &t, auto &x) { return t.reshape(x, {1, 3, 16}); };
        row("reshape that keeps and infers", 13, {node("Reshape", {"x", "s"})}, {numbers("s", {0, 0, -1})}, flat);
        row("reshape by the size of the picture", 13,
            {node("Shape", {"x"}, {}, {"all"}), node("Gather", {"all", "one"}, {}, {"c"}), node("Unsqueeze", {"c", "zero"}, {}, {"cs"}),
             node("Concat", {"i", "cs", "open"}, onnxInteger("axis", 0), {"to"}), node("Reshape", {"x", "to"})},
            {integers("one", {}, {1}), numbers("zero", {0}), numbers("i", {1}), numbers("open", {-1})}, flat);
        row("reshape by a part of the size", 15,
            {node("Shape", {"x"}, onnxInteger("start", 0) + onnxInteger("end", -2), {"to"}), node("Concat", {"to", "open"}, onnxInteger("axis", 0), {"full"}),
             node("Reshape", {"x", "full"})},
            {numbers("open", {-1})}, flat);
        row("flatten", 13, {node("Flatten", {"x"}, onnxInteger("axis", 2))}, {}, [](auto &t, auto &x) { return t.reshape(x, {3, 16}); });
        row("transpose backwards, by default", 13, {node("Transpose", {"x"})}, {}, [](auto &t, auto &x) { return t.transpose(x, {3, 2, 1, 0}); });

        const Program added = [](auto &t, auto &x) { return t.binary(HostBinary::Add, x, t.known(hostFloats({2, 1, 1, 1}, {5, 5}))); };
        const auto sum = [&](const std::string &made) { return Strings{made, node("Add", {"x", "c"})}; };
        row("constant in a tensor", 13, sum(onnxNode("Constant", {}, {"c"}, {}, onnxTensorAttribute("value", floats("", {2, 1, 1, 1}, {5, 5})))), {}, added);
        row("constant in floats", 13,
            {onnxNode("Constant", {}, {"f"}, {}, bytes(5, bytes(1, "value_floats") + bytes(7, std::string(8, '\0')))), onnxNode("Constant", {}, {"n"}, {}, onnxNumber("value_float", 5)),
             node("Add", {"f", "n"}, {}, {"fn"}), node("Reshape", {"fn", "s"}, {}, {"c"}), node("Add", {"x", "c"})},
            {numbers("s", {2, 1, 1, 1})}, added);
        row("constant of a shape", 13, sum(node("ConstantOfShape", {"s"}, onnxTensorAttribute("value", floats("", {1}, {5})), {"c"})), {numbers("s", {2, 1, 1, 1})}, added);
        row("constant of small integers", 13, sum(node("DequantizeLinear", {"q", "s", "z"}, onnxInteger("axis", 0), {"c"})),
            {OnnxTensorText{"q", {2, 1, 1, 1}, 3, std::string("\xfd\x06", 2), ""}, floats("s", {2}, {-1, 0.625f}), OnnxTensorText{"z", {2}, 3, std::string("\x02\xfe", 2), ""}}, added);
        row("expanded to a shape with open sizes", 13,
            {node("Equal", {"to", "open"}, {}, {"is"}), node("Where", {"is", "ones", "to"}, {}, {"w"}), node("Expand", {"k", "w"}, {}, {"c"}), node("Add", {"x", "c"})},
            {numbers("to", {2, -1, -1, -1}), integers("open", {}, {-1}), numbers("ones", {1, 1, 1, 1}), floats("k", {1}, {5})}, added);
        row("identity and dropout", 13, {node("Identity", {"x"}, {}, {"i"}), node("Dropout", {"i"}, {}, {"d"}), node("Cast", {"d"}, onnxInteger("to", 10), {"h"}), node("Add", {"h", "c"})},
            {floats("c", {2, 1, 1, 1}, {5, 5})}, added);
        row("pads of no width", 13, {node("Pad", {"x", "p"}, {}, {"p0"}), node("Add", {"p0", "c"})}, {numbers("p", std::vector<std::int64_t>(8, 0)), floats("c", {2, 1, 1, 1}, {5, 5})}, added);

        const Program largest = [](auto &t, auto &x) { return t.reduce(HostReduction::Max, x, {1}, false); };
        row("largest by an attribute", 13, {node("ReduceMax", {"x"}, onnxIntegers("axes", {1}) + single)}, {}, largest);
        row("largest by an input", 18, {node("ReduceMax", {"x", "a"}, single)}, {numbers("a", {-3})}, largest);
        row("largest of one is itself", 18, {node("ReduceMax", {"x"}, onnxInteger("noop_with_empty_axes", 1), {"z"}), node("Squeeze", {"z", "a"})}, {numbers("a", {0})}, squeezed);

        const Program rows = [](auto &t, auto &x) {
            const TraceValue flatX = t.reshape(x, {1, 48});
            const auto [values, indices] = t.topK(flatX, 3, 1);
            const TraceValue part = t.binary(HostBinary::FloorDiv, indices, t.known(hostInteger(5)));
            return t.concat({values, t.cast(part, HostType::Float)}, 1);
        };
        const std::string chosen = node("TopK", {"f", "k"}, onnxInteger("axis", 1), {"v", "i"}), reshaped = node("Reshape", {"x", "s"}, {}, {"f"});
        const std::string joined = node("Concat", {"v", "p"}, onnxInteger("axis", 1));
        const std::vector<OnnxTensorText> choice = {numbers("s", {1, 48}), numbers("k", {3}), integers("five", {}, {5}), floats("5", {}, {5})};
        row("indices divided as whole numbers", 13, {reshaped, chosen, node("Div", {"i", "five"}, {}, {"q"}), node("Cast", {"q"}, onnxInteger("to", 1), {"p"}), joined}, choice, rows);
        row("indices divided as numbers and rounded", 13,
            {reshaped, chosen, node("Cast", {"i"}, onnxInteger("to", 1), {"n"}), node("Div", {"n", "5"}, {}, {"q"}), node("Floor", {"q"}, {}, {"p"}), joined}, choice, rows);
        row("indices divided as numbers and cut off", 13,
            {reshaped, chosen, node("Cast", {"i"}, onnxInteger("to", 1), {"n"}), node("Div", {"n", "5"}, {}, {"q"}), node("Cast", {"q"}, onnxInteger("to", 7), {"w"}),
             node("Cast", {"w"}, onnxInteger("to", 1), {"p"}), joined},
            choice, rows);
        const Program bestRows = [](auto &t, auto &x) {
            const TraceValue rowsX = t.reshape(x, {1, 12, 4});
            return t.take(rowsX, t.topK(t.reshape(t.slice(rowsX, 2, 0, 1), {1, 12}), 3, 1).indices, 1);
        };
        const Strings best = {node("Reshape", {"x", "s"}, {}, {"r"}), node("Slice", {"r", "zero", "one", "two"}, {}, {"b"}), node("Squeeze", {"b", "two"}, {}, {"f"}), chosen,
                              node("Unsqueeze", {"i", "two"}, {}, {"u"})};
        const std::vector<OnnxTensorText> bestOf = {numbers("s", {1, 12, 4}), numbers("k", {3}), numbers("zero", {0}), numbers("one", {1}), numbers("two", {2}),
                                                    integers("picture", {1, 3, 1}, {0, 0, 0})};
        Strings byPicture = best, byRow = best;
        byPicture.insert(byPicture.end(), {node("Concat", {"picture", "u"}, onnxInteger("axis", -1), {"n"}), node("GatherND", {"r", "n"}, {}, {"g"}), node("Unsqueeze", {"g", "zero"})});
        byRow.insert(byRow.end(), {node("Squeeze", {"r", "zero"}, {}, {"q"}), node("GatherND", {"q", "u"}, {}, {"g"}), node("Unsqueeze", {"g", "zero"})});
        row("rows by the number of the picture and their own", 13, byPicture, bestOf, bestRows);
        row("rows by their own number", 13, byRow, bestOf, bestRows);
    }
    void every_spelling_is_the_same_network()
    {
        QFETCH(QByteArray, text);
        QFETCH(Program, program);
        const Array wanted = runProgram(program), seen = runOnnx(text.toStdString());
        QCOMPARE(seen.shape, wanted.shape);
        for (std::size_t i = 0; i < seen.data.size(); ++i)
            QVERIFY(std::abs(seen.data[i] - wanted.data[i]) <= 1e-5f * std::max(1.f, std::abs(wanted.data[i])));
    }

    void what_is_read_differently_is_left_to_the_direct_way_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("op");
        const auto row = [](const char *name, int opset, const Strings &nodes, const std::vector<OnnxTensorText> &constants, const char *op) {
            const std::string text = graphOf(nodes, constants, opset);
            QTest::newRow(name) << QByteArray(text.data(), qsizetype(text.size())) << op;
        };
        const auto scales = floats("s", {4}, {1, 1, 2, 2});
        row("an operator without a canonical one", 13, {node("Tanh", {"x"})}, {}, "Tanh");
        row("softmax over several axes", 11, {node("Softmax", {"x"})}, {}, "Softmax");
        row("resize by lines", 13, {node("Resize", {"x", "", "s"}, onnxText("mode", "linear"))}, {scales}, "Resize");
        row("resize by another neighbour", 13, {node("Resize", {"x", "", "s"}, onnxText("nearest_mode", "ceil"))}, {scales}, "Resize");
        row("resize by a fraction", 13, {node("Resize", {"x", "", "s"})}, {floats("s", {4}, {1, 1, 1.5f, 1.5f})}, "Resize");
        row("resize of channels", 13, {node("Resize", {"x", "", "s"})}, {floats("s", {4}, {1, 2, 2, 2})}, "Resize");
        row("pads that are worked out", 13, {node("MaxPool", {"x"}, onnxIntegers("kernel_shape", {2, 2}) + onnxText("auto_pad", "SAME_UPPER"))}, {}, "MaxPool");
        row("pads of some width", 13, {node("Pad", {"x", "p"})}, {numbers("p", {0, 0, 1, 1, 0, 0, 1, 1})}, "Pad");
        row("a pooling that tells places", 13, {node("MaxPool", {"x"}, onnxIntegers("kernel_shape", {2, 2}), {"y", "places"})}, {}, "MaxPool");
        row("the smallest", 13, {node("TopK", {"x", "k"}, onnxInteger("largest", 0))}, {numbers("k", {1})}, "TopK");
        row("a weight that depends on the picture", 13, {node("Conv", {"x", "x"})}, {}, "Conv");
        row("a size that depends on the picture", 13, {node("Cast", {"x"}, onnxInteger("to", 7), {"i"}), node("Reshape", {"x", "i"})}, {}, "Cast");
        row("indices for several axes elsewhere", 13,
            {node("TopK", {"x", "k"}, {}, {"v", "i"}), node("Concat", {"z", "i"}, onnxInteger("axis", -1), {"n"}), node("Add", {"n", "z"})},
            {numbers("k", {1}), integers("z", {1, 3, 4, 1}, std::vector<std::int64_t>(12, 0))}, "Add");
        row("text", 13, {node("Add", {"x", "t"})}, {OnnxTensorText{"t", {1}, 8, "", bytes(6, "a")}}, "Constant");
    }
    void what_is_read_differently_is_left_to_the_direct_way()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, op);
        const std::string whole = text.toStdString();
        const OnnxModel model = readOnnxModel(asBytes(whole));
        try {
            importOnnx(model, {4, 4});
        } catch (const OutsideSet &outside) {
            QCOMPARE(QString::fromStdString(outside.op), op);
            return;
        }
        QFAIL("read");
    }

    void a_chain_of_ninety_thousand_nodes_needs_no_stack()
    {
        Strings nodes = {node("Neg", {"x"}, {}, {"n0"})};
        for (int i = 1; i < 90'000; ++i)
            nodes.push_back(node("Neg", {"n" + std::to_string(i - 1)}, {}, {"n" + std::to_string(i)}));
        nodes.push_back(node("Neg", {"n89999"}));
        std::reverse(nodes.begin(), nodes.end());
        const std::string text = graphOf(nodes, {}, 13);
        const OnnxModel model = readOnnxModel(asBytes(text));
        QCOMPARE(orderedNodes(model, "y").size(), std::size_t(90'001));
        QCOMPARE(outcome([&] { importOnnx(model, {4, 4}); }), QString("corrupt"));  // more than a network has
    }

    void constants_that_grow_without_end_are_refused()
    {
        // Each doubles the one before: 2^60 numbers after 60 nodes.
        Strings nodes;
        for (int i = 0; i < 60; ++i)
            nodes.push_back(node("Concat", {"c" + std::to_string(i), "c" + std::to_string(i)}, onnxInteger("axis", 0), {"c" + std::to_string(i + 1)}));
        nodes.push_back(node("Add", {"x", "c60"}));
        const std::string text = graphOf(nodes, {floats("c0", {1}, {1})}, 13);
        QCOMPARE(outcome([&] { importOnnx(readOnnxModel(asBytes(text)), {4, 4}); }), QString("corrupt"));
    }
};

QTEST_APPLESS_MAIN(TestOnnxOperators)
#include "tst_onnxoperators.moc"
