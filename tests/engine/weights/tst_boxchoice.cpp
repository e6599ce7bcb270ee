// SPDX-License-Identifier: GPL-3.0-or-later
// Files that choose their boxes themselves: the well-known way is told apart from the network, every other is refused.
#include "engine/weights/choicetext.h"
#include "engine/weights/irchoice.h"
#include "engine/weights/refusals.h"
#include "support/referenceinterpreter.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

using Exchange = std::pair<std::string, std::string>;

Result<WeightFile, Refusal> readScript(const std::vector<Exchange> &exchanges = {}, std::string body = scriptChoice())
{
    for (const auto &[from, to] : exchanges)
        body = exchanged(body, from, to);
    return readBytes(scriptArchive(body));
}

/// Centre, size and scores by channel, of every anchor.
void compareHead(const WeightFile &file, int side, const std::vector<float> &channels = {2, 3, 2, 2, 5, 6})
{
    const Array out = interpret(*file.network, Array{{1, 3, side, side}, std::vector<float>(std::size_t(3 * side * side), 0.5f)});
    const int anchors = side * side / 64;
    QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 6, anchors}));
    for (std::size_t i = 0; i < out.data.size(); ++i)
        QCOMPARE(out.data[i], channels[i / std::size_t(anchors)]);
}

using Change = std::function<void(OnnxChoice &)>;
using IrChange = std::function<void(IrChoice &)>;

}  // namespace
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(IrChange)

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

    void the_choice_of_an_openvino_export_is_told_apart_from_its_network()
    {
        const auto file = readBytes(IrChoice().zip());
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(file->network && file->network->info.head == HeadKind::AnchorFree && !file->network->info.nmsFree);
        QVERIFY(file->network->info.suppression == (Suppression{0.25f, 0.7f, 300, false}));
        compareHead(*file, 64);
    }

    void corners_that_are_worked_out_from_the_chosen_centres_are_the_same_choice()
    {
        const auto script = readScript({}, scriptChoiceOfCentres());
        QVERIFY2(script, script ? "" : script.error().detail.c_str());
        QVERIFY(script->network->info.suppression == (Suppression{0.25f, 0.7f, 300, false}) && script->network->info.head == HeadKind::AnchorFree);
        compareHead(*script, 32, {1, 2, 3, 4, 5, 6});
        const auto onnx = readBytes(OnnxChoice::ofCentres().text());
        QVERIFY2(onnx, onnx ? "" : onnx.error().detail.c_str());
        QVERIFY(onnx->network->info.suppression == (Suppression{0.25f, 0.7f, 300, false}) && onnx->network->info.head == HeadKind::AnchorFree);
        compareHead(*onnx, 64, {1, 2, 3, 4, 5, 6});
        const auto ir = readBytes(IrChoice::ofCentres().zip());
        QVERIFY2(ir, ir ? "" : ir.error().detail.c_str());
        QVERIFY(ir->network->info.suppression == (Suppression{0.25f, 0.7f, 300, false}) && ir->network->info.head == HeadKind::AnchorFree);
        compareHead(*ir, 64, {1, 2, 3, 4, 5, 6});
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

        IrChoice ir;
        ir.step("offbox3").sources[0] = "corners";
        ir.step("triples").data = {};  // in the order of the scores all the same
        ir.constant("confidence").floats = {0.125f};
        ir.constant("iou").floats = {0.25f};
        ir.constant("least").floats = {0.375f};
        const auto across2 = readBytes(ir.zip());
        QVERIFY2(across2, across2 ? "" : across2.error().detail.c_str());
        QVERIFY(across2->network->info.suppression == (Suppression{0.375f, 0.25f, 300, true}));
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
        row("rows in whole numbers", "[1, 300, 6], dtype=None", "[1, 300, 6], dtype=4", "torch.copy_");
        row("memory of the picture", "nmsbox = torch.clone(box0)", "nmsbox = torch.empty_like(x)", "torch.empty_like");
        row("memory that was never written", "nmsbox = torch.clone(box0)", "nmsbox = torch.empty_like(box0)", "return");
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

    void other_corners_of_chosen_centres_are_refused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *from, const char *to, const char *found) { QTest::newRow(name) << from << to << found; };
        row("boxes of twice the size", "9223372036854775807), 2)", "9223372036854775807), 1)", "return");
        row("corners in another order", "torch.sub(xy, wh)", "torch.add(xy, wh)", "return");
        row("a corner that was never written", "    high = torch.copy_(torch.slice(box0, 1, 2, 9223372036854775807), torch.add(xy, wh))\n", "", "return");
        row("half of a corner", "torch.slice(box0, 1, 0, 2), torch.sub(xy, wh)", "torch.slice(box0, 1, 0, 1), torch.slice(torch.sub(xy, wh), 1, 0, 1)", "return");
        row("a corner that was moved", "torch.add(xy, wh)", "torch.add(torch.add(xy, wh), 1)", "return");
        row("centres compared", "nmsbox = torch.clone(box0)", "nmsbox = torch.clone(centre0)", "return");
        row("centres given out", "[torch.index(box0, [keep])", "[torch.index(centre0, [keep])", "return");
        row("a whole row into two columns", "torch.slice(box0, 1, 0, 2), torch.sub(xy, wh)", "torch.slice(box0, 1, 0, 2), centre0", "torch.copy_");
        row("one number for all", "torch.slice(box0, 1, 0, 2), torch.sub(xy, wh)", "torch.slice(box0, 1, 0, 2), torch.zeros([])", "torch.copy_");
        row("classes into corners", "torch.slice(box0, 1, 0, 2), torch.sub(xy, wh)", "torch.slice(box0, 1, 0, 1), torch.view(torch.index(cls, [mask]), [-1, 1])", "torch.copy_");
        row("rows of another choice", "torch.slice(box0, 1, 0, 2), torch.sub(xy, wh)", "torch.slice(box0, 1, 0, 2), torch.slice(torch.index(box, [torch.gt(score, 0.5)]), 1, 0, 2)", "torch.copy_");
        row("memory for whole numbers", "torch.empty_like(centre0, dtype=6", "torch.empty_like(centre0, dtype=4", "torch.empty_like");
    }
    void other_corners_of_chosen_centres_are_refused()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, found);
        const auto file = readScript({{from.toStdString(), to.toStdString()}}, scriptChoiceOfCentres());
        QVERIFY2(!file, "taken");
        QVERIFY2(file.error().reason == RefusalReason::BoxChoice, toString(file.error().reason));
        QVERIFY2(QString::fromStdString(file.error().found) == found, (file.error().found + " / " + file.error().detail).c_str());
    }

    void other_corners_of_an_onnx_export_are_refused_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *found, Change change) { QTest::newRow(name) << change << found; };
        row("corners in another order", "output", [](auto &o) { std::swap(o.step("low").type, o.step("high").type); });
        row("boxes of twice the size", "output", [](auto &o) { o.constant("half") = protobuftext::floats("half", {}, {1}); });
        row("a corner that was never written", "output", [](auto &o) { o.step("box0").inputs[2] = "corner0"; o.steps.push_back({"Slice", {"blank", "i2", "i4", "i1", "i1"}, {"corner0"}}); });
        row("one column twice", "ScatterND", [](auto &o) { o.constant("firstTwo") = protobuftext::integers("firstTwo", {2}, {0, 0}); });
        row("one column written again", "output", [](auto &o) { o.constant("lastTwo") = protobuftext::integers("lastTwo", {2}, {1, 2}); });
        row("a column that is not there", "ScatterND", [](auto &o) { o.constant("lastTwo") = protobuftext::integers("lastTwo", {2}, {2, 4}); });
        row("a column counted from the end", "ScatterND", [](auto &o) { o.constant("lastTwo") = protobuftext::integers("lastTwo", {2}, {-2, -1}); });
        row("the row below", "ScatterND", [](auto &o) { o.step("rowPlaces").inputs[0] = "below"; o.steps.push_back({"Add", {"numberColumn", "one"}, {"below"}}); });
        row("every second row", "Range", [](auto &o) { o.constant("one") = protobuftext::integers("one", {}, {2}); });
        row("the first row alone", "ScatterND", [](auto &o) { o.step("rowPlaces").inputs[0] = "nowhere"; o.constants.push_back(protobuftext::integers("nowhere", {2}, {0, 0})); });
        row("zeros of whole numbers", "ScatterND", [](auto &o) { o.step("blank").attributes = protobuftext::onnxTensorAttribute("value", protobuftext::integers("", {1}, {0})); });
        row("added to what was there", "ScatterND", [](auto &o) { o.step("box0").attributes = protobuftext::onnxText("reduction", "add"); });
        row("row numbers for a box", "output", [](auto &o) { o.step("keptBox").inputs[0] = "fourNumbers"; o.step("corners").inputs[0] = "fourNumbers"; o.steps.push_back({"Expand", {"numberFloats", "wide"}, {"fourNumbers"}});
                                                             o.steps.push_back({"Cast", {"numberColumn"}, {"numberFloats"}, protobuftext::onnxInteger("to", 1)}); });
        row("row numbers for a class", "output", [](auto &o) { o.step("keptClass").inputs[0] = "numbers"; });
        row("row numbers for a score", "output", [](auto &o) { o.step("scoreColumn").inputs[0] = "chosenNumbers"; o.steps.push_back({"Cast", {"numbers"}, {"numberFloats"}, protobuftext::onnxInteger("to", 1)});
                                                               o.steps.push_back({"Gather", {"numberFloats", "keep"}, {"chosenNumbers"}, protobuftext::onnxInteger("axis", 0)}); });
    }
    void other_corners_of_an_onnx_export_are_refused()
    {
        QFETCH(Change, change);
        QFETCH(QString, found);
        OnnxChoice onnx = OnnxChoice::ofCentres();
        change(onnx);
        const auto file = readBytes(onnx.text());
        QVERIFY2(!file, "taken");
        QVERIFY2(file.error().reason == RefusalReason::BoxChoice, toString(file.error().reason));
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

    void other_corners_of_an_openvino_export_are_refused_data()
    {
        QTest::addColumn<IrChange>("change");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *found, IrChange change) { QTest::newRow(name) << change << found; };
        row("corners in another order", "Result", [](auto &ir) { std::swap(ir.step("low").type, ir.step("high").type); });
        row("a corner that was never written", "Result", [](auto &ir) { ir.step("box0").sources[0] = "once"; });
        row("a corner written over the other", "Result", [](auto &ir) { ir.step("twice").sources[1] = "lowIndex"; });
        row("a number further", "Result", [](auto &ir) { ir.step("lowPlaces").sources = {"table", "i1", "cut3", "i1", "i1"}; ir.constants.push_back({"cut3", {1}, {3}}); });
        row("numbers of whole boxes", "Reshape", [](auto &ir) { ir.insertBefore("numbers", {"boxes", "Gather", {"shape64", "zero", "zero"}}); ir.step("numbers").sources[1] = "boxes"; });
        row("numbers from one on", "Range", [](auto &ir) { ir.step("numbers").sources[0] = "one"; });
        row("every second number", "Range", [](auto &ir) { ir.step("numbers").sources[2] = "two"; });
        row("numbers that were doubled", "ScatterNDUpdate", [](auto &ir) { ir.insertBefore("lowIndex", {"doubled", "Multiply", {"lowPlaces", "two"}}); ir.step("lowIndex").sources[0] = "doubled"; });
        row("all numbers into two columns", "ScatterNDUpdate", [](auto &ir) { ir.step("lowIndex").sources[0] = "table"; });
        row("rows put together number by number", "Concat", [](auto &ir) { ir.insertBefore("once", {"both", "Concat", {"lowIndex", "highIndex"}, R"(axis="1")"}); ir.step("once").sources[1] = "both"; });
        row("more numbers than were asked for", "Broadcast", [](auto &ir) { ir.insertBefore("once", {"wideFlat", "Broadcast", {"lowIndex", "shape64"}, R"(mode="numpy")"}); ir.step("once").sources[1] = "wideFlat"; });
        row("a product along no axis", "ReduceProd", [](auto &ir) { ir.step("total").sources[1] = "i01"; });
    }
    void other_corners_of_an_openvino_export_are_refused()
    {
        QFETCH(IrChange, change);
        QFETCH(QString, found);
        IrChoice ir = IrChoice::ofCentres();
        change(ir);
        const auto file = readBytes(ir.zip());
        QVERIFY2(!file, "taken");
        QVERIFY2(file.error().reason == RefusalReason::BoxChoice, toString(file.error().reason));
        QVERIFY2(QString::fromStdString(file.error().found) == found, (file.error().found + " / " + file.error().detail).c_str());
    }

    void another_choice_of_an_openvino_export_is_refused_data()
    {
        QTest::addColumn<IrChange>("change");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *found, IrChange change) { QTest::newRow(name) << change << found; };
        row("scores that are compared otherwise", "GreaterEqual", [](auto &ir) { ir.step("mask").type = "GreaterEqual"; });
        row("the class for the box", "NonZero", [](auto &ir) { ir.step("where").sources[0] = "score"; });
        row("places in several rows", "Reshape", [](auto &ir) { ir.constant("column").integers = {2, -1}; });
        row("classes rounded down", "Divide", [](auto &ir) { ir.insertBefore("offset", {"halved", "Divide", {"clsColumn", "two"}}); ir.step("offset").sources[0] = "halved"; });
        row("corners in another order", "Result", [](auto &ir) { ir.insertBefore("dets", {"high", "Slice", {"keptBox", "i2", "i4", "i1", "i1"}}); ir.insertBefore("dets", {"low", "Slice", {"keptBox", "i0", "i2", "i1", "i1"}});
                                                                 ir.step("dets").sources = {"high", "low", "scoreColumn", "classFloat"}; });
        row("the second best class", "Result", [](auto &ir) { ir.constant("one").integers = {1}; ir.step("top").sources[1] = "two"; ir.insertBefore("classes", {"second", "Slice", {"top:1", "i1", "i2", "i1", "last"}}); ir.step("classes").sources[0] = "second"; });
        row("centres and sizes", "NonMaxSuppression", [](auto &ir) { ir.step("triples").data = R"(box_encoding="center")"; });
        row("scores that are lowered", "NonMaxSuppression", [](auto &ir) { ir.constants.push_back({"sigma", {}, {}, {0.5f}}); ir.step("triples").sources.push_back("sigma"); });
        row("an overlap above one", "NonMaxSuppression", [](auto &ir) { ir.constant("iou").floats = {1.5f}; });
        row("no overlap stated", "NonMaxSuppression", [](auto &ir) { ir.step("triples").sources.resize(3); });
        row("the scores that it gives out", "NonMaxSuppression", [](auto &ir) { ir.step("third").sources[0] = "triples:1"; });
        row("boxes of another kind", "NonMaxSuppression", [](auto &ir) { ir.step("triples").sources[0] = "parts:0"; });
        row("fewer a class than are given out", "Result", [](auto &ir) { ir.constant("most").integers = {10}; });
        row("a score above one", "Result", [](auto &ir) { ir.constant("least").floats = {1.f}; });
        row("a picture's number for the box's", "Gather", [](auto &ir) { ir.step("third").sources[1] = "i1"; });
        row("every second", "Slice", [](auto &ir) { ir.step("keep64").sources[3] = "i2"; });
        row("classes that would wrap around", "Convert", [](auto &ir) { ir.step("classFloat").data = R"(destination_type="u32")"; });
        row("places that would wrap around", "Convert", [](auto &ir) { ir.step("keep").data = R"(destination_type="u8")"; });
        row("padding that repeats", "Pad", [](auto &ir) { ir.step("padded").data = R"(pad_mode="edge")"; });
        row("padding with ones", "Pad", [](auto &ir) { ir.constant("nothing").floats = {1}; });
        row("padding in front", "Pad", [](auto &ir) { std::swap(ir.step("padded").sources[1], ir.step("padded").sources[2]); });
        row("no padding", "Reshape", [](auto &ir) { ir.step("filled").sources[0] = "flat"; });
        row("into other places", "ScatterNDUpdate", [](auto &ir) { std::swap(ir.constant("places0").integers[0], ir.constant("places0").integers[1]); });
        row("added to what was there", "ScatterNDUpdate", [](auto &ir) { ir.step("written").data = R"(reduction="sum")"; });
        row("an operator that is not known", "Tanh", [](auto &ir) { ir.step("corners") = {"corners", "Tanh", {"nmsbox"}}; });
    }
    void another_choice_of_an_openvino_export_is_refused()
    {
        QFETCH(IrChange, change);
        QFETCH(QString, found);
        IrChoice ir;
        change(ir);
        const auto file = readBytes(ir.zip());
        QVERIFY2(!file, "taken");
        QVERIFY2(QString::fromStdString(file.error().found) == found, (file.error().found + " / " + file.error().detail).c_str());
        QVERIFY2(file.error().reason == RefusalReason::BoxChoice, toString(file.error().reason));
    }
};

QTEST_APPLESS_MAIN(TestBoxChoice)
#include "tst_boxchoice.moc"
