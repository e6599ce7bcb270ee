// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/moduletext.h"
#include "engine/weights/refusals.h"
#include "support/referenceinterpreter.h"

#include <QtTest>

#include <cmath>
#include <functional>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::pickletext;

namespace {

/// Two levels of stride 8 and 16, two anchors a cell, one class, all logits 0 but the objectness of the second anchor.
struct AnchorText {
    std::vector<float> anchors = {1.25f, 1.625f, 2, 3, 1, 1, 4, 2};  ///< in strides
    std::vector<std::int64_t> shape = {2, 2, 2};
    int perCell = 2, classes = 1, values = 6;

    std::string bytes() const
    {
        ModuleWriter writer;
        const auto down = [&](int in, int index) {
            ConvText conv;
            conv.in = in, conv.out = 1, conv.kernel = 3, conv.stride = 2;
            return ModuleWriter::layer(writer.conv(conv), index, {-1});
        };
        const auto branch = [&] {
            ConvText last;
            last.out = 12;
            std::vector<float> bias(12, 0);
            bias[6 + 4] = 2;
            return writer.conv2d(last, writer.filled({12, 1, 1, 1}, 0), writer.floats({12}, bias));
        };
        const std::string head = ModuleWriter::module("models.yolo", "Detect", {{"m", ModuleWriter::moduleList({branch(), branch()})}},
                                                      {{"nc", integer(classes)}, {"no", integer(values)}, {"nl", integer(2)}, {"na", integer(perCell)},
                                                       {"stride", writer.floats({2}, {8, 16})}},
                                                      {}, {{"anchors", writer.floats(shape, anchors)}});
        return zipBytes(writer.checkpoint({down(3, 0), down(1, 1), down(1, 2), down(1, 3), ModuleWriter::layer(head, 4, {2, 3})}, classes, 32));
    }
};

using Change = std::function<void(AnchorText &)>;

}  // namespace

Q_DECLARE_METATYPE(Change)

class TestAnchorHead : public QObject {
    Q_OBJECT

private slots:
    void boxes_come_by_level_anchor_row_and_column()
    {
        const auto file = readBytes(AnchorText().bytes());
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(file->network->info.head == HeadKind::AnchorBased && !file->network->info.nmsFree && !file->network->info.hasBothHeads);
        QCOMPARE(file->network->info.stride, 16);
        const Array out = interpret(*file->network, Array{{1, 3, 32, 32}, std::vector<float>(3 * 32 * 32, 0.5f)});
        // 4×4 and 2×2 cells, two anchors each.
        QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 2 * 16 + 2 * 4, 6}));
        const auto row = [&](int index) { return std::vector<float>(out.data.begin() + index * 6, out.data.begin() + index * 6 + 6); };
        const float sure = float(1 / (1 + std::exp(-2.)));
        const auto close = [&](int index, std::vector<float> wanted) {
            const auto got = row(index);
            for (std::size_t i = 0; i < 6; ++i) {
                if (std::abs(got[i] - wanted[i]) > 1e-4f)
                    return false;
            }
            return true;
        };
        // A logit of 0 is the middle of the cell and the anchor as it is.
        QVERIFY(close(0, {4, 4, 10, 13, 0.5f, 0.5f}));
        QVERIFY(close(1 * 4 + 2, {20, 12, 10, 13, 0.5f, 0.5f}));
        QVERIFY(close(16 + 2 * 4 + 1, {12, 20, 16, 24, sure, 0.5f}));
        QVERIFY(close(32 + 1, {24, 8, 16, 16, 0.5f, 0.5f}));
        QVERIFY(close(32 + 4 + 2, {8, 24, 64, 32, sure, 0.5f}));
    }

    void bad_anchors_are_refused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *reason, Change change) { QTest::newRow(name) << change << reason; };
        row("an anchor of no width", "corrupt", [](auto &t) { t.anchors[2] = 0; });
        row("an anchor of negative height", "corrupt", [](auto &t) { t.anchors[3] = -1; });
        row("a huge anchor", "corrupt", [](auto &t) { t.anchors[0] = 1e6f; });
        row("an anchor that is no number", "not_finite", [](auto &t) { t.anchors[0] = NAN; });
        row("anchors for other levels", "corrupt", [](auto &t) { t.shape = {4, 1, 2}; });
        row("another number of anchors", "corrupt", [](auto &t) { t.perCell = 3; });
        row("too many anchors", "corrupt", [](auto &t) { t.perCell = 17; });
        row("values that are not five more than classes", "corrupt", [](auto &t) { t.values = 7; });
        row("branches for another number of classes", "corrupt", [](auto &t) { t.classes = 2, t.values = 7; });
    }
    void bad_anchors_are_refused()
    {
        QFETCH(Change, change);
        QFETCH(QString, reason);
        AnchorText text;
        change(text);
        QCOMPARE(outcome(readBytes(text.bytes())), reason);
    }
};

QTEST_APPLESS_MAIN(TestAnchorHead)
#include "tst_anchorhead.moc"
