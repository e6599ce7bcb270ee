// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/tensorreader.h"

#include "engine/weights/pickletext.h"
#include "engine/weights/refusals.h"
#include "engine/weights/zipbytes.h"
#include "weights/halffloat.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::pickletext;
using namespace lineside::weights;

namespace {

template <class T>
std::string raw(std::initializer_list<T> values)
{
    return std::string(reinterpret_cast<const char *>(values.begin()), values.size() * sizeof(T));
}

ConstTensor readTensor(const std::string &description, const std::string &storage)
{
    const std::string zip = zipBytes({{"a/data.pkl", ""}, {"a/data/0", storage}});
    const ZipArchive archive(asBytes(zip));
    const std::string bytes = pickle(description);
    const PickleTree tree = parsePickle(asBytes(bytes));
    return TensorReader(archive, tree).read(tree[tree.root], "x");
}

QString readOutcome(const std::string &description, const std::string &storage)
{
    return outcome([&] { readTensor(description, storage); });
}

const std::string kSix = raw<float>({0, 1, 2, 3, 4, 5});
constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();

}  // namespace

class TestTensors : public QObject {
    Q_OBJECT

private slots:
    void half_precision_is_exact()
    {
        QCOMPARE(halfToFloat(0x3C00), 1.f);
        QCOMPARE(halfToFloat(0xC000), -2.f);
        QCOMPARE(halfToFloat(0x7BFF), 65504.f);
        QCOMPARE(halfToFloat(0x0001), 0x1p-24f);
        QCOMPARE(halfToFloat(0x0400), 0x1p-14f);
        QVERIFY(std::signbit(halfToFloat(0x8000)));
        QVERIFY(std::isinf(halfToFloat(0x7C00)));
        QVERIFY(std::isnan(halfToFloat(0x7C01)));
        QVERIFY(std::isnan(halfToFloat(0xFFFF)));
        QCOMPARE(bfloat16ToFloat(0x3F80), 1.f);
    }

    void every_half_is_its_sign_exponent_and_fraction()
    {
        for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
            const int exponent = int(bits >> 10 & 0x1F), fraction = int(bits & 0x3FF);
            if (exponent == 31)
                continue;
            const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
            QCOMPARE(double(halfToFloat(std::uint16_t(bits))), bits & 0x8000 ? -magnitude : magnitude);
        }
    }

    void a_storage_of_bytes_has_the_type_that_the_tensor_states()
    {
        const auto typed = [](std::int64_t bytes, const char *storage, const char *type) {
            const std::string id = tuple({text("storage"), global("torch.storage", storage), text("0"), text("cpu"), integer(bytes)}) + "Q";
            return call(global("torch._utils", "_rebuild_tensor_v3"),
                        {id, integer(1), tuple({integer(2)}), tuple({integer(1)}), boolean(false), none(), global("torch", type)});
        };
        const auto halves = raw<std::uint16_t>({0x3C00, 0x4000, 0xC000});
        QCOMPARE(readTensor(typed(6, "UntypedStorage", "float16"), halves).data->copy(), (std::vector<float>{2, -2}));
        QCOMPARE(readTensor(typed(12, "UntypedStorage", "float32"), raw<float>({1, 2, 3})).data->copy(), (std::vector<float>{2, 3}));
        QCOMPARE(readOutcome(typed(7, "UntypedStorage", "float16"), "1234567"), QString("corrupt"));
        QCOMPARE(readOutcome(typed(4, "UntypedStorage", "float16"), halves), QString("corrupt"));
        QCOMPARE(readOutcome(typed(4, "UntypedStorage", "float16"), "1234"), QString("corrupt"));
        QCOMPARE(readOutcome(typed(3, "HalfStorage", "float32"), halves), QString("corrupt"));
        QCOMPARE(readOutcome(typed(6, "UntypedStorage", "float8_e4m3fn"), halves), QString("unsupported_layer"));
        const std::string untyped = tuple({text("storage"), global("torch.storage", "UntypedStorage"), text("0"), text("cpu"), integer(6)}) + "Q";
        QCOMPARE(readOutcome(call(global("torch._utils", "_rebuild_tensor_v2"), {untyped, integer(0), tuple({integer(3)}), tuple({integer(1)})}), halves),
                 QString("unsupported_layer"));
        QCOMPARE(readOutcome(call(global("torch._utils", "_rebuild_tensor_v3"), {untyped, integer(0), tuple({integer(3)}), tuple({integer(1)})}), halves),
                 QString("corrupt"));
    }

    void all_types_become_float()
    {
        QCOMPARE(readTensor(tensor("FloatStorage", "0", {2}), raw<float>({1.5f, -2})).data->copy(), (std::vector<float>{1.5f, -2}));
        QCOMPARE(readTensor(tensor("DoubleStorage", "0", {1}), raw<double>({0.25})).data->copy(), std::vector<float>{0.25f});
        QCOMPARE(readTensor(tensor("HalfStorage", "0", {1}), raw<std::uint16_t>({0x3C00})).data->copy(), std::vector<float>{1});
        QCOMPARE(readTensor(tensor("BFloat16Storage", "0", {1}), raw<std::uint16_t>({0x4000})).data->copy(), std::vector<float>{2});
        QCOMPARE(readTensor(tensor("LongStorage", "0", {1}), raw<std::int64_t>({-3})).data->copy(), std::vector<float>{-3});
        QCOMPARE(readTensor(tensor("ByteStorage", "0", {1}), raw<std::uint8_t>({200})).data->copy(), std::vector<float>{200});
        QCOMPARE(readTensor(tensor("CharStorage", "0", {1}), raw<std::int8_t>({-7})).data->copy(), std::vector<float>{-7});
    }

    void strides_and_offsets_are_followed()
    {
        QCOMPARE(readTensor(tensor("FloatStorage", "0", 6, 0, {3, 2}, {1, 3}), kSix).data->copy(), (std::vector<float>{0, 3, 1, 4, 2, 5}));
        QCOMPARE(readTensor(tensor("FloatStorage", "0", 6, 2, {2}, {3}), kSix).data->copy(), (std::vector<float>{2, 5}));
        QCOMPARE(readTensor(tensor("FloatStorage", "0", 6, 1, {2, 2}, {0, 1}), kSix).data->copy(), (std::vector<float>{1, 2, 1, 2}));
        QCOMPARE(readTensor(tensor("FloatStorage", "0", 6, 4, {}, {}), kSix).data->copy(), std::vector<float>{4});
        QCOMPARE(readTensor(tensor("FloatStorage", "0", 6, 5, {1}, {kHuge}), kSix).data->copy(), std::vector<float>{5});
        QVERIFY(readTensor(tensor("FloatStorage", "0", 6, 0, {0, 4}, {4, 1}), kSix).data->empty());
    }

    void a_tensor_outside_its_storage_is_refused_data()
    {
        QTest::addColumn<QByteArray>("description");
        const auto row = [](const char *name, const std::string &bytes) { QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())); };
        row("one too many", tensor("FloatStorage", "0", 6, 0, {7}, {1}));
        row("offset at the end", tensor("FloatStorage", "0", 6, 6, {1}, {1}));
        row("huge offset", tensor("FloatStorage", "0", 6, kHuge, {2}, {1}));
        row("negative offset", tensor("FloatStorage", "0", 6, -1, {1}, {1}));
        row("large stride", tensor("FloatStorage", "0", 6, 0, {2}, {6}));
        row("huge stride", tensor("FloatStorage", "0", 6, 0, {3}, {kHuge}));
        row("strides that wrap around", tensor("FloatStorage", "0", 6, 0, {3, 3}, {kHuge / 2 + 1, kHuge / 2 + 1}));
        row("negative stride", tensor("FloatStorage", "0", 6, 5, {2}, {-1}));
        row("negative size", tensor("FloatStorage", "0", 6, 0, {-1}, {1}));
        row("sizes whose product wraps around", tensor("FloatStorage", "0", 6, 0, {1ll << 32, 1ll << 32}, {0, 0}));
        row("a large view of one number", tensor("FloatStorage", "0", 6, 0, {1ll << 30}, {0}));
        row("fewer strides than sizes", tensor("FloatStorage", "0", 6, 0, {2, 2}, {1}));
        row("rank 9", tensor("FloatStorage", "0", 6, 0, std::vector<std::int64_t>(9, 1), std::vector<std::int64_t>(9, 1)));
        row("a storage of another size", tensor("FloatStorage", "0", 7, 0, {6}, {1}));
        row("a storage of another type's size", tensor("HalfStorage", "0", 6, 0, {6}, {1}));
        row("a negative storage", tensor("FloatStorage", "0", -6, 0, {1}, {1}));
        row("a storage elsewhere", tensor("FloatStorage", "../data.pkl", 6, 0, {6}, {1}));
    }
    void a_tensor_outside_its_storage_is_refused()
    {
        QFETCH(QByteArray, description);
        QCOMPARE(readOutcome(description.toStdString(), kSix), QString("corrupt"));
    }

    void a_missing_storage_is_an_incomplete_file()
    {
        QCOMPARE(readOutcome(tensor("FloatStorage", "1", {6}), kSix), QString("truncated"));
    }

    void an_unknown_type_is_named()
    {
        QCOMPARE(readOutcome(tensor("QInt8Storage", "0", {6}), "abcdef"), QString("unsupported_layer"));
    }

    void not_a_number_is_refused()
    {
        QCOMPARE(readOutcome(tensor("FloatStorage", "0", {2}), raw<float>({1, NAN})), QString("not_finite"));
        QCOMPARE(readOutcome(tensor("HalfStorage", "0", {1}), raw<std::uint16_t>({0xFC00})), QString("not_finite"));
        QCOMPARE(readOutcome(tensor("DoubleStorage", "0", {1}), raw<double>({1e300})), QString("not_finite"));
    }
};

QTEST_APPLESS_MAIN(TestTensors)
#include "tst_tensors.moc"
