// SPDX-License-Identifier: GPL-3.0-or-later
// The spellings that OpenVINO has for one thing, over its sets of operators: each must be the network that the tracer makes of it.
#include "engine/weights/irtext.h"
#include "engine/weights/refusals.h"
#include "support/referenceinterpreter.h"
#include "weights/irimport.h"
#include "weights/simplify.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <numeric>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::weights;

namespace {

const Shape kImage = {1, 3, 4, 4};

using Program = std::function<TraceValue(TraceBuilder &, const TraceValue &)>;
using Write = std::function<void(IrText &)>;  ///< from "x", the picture, to "y"

std::vector<float> counted(std::size_t count)
{
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), -20.f);
    return values;
}

TracedNetwork imported(const Write &write)
{
    IrText ir;
    ir.parameter("x", kImage);
    write(ir);
    ir.result("y");
    const IrModel model = readIrModel(ir.xml());
    return importIr(model, asBytes(ir.bin()), {4, 4});
}

Array runProgram(const Program &program)
{
    TraceBuilder trace(kImage);
    NetworkSpec spec = trace.finish(program(trace, trace.image()));
    simplifyNetwork(spec);
    return interpret(spec, {kImage, counted(48)});
}

constexpr char kCorner[] = R"(mode="nearest" nearest_mode="floor" coordinate_transformation_mode="asymmetric" antialias="false" pads_begin="0, 0, 0, 0" pads_end="0, 0, 0, 0")";

std::string corner(std::string_view by)
{
    return std::string(kCorner) + " shape_calculation_mode=\"" + std::string(by) + "\"";
}

}  // namespace

Q_DECLARE_METATYPE(Program)
Q_DECLARE_METATYPE(Write)

class TestIrOperators : public QObject {
    Q_OBJECT

private slots:
    void every_spelling_is_the_same_network_data()
    {
        QTest::addColumn<Write>("write");
        QTest::addColumn<Program>("program");
        const auto row = [](const char *name, Write write, Program program) { QTest::newRow(name) << write << program; };

        const Program padded = [](auto &t, auto &x) {
            return t.conv(x, t.known(hostFloats({2, 3, 3, 3}, counted(54))), std::nullopt, {{}, {2, 2}, {1, 1}, {}}, 1);
        };
        constexpr char window[] = R"(strides="2, 2" dilations="1, 1" pads_begin="1, 1" pads_end="1, 1")";
        row("convolution", [=](IrText &ir) { ir.floats("w", {2, 3, 3, 3}, counted(54)); ir.layer("y", "Convolution", {"x", "w"}, window); }, padded);
        row("convolution in half precision", [=](IrText &ir) {
            std::string half;
            for (const int bits : {0x3c00, 0x4000, 0xc000, 0, 0x3800, 0x4200})
                half += std::string(reinterpret_cast<const char *>(&bits), 2);
            ir.constant("h", {2, 3, 1, 1}, "f16", half);
            ir.layer("w", "Convert", {"h"}, R"(destination_type="f32")");
            ir.layer("y", "Convolution", {"x", "w"}, R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0" auto_pad="valid")");
        }, [](auto &t, auto &x) { return t.conv(x, t.known(hostFloats({2, 3, 1, 1}, {1, 2, -2, 0, .5f, 3})), std::nullopt, {}, 1); });
        row("convolution in groups", [](IrText &ir) {
            ir.floats("w", {3, 2, 1, 1, 1}, {1, 2, 3, 4, 5, 6});
            ir.layer("y", "GroupConvolution", {"x", "w"}, R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")");
        }, [](auto &t, auto &x) { return t.conv(x, t.known(hostFloats({6, 1, 1, 1}, {1, 2, 3, 4, 5, 6})), std::nullopt, {}, 3); });
        row("a bias is an addition", [](IrText &ir) {
            ir.floats("w", {2, 3, 1, 1}, {1, 2, 3, 4, 5, 6});
            ir.floats("b", {1, 2, 1, 1}, {7, 8});
            ir.layer("c", "Convolution", {"x", "w"}, R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")");
            ir.layer("y", "Add", {"c", "b"}, R"(auto_broadcast="numpy")");
        }, [](auto &t, auto &x) { return t.conv(x, t.known(hostFloats({2, 3, 1, 1}, {1, 2, 3, 4, 5, 6})), t.known(hostFloats({2}, {7, 8})), {}, 1); });

        const Program pooled = [](auto &t, auto &x) { return t.maxPool(x, {{3, 3}, {1, 1}, {1, 1}, {}}, false); };
        constexpr char pooling[] = R"(strides="1, 1" pads_begin="1, 1" pads_end="1, 1" kernel="3, 3" rounding_type="floor" auto_pad="explicit")";
        row("pooling of set 1", [=](IrText &ir) { ir.layer("y", "MaxPool", {"x"}, pooling); }, pooled);
        row("pooling of set 8, with places", [=](IrText &ir) {
            ir.layer("y", "MaxPool", {"x"}, std::string(pooling) + R"( dilations="1, 1" index_element_type="i64" axis="2")", {{}, {}}, "opset8");
        }, pooled);
        row("averages", [](IrText &ir) {
            ir.layer("y", "AvgPool", {"x"}, R"(strides="1, 1" pads_begin="0, 0" pads_end="0, 0" kernel="2, 2" exclude-pad="false" rounding_type="floor")", {{}}, "opset14");
        }, [](auto &t, auto &x) { return t.avgPool(x, {{2, 2}, {1, 1}, {}, {}}, false, true); });

        const Program doubled = [](auto &t, auto &x) { return t.upsampleNearest(x, 2); };
        row("resize of set 1", [](IrText &ir) {
            ir.integers("s", {8, 8});
            ir.layer("y", "Interpolate", {"x", "s"}, R"(axes="2, 3" mode="nearest" align_corners="false" antialias="false" pads_begin="0" pads_end="0")");
        }, doubled);
        row("resize of set 4 by scales", [](IrText &ir) {
            ir.integers("s", {8, 8});
            ir.floats("f", {2}, {2, 2});
            ir.integers("a", {2, 3});
            ir.layer("y", "Interpolate", {"x", "s", "f", "a"}, corner("scales"), {{}}, "opset4");
        }, doubled);
        row("resize of set 4 by sizes", [](IrText &ir) {
            ir.integers("s", {1, 3, 8, 8});
            ir.floats("f", {4}, {1, 1, 1, 1});
            ir.layer("y", "Interpolate", {"x", "s", "f"}, corner("sizes"), {{}}, "opset4");
        }, doubled);
        row("resize of set 11 by scales", [](IrText &ir) {
            ir.floats("f", {2}, {2, 2});
            ir.integers("a", {2, -1});
            ir.layer("y", "Interpolate", {"x", "f", "a"}, corner("scales"), {{}}, "opset11");
        }, doubled);
        row("resize by centres", [](IrText &ir) {
            ir.integers("s", {8, 8});
            ir.integers("a", {2, 3});
            ir.layer("y", "Interpolate", {"x", "s", "a"}, R"(mode="nearest" shape_calculation_mode="sizes")", {{}}, "opset11");
        }, doubled);

        row("SiLU", [](IrText &ir) { ir.layer("y", "Swish", {"x"}, {}, {{}}, "opset4"); }, [](auto &t, auto &x) { return t.activation(x, Activation::SiLU); });
        row("SiLU in two", [](IrText &ir) { ir.layer("s", "Sigmoid", {"x"}); ir.layer("y", "Multiply", {"x", "s"}); }, [](auto &t, auto &x) { return t.activation(x, Activation::SiLU); });
        row("HardSwish", [](IrText &ir) { ir.layer("y", "HSwish", {"x"}, {}, {{}}, "opset4"); }, [](auto &t, auto &x) { return t.activation(x, Activation::HardSwish); });
        row("HardSwish by a hard sigmoid", [](IrText &ir) { ir.layer("h", "HSigmoid", {"x"}, {}, {{}}, "opset5"); ir.layer("y", "Multiply", {"x", "h"}); },
            [](auto &t, auto &x) { return t.activation(x, Activation::HardSwish); });
        row("LeakyReLU", [](IrText &ir) { ir.floats("a", {1}, {.1f}); ir.layer("y", "PReLU", {"x", "a"}); }, [](auto &t, auto &x) { return t.leakyRelu(x, .1); });
        row("clamp", [](IrText &ir) { ir.layer("y", "Clamp", {"x"}, R"(min="-1" max="6.5")"); }, [](auto &t, auto &x) { return t.clip(x, -1, 6.5); });
        row("softmax", [](IrText &ir) { ir.layer("y", "SoftMax", {"x"}, R"(axis="-1")", {{}}, "opset8"); }, [](auto &t, auto &x) { return t.softmax(x, 3); });

        const Program minus = [](auto &t, auto &x) { return t.binary(HostBinary::Sub, t.known(hostFloats({1, 3, 1, 1}, {1, 2, 4})), x); };
        row("subtraction", [](IrText &ir) { ir.floats("c", {1, 3, 1, 1}, {1, 2, 4}); ir.layer("y", "Subtract", {"c", "x"}, R"(auto_broadcast="numpy")"); }, minus);
        row("division", [](IrText &ir) { ir.floats("c", {}, {4}); ir.layer("y", "Divide", {"x", "c"}, R"(auto_broadcast="numpy" m_pythondiv="true")"); },
            [](auto &t, auto &x) { return t.binary(HostBinary::Div, x, t.known(hostFloat(4))); });

        const auto matrices = [](const char *data, const Shape &order) -> Write {
            return [=](IrText &ir) {
                ir.integers("s", {1, 12, 4});
                ir.layer("a", "Reshape", {"x", "s"});
                ir.integers("o", order);
                ir.layer("b", "Transpose", {"a", "o"});
                ir.layer("y", "MatMul", {"a", "b"}, data);
            };
        };
        const Program product = [](auto &t, auto &x) {
            const TraceValue a = t.reshape(x, {1, 12, 4});
            return t.matMul(a, t.transpose(a, {0, 2, 1}));
        };
        row("product", matrices(R"(transpose_a="false" transpose_b="false")", {0, 2, 1}), product);
        row("product with a side turned", matrices(R"(transpose_a="false" transpose_b="true")", {0, 1, 2}), product);

        const Program second = [](auto &t, auto &x) { return t.slice(x, 2, 2, 4); };
        row("split", [](IrText &ir) { ir.integer("a", 2); ir.layer("s", "Split", {"x", "a"}, R"(num_splits="2")", {{}, {}}); ir.integers("n", {0, 0, 0, 0}); ir.layer("y", "Reshape", {"s:1", "n"}, R"(special_zero="true")"); }, second);
        row("split into what is left", [](IrText &ir) {
            ir.integer("a", -2);
            ir.integers("l", {2, -1});
            ir.layer("s", "VariadicSplit", {"x", "a", "l"}, {}, {{}, {}});
            ir.integers("n", {0, 0, 0, 0});
            ir.layer("y", "Reshape", {"s:1", "n"}, R"(special_zero="true")");
        }, second);
        const auto lists = [](IrText &ir, const Shape &begin, const Shape &end, const Shape &step) {
            ir.integers("b", begin);
            ir.integers("e", end);
            ir.integers("t", step);
        };
        row("slice", [=](IrText &ir) { lists(ir, {-2}, {INT64_MAX}, {1}); ir.integers("a", {-2}); ir.layer("y", "Slice", {"x", "b", "e", "t", "a"}, {}, {{}}, "opset8"); }, second);
        row("slice of the first axes", [=](IrText &ir) { lists(ir, {0, 0, 2}, {1, 3, 4}, {1, 1, 1}); ir.layer("y", "Slice", {"x", "b", "e", "t"}, {}, {{}}, "opset8"); }, second);
        row("strided slice by masks", [=](IrText &ir) {
            lists(ir, {7, 7, 2}, {7, 7, 7}, {1, 1, 1});
            ir.layer("y", "StridedSlice", {"x", "b", "e", "t"}, R"(begin_mask="1, 1, 0" end_mask="1, 1, 1" new_axis_mask="0, 0, 0" shrink_axis_mask="0, 0, 0" ellipsis_mask="0, 0, 0")");
        }, second);
        row("strided slice that takes and adds axes", [=](IrText &ir) {
            lists(ir, {0, 0, 1}, {0, 0, 2}, {1, 1, 1});
            ir.layer("y", "StridedSlice", {"x", "b", "e", "t"}, R"(begin_mask="1, 0, 0" end_mask="1, 0, 0" new_axis_mask="0, 1, 0" shrink_axis_mask="0, 0, 1")");
        }, [](auto &t, auto &x) { return t.unsqueeze(t.select(x, 1, 1), {1}); });
        row("gather neighbours", [](IrText &ir) { ir.integers("i", {2, -1}); ir.integer("a", 2); ir.layer("y", "Gather", {"x", "i", "a"}, R"(batch_dims="0")", {{}}, "opset8"); }, second);

        const Program flat = [](auto &t, auto &x) { return t.reshape(x, {1, 3, 16}); };
        row("reshape that keeps and infers", [](IrText &ir) { ir.integers("s", {0, 0, -1}); ir.layer("y", "Reshape", {"x", "s"}, R"(special_zero="true")"); }, flat);
        row("reshape by the size of the picture", [](IrText &ir) {
            ir.layer("all", "ShapeOf", {"x"}, R"(output_type="i64")", {{}}, "opset3");
            ir.integers("i", {0, 1});
            ir.integer("zero", 0);
            ir.layer("two", "Gather", {"all", "i", "zero"}, R"(batch_dims="0")", {{}}, "opset8");
            ir.integers("open", {-1});
            ir.layer("to", "Concat", {"two", "open"}, R"(axis="0")");
            ir.layer("y", "Reshape", {"x", "to"}, R"(special_zero="false")");
        }, flat);
        row("squeeze", [](IrText &ir) { ir.integers("a", {0}); ir.layer("y", "Squeeze", {"x", "a"}); }, [](auto &t, auto &x) { return t.squeeze(x, {0}); });
        row("unsqueeze", [](IrText &ir) { ir.integers("a", {2}); ir.layer("y", "Unsqueeze", {"x", "a"}); }, [](auto &t, auto &x) { return t.unsqueeze(x, {2}); });
        row("transpose backwards", [](IrText &ir) { ir.integers("o", {}); ir.layer("y", "Transpose", {"x", "o"}); }, [](auto &t, auto &x) { return t.transpose(x, {3, 2, 1, 0}); });
        row("tile", [](IrText &ir) { ir.integers("r", {2, 1}); ir.layer("y", "Tile", {"x", "r"}); }, [](auto &t, auto &x) { return t.tile(x, {2, 1}); });
        row("pads of no width", [](IrText &ir) { ir.integers("p", {0, 0, 0, 0}); ir.layer("z", "Pad", {"x", "p", "p"}, R"(pad_mode="constant")"); ir.layer("y", "ReLU", {"z"}); },
            [](auto &t, auto &x) { return t.activation(x, Activation::ReLU); });
        row("a range", [](IrText &ir) {
            ir.integer("b", 0);
            ir.integer("e", 4);
            ir.integer("s", 1);
            ir.layer("r", "Range", {"b", "e", "s"}, R"(output_type="f32")", {{}}, "opset4");
            ir.layer("y", "Add", {"x", "r"});
        }, [](auto &t, auto &x) { return t.binary(HostBinary::Add, x, t.known(hostFloats({4}, {0, 1, 2, 3}))); });
        row("a choice by a condition that is known", [](IrText &ir) {
            ir.integers("a", {1, 1, 1, 4});
            ir.integer("n", 9);
            ir.layer("c", "Greater", {"n", "a"});
            ir.layer("z", "Negative", {"x"});
            ir.layer("y", "Select", {"c", "z", "x"}, R"(auto_broadcast="numpy")");
        }, [](auto &t, auto &x) { return t.unary(HostUnary::Neg, x); });

        row("largest", [](IrText &ir) { ir.integers("a", {-3}); ir.layer("y", "ReduceMax", {"x", "a"}, R"(keep_dims="false")"); }, [](auto &t, auto &x) { return t.reduce(HostReduction::Max, x, {1}, false); });
        const Program rows = [](auto &t, auto &x) {
            const auto [values, indices] = t.topK(t.reshape(x, {1, 48}), 3, 1);
            return t.concat({values, t.cast(t.binary(HostBinary::FloorDiv, indices, t.known(hostInteger(5))), HostType::Float)}, 1);
        };
        const auto chosen = [](const char *opset, const char *sort, const char *divide) -> Write {
            return [=](IrText &ir) {
                ir.integers("s", {1, 48});
                ir.layer("f", "Reshape", {"x", "s"});
                ir.integer("k", 3);
                ir.integer("five", 5);
                ir.layer("t", "TopK", {"f", "k"}, std::string(R"(axis="1" mode="max" index_element_type="i64" sort=")") + sort + "\"", {{}, {}}, opset);
                ir.layer("q", divide, {"t:1", "five"});
                ir.layer("p", "Convert", {"q"}, R"(destination_type="f32")");
                ir.layer("y", "Concat", {"t", "p"}, R"(axis="1")");
            };
        };
        row("the best of set 1", chosen("opset1", "value", "Divide"), rows);
        row("the best of set 11", chosen("opset11", "none", "Divide"), rows);
        row("the remainder of their places", chosen("opset11", "value", "FloorMod"), [](auto &t, auto &x) {
            const auto [values, indices] = t.topK(t.reshape(x, {1, 48}), 3, 1);
            return t.concat({values, t.cast(t.binary(HostBinary::Mod, indices, t.known(hostInteger(5))), HostType::Float)}, 1);
        });
    }
    void every_spelling_is_the_same_network()
    {
        QFETCH(Write, write);
        QFETCH(Program, program);
        const Array wanted = runProgram(program), seen = interpret(imported(write).spec, {kImage, counted(48)});
        QCOMPARE(seen.shape, wanted.shape);
        for (std::size_t i = 0; i < seen.data.size(); ++i)
            QVERIFY(std::abs(seen.data[i] - wanted.data[i]) <= 1e-5f * std::max(1.f, std::abs(wanted.data[i])));
    }

    void what_cannot_be_said_is_refused_by_its_name_data()
    {
        QTest::addColumn<Write>("write");
        QTest::addColumn<QString>("op");
        const auto row = [](const char *name, Write write, const char *op) { QTest::newRow(name) << write << op; };
        row("an operator without a canonical one", [](IrText &ir) { ir.layer("y", "Tanh", {"x"}); }, "Tanh");
        row("a loop", [](IrText &ir) { ir.layer("y", "Loop", {"x"}, {}, {{}}, "opset5"); }, "Loop");
        row("an operator of no set", [](IrText &ir) { ir.layer("y", "Swish", {"x"}, {}, {{}}, "extension"); }, "extension.Swish");
        row("resize by lines", [](IrText &ir) { ir.floats("f", {2}, {2, 2}); ir.integers("a", {2, 3}); ir.layer("y", "Interpolate", {"x", "f", "a"}, R"(mode="linear" shape_calculation_mode="scales")", {{}}, "opset11"); }, "Interpolate");
        row("resize by a fraction", [](IrText &ir) { ir.floats("f", {2}, {1.5, 1.5}); ir.integers("a", {2, 3}); ir.layer("y", "Interpolate", {"x", "f", "a"}, corner("scales"), {{}}, "opset11"); }, "Interpolate");
        row("resize of channels", [](IrText &ir) { ir.floats("f", {2}, {2, 2}); ir.integers("a", {1, 2}); ir.layer("y", "Interpolate", {"x", "f", "a"}, corner("scales"), {{}}, "opset11"); }, "Interpolate");
        row("pads that are worked out", [](IrText &ir) { ir.layer("y", "MaxPool", {"x"}, R"(kernel="2, 2" strides="2, 2" pads_begin="0, 0" pads_end="0, 0" auto_pad="same_upper")"); }, "MaxPool");
        row("pads of some width", [](IrText &ir) { ir.integers("p", {0, 0, 1, 1}); ir.layer("y", "Pad", {"x", "p", "p"}); }, "Pad");
        row("the places of a pooling", [](IrText &ir) {
            ir.layer("m", "MaxPool", {"x"}, R"(kernel="2, 2" strides="2, 2" pads_begin="0, 0" pads_end="0, 0")", {{}, {}}, "opset8");
            ir.layer("y", "Convert", {"m:1"}, R"(destination_type="f32")");
        }, "MaxPool");
        row("the smallest", [](IrText &ir) { ir.integer("k", 1); ir.layer("t", "TopK", {"x", "k"}, R"(axis="1" mode="min" sort="value")", {{}, {}}); ir.layer("y", "ReLU", {"t"}); }, "TopK");
        row("in the order of places", [](IrText &ir) { ir.integer("k", 1); ir.layer("t", "TopK", {"x", "k"}, R"(axis="1" mode="max" sort="index")", {{}, {}}); ir.layer("y", "ReLU", {"t"}); }, "TopK");
        row("small integers", [](IrText &ir) { ir.layer("i", "Convert", {"x"}, R"(destination_type="i8")"); ir.layer("y", "Convert", {"i"}, R"(destination_type="f32")"); }, "Convert");
        row("axes that are left out", [](IrText &ir) { ir.integers("b", {0, 0}); ir.layer("y", "StridedSlice", {"x", "b", "b"}, R"(begin_mask="1, 1" end_mask="1, 1" ellipsis_mask="1, 0")"); }, "StridedSlice");
        row("broadcasting along axes of its own", [](IrText &ir) { ir.integers("s", {1, 3, 4, 4}); ir.integers("a", {0, 1, 2, 3}); ir.layer("y", "Broadcast", {"x", "s", "a"}, R"(mode="explicit")"); }, "Broadcast");
        row("a weight that depends on the picture", [](IrText &ir) { ir.layer("y", "Convolution", {"x", "x"}, R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")"); }, "Convolution");
    }
    void what_cannot_be_said_is_refused_by_its_name()
    {
        QFETCH(Write, write);
        QFETCH(QString, op);
        try {
            imported(write);
        } catch (const OutsideSet &outside) {
            QCOMPARE(QString::fromStdString(outside.op), op);
            return;
        }
        QFAIL("read");
    }

    void what_contradicts_itself_is_refused_data()
    {
        QTest::addColumn<Write>("write");
        const auto row = [](const char *name, Write write) { QTest::newRow(name) << write; };
        row("parts larger than the whole", [](IrText &ir) { ir.integer("a", 2); ir.integers("l", {3, 3}); ir.layer("s", "VariadicSplit", {"x", "a", "l"}, {}, {{}, {}}); ir.layer("y", "ReLU", {"s"}); });
        row("two parts of what is left", [](IrText &ir) { ir.integer("a", 2); ir.integers("l", {-1, -1}); ir.layer("s", "VariadicSplit", {"x", "a", "l"}, {}, {{}, {}}); ir.layer("y", "ReLU", {"s"}); });
        row("parts that are not equal", [](IrText &ir) { ir.integer("a", 2); ir.layer("s", "Split", {"x", "a"}, R"(num_splits="3")", {{}, {}, {}}); ir.layer("y", "ReLU", {"s"}); });
        row("no parts", [](IrText &ir) { ir.integer("a", 2); ir.layer("s", "Split", {"x", "a"}, R"(num_splits="0")", {{}}); ir.layer("y", "ReLU", {"s"}); });
        row("a missing input", [](IrText &ir) { ir.layer("y", "Add", {"x"}); });
        row("nothing to put together", [](IrText &ir) { ir.layer("c", "Concat", {}, R"(axis="0")"); ir.layer("y", "Add", {"x", "c"}); });
        row("shapes that do not go together", [](IrText &ir) { ir.floats("c", {5}, {1, 2, 3, 4, 5}); ir.layer("y", "Add", {"x", "c"}); });
        row("an axis that is not there", [](IrText &ir) { ir.layer("y", "SoftMax", {"x"}, R"(axis="4")", {{}}, "opset8"); });
        row("a limit that is no number", [](IrText &ir) { ir.layer("y", "Clamp", {"x"}, R"(min="nan" max="1")"); });
        row("a picture of another size", [](IrText &ir) { ir.integers("s", {1, 3, 17}); ir.layer("y", "Reshape", {"x", "s"}); });
        row("a constant as the result", [](IrText &ir) { ir.floats("y", {1}, {1}); });
    }
    void what_contradicts_itself_is_refused()
    {
        QFETCH(Write, write);
        QCOMPARE(outcome([&] { imported(write); }), QString("corrupt"));
    }

    void constants_that_grow_without_end_are_refused()
    {
        QCOMPARE(outcome([] {
            imported([](IrText &ir) {
                ir.floats("c0", {1}, {1});
                for (int i = 0; i < 60; ++i)
                    ir.layer("c" + std::to_string(i + 1), "Concat", {"c" + std::to_string(i), "c" + std::to_string(i)}, R"(axis="0")");
                ir.layer("y", "Add", {"x", "c60"});
            });
        }), QString("corrupt"));
    }

    void a_chain_of_layers_needs_no_stack()
    {
        QCOMPARE(outcome([] {
            imported([](IrText &ir) {
                ir.layer("n0", "Negative", {"x"});
                for (int i = 1; i < 19'000; ++i)
                    ir.layer("n" + std::to_string(i), "Negative", {"n" + std::to_string(i - 1)});
                ir.layer("y", "Negative", {"n18999"});
            });
        }), QString("read"));
    }
};

QTEST_APPLESS_MAIN(TestIrOperators)
#include "tst_iroperators.moc"
