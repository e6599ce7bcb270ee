// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/referenceinterpreter.h"
#include "weights/refused.h"
#include "weights/simplify.h"
#include "weights/tracebuilder.h"

#include <QtTest>

#include <functional>
#include <numeric>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::weights;

namespace {

const Shape kImage = {1, 3, 4, 4};

std::vector<float> counted(std::size_t count)
{
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), -20.f);
    return values;
}

TraceValue number(TraceBuilder &trace, float value)
{
    return trace.known(hostFloat(value));
}

TraceValue identityConv(TraceBuilder &trace, const TraceValue &x)
{
    const TraceValue weight = trace.known(hostFloats({3, 3, 1, 1}, {1, 0, 0, 0, 1, 0, 0, 0, 1}));
    return trace.conv(x, weight, std::nullopt, {}, 1);
}

Array run(TraceBuilder &trace, const TraceValue &output)
{
    NetworkSpec spec = trace.finish(output);
    simplifyNetwork(spec);
    return interpret(spec, {kImage, counted(48)});
}

/// What a program does to a value of the network, and to a constant.
using Program = std::function<TraceValue(TraceBuilder &, const TraceValue &)>;

}  // namespace

Q_DECLARE_METATYPE(Program)

class TestTrace : public QObject {
    Q_OBJECT

private slots:
    void a_value_of_the_network_is_what_a_constant_would_be_data()
    {
        QTest::addColumn<Program>("program");
        const auto row = [](const char *name, Program program) { QTest::newRow(name) << program; };
        row("x + c", [](auto &t, auto &x) { return t.binary(HostBinary::Add, x, number(t, 3)); });
        row("c - x", [](auto &t, auto &x) { return t.binary(HostBinary::Sub, number(t, 3), x); });
        row("x - c of channels", [](auto &t, auto &x) { return t.binary(HostBinary::Sub, x, t.known(hostFloats({3, 1, 1}, {1, 2, 3}))); });
        row("x * c that is wider", [](auto &t, auto &x) { return t.binary(HostBinary::Mul, t.select(x, 1, 0), t.known(hostFloats({2, 1, 1}, {1, 2}))); });
        row("x / c", [](auto &t, auto &x) { return t.binary(HostBinary::Div, x, number(t, 4)); });
        row("c / x", [](auto &t, auto &x) { return t.binary(HostBinary::Div, number(t, 1), t.binary(HostBinary::Add, x, number(t, 30.5f))); });
        row("x squared", [](auto &t, auto &x) { return t.binary(HostBinary::Pow, x, number(t, 2)); });
        row("x cubed", [](auto &t, auto &x) { return t.binary(HostBinary::Pow, x, number(t, 3)); });
        row("e to the x", [](auto &t, auto &x) { return t.unary(HostUnary::Exp, t.binary(HostBinary::Div, x, number(t, 8))); });
        row("-x", [](auto &t, auto &x) { return t.unary(HostUnary::Neg, x); });
        row("values of two shapes", [](auto &t, auto &x) { return t.binary(HostBinary::Sub, x, t.slice(x, 2, 1, 2)); });
        row("values of two ranks", [](auto &t, auto &x) { return t.binary(HostBinary::Mul, t.select(x, 0, 0), x); });
        row("clip", [](auto &t, auto &x) { return t.clip(x, -2, 5.5); });
        row("at least", [](auto &t, auto &x) { return t.binary(HostBinary::Max, x, number(t, 1)); });
        row("at least nothing", [](auto &t, auto &x) { return t.clip(x, 0, std::nullopt); });
        row("at most", [](auto &t, auto &x) { return t.binary(HostBinary::Min, number(t, 1), x); });
        row("largest", [](auto &t, auto &x) { return t.reduce(HostReduction::Max, x, {-1, 1}, false); });
        row("sum", [](auto &t, auto &x) { return t.reduce(HostReduction::Sum, x, {1}, false); });
        row("where true", [](auto &t, auto &x) { return t.where(t.known(hostIntegers({2, 1}, {1, 1}, HostType::Bool)), t.slice(x, 2, 0, 1), number(t, 0)); });
        row("reshape", [](auto &t, auto &x) { return t.reshape(x, {3, -1}); });
        row("flatten", [](auto &t, auto &x) { return t.flatten(x, 1, -2); });
        row("squeeze, unsqueeze", [](auto &t, auto &x) { return t.unsqueeze(t.squeeze(x, {0}), {1, -1}); });
        row("transpose", [](auto &t, auto &x) { return t.transpose(x, {0, -1, 2, 1}); });
        row("slice from the end", [](auto &t, auto &x) { return t.slice(x, -1, -3, INT64_MAX); });
        row("every other", [](auto &t, auto &x) { return t.slice(x, 3, 1, INT64_MAX, 2); });
        row("every other of the middle", [](auto &t, auto &x) { return t.slice(t.reshape(x, {12, 4}), 0, 3, 9, 2); });
        row("a focus", [](auto &t, auto &x) { return t.concat({t.slice(t.slice(x, 2, 0, 4, 2), 3, 1, 4, 2), t.slice(t.slice(x, 2, 1, 4, 2), 3, 0, 4, 2)}, 1); });
        row("select", [](auto &t, auto &x) { return t.select(x, 2, -1); });
        row("split", [](auto &t, auto &x) { return t.concat({t.split(x, {1, 2}, 1)[1], t.split(x, {1, 2}, 1)[0]}, 1); });
        row("uneven chunks", [](auto &t, auto &x) { return t.stack({t.chunk(x, 2, 1)[1], t.chunk(x, 3, 1)[0]}, 0); });
        row("expand", [](auto &t, auto &x) { return t.expand(t.slice(t.select(x, 0, 0), 0, 0, 1), {2, 5, 4, 4}); });
        row("tile", [](auto &t, auto &x) { return t.tile(t.slice(x, 1, 0, 1), {2, 3, 1, 2}); });
        row("take in another order", [](auto &t, auto &x) { return t.take(x, t.known(hostIntegers({2, 2}, {2, 0, -2, 2})), 1); });
        row("take one", [](auto &t, auto &x) { return t.take(x, t.known(hostInteger(-1)), 2); });
    }
    void a_value_of_the_network_is_what_a_constant_would_be()
    {
        QFETCH(Program, program);
        TraceBuilder ofConstants(kImage), ofValues(kImage);
        const TraceValue wanted = program(ofConstants, ofConstants.known(hostFloats(kImage, counted(48))));
        QVERIFY(wanted.known.has_value());
        const TraceValue made = program(ofValues, ofValues.image());
        QVERIFY(!made.known && ofValues.shape(made) == wanted.known->shape);
        const Array seen = run(ofValues, made);
        QVERIFY(seen.shape == wanted.known->shape);
        for (std::size_t i = 0; i < seen.data.size(); ++i)
            QVERIFY(std::abs(seen.data[i] - (*wanted.known->floats)[i]) <= 1e-6f * std::max(1.f, std::abs(seen.data[i])));
    }

    void what_a_convolution_is_followed_by_becomes_a_part_of_it_data()
    {
        QTest::addColumn<Program>("program");
        QTest::addColumn<int>("activation");
        const auto row = [](const char *name, Activation kind, Program program) { QTest::newRow(name) << program << int(kind); };
        row("SiLU", Activation::SiLU, [](auto &t, auto &x) { return t.binary(HostBinary::Mul, x, t.activation(x, Activation::Sigmoid)); });
        row("SiLU, the other way round", Activation::SiLU, [](auto &t, auto &x) { return t.binary(HostBinary::Mul, t.activation(x, Activation::Sigmoid), x); });
        row("HardSwish by a clip", Activation::HardSwish, [](auto &t, auto &x) {
            return t.binary(HostBinary::Div, t.binary(HostBinary::Mul, x, t.clip(t.binary(HostBinary::Add, x, number(t, 3)), 0, 6)), number(t, 6));
        });
        row("HardSwish by a hard sigmoid", Activation::HardSwish, [](auto &t, auto &x) { return t.binary(HostBinary::Mul, x, t.hardSigmoid(x, 1. / 6, .5)); });
        row("ReLU", Activation::ReLU, [](auto &t, auto &x) { return t.clip(x, 0, std::nullopt); });
        row("LeakyReLU", Activation::LeakyReLU, [](auto &t, auto &x) { return t.leakyRelu(x, .1); });
        row("batch norm", Activation::None, [](auto &t, auto &x) {
            const auto three = [&](float a, float b, float c) { return t.known(hostFloats({3}, {a, b, c})); };
            return t.batchNorm(x, three(1, 2, 3), three(0, 1, 0), three(-1, 1, 2), three(4, 9, 1), 0);
        });
        row("batch norm and SiLU", Activation::SiLU, [](auto &t, auto &x) {
            const auto three = [&](float value) { return t.known(hostFloats({3}, {value, value, value})); };
            const TraceValue y = t.batchNorm(x, three(1), three(2), three(3), three(4), 0);
            return t.binary(HostBinary::Mul, y, t.activation(y, Activation::Sigmoid));
        });
        row("scale and shift", Activation::None, [](auto &t, auto &x) { return t.binary(HostBinary::Add, t.binary(HostBinary::Mul, x, number(t, 2)), number(t, 1)); });
    }
    void what_a_convolution_is_followed_by_becomes_a_part_of_it()
    {
        QFETCH(Program, program);
        QFETCH(int, activation);
        TraceBuilder trace(kImage);
        const TraceValue output = program(trace, identityConv(trace, trace.image()));
        NetworkSpec spec = trace.finish(output);
        const Array before = interpret(spec, {kImage, counted(48)});
        simplifyNetwork(spec);
        QCOMPARE(spec.nodes.size(), std::size_t(1));
        QVERIFY(spec.output == 1 && int(std::get<Conv2dOp>(spec.nodes[0].op).activation) == activation);
        const Array after = interpret(spec, {kImage, counted(48)});
        for (std::size_t i = 0; i < before.data.size(); ++i)
            QVERIFY(std::abs(before.data[i] - after.data[i]) <= 1e-5f * std::max(1.f, std::abs(before.data[i])));
    }

    void a_convolution_that_others_read_keeps_its_result()
    {
        TraceBuilder trace(kImage);
        const TraceValue conv = identityConv(trace, trace.image());
        const TraceValue output = trace.concat({conv, trace.activation(conv, Activation::Sigmoid)}, 1);
        NetworkSpec spec = trace.finish(output);
        simplifyNetwork(spec);
        QCOMPARE(spec.nodes.size(), std::size_t(3));
        QVERIFY(std::get<Conv2dOp>(spec.nodes[0].op).activation == Activation::None);
    }

    void what_the_result_does_not_need_is_left_away()
    {
        TraceBuilder trace(kImage);
        trace.topK(trace.reshape(trace.image(), {1, 48}), 5, 1);
        const TraceValue output = identityConv(trace, trace.image());
        identityConv(trace, output);
        NetworkSpec spec = trace.finish(output);
        simplifyNetwork(spec);
        QVERIFY(spec.nodes.size() == 1 && spec.output == 1 && spec.nodes[0].inputs == std::vector<ValueId>{0});
    }

    void what_was_put_together_is_taken_apart_without_a_trace()
    {
        TraceBuilder trace(kImage);
        const TraceValue conv = identityConv(trace, trace.image());
        const TraceValue sum = trace.reduce(HostReduction::Sum, trace.stack({trace.image(), conv, conv}, 0), {0}, false);
        NetworkSpec spec = trace.finish(sum);
        simplifyNetwork(spec);
        for (const Node &node : spec.nodes)
            QVERIFY(!std::holds_alternative<ConcatOp>(node.op) && !std::holds_alternative<SliceOp>(node.op));
        const Array seen = interpret(spec, {kImage, counted(48)});
        QVERIFY(seen.shape == kImage && seen.data[0] == -60);
    }

    void the_largest_are_found_with_their_place()
    {
        TraceBuilder trace(kImage);
        const auto [values, indices] = trace.topK(trace.reshape(trace.image(), {1, 48}), 3, -1);
        const TraceValue part = trace.binary(HostBinary::FloorDiv, indices, trace.known(hostInteger(5)));
        const TraceValue rest = trace.binary(HostBinary::Mod, indices, trace.known(hostInteger(5)));
        const Array seen = run(trace, trace.concat({values, trace.cast(part, HostType::Float), trace.cast(rest, HostType::Float)}, 1));
        QCOMPARE(seen.data, (std::vector<float>{27, 26, 25, 9, 9, 9, 2, 1, 0}));
    }

    void indices_that_were_divided_as_numbers_are_rounded_down_exactly()
    {
        TraceBuilder trace({1, 3, 64, 64});
        const TraceValue indices = trace.topK(trace.reshape(trace.image(), {1, 12288}), 12288, 1).indices;
        const TraceValue quotient = trace.binary(HostBinary::Div, trace.cast(indices, HostType::Float), number(trace, 41));
        const TraceValue whole = trace.cast(trace.unary(HostUnary::Floor, quotient), HostType::Int);
        QVERIFY(trace.isWhole(whole));
        NetworkSpec spec = trace.finish(trace.cast(whole, HostType::Float));
        simplifyNetwork(spec);
        const Array seen = interpret(spec, {{1, 3, 64, 64}, counted(12288)});
        for (std::size_t i = 0; i < 12288; ++i)
            QCOMPARE(seen.data[i], float((12287 - i) / 41));
    }

    void rows_are_gathered_by_indices_of_the_network()
    {
        TraceBuilder trace(kImage);
        const TraceValue rows = trace.reshape(trace.image(), {1, 12, 4});
        const auto best = trace.largestOf(rows, 2, false);
        const TraceValue indices = trace.topK(best.values, 2, 1).indices;
        const TraceValue gathered = trace.gatherElements(rows, trace.tile(trace.unsqueeze(indices, {-1}), {1, 1, 4}), 1);
        const TraceValue taken = trace.reshape(trace.take(rows, indices, 1), {1, 2, 4});
        const TraceValue where = trace.cast(trace.take(best.indices, indices, 1), HostType::Float);
        const Array seen = run(trace, trace.concat({gathered, taken, trace.expand(trace.reshape(where, {1, 2, 1}), {1, 2, 4})}, 1));
        QCOMPARE(seen.data, (std::vector<float>{24, 25, 26, 27, 20, 21, 22, 23, 24, 25, 26, 27, 20, 21, 22, 23, 3, 3, 3, 3, 3, 3, 3, 3}));
    }

    void indices_beside_numbers_become_numbers()
    {
        TraceBuilder trace(kImage);
        const auto [values, indices] = trace.topK(trace.reshape(trace.image(), {1, 48}), 2, 1);
        const Array seen = run(trace, trace.concat({values, indices, trace.known(hostFloats({1, 1}, {7}))}, 1));
        QCOMPARE(seen.data, (std::vector<float>{27, 26, 47, 46, 7}));
    }

    void what_the_canonical_operators_cannot_say_is_told_by_its_name_data()
    {
        QTest::addColumn<Program>("program");
        const auto row = [](const char *name, Program program) { QTest::newRow(name) << program; };
        row("a power that is none of theirs", [](auto &t, auto &x) { return t.binary(HostBinary::Pow, x, number(t, .5f)); });
        row("a comparison", [](auto &t, auto &x) { return t.binary(HostBinary::Less, x, number(t, 1)); });
        row("the larger of two values", [](auto &t, auto &x) { return t.binary(HostBinary::Max, x, x); });
        row("a choice by the picture", [](auto &t, auto &x) { return t.where(x, number(t, 0), number(t, 1)); });
        row("rounding", [](auto &t, auto &x) { return t.unary(HostUnary::Floor, x); });
        row("whole numbers from the picture", [](auto &t, auto &x) { return t.cast(x, HostType::Int); });
        row("pads at one side", [](auto &t, auto &x) { return t.maxPool(x, {{2, 2}, {2, 2}, {0, 0, 1, 1}, {}}, false); });
        row("a window that sticks out", [](auto &t, auto &x) { return t.maxPool(x, {{3}, {2}, {0}, {}}, true); });
        row("a mean without the pads", [](auto &t, auto &x) { return t.avgPool(x, {{3}, {1}, {1}, {}}, false, false); });
        row("another slope", [](auto &t, auto &x) { return t.leakyRelu(x, .2); });
        row("backwards", [](auto &t, auto &x) { return t.slice(x, 3, -1, INT64_MIN, -1); });
        row("a step that leaves a rest", [](auto &t, auto &x) { return t.slice(x, 3, 0, 4, 3); });
        row("a weight from the picture", [](auto &t, auto &x) { return t.conv(x, x, std::nullopt, {}, 1); });
        row("arithmetic with indices", [](auto &t, auto &x) {
            const TraceValue indices = t.topK(x, 2, 3).indices;
            return t.binary(HostBinary::Add, indices, indices);
        });
    }
    void what_the_canonical_operators_cannot_say_is_told_by_its_name()
    {
        QFETCH(Program, program);
        TraceBuilder trace(kImage);
        trace.at("Strange", "model.1");
        try {
            program(trace, trace.image());
        } catch (const OutsideSet &error) {
            QCOMPARE(error.op, std::string("Strange"));
            QVERIFY(error.detail.starts_with("model.1: "));
            return;
        }
        QFAIL("not told");
    }

    void what_contradicts_itself_is_refused_data()
    {
        QTest::addColumn<Program>("program");
        const auto row = [](const char *name, Program program) { QTest::newRow(name) << program; };
        row("shapes that do not go together", [](auto &t, auto &x) { return t.binary(HostBinary::Add, x, t.known(hostFloats({5}, std::vector<float>(5, 0)))); });
        row("a weight for other channels", [](auto &t, auto &x) { return t.conv(x, t.known(hostFloats({1, 2, 1, 1}, {1, 1})), std::nullopt, {}, 1); });
        row("a choice of more than there are", [](auto &t, auto &x) { return t.topK(x, 5, 3).values; });
        row("indices beyond the end", [](auto &t, auto &x) { return t.take(t.slice(x, 3, 0, 1), t.topK(x, 1, 3).indices, 3); });
        row("parts larger than the whole", [](auto &t, auto &x) { return t.split(x, {2, INT64_MAX}, 1)[0]; });
        row("a negative variance", [](auto &t, auto &x) {
            const TraceValue three = t.known(hostFloats({3}, {-1, -1, -1}));
            return t.batchNorm(x, three, three, three, three, 0);
        });
        row("a result that is a constant", [](auto &t, auto &) { return number(t, 1); });
        row("a result that is the picture", [](auto &, auto &x) { return x; });
        row("a result that is indices", [](auto &t, auto &x) { return t.topK(x, 1, 3).indices; });
        row("constants without end", [](auto &t, auto &x) {
            for (int i = 0; i < 17; ++i)
                t.known(fullHost({kMaxHostElements}, hostFloat(0)));
            return x;
        });
    }
    void what_contradicts_itself_is_refused()
    {
        QFETCH(Program, program);
        TraceBuilder trace(kImage);
        try {
            trace.finish(program(trace, trace.image()));
        } catch (const Refused &refused) {
            QVERIFY(refused.refusal.reason == RefusalReason::Corrupt);
            return;
        }
        QFAIL("not refused");
    }
};

QTEST_APPLESS_MAIN(TestTrace)
#include "tst_trace.moc"
