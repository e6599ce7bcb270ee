// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/hosttensor.h"

#include "weights/refused.h"

#include <QtTest>

#include <functional>
#include <limits>
#include <numeric>

using namespace lineside;
using namespace lineside::weights;

namespace {

using Floats = std::vector<float>;
using Integers = std::vector<std::int64_t>;

HostTensor counted(Shape shape)
{
    Integers values(std::size_t(elementsOf(shape)));
    std::iota(values.begin(), values.end(), 0);
    return hostIntegers(std::move(shape), std::move(values));
}

bool is(const HostTensor &tensor, const Shape &shape, const Integers &values)
{
    return tensor.type != HostType::Float && tensor.shape == shape && *tensor.integers == values;
}

bool is(const HostTensor &tensor, const Shape &shape, const Floats &values)
{
    return tensor.type == HostType::Float && tensor.shape == shape && tensor.floats->copy() == values;
}

}  // namespace

Q_DECLARE_METATYPE(std::function<void()>)

class TestHostTensor : public QObject {
    Q_OBJECT

private slots:
    void operands_are_stretched_to_the_same_shape()
    {
        QVERIFY(is(binaryHost(HostBinary::Add, hostIntegers({2, 1}, {10, 20}), hostIntegers({3}, {1, 2, 3})), {2, 3}, Integers{11, 12, 13, 21, 22, 23}));
        QVERIFY(is(binaryHost(HostBinary::Mul, hostFloats({2}, {1.5f, 2}), hostInteger(2)), {2}, Floats{3, 4}));
    }

    void axes_of_one_entry_go_and_come()
    {
        QCOMPARE(squeezedShape({1, 3, 1, 2}, {}), (Shape{3, 2}));
        QCOMPARE(squeezedShape({1, 3, 1, 2}, {0, 1, -1}), (Shape{3, 1, 2}));
        QCOMPARE(*unsqueezedShape({3, 2}, {0, -2}), (Shape{1, 3, 1, 2}));
        QCOMPARE(*unsqueezedShape({}, {0}), Shape{1});
        QVERIFY(!unsqueezedShape({3, 2}, {1, -3}));
        QVERIFY_THROWS_EXCEPTION(Refused, squeezedShape({1, 3}, {2}));
        QVERIFY_THROWS_EXCEPTION(Refused, unsqueezedShape({1, 3}, {3}));
    }

    void whole_numbers_are_divided_as_the_operator_says()
    {
        const HostTensor a = hostIntegers({4}, {7, -7, 7, -7}), b = hostIntegers({4}, {2, 2, -2, -2});
        QVERIFY(is(binaryHost(HostBinary::Div, a, b), {4}, Integers{3, -3, -3, 3}));
        QVERIFY(is(binaryHost(HostBinary::FloorDiv, a, b), {4}, Integers{3, -4, -4, 3}));
        QVERIFY(is(binaryHost(HostBinary::Mod, a, b), {4}, Integers{1, 1, -1, -1}));
        QVERIFY(is(binaryHost(HostBinary::Fmod, a, b), {4}, Integers{1, -1, 1, -1}));
        QVERIFY(is(binaryHost(HostBinary::Pow, hostInteger(3), hostInteger(4)), {}, Integers{81}));
    }

    void comparisons_choose()
    {
        const HostTensor a = hostIntegers({3}, {-1, 5, -1});
        const HostTensor open = binaryHost(HostBinary::Equal, a, hostInteger(-1));
        QVERIFY(open.type == HostType::Bool && is(open, {3}, Integers{1, 0, 1}));
        QVERIFY(is(whereHost(open, hostInteger(1), a), {3}, Integers{1, 5, 1}));
        QVERIFY(is(unaryHost(HostUnary::Not, open), {3}, Integers{0, 1, 0}));
    }

    void numbers_move_as_the_axes_say()
    {
        const HostTensor t = counted({2, 3});
        QVERIFY(is(transposeHost(t, {1, 0}), {3, 2}, Integers{0, 3, 1, 4, 2, 5}));
        QVERIFY(is(sliceHost(t, -1, 2, 2, -2), {2, 2}, Integers{2, 0, 5, 3}));
        QVERIFY(is(sliceHost(t, 0, 1, 1, 1), {1, 3}, Integers{3, 4, 5}));
        QVERIFY(is(reshapeHost(t, {3, -1}), {3, 2}, Integers{0, 1, 2, 3, 4, 5}));
        QVERIFY(is(expandHost(hostIntegers({2, 1}, {7, 8}), {2, 2, 3}), {2, 2, 3}, Integers{7, 7, 7, 8, 8, 8, 7, 7, 7, 8, 8, 8}));
        QVERIFY(is(tileHost(hostIntegers({1, 2}, {1, 2}), {2, 2}), {2, 4}, Integers{1, 2, 1, 2, 1, 2, 1, 2}));
        QVERIFY(is(gatherHost(t, hostIntegers({2}, {-1, 0}), 1), {2, 2}, Integers{2, 0, 5, 3}));
        QVERIFY(is(gatherHost(t, hostInteger(1), 0), {3}, Integers{3, 4, 5}));
        QVERIFY(is(concatHost(std::vector{t, hostIntegers({2, 1}, {8, 9})}, 1), {2, 4}, Integers{0, 1, 2, 8, 3, 4, 5, 9}));
    }

    void ranges_and_fillings_are_made()
    {
        QVERIFY(is(rangeHost(hostInteger(0), hostInteger(3), hostInteger(1)), {3}, Integers{0, 1, 2}));
        QVERIFY(is(rangeHost(hostFloat(.5f), hostFloat(2), hostFloat(1)), {2}, Floats{.5f, 1.5f}));
        QVERIFY(is(fullHost({2, 1}, hostFloats({1}, {16})), {2, 1}, Floats{16, 16}));
        QVERIFY(is(castHost(hostFloats({2}, {-1.5f, 2.9f}), HostType::Int), {2}, Integers{-1, 2}));
    }

    void axes_are_reduced()
    {
        const HostTensor t = counted({2, 3});
        QVERIFY(is(reduceHost(HostReduction::Product, hostIntegers({3}, {2, 3, 4}), {0}, false), {}, Integers{24}));
        QVERIFY(is(reduceHost(HostReduction::Max, t, {0}, true), {1, 3}, Integers{3, 4, 5}));
        QVERIFY(is(reduceHost(HostReduction::Sum, t, {}, false), {}, Integers{15}));
    }

    void what_does_not_fit_is_refused_before_memory_is_asked_for_data()
    {
        QTest::addColumn<std::function<void()>>("act");
        const auto row = [](const char *name, std::function<void()> act) { QTest::newRow(name) << act; };
        constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
        row("shapes that do not go together", [] { binaryHost(HostBinary::Add, counted({2}), counted({3})); });
        row("a sum that overflows", [] { binaryHost(HostBinary::Add, hostInteger(kHuge), hostInteger(1)); });
        row("a product that overflows", [] { binaryHost(HostBinary::Mul, hostInteger(kHuge), hostInteger(2)); });
        row("a power that overflows", [] { binaryHost(HostBinary::Pow, hostInteger(10), hostInteger(40)); });
        row("a division by nothing", [] { binaryHost(HostBinary::Div, hostInteger(1), hostInteger(0)); });
        row("the one quotient that overflows", [] { binaryHost(HostBinary::Div, hostInteger(-kHuge - 1), hostInteger(-1)); });
        row("the one negation that overflows", [] { unaryHost(HostUnary::Neg, hostInteger(-kHuge - 1)); });
        row("an expansion to everything", [] { expandHost(hostInteger(1), {kHuge}); });
        row("a product of sizes that wraps around", [] { expandHost(hostInteger(1), {1ll << 32, 1ll << 32}); });
        row("a size of nothing beside a size of everything", [] { expandHost(hostInteger(1), {0, kHuge}); });
        row("an outer product of long rows", [] { binaryHost(HostBinary::Mul, counted({8192, 1}), counted({8192})); });
        row("a tiling to everything", [] { tileHost(counted({2}), {kHuge}); });
        row("an endless range", [] { rangeHost(hostInteger(0), hostInteger(kHuge), hostInteger(1)); });
        row("a range that stands still", [] { rangeHost(hostInteger(0), hostInteger(1), hostInteger(0)); });
        row("a range of no number", [] { rangeHost(hostFloat(NAN), hostInteger(1), hostInteger(1)); });
        row("an index beyond the end", [] { gatherHost(counted({3}), hostInteger(3), 0); });
        row("an axis beyond the end", [] { reduceHost(HostReduction::Max, counted({3}), {1}, false); });
        row("a slice beyond the end", [] { sliceHost(counted({3}), 0, 1, 2, 2); });
        row("a slice with an endless step", [] { sliceHost(counted({3}), 0, 0, 2, kHuge); });
        row("a negative size", [] { reshapeHost(counted({4}), {-2, -2}); });
        row("two open sizes", [] { reshapeHost(counted({4}), {-1, -1}); });
        row("another number of elements", [] { reshapeHost(counted({4}), {3}); });
        row("fewer numbers than the shape says", [] { hostIntegers({5}, {1, 2}); });
        row("an axis twice", [] { transposeHost(counted({2, 2}), {0, 0}); });
        row("too many axes", [] { reshapeHost(counted({1}), Shape(1000, 1)); });
        row("a number too large for an integer", [] { castHost(hostFloat(1e30f), HostType::Int); });
        row("parts of two types", [] { concatHost(std::vector{counted({1}), hostFloats({1}, {1})}, 0); });
        row("several numbers for one", [] { integerOf(counted({2})); });
    }
    void what_does_not_fit_is_refused_before_memory_is_asked_for()
    {
        QFETCH(std::function<void()>, act);
        try {
            act();
        } catch (const Refused &refused) {
            QVERIFY(refused.refusal.reason == RefusalReason::Corrupt);
            return;
        }
        QFAIL("not refused");
    }
};

QTEST_APPLESS_MAIN(TestHostTensor)
#include "tst_hosttensor.moc"
