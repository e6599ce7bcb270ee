// SPDX-License-Identifier: GPL-3.0-or-later
// Integers that an IR simulates, FakeQuantize: held against the formula of OpenVINO's documents.
#include "engine/weights/irtext.h"
#include "engine/weights/refusals.h"
#include "support/referenceinterpreter.h"
#include "weights/irimport.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::weights;

namespace {

const Shape kImage = {1, 3, 4, 4};
constexpr std::size_t kPixels = 16;
using Floats = std::vector<float>;
using Write = std::function<void(IrText &)>;  ///< from "x", the picture, to "y"

/// The four ends of a FakeQuantize: one number for all, or one a channel.
struct Ends {
    Floats inLow, inHigh, outLow, outHigh;
};

/// What the documents say of one number.
float simulated(float x, const Ends &ends, std::size_t channel, int levels)
{
    const auto of = [&](const Floats &all) { return all.size() == 1 ? all[0] : all[channel]; };
    const float low = of(ends.inLow), high = of(ends.inHigh), first = of(ends.outLow), last = of(ends.outHigh);
    if (x <= std::min(low, high))
        return first;
    if (x > std::max(low, high))
        return last;
    return std::nearbyint((x - low) / (high - low) * float(levels - 1)) / float(levels - 1) * (last - first) + first;
}

void grid(IrText &ir, const std::string &name, const std::string &of, const Ends &ends, int levels)
{
    std::vector<std::string> inputs{of};
    for (const Floats *bound : {&ends.inLow, &ends.inHigh, &ends.outLow, &ends.outHigh}) {
        inputs.push_back(name + std::to_string(inputs.size()));
        ir.floats(inputs.back(), bound->size() == 1 ? Shape{} : Shape{1, std::int64_t(bound->size()), 1, 1}, *bound);
    }
    ir.layer(name, "FakeQuantize", inputs, "levels=\"" + std::to_string(levels) + "\" auto_broadcast=\"numpy\"");
}

NetworkSpec imported(const Write &write)
{
    IrText ir;
    ir.parameter("x", kImage);
    write(ir);
    ir.result("y");
    const IrModel model = readIrModel(ir.xml());
    return importIr(model, asBytes(ir.bin()), {4, 4}).spec;
}

NetworkSpec gridAlone(const Ends &ends, int levels)
{
    return imported([&](IrText &ir) { grid(ir, "y", "x", ends, levels); });
}

/// -4.8 to 4.5: none half-way between two of a grid below.
Floats picture()
{
    Floats numbers;
    for (std::size_t i = 0; i < 3 * kPixels; ++i)
        numbers.push_back(float(i) * .1971f - 4.7713f);
    return numbers;
}

Floats weightOf(const NetworkSpec &network)
{
    const auto &data = *std::get<Conv2dOp>(network.nodes.front().op).weight.data;
    return {data.begin(), data.end()};
}

constexpr char kWindow[] = R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")";

}  // namespace

Q_DECLARE_METATYPE(Ends)
Q_DECLARE_METATYPE(Write)

class TestIrGrids : public QObject {
    Q_OBJECT

private slots:
    void numbers_are_rounded_as_openvino_says_data()
    {
        QTest::addColumn<Ends>("ends");
        QTest::addColumn<int>("levels");
        QTest::addColumn<int>("operators");
        const auto row = [](const char *name, int levels, int operators, const Ends &ends) { QTest::newRow(name) << ends << levels << operators; };
        row("around zero", 256, 1, {{-1.28f}, {1.27f}, {-1.28f}, {1.27f}});
        row("with a symmetric range of its own", 255, 1, {{-2.54f}, {2.54f}, {-2.54f}, {2.54f}});
        row("with an odd zero point", 256, 1, {{-.55f}, {2}, {-.55f}, {2}});
        row("from zero", 256, 1, {{0}, {3.825f}, {0}, {3.825f}});
        row("up to zero", 16, 1, {{-3}, {0}, {-3}, {0}});
        row("of two numbers", 2, 1, {{0}, {3}, {0}, {3}});
        row("of 16 bits", 65536, 1, {{-3.2768f}, {3.2767f}, {-3.2768f}, {3.2767f}});
        row("a range a channel", 256, 1, {{-1.28f, -.02f, 0}, {1.27f, 5.08f, 2.55f}, {-1.28f, -.02f, 0}, {1.27f, 5.08f, 2.55f}});
        row("a beginning for all and an end a channel", 256, 1, {{0}, {1.275f, 2.55f, 5.1f}, {0}, {1.275f, 2.55f, 5.1f}});
        row("beside zero", 5, 3, {{-1}, {2.3f}, {-1}, {2.3f}});
        row("above zero", 8, 3, {{1}, {4.5f}, {1}, {4.5f}});
        row("below zero", 8, 3, {{-4.5f}, {-1}, {-4.5f}, {-1}});
        row("beside zero in one channel", 5, 3, {{-1, -1, -1}, {3, 3, 3.1f}, {-1, -1, -1}, {3, 3, 3.1f}});
        row("beside zero by a hundredth of a step", 256, 3, {{-1.2801f}, {1.2699f}, {-1.2801f}, {1.2699f}});
        row("into wider numbers from zero", 256, 2, {{0}, {2.55f}, {0}, {255}});
        row("into other numbers", 256, 3, {{-1.28f}, {1.27f}, {0}, {255}});
        row("into other numbers a channel", 256, 3, {{-1.28f}, {1.27f}, {-1.28f, 0, 2}, {1.27f, 1, 3}});
        row("turned around", 16, 3, {{-1}, {1}, {1}, {-1}});
    }
    void numbers_are_rounded_as_openvino_says()
    {
        QFETCH(Ends, ends);
        QFETCH(int, levels);
        QFETCH(int, operators);
        const NetworkSpec network = gridAlone(ends, levels);
        QCOMPARE(int(network.nodes.size()), operators);
        const Floats numbers = picture();
        const Array seen = interpret(network, {kImage, numbers});
        QCOMPARE(seen.shape, kImage);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const float wanted = simulated(numbers[i], ends, i / kPixels, levels);
            QVERIFY2(std::abs(seen.data[i] - wanted) <= 2e-6f * std::max(1.f, std::abs(wanted)), qPrintable(QStringLiteral("%1: %2, not %3").arg(numbers[i]).arg(seen.data[i]).arg(wanted)));
        }
    }

    void a_grid_with_zero_keeps_its_bounds()
    {
        const NetworkSpec network = gridAlone({{-1.28f, -.02f, 0}, {1.27f, 5.08f, 2.55f}, {-1.28f, -.02f, 0}, {1.27f, 5.08f, 2.55f}}, 256);
        const auto &op = std::get<FakeQuantizeOp>(network.nodes.front().op);
        QCOMPARE(op.scale.shape, (Shape{1, 3, 1, 1}));
        QCOMPARE(Floats(op.lowest.data->begin(), op.lowest.data->end()), (Floats{-128, -1, 0}));
        QCOMPARE(Floats(op.highest.data->begin(), op.highest.data->end()), (Floats{127, 254, 255}));
    }

    void halves_go_to_the_even_neighbour_counted_from_zero()
    {
        Floats halves(3 * kPixels);
        for (std::size_t i = 0; i < halves.size(); ++i)
            halves[i] = float(i) / 2 - 8;
        const Ends even{{-128}, {127}, {-128}, {127}}, odd{{-127}, {128}, {-127}, {128}};
        for (const Ends &ends : {even, odd}) {
            const Array seen = interpret(gridAlone(ends, 256), {kImage, halves});
            for (std::size_t i = 0; i < halves.size(); ++i)
                QCOMPARE(seen.data[i], std::nearbyint(halves[i]));
        }
        const Array seen = interpret(gridAlone(even, 256), {kImage, halves});
        for (std::size_t i = 0; i < halves.size(); ++i)
            QCOMPARE(seen.data[i], simulated(halves[i], even, 0, 256));
    }

    void weights_on_a_grid_are_numbers_again()
    {
        const Ends ends{{-127}, {127}, {-1.27f, -2.54f}, {1.27f, 2.54f}};
        const auto network = imported([&](IrText &ir) {
            ir.constant("stored", {2, 3, 1, 1}, "i8", std::string("\x81\x00\x7f\x01\xfe\x80", 6));
            ir.layer("whole", "Convert", {"stored"}, R"(destination_type="f32")");
            ir.floats("g1", {}, ends.inLow);
            ir.floats("g2", {}, ends.inHigh);
            ir.floats("g3", {2, 1, 1, 1}, ends.outLow);
            ir.floats("g4", {2, 1, 1, 1}, ends.outHigh);
            ir.layer("w", "FakeQuantize", {"whole", "g1", "g2", "g3", "g4"}, R"(levels="255")");
            ir.layer("y", "Convolution", {"x", "w"}, kWindow);
        });
        const Floats weight = weightOf(network), wanted{-1.27f, 0, 1.27f, .02f, -.04f, -2.54f};
        QCOMPARE(weight.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i)
            QVERIFY(std::abs(weight[i] - wanted[i]) < 1e-6f);
    }

    void weights_stored_as_integers_are_numbers_again()
    {
        const auto network = imported([](IrText &ir) {
            ir.constant("stored", {2, 3, 1, 1}, "u8", std::string("\x00\x80\xff\x81\x7f\x80", 6));
            ir.layer("whole", "Convert", {"stored"}, R"(destination_type="f32")");
            ir.constant("zero", {1}, "u8", "\x80");
            ir.layer("z", "Convert", {"zero"}, R"(destination_type="f32")");
            ir.layer("centred", "Subtract", {"whole", "z"}, R"(auto_broadcast="numpy")");
            ir.floats("scale", {2, 1, 1, 1}, {.5f, 2});
            ir.layer("w", "Multiply", {"centred", "scale"}, R"(auto_broadcast="numpy")");
            ir.layer("y", "Convolution", {"x", "w"}, kWindow);
        });
        QCOMPARE(weightOf(network), (Floats{-64, 0, 63.5f, 2, -2, 0}));
    }

    void what_is_no_grid_is_refused_data()
    {
        QTest::addColumn<Write>("write");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *reason, Write write) { QTest::newRow(name) << write << reason; };
        const auto ends = [&](const char *name, const char *reason, const Ends &e, int levels) {
            row(name, reason, [=](IrText &ir) { grid(ir, "y", "x", e, levels); });
        };
        const float infinity = std::numeric_limits<float>::infinity(), most = std::numeric_limits<float>::max();
        ends("one level", "corrupt", {{0}, {1}, {0}, {1}}, 1);
        ends("negative levels", "corrupt", {{0}, {1}, {0}, {1}}, -256);
        ends("more levels than 16 bits have", "FakeQuantize", {{0}, {1}, {0}, {1}}, 65537);
        ends("a range of one number", "corrupt", {{1}, {1}, {0}, {1}}, 256);
        ends("a range that ends before it begins", "corrupt", {{1}, {0}, {0}, {1}}, 256);
        ends("a range without a beginning", "corrupt", {{-infinity}, {0}, {0}, {1}}, 256);
        ends("an output without an end", "corrupt", {{0}, {1}, {0}, {infinity}}, 256);
        ends("a range that overflows", "corrupt", {{-most}, {most}, {0}, {1}}, 256);
        ends("steps too small", "corrupt", {{0}, {1e-37f}, {0}, {1}}, 256);
        ends("a factor that overflows", "corrupt", {{0}, {4e-36f}, {0}, {1e30f}}, 256);
        ends("other channels", "corrupt", {{0, 0}, {1, 1}, {0, 0}, {1, 1}}, 256);
        ends("more channels in the output", "corrupt", {{0}, {1}, {0, 0}, {1, 1}}, 256);
        row("no levels", "corrupt", [](IrText &ir) { ir.floats("a", {}, {0}); ir.floats("b", {}, {1}); ir.layer("y", "FakeQuantize", {"x", "a", "b", "a", "b"}); });
        row("levels that are none", "corrupt", [](IrText &ir) { ir.floats("a", {}, {0}); ir.floats("b", {}, {1}); ir.layer("y", "FakeQuantize", {"x", "a", "b", "a", "b"}, R"(levels="many")"); });
        row("no output range", "corrupt", [](IrText &ir) { ir.floats("a", {}, {0}); ir.floats("b", {}, {1}); ir.layer("y", "FakeQuantize", {"x", "a", "b"}, R"(levels="256")"); });
        row("more axes than the picture", "corrupt", [](IrText &ir) { ir.floats("a", {2, 1, 1, 1, 1}, {0, 0}); ir.floats("b", {}, {1}); ir.layer("y", "FakeQuantize", {"x", "a", "b", "a", "b"}, R"(levels="256")"); });
        row("a weight that grows", "corrupt", [](IrText &ir) {
            ir.floats("w", {1, 3, 1, 1}, {1, 2, 3});
            ir.floats("a", {2, 1, 1, 1}, {0, 0});
            ir.floats("b", {}, {1});
            ir.layer("g", "FakeQuantize", {"w", "a", "b", "a", "b"}, R"(levels="256")");
            ir.layer("y", "Convolution", {"x", "g"}, kWindow);
        });
        row("a weight without an end", "corrupt", [=](IrText &ir) {
            ir.floats("w", {1, 3, 1, 1}, {1, 2, 3});
            ir.floats("a", {}, {0});
            ir.floats("b", {}, {3});
            ir.floats("c", {}, {infinity});
            ir.layer("g", "FakeQuantize", {"w", "a", "b", "a", "c"}, R"(levels="256")");
            ir.layer("y", "Convolution", {"x", "g"}, kWindow);
        });
        row("whole numbers", "corrupt", [](IrText &ir) { ir.integers("i", {1, 2}); ir.floats("a", {}, {0}); ir.floats("b", {}, {1}); ir.layer("g", "FakeQuantize", {"i", "a", "b", "a", "b"}, R"(levels="256")"); ir.layer("y", "Add", {"x", "g"}); });
        row("a range in whole numbers", "corrupt", [](IrText &ir) { ir.integer("a", 0); ir.integer("b", 1); ir.layer("y", "FakeQuantize", {"x", "a", "b", "a", "b"}, R"(levels="256")"); });
        row("a range that depends on the picture", "FakeQuantize", [](IrText &ir) {
            ir.integers("all", {1, 2, 3});
            ir.layer("b", "ReduceMax", {"x", "all"}, R"(keep_dims="true")");
            ir.floats("a", {}, {0});
            ir.layer("y", "FakeQuantize", {"x", "a", "b", "a", "b"}, R"(levels="256")");
        });
        row("another rule of broadcasting", "FakeQuantize", [](IrText &ir) { ir.floats("a", {}, {0}); ir.floats("b", {}, {1}); ir.layer("y", "FakeQuantize", {"x", "a", "b", "a", "b"}, R"(levels="256" auto_broadcast="pdpd")"); });
    }
    void what_is_no_grid_is_refused()
    {
        QFETCH(Write, write);
        QFETCH(QString, reason);
        const auto answer = [&] {
            try {
                return outcome([&] { imported(write); });
            } catch (const OutsideSet &outside) {
                return QString::fromStdString(outside.op);
            }
        };
        QCOMPARE(answer(), reason);
    }
};

QTEST_APPLESS_MAIN(TestIrGrids)
#include "tst_irgrids.moc"
