// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/protobuftext.h"
#include "engine/weights/refusals.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <functional>
#include <utility>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::protobuftext;

namespace {

using Change = std::function<void(OnnxText &)>;

std::string raw(std::initializer_list<float> values)
{
    return std::string(reinterpret_cast<const char *>(values.begin()), values.size() * 4);
}

}  // namespace

Q_DECLARE_METATYPE(Change)

class TestOnnx : public QObject {
    Q_OBJECT

private slots:
    void an_export_is_read()
    {
        const auto file = readBytes(OnnxText().text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->format == WeightFormat::Onnx && file->network);
        QCOMPARE(file->network->info.family, std::string("yolov8"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"Bottle", "Cap"}));
        QCOMPARE(file->network->info.inputWidth, 64);
        QCOMPARE(file->network->info.parameters, std::int64_t(6));
        QVERIFY(file->network->info.head == HeadKind::AnchorFree && !file->network->info.dynamicInput && !file->network->info.nmsFree);
    }

    void a_dynamic_export_takes_any_multiple_of_its_stride()
    {
        OnnxText onnx;
        onnx.input = {-1, 3, -1, -1};
        onnx.output = {-1, 6, -1};
        ReadOptions options;
        options.inputSize = InputSize{96, 320};
        const auto file = readBytes(onnx.text(), options);
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.dynamicInput && file->network->info.inputWidth == 96 && file->network->info.inputHeight == 320);
        options.inputSize = InputSize{100, 320};
        QCOMPARE(outcome(readBytes(onnx.text(), options)), QString("input_size"));
    }

    void a_fixed_export_takes_its_own_size_only()
    {
        ReadOptions options;
        options.inputSize = InputSize{96, 96};
        const auto file = readBytes(OnnxText().text(), options);
        QCOMPARE(outcome(file), QString("input_size"));
        QCOMPARE(file.error().expected, std::string("64x64"));
        QCOMPARE(file.error().found, std::string("96x96"));
    }

    void an_end_to_end_export_needs_no_nms()
    {
        OnnxText onnx;
        onnx.output = {1, 300, 6};
        onnx.metadata["end2end"] = "True";
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.head == HeadKind::EndToEnd && file->network->info.nmsFree);
        ReadOptions options;
        options.head = HeadChoice::OneToMany;
        QCOMPARE(outcome(readBytes(onnx.text(), options)), QString("unsupported_layer"));
    }

    void an_end_to_end_export_without_names_is_refused_as_one()
    {
        OnnxText onnx;
        onnx.output = {1, 300, 6};
        onnx.metadata.clear();
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("no_names"));
    }

    void without_metadata_classes_are_numbered_by_the_shape()
    {
        OnnxText onnx;
        onnx.metadata.clear();
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"class 0", "class 1"}));
        QCOMPARE(file->network->info.family, std::string("yolo"));
    }

    void packed_and_unpacked_numbers_are_the_same()
    {
        OnnxText onnx;
        onnx.weight.dims.clear();
        onnx.weight.more = bytes(1, varint(2) + varint(3) + varint(1) + varint(1));
        QCOMPARE(outcome(readBytes(onnx.text())), QString("read"));
        onnx.weight.raw.clear();
        onnx.weight.more += bytes(4, raw({0, 1, 2, 3, 4, 5}));
        QCOMPARE(outcome(readBytes(onnx.text())), QString("read"));
    }

    void weights_of_every_floating_point_type_are_the_same_network()
    {
        OnnxText onnx;
        onnx.weight.raw = raw({0, 1, -2, 0.5f, 4, 5});
        const auto single = readBytes(onnx.text());
        QCOMPARE(outcome(single), QString("read"));
        onnx.weight.type = 10;
        onnx.weight.raw = std::string("\x00\x00\x00\x3c\x00\xc0\x00\x38\x00\x44\x00\x45", 12);
        const auto half = readBytes(onnx.text());
        onnx.weight.raw.clear();
        onnx.weight.more = bytes(5, varint(0) + varint(0x3c00) + varint(0xc000) + varint(0x3800) + varint(0x4400) + varint(0x4500));
        const auto bits = readBytes(onnx.text());
        onnx.weight.more.clear();
        onnx.weight.type = 16;
        onnx.weight.raw = std::string("\x00\x00\x80\x3f\x00\xc0\x00\x3f\x80\x40\xa0\x40", 12);
        const auto brain = readBytes(onnx.text());
        onnx.weight.type = 11;
        onnx.weight.raw.clear();
        for (const double value : {0., 1., -2., .5, 4., 5.})
            onnx.weight.raw += std::string(reinterpret_cast<const char *>(&value), 8);
        const auto twice = readBytes(onnx.text());
        const auto weights = [](const auto &file) {
            const auto &data = *std::get<Conv2dOp>(file->network->nodes.front().op).weight.data;
            return std::vector<float>(data.begin(), data.end());
        };
        for (const auto *file : {&single, &half, &bits, &brain, &twice}) {
            QCOMPARE(outcome(*file), QString("read"));
            QCOMPARE(weights(*file), (std::vector<float>{0, 1, -2, .5f, 4, 5}));
        }
    }

    void half_precision_pictures_are_pictures()
    {
        OnnxText onnx;
        onnx.inputType = 10;
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network != nullptr);
    }

    void the_order_of_the_nodes_does_not_matter()
    {
        OnnxText onnx;
        const std::string conv = std::exchange(onnx.node, onnxNode("Relu", {"made"}, {"maps"}));
        onnx.moreGraph = bytes(1, onnxNode("Identity", {"conv"}, {"made"})) + bytes(1, onnxNode("Conv", {"images", "w"}, {"conv"}));
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network && std::get<Conv2dOp>(file->network->nodes[0].op).activation == Activation::ReLU);
    }

    void what_the_output_does_not_need_is_left_away()
    {
        OnnxText onnx;
        onnx.moreGraph = bytes(1, onnxNode("NonZero", {"maps"}, {"unused"}));
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network != nullptr);
    }

    void a_file_with_another_operator_is_refused_by_its_name()
    {
        OnnxText onnx;
        onnx.node = onnxNode("LeakyRelu", {"images"}, {"maps"}, {}, onnxNumber("alpha", .3f));
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("unsupported_layer"));
        QCOMPARE(file.error().found, std::string("LeakyRelu"));
        onnx.node = onnxNode("NonMaxSuppression", {"images", "w"}, {"maps"});
        QCOMPARE(outcome(readBytes(onnx.text())), QString("box_choice"));
    }

    void what_the_graph_makes_counts_and_not_what_the_file_says_of_it()
    {
        OnnxText onnx;
        onnx.made = {1, 7, 84};
        QCOMPARE(outcome(readBytes(onnx.text())), QString("corrupt"));
        onnx.made = {1, 6, 84};
        onnx.output = {1, 7, 84};
        QCOMPARE(outcome(readBytes(onnx.text())), QString("read"));
        onnx.metadata["end2end"] = "True";
        onnx.output = {1, 300, 6};
        QCOMPARE(outcome(readBytes(onnx.text())), QString("unsupported_layer"));
    }

    void the_head_is_told_by_the_names_and_confirmed_by_the_graph_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QList<int>>("made");
        QTest::addColumn<bool>("yolov5");
        QTest::addColumn<int>("head");
        QTest::newRow("one class") << "['a']" << QList<int>{1, 5, 84} << false << int(HeadKind::AnchorFree);
        QTest::newRow("one class, transposed") << "['a']" << QList<int>{1, 84, 5} << false << int(HeadKind::AnchorFreeT);
        QTest::newRow("one class, anchors") << "['a']" << QList<int>{1, 252, 6} << true << int(HeadKind::AnchorBased);
        QTest::newRow("two classes") << "['a', 'b']" << QList<int>{1, 6, 84} << false << int(HeadKind::AnchorFree);
        QTest::newRow("two classes, transposed") << "['a', 'b']" << QList<int>{1, 84, 6} << false << int(HeadKind::AnchorFreeT);
        QTest::newRow("two classes, anchors") << "['a', 'b']" << QList<int>{1, 252, 7} << true << int(HeadKind::AnchorBased);
        QTest::newRow("three classes, transposed") << "['a', 'b', 'c']" << QList<int>{1, 84, 7} << false << int(HeadKind::AnchorFreeT);
    }
    void the_head_is_told_by_the_names_and_confirmed_by_the_graph()
    {
        QFETCH(QString, names);
        QFETCH(QList<int>, made);
        QFETCH(bool, yolov5);
        QFETCH(int, head);
        OnnxText onnx;
        if (yolov5)
            onnx.metadata = {{"stride", "32"}};
        onnx.metadata["names"] = names.toStdString();
        onnx.made.assign(made.begin(), made.end());
        onnx.output = {1, -1, -1};
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(int(file->network->info.head), head);
    }

    void a_single_infinity_is_a_bound()
    {
        OnnxText onnx;
        onnx.moreGraph = bytes(5, onnxTensor({"limit", {}, 1, raw({INFINITY}), ""}));
        QCOMPARE(outcome(readBytes(onnx.text())), QString("read"));
    }

    void a_bad_file_is_refused_with_its_reason_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *reason, const char *found, Change change) { QTest::newRow(name) << change << reason << found; };
        row("NaN", "not_finite", "w", [](auto &o) { o.weight.raw = raw({0, 1, NAN, 3, 4, 5}); });
        row("infinity", "not_finite", "w", [](auto &o) { o.weight.raw = raw({0, 1, 2, 3, 4, -INFINITY}); });
        row("NaN in numbers of its own", "not_finite", "w", [](auto &o) { o.weight.raw.clear(); o.weight.more = bytes(4, raw({0, 1, 2, 3, 4, NAN})); });
        row("NaN in half precision", "not_finite", "w", [](auto &o) { o.weight.type = 10; o.weight.raw = std::string(10, '\0') + "\xff\x7f"; });
        row("NaN in a half as integer", "not_finite", "w", [](auto &o) {
            o.weight.type = 10;
            o.weight.raw.clear();
            o.weight.more = bytes(5, varint(0) + varint(0) + varint(0) + varint(0) + varint(0) + varint(0x7e00));
        });
        row("too few data", "corrupt", "", [](auto &o) { o.weight.raw.pop_back(); });
        row("no data", "corrupt", "", [](auto &o) { o.weight.raw.clear(); });
        row("negative size", "corrupt", "", [](auto &o) { o.weight.dims[0] = -2; });
        row("product that wraps around", "corrupt", "", [](auto &o) { o.weight.dims = {1ll << 32, 1ll << 32}; });
        row("data outside the file", "unsupported_layer", "external data", [](auto &o) { o.weight.more = number(14, 1); });
        row("data outside the file, by key", "unsupported_layer", "external data",
            [](auto &o) { o.weight.more = bytes(13, bytes(1, "location") + bytes(2, "/etc/passwd")); });
        row("data outside the file, in an attribute", "unsupported_layer", "external data", [](auto &o) {
            o.node = onnxNode("Constant", {}, {"c"}, {}, bytes(5, bytes(5, onnxTensor({"c", {1}, 1, "", number(14, 1)}))));
        });
        row("data outside the file, in an inner graph", "unsupported_layer", "external data", [](auto &o) {
            const std::string inner = bytes(5, onnxTensor({"c", {1}, 1, "", number(14, 1)}));
            o.node = onnxNode("Conv", {}, {"c"}, {}, bytes(5, bytes(6, inner)));
        });
        row("operator of another maker", "unsupported_layer", "com.microsoft.QAttention", [](auto &o) { o.node = onnxNode("QAttention", {}, {"c"}, "com.microsoft"); });
        row("operator of a maker without the maker", "unsupported_layer", "QLinearAdd", [](auto &o) { o.node = onnxNode("QLinearAdd", {}, {"c"}); });
        row("known name of another maker", "unsupported_layer", "evil.Conv", [](auto &o) { o.node = onnxNode("Conv", {}, {"c"}, "evil"); });
        row("loop", "unsupported_layer", "Loop", [](auto &o) { o.node = onnxNode("Loop", {}, {"c"}); });
        row("condition in an inner graph", "unsupported_layer", "If", [](auto &o) {
            o.node = onnxNode("Conv", {}, {"c"}, {}, bytes(5, bytes(6, bytes(1, onnxNode("If", {}, {"d"})))));
        });
        row("sparse tensors", "unsupported_layer", "sparse", [](auto &o) { o.moreGraph = bytes(15, ""); });
        row("training", "unsupported_layer", "training_info", [](auto &o) { o.moreModel = bytes(20, ""); });
        row("functions", "unsupported_layer", "functions", [](auto &o) { o.moreModel = bytes(25, ""); });
        row("two graphs", "corrupt", "", [](auto &o) { o.moreModel = bytes(7, ""); });
        row("a circle", "corrupt", "maps", [](auto &o) { o.node = onnxNode("Relu", {"round"}, {"maps"}); o.moreGraph = bytes(1, onnxNode("Relu", {"maps"}, {"round"})); });
        row("a circle that the output does not need", "corrupt", "", [](auto &o) {
            o.moreGraph = bytes(1, onnxNode("Relu", {"round"}, {"and"})) + bytes(1, onnxNode("Relu", {"and"}, {"round"}));
        });
        row("a node that reads itself", "corrupt", "maps", [](auto &o) { o.node = onnxNode("Add", {"images", "maps"}, {"maps"}); });
        row("a value of nobody", "corrupt", "nowhere", [](auto &o) { o.node = onnxNode("Relu", {"nowhere"}, {"maps"}); });
        row("a value of nobody, in an unused node", "corrupt", "nowhere", [](auto &o) { o.moreGraph = bytes(1, onnxNode("Relu", {"nowhere"}, {"c"})); });
        row("two makers of a value", "corrupt", "maps", [](auto &o) { o.moreGraph = bytes(1, onnxNode("Relu", {"images"}, {"maps"})); });
        row("a node that makes a constant", "corrupt", "w", [](auto &o) { o.moreGraph = bytes(1, onnxNode("Relu", {"images"}, {"w"})); });
        row("a node that makes the picture", "corrupt", "images", [](auto &o) { o.moreGraph = bytes(1, onnxNode("Relu", {"maps"}, {"images"})); });
        row("two constants of one name", "corrupt", "w", [](auto &o) { o.moreGraph = bytes(5, onnxTensor(o.weight)); });
        row("an output of nobody", "corrupt", "maps", [](auto &o) { o.node = onnxNode("Conv", {"images", "w"}, {"c"}); });
        row("an output that is left out", "corrupt", "", [](auto &o) { o.node = onnxNode("TopK", {"images", "single"}, {"", "", "maps"}); });
        row("too many attributes", "corrupt", "", [](auto &o) {
            for (int i = 0; i < 65; ++i)
                o.node += onnxInteger("group", 1);
        });
        row("too many inputs", "corrupt", "", [](auto &o) { o.node = onnxNode("Sum", std::vector<std::string>(5000, "images"), {"maps"}); });
        row("a weight for other channels", "corrupt", "", [](auto &o) { o.weight = floats("w", {2, 4, 1, 1}, {0, 0, 0, 0, 0, 0, 0, 0}); });
        row("numbers of another type", "corrupt", "", [](auto &o) {
            o.weight.raw.clear();
            o.weight.more = bytes(5, varint(0) + varint(0) + varint(0) + varint(0) + varint(0) + varint(0));
        });
        row("a stride of millions", "unsupported_layer", "Conv", [](auto &o) {
            o.node = onnxNode("Conv", {"images", "w"}, {"maps"}, {}, onnxIntegers("strides", {1 << 30, 1}));
            o.output = {1, 1};
        });
        row("a size that overflows", "corrupt", "", [](auto &o) { o.made = {1ll << 40, 1ll << 40, 1ll << 40}; });
        row("two inputs", "unsupported_layer", "2", [](auto &o) { o.moreGraph = bytes(11, onnxValue("second", {1, 3, 64, 64})); });
        row("grey pictures", "input_shape", "[1, 1, 64, 64]", [](auto &o) { o.input[1] = 1; });
        row("eight pictures", "input_shape", "[8, 3, 64, 64]", [](auto &o) { o.input[0] = 8; });
        row("10^9 pixels", "input_size", "64x1000000000", [](auto &o) { o.input[2] = 1'000'000'000; });
        row("boxes chosen for eight pictures", "input_shape", "[8, 3, H, W]", [](auto &o) { o.input[0] = -1; o.metadata["batch"] = "8"; o.metadata["args"] = "{'batch': 8, 'nms': True}"; });
        row("bytes as input", "unsupported_layer", "input type 2", [](auto &o) { o.inputType = 2; });
        row("channels that are no UTF-8", "input_shape", "", [](auto &o) { o.metadata["channels"] = "'\xff'"; });
        row("segmentation", "other_task", "segment", [](auto &o) { o.metadata["task"] = "segment"; });
        row("another number of names", "corrupt", "3", [](auto &o) { o.metadata["names"] = "['a', 'b', 'c']"; });
        row("another kind of output", "unsupported_layer", "[1, 85, 22, 22]", [](auto &o) { o.output = {1, 85, 22, 22}; });
        row("rows that were not announced", "unsupported_layer", "[1, 300, 6]", [](auto &o) { o.output = {1, 300, 6}; });
    }
    void a_bad_file_is_refused_with_its_reason()
    {
        QFETCH(Change, change);
        QFETCH(QString, reason);
        QFETCH(QString, found);
        OnnxText onnx;
        change(onnx);
        const auto file = readBytes(onnx.text());
        QCOMPARE(outcome(file), reason);
        QVERIFY2(QString::fromStdString(file.error().found).startsWith(found), file.error().found.c_str());
    }

    void graphs_in_graphs_in_graphs_are_refused()
    {
        std::string inner;
        for (int i = 0; i < 2000; ++i)
            inner = bytes(1, onnxNode("Conv", {}, {}, {}, bytes(5, bytes(6, inner))));
        OnnxText onnx;
        onnx.moreGraph = inner;
        QCOMPARE(outcome(readBytes(onnx.text())), QString("corrupt"));
    }

    void every_cut_is_refused()
    {
        OnnxText onnx;
        onnx.moreModel = number(5, 1);
        const std::string whole = onnx.text();
        OnnxText bare;
        bare.metadata.clear();
        const std::size_t graphEnd = bare.text().size();
        for (std::size_t length = 16; length < graphEnd; ++length)
            QVERIFY(!readBytes(whole.substr(0, length)));
        for (std::size_t length = graphEnd; length < whole.size(); ++length)
            QVERIFY(outcome(readBytes(whole.substr(0, length))) != QString("internal"));
    }

    void a_changed_byte_never_crashes()
    {
        const std::string whole = OnnxText().text();
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (const int change : {0x01, 0x02, 0x40, 0x80, 0xff}) {
                std::string changed = whole;
                changed[at] = char(changed[at] ^ change);
                const auto file = readBytes(changed);
                QVERIFY(file || file.error().reason != RefusalReason::Internal);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestOnnx)
#include "tst_onnx.moc"
