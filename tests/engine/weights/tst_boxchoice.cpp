// SPDX-License-Identifier: GPL-3.0-or-later
// Files that choose their boxes themselves: the well-known way is told apart from the network, every other is refused.
#include "engine/weights/choicetext.h"
#include "engine/weights/refusals.h"
#include "support/referenceinterpreter.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

using Exchange = std::pair<std::string, std::string>;

Result<WeightFile, Refusal> readScript(const std::vector<Exchange> &exchanges = {})
{
    std::string body = scriptChoice();
    for (const auto &[from, to] : exchanges)
        body = exchanged(body, from, to);
    return readBytes(scriptArchive(body));
}

/// Centre, size and scores by channel, of every anchor.
void compareHead(const WeightFile &file, int side)
{
    const Array out = interpret(*file.network, Array{{1, 3, side, side}, std::vector<float>(std::size_t(3 * side * side), 0.5f)});
    const int anchors = side * side / 64;
    QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 6, anchors}));
    constexpr float kChannels[] = {2, 3, 2, 2, 5, 6};
    for (std::size_t i = 0; i < out.data.size(); ++i)
        QCOMPARE(out.data[i], kChannels[i / std::size_t(anchors)]);
}

using Change = std::function<void(OnnxChoice &)>;

}  // namespace
Q_DECLARE_METATYPE(Change)

class TestBoxChoice : public QObject {
    Q_OBJECT

private slots:
    void the_choice_of_a_torchscript_export_is_told_apart_from_its_network()
    {
        const auto file = readScript();
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(file->network && file->network->info.head == HeadKind::AnchorFree && !file->network->info.nmsFree);
        QVERIFY(file->network->info.suppression == (Suppression{0.25f, 0.7f, 300, false}));
        compareHead(*file, 32);
    }
    void the_choice_of_an_onnx_export_is_told_apart_from_its_network()
    {
        const auto file = readBytes(OnnxChoice().text());
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(file->network && file->network->info.head == HeadKind::AnchorFree && !file->network->info.nmsFree);
        QVERIFY(file->network->info.suppression == (Suppression{0.25f, 0.7f, 300, false}));
        compareHead(*file, 64);
    }

    void its_numbers_are_those_of_the_file()
    {
        const auto other = readScript({{"score, 0.25", "score, 0.001"}, {"0.69999999999999996", "0.5"}, {"0, 0, 300)", "0, 0, 50)"}, {"n, 300", "n, 50"}, {"[300, int", "[50, int"}, {"[1, 300, 6]", "[1, 50, 6]"}});
        QVERIFY2(other, other ? "" : other.error().detail.c_str());
        QVERIFY(other->network->info.suppression == (Suppression{0.001f, 0.5f, 50, false}));
        const auto across = readScript({{"torch.mul(offset, 0.5)", "torch.mul(torch.sub(nmsbox0, nmsbox0), 0.5)"}});
        QVERIFY2(across, across ? "" : across.error().detail.c_str());
        QVERIFY(across->network->info.suppression == (Suppression{0.25f, 0.7f, 300, true}));

        OnnxChoice onnx;
        onnx.step("offbox3").inputs[0] = "nmsbox";
        onnx.constant("confidence") = protobuftext::floats("confidence", {}, {0.125f});
        onnx.constant("iou") = protobuftext::floats("iou", {1}, {0.25f});
        const auto agnostic = readBytes(onnx.text());
        QVERIFY2(agnostic, agnostic ? "" : agnostic.error().detail.c_str());
        QVERIFY(agnostic->network->info.suppression == (Suppression{0.125f, 0.25f, 300, true}));
    }

    void rows_that_are_padded_as_rows_are_padded_too()
    {
        const auto file = readScript({{"torch.reshape(dets, [-1]), [0, int(torch.mul(torch.rsub(n, 300), c))]", "dets, [0, 0, 0, int(torch.rsub(n, 300))]"}});
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(file->network->info.suppression.has_value());
    }

    void boxes_that_are_put_together_in_another_way_are_what_the_file_makes_them()
    {
        // All numbers of the first corner, then all of the next, cut into rows of four.
        const auto file = readScript({{"box = torch.select(boxes, 0, 0)", "box = torch.reshape(torch.select(torch.transpose(boxes, 1, 2), 0, 0), [16, 4])"}});
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        const Array out = interpret(*file->network, Array{{1, 3, 32, 32}, std::vector<float>(3 * 32 * 32, 0.5f)});
        QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 6, 16}));
        for (std::size_t anchor = 0; anchor < 16; ++anchor) {
            QCOMPARE(out.data[anchor], float(anchor / 4 + 1));
            QCOMPARE(out.data[2 * 16 + anchor], 0.f);
            QCOMPARE(out.data[4 * 16 + anchor], 5.f);
        }
    }

    void another_choice_is_refused_by_its_operator_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *from, const char *to, const char *found) { QTest::newRow(name) << from << to << found; };
        row("scores that are compared otherwise", "torch.gt(", "torch.ge(", "torch.ge");
        row("boxes of low scores", "torch.gt(", "torch.lt(", "torch.lt");
        row("scores of another picture", "torch.select(best, 0, 0)", "torch.select(boxes, 2, 0)", "torch.gt");
        row("the scores of one class", "best, classes, = torch.max(scores, -1)", "best, _8, = torch.max(torch.slice(pred, 2, 4, 5), -1)\n    _9, classes, = torch.max(scores, -1)", "return");
        row("the lowest score", "mask = torch.gt(score, 0.25)", "mask = torch.gt(torch.neg(score), 0.25)", "return");
        row("the corners in another order", "[torch.index(box0, [keep]), ", "[torch.slice(torch.index(box0, [keep]), 1, 2, 4), torch.slice(torch.index(box0, [keep]), 1, 0, 2), ", "return");
        row("the class for the score", "torch.view(torch.index(score0, [keep]), [-1, 1])", "torch.to(torch.view(torch.index(cls0, [keep]), [-1, 1]), 6)", "return");
        row("no class", "torch.to(torch.view(torch.index(cls0, [keep]), [-1, 1]), 6)", "torch.view(torch.index(score0, [keep]), [-1, 1])", "return");
        row("a score that was raised", "torch.view(torch.index(score0, [keep]), [-1, 1])", "torch.mul(torch.view(torch.index(score0, [keep]), [-1, 1]), 2)", "return");
        row("boxes that were moved", "[torch.index(box0, [keep])", "[torch.add(torch.index(box0, [keep]), 1)", "return");
        row("boxes that are twice as large", "nmsbox = torch.clone(box0)", "nmsbox = torch.mul(torch.index(torch.mul(box, 2), [mask]), 1)", "return");
        row("boxes that are turned over", "nmsbox = torch.clone(box0)", "nmsbox = torch.neg(box0)", "torch.neg");
        row("boxes in no place", "nmsbox = torch.clone(box0)", "nmsbox = torch.sub(box0, box0)", "return");
        row("classes that are not apart", "torch.mul(offset, 0.5)", "torch.mul(offset, 0.1)", "return");
        row("classes that are too far apart", "torch.mul(offset, 0.5)", "torch.mul(offset, 1e+30)", "return");
        row("places of places", "torch.index(box0, [keep]), ", "torch.index(torch.index(box0, [keep]), [keep]), ", "torch.index");
        row("places of another choice", "[torch.index(box0, [keep])", "[torch.index(box, [keep])", "torch.index");
        row("an overlap above one", "0.69999999999999996", "1.5", "ops.torchvision.nms");
        row("an overlap of nothing", "0.69999999999999996", "0.0", "ops.torchvision.nms");
        row("an overlap that is negative", "0.69999999999999996", "-0.5", "ops.torchvision.nms");
        row("a score above one", "score, 0.25", "score, 1.5", "return");
        row("a score that is negative", "score, 0.25", "score, -1.5", "return");
        row("more boxes than there is room for", "0, 0, 300)", "0, 0, 1000000000000)", "return");
        row("the worst instead of the best", "0, 0, 300)", "0, 10, 300)", "torch.slice");
        row("every second", "0, 0, 300)", "0, 0, 300, 2)", "torch.slice");
        row("suppressed twice", "score0, 0.69999999999999996), 0, 0, 300)", "score0, 0.69999999999999996), 0, 0, 300)\n    keep = ops.torchvision.nms(torch.index(box0, [keep]), torch.index(score0, [keep]), 0.5)", "ops.torchvision.nms");
        row("padded with ones", "int(torch.mul(torch.rsub(n, 300), c))])", "int(torch.mul(torch.rsub(n, 300), c))], \"constant\", 1.)", "torch.pad");
        row("padded in front", "[0, int(torch.mul(torch.rsub(n, 300), c))]", "[int(torch.mul(torch.rsub(n, 300), c)), 0]", "torch.pad");
        row("padded to no fixed number", "torch.mul(torch.rsub(n, 300), c)", "torch.mul(n, c)", "torch.pad");
        row("not padded", "_5 = torch.pad(torch.reshape(dets, [-1]), [0, int(torch.mul(torch.rsub(n, 300), c))])", "_5 = torch.reshape(dets, [-1])", "torch.reshape");
    }
    void another_choice_is_refused_by_its_operator()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, found);
        const auto file = readScript({{from.toStdString(), to.toStdString()}});
        QVERIFY2(!file, "taken");
        QVERIFY2(file.error().reason == RefusalReason::BoxChoice || file.error().reason == RefusalReason::UnsupportedLayer, toString(file.error().reason));
        QVERIFY2(QString::fromStdString(file.error().found) == found, (file.error().found + " / " + file.error().detail).c_str());
    }

    void another_choice_of_an_onnx_export_is_refused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *found, Change change) { QTest::newRow(name) << change << found; };
        row("scores that are compared otherwise", "GreaterOrEqual", [](auto &o) { o.step("mask").type = "GreaterOrEqual"; });
        row("corners in another order", "output", [](auto &o) { o.step("keptBox").outputs = {"asBefore"}; o.steps.push_back({"Slice", {"asBefore", "i2", "i4", "i1"}, {"high"}}); o.steps.push_back({"Slice", {"asBefore", "i0", "i2", "i1"}, {"low"}});
                                                                o.step("dets").inputs = {"high", "low", "scoreColumn", "classFloat"}; });
        row("an overlap above one", "NonMaxSuppression", [](auto &o) { o.constant("iou") = protobuftext::floats("iou", {1}, {1.5f}); });
        row("no overlap stated", "NonMaxSuppression", [](auto &o) { o.step("triples").inputs.pop_back(); });
        row("centres and sizes", "NonMaxSuppression", [](auto &o) { o.step("triples").attributes = protobuftext::onnxInteger("center_point_box", 1); });
        row("fewer a class than are given out", "output", [](auto &o) { o.constant("most") = protobuftext::integers("most", {1}, {10}); });
        row("boxes of another kind", "NonMaxSuppression", [](auto &o) { o.step("triples").inputs[0] = "boxes"; });
        row("the class for the box", "NonZero", [](auto &o) { o.step("where").inputs[0] = "cls"; });
        row("a picture's number for the box's", "Gather", [](auto &o) { o.step("third").inputs[1] = "i1"; });
        row("no padding", "Reshape", [](auto &o) { o.step("filled").inputs[0] = "dets"; });
        row("padding that repeats", "Pad", [](auto &o) { o.step("padded").attributes = protobuftext::onnxText("mode", "edge"); });
        row("added to what was there", "ScatterND", [](auto &o) { o.step("output0").attributes = protobuftext::onnxText("reduction", "add"); });
        row("into another place", "ScatterND", [](auto &o) { o.constant("firstPicture") = protobuftext::integers("firstPicture", {1, 1}, {1}); });
    }
    void another_choice_of_an_onnx_export_is_refused()
    {
        QFETCH(Change, change);
        QFETCH(QString, found);
        OnnxChoice onnx;
        change(onnx);
        const auto file = readBytes(onnx.text());
        QVERIFY2(!file, "taken");
        QVERIFY2(QString::fromStdString(file.error().found) == found, (file.error().found + " / " + file.error().detail).c_str());
    }
};

QTEST_APPLESS_MAIN(TestBoxChoice)
#include "tst_boxchoice.moc"
