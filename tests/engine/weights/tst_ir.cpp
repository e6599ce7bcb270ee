// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/irtext.h"
#include "engine/weights/refusals.h"
#include "engine/weights/zipbytes.h"
#include "weights/irgraph.h"
#include "weights/metadata.h"

#include <QtTest>

#include <cmath>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::weights;

namespace {

std::string changed(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
        qFatal("nothing to change");
    return text.replace(at, from.size(), to);
}

std::string rawOf(std::initializer_list<float> values)
{
    return std::string(reinterpret_cast<const char *>(values.begin()), values.size() * 4);
}

std::vector<float> weightsOf(const Result<WeightFile, Refusal> &file)
{
    const auto &data = *std::get<Conv2dOp>(file->network->nodes.front().op).weight.data;
    return {data.begin(), data.end()};
}

/// The small network with another weight.
std::string withWeight(std::string_view type, std::string_view bytes)
{
    IrText ir;
    ir.parameter("x", {1, 3, 64, 64});
    ir.constant("w", {2, 3, 1, 1}, type, bytes);
    ir.layer("whole", "Convert", {"w"}, R"(destination_type="f32")", {{2, 3, 1, 1}});
    ir.layer("conv", "Convolution", {"x", "whole"}, R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")", {{1, 2, 64, 64}});
    ir.integers("axes", {1, 2, 3});
    ir.layer("largest", "ReduceMax", {"conv", "axes"}, R"(keep_dims="false")", {{1}});
    ir.integers("sizes", {1, 6, 84});
    ir.layer("all", "Broadcast", {"largest", "sizes"}, R"(mode="numpy")", {{1, 6, 84}}, "opset3");
    ir.result("all");
    return ir.zip();
}

}  // namespace

class TestIr : public QObject {
    Q_OBJECT

private slots:
    void an_export_is_read()
    {
        const auto file = readBytes(smallIr().zip());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->format == WeightFormat::OpenVino && file->network);
        QCOMPARE(file->network->info.format, std::string("openvino"));
        QCOMPARE(file->network->info.family, std::string("yolov8"));
        QCOMPARE(file->network->info.producer, std::string("8.4.190"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"Bottle", "Cap"}));
        QCOMPARE(file->network->info.inputWidth, 64);
        QCOMPARE(file->network->info.parameters, std::int64_t(6));
        QVERIFY(file->network->info.head == HeadKind::AnchorFree && !file->network->info.dynamicInput && !file->network->info.nmsFree);
        QCOMPARE(weightsOf(file), (std::vector<float>{0, 1, 2, 3, 4, 5}));
    }

    void a_zip_of_the_folder_is_the_same_network_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const IrText ir = smallIr();
        const auto row = [](const char *name, const std::string &bytes) { QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())); };
        const ZipEntries folder = {{"best_openvino_model/best.bin", ir.bin()}, {"best_openvino_model/best.xml", ir.xml()}, {"best_openvino_model/metadata.yaml", ir.metadata}};
        row("of the folder", zipBytes(folder));
        row("compressed", zipBytes(folder, true));
        row("with metadata of the same name", zipBytes({folder[0], folder[1], {"best_openvino_model/best.yaml", ir.metadata}}));
        ZipEntries more = folder;
        more.emplace_back("best_openvino_model/readme.txt", "hello");
        more.emplace_back("__MACOSX/best_openvino_model/._best.xml", "x");
        row("with what others add", zipBytes(more));
    }
    void a_zip_of_the_folder_is_the_same_network()
    {
        QFETCH(QByteArray, bytes);
        const auto file = readBytes(bytes.toStdString());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->format == WeightFormat::OpenVino);
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"Bottle", "Cap"}));
        QCOMPARE(weightsOf(file), (std::vector<float>{0, 1, 2, 3, 4, 5}));
    }

    void a_dynamic_export_takes_any_multiple_of_its_stride()
    {
        IrText ir;
        ir.parameter("x", {-1, 3, -1, -1});
        ir.floats("w", {2, 3, 1, 1}, {0, 1, 2, 3, 4, 5});
        ir.layer("conv", "Convolution", {"x", "w"}, R"(strides="1, 1" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")", {{-1, 2, -1, -1}});
        ir.integers("axes", {1, 2, 3});
        ir.layer("largest", "ReduceMax", {"conv", "axes"}, R"(keep_dims="false")");
        ir.integers("sizes", {1, 6, 630});
        ir.layer("all", "Broadcast", {"largest", "sizes"}, R"(mode="numpy")", {{-1, 6, -1}}, "opset3");
        ir.result("all");
        ReadOptions options;
        options.inputSize = InputSize{96, 320};
        const auto file = readBytes(ir.zip(), options);
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.dynamicInput && file->network->info.inputWidth == 96 && file->network->info.inputHeight == 320);
        options.inputSize = InputSize{100, 320};
        QCOMPARE(outcome(readBytes(ir.zip(), options)), QString("input_size"));
    }

    void a_fixed_export_takes_its_own_size_only()
    {
        ReadOptions options;
        options.inputSize = InputSize{96, 96};
        const auto file = readBytes(smallIr().zip(), options);
        QCOMPARE(outcome(file), QString("input_size"));
        QCOMPARE(file.error().expected, std::string("64x64"));
    }

    void an_end_to_end_export_needs_no_nms()
    {
        IrText ir = smallIr({1, 300, 6});
        ir.metadata = changed(ir.metadata, "end2end: false", "end2end: true");
        const auto file = readBytes(ir.zip());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.head == HeadKind::EndToEnd && file->network->info.nmsFree);
        ReadOptions options;
        options.head = HeadChoice::OneToMany;
        QCOMPARE(outcome(readBytes(ir.zip(), options)), QString("unsupported_layer"));
    }

    void an_end_to_end_export_without_names_is_refused_as_one()
    {
        IrText ir = smallIr({1, 300, 6});
        ir.metadata.clear();
        const auto file = readBytes(ir.zip());
        QCOMPARE(outcome(file), QString("no_names"));
    }

    void metadata_of_the_yolov5_repository_mean_an_anchor_based_head()
    {
        IrText ir = smallIr({1, 252, 7});
        ir.metadata = "stride: 32\nnames: {0: Bottle, 1: Cap}\n";
        const auto file = readBytes(ir.zip());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.head == HeadKind::AnchorBased && file->network->info.family == "yolov5");
    }

    void without_metadata_classes_are_numbered_by_the_shape()
    {
        IrText ir = smallIr();
        ir.metadata.clear();
        const auto file = readBytes(ir.zip());
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"class 0", "class 1"}));
        QCOMPARE(file->network->info.family, std::string("yolo"));
    }

    void weights_of_every_type_are_the_same_network()
    {
        QCOMPARE(weightsOf(readBytes(withWeight("f32", rawOf({0, 1, -2, .5f, 4, 5})))), (std::vector<float>{0, 1, -2, .5f, 4, 5}));
        const std::string half("\x00\x00\x00\x3c\x00\xc0\x00\x38\x00\x44\x00\x45", 12), brain("\x00\x00\x80\x3f\x00\xc0\x00\x3f\x80\x40\xa0\x40", 12);
        QCOMPARE(weightsOf(readBytes(withWeight("f16", half))), (std::vector<float>{0, 1, -2, .5f, 4, 5}));
        QCOMPARE(weightsOf(readBytes(withWeight("bf16", brain))), (std::vector<float>{0, 1, -2, .5f, 4, 5}));
        std::string twice;
        for (const double value : {0., 1., -2., .5, 4., 5.})
            twice += std::string(reinterpret_cast<const char *>(&value), 8);
        QCOMPARE(weightsOf(readBytes(withWeight("f64", twice))), (std::vector<float>{0, 1, -2, .5f, 4, 5}));
        QCOMPARE(weightsOf(readBytes(withWeight("i8", std::string("\x00\x01\xfe\x02\x04\x05", 6)))), (std::vector<float>{0, 1, -2, 2, 4, 5}));
        QCOMPARE(weightsOf(readBytes(withWeight("u64", std::string("\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0\5\0\0\0\0\0\0\0", 48)))), (std::vector<float>{0, 1, 2, 2, 4, 5}));
        QCOMPARE(weightsOf(readBytes(withWeight("u8", std::string("\x00\x01\xfe\x02\x04\x05", 6)))), (std::vector<float>{0, 1, 254, 2, 4, 5}));
    }

    void constants_may_share_their_numbers()
    {
        IrText ir = smallIr();
        // As an exporter that writes equal constants once.
        ir.constant("again", {2, 3, 1, 1}, "f32", {});
        const std::string xml = changed(ir.xml(), "size=\"0\"", "size=\"24\"");
        QCOMPARE(outcome(readBytes(IrText::zip(changed(xml, "offset=\"" + std::to_string(ir.bin().size()) + "\"", "offset=\"0\""), ir.bin(), ir.metadata))), QString("read"));
    }

    void the_order_of_the_layers_does_not_matter()
    {
        const std::string xml = smallIr().xml();
        // The picture comes last.
        const std::size_t begin = xml.find("<layer id=\"0\""), end = xml.find("</layer>", begin) + 9;
        const std::string first = xml.substr(begin, end - begin);
        const std::string moved = changed(changed(xml, first, ""), "</layers>", first + "</layers>");
        QCOMPARE(outcome(readBytes(IrText::zip(moved, smallIr().bin(), smallIr().metadata))), QString("read"));
    }

    void what_the_result_does_not_need_is_left_away()
    {
        IrText ir = smallIr();
        ir.layer("unused", "NonZero", {"conv"}, {}, {{}}, "opset3");
        QCOMPARE(outcome(readBytes(ir.zip())), QString("read"));
    }

    void the_first_result_counts()
    {
        IrText ir = smallIr();
        ir.layer("second", "Result", {"conv"}, {}, {});
        const auto file = readBytes(ir.zip());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.head == HeadKind::AnchorFree);
    }

    void a_bad_export_is_refused_with_its_reason_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("found");
        const IrText good = smallIr();
        const auto row = [](const char *name, const char *reason, const char *found, const std::string &bytes) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << reason << found;
        };
        const auto xml = [&](const char *name, const char *reason, const char *found, std::string_view from, std::string_view to) {
            row(name, reason, found, IrText::zip(changed(good.xml(), from, to), good.bin(), good.metadata));
        };
        const auto yaml = [&](const char *name, const char *reason, const char *found, std::string_view from, std::string_view to) {
            row(name, reason, found, IrText::zip(good.xml(), good.bin(), changed(good.metadata, from, to)));
        };
        xml("a document type", "corrupt", "DOCTYPE", "<net ", "<!DOCTYPE net [<!ENTITY a \"b\">]><net ");
        xml("an unknown entity", "corrupt", "", "<dim>64</dim>", "<dim>&a;</dim>");
        xml("another kind of XML", "not_a_model", "XML", "<net name", "<x/><net name");
        xml("an old version", "unsupported_layer", "IR 7", "version=\"11\"", "version=\"7\"");
        xml("no version", "corrupt", "", "version=\"11\"", "");
        xml("an unknown operator", "unsupported_layer", "Elu", "type=\"ReduceMax\"", "type=\"Elu\"");
        xml("the choice of boxes", "box_choice", "NonMaxSuppression", "type=\"ReduceMax\"", "type=\"NonMaxSuppression\"");
        xml("an operator of another maker", "unsupported_layer", "evil.ReduceMax", "type=\"ReduceMax\" version=\"opset1\"", "type=\"ReduceMax\" version=\"evil\"");
        xml("an unknown operator without a name", "unsupported_layer", "Tanh", "name=\"largest\" type=\"ReduceMax\"", "type=\"Tanh\"");
        xml("no result", "corrupt", "", "type=\"Result\"", "type=\"Swish\"");
        xml("two layers of one number", "corrupt", "1", "<layer id=\"2\"", "<layer id=\"1\"");
        xml("a number that is none", "corrupt", "2x", "<layer id=\"2\"", "<layer id=\"2x\"");
        xml("a negative number", "corrupt", "-2", "<layer id=\"2\"", "<layer id=\"-2\"");
        xml("an edge of nobody", "corrupt", "99", "from-layer=\"0\"", "from-layer=\"99\"");
        xml("an edge of no port", "corrupt", "x", "from-port=\"0\"", "from-port=\"9\"");
        xml("an edge into no port", "corrupt", "conv", "to-layer=\"2\" to-port=\"1\"", "to-layer=\"2\" to-port=\"7\"");
        xml("two sources of an input", "corrupt", "conv", "to-layer=\"2\" to-port=\"1\"", "to-layer=\"2\" to-port=\"0\"");
        xml("an input without a source", "corrupt", "conv", "<edge from-layer=\"1\" from-port=\"0\" to-layer=\"2\" to-port=\"1\"/>", "");
        xml("a circle", "corrupt", "", "from-layer=\"0\" from-port=\"0\" to-layer=\"2\"", "from-layer=\"8\" from-port=\"2\" to-layer=\"2\"");
        xml("numbers beyond the weights", "corrupt", "w", "offset=\"0\" size=\"24\"", "offset=\"10000\" size=\"24\"");
        xml("an offset that wraps around", "corrupt", "w", "offset=\"0\" size=\"24\"", "offset=\"18446744073709551612\" size=\"24\"");
        xml("an offset that is none", "corrupt", "w", "offset=\"0\" size=\"24\"", "offset=\"-1\" size=\"24\"");
        xml("no offset", "corrupt", "w", "offset=\"0\" size=\"24\"", "");
        xml("fewer numbers than the shape says", "corrupt", "w", "offset=\"0\" size=\"24\"", "offset=\"0\" size=\"20\"");
        xml("part of a number", "corrupt", "w", "offset=\"0\" size=\"24\"", "offset=\"0\" size=\"23\"");
        xml("negative sizes", "corrupt", "", "shape=\"2, 3, 1, 1\"", "shape=\"-2, -3, 1, 1\"");
        xml("a size of 10^9", "corrupt", "", "shape=\"2, 3, 1, 1\"", "shape=\"1000000000, 3, 1, 1\"");
        xml("sizes that wrap around", "corrupt", "", "shape=\"2, 3, 1, 1\"", "shape=\"4294967296, 4294967296, 1, 1\"");
        xml("sizes that are none", "corrupt", "2, 3, 1, x", "shape=\"2, 3, 1, 1\"", "shape=\"2, 3, 1, x\"");
        xml("an unknown type of number", "unsupported_layer", "Const", "element_type=\"f32\" shape", "element_type=\"nf4\" shape");
        xml("another type of number", "corrupt", "w", "element_type=\"f32\" shape", "element_type=\"f16\" shape");
        xml("another shape than it says", "corrupt", "Convolution", "<port id=\"2\"><dim>1</dim><dim>2</dim>", "<port id=\"2\"><dim>1</dim><dim>3</dim>");
        xml("a size of a port that is none", "corrupt", "two", "<dim>2</dim>", "<dim>two</dim>");
        xml("a weight for other channels", "corrupt", "", "shape=\"2, 3, 1, 1\"", "shape=\"3, 2, 1, 1\"");
        xml("two pictures", "input_shape", "[2, 3, 64, 64]", "shape=\"1, 3, 64, 64\"", "shape=\"2, 3, 64, 64\"");
        xml("10^9 pixels", "input_size", "64x1000000000", "shape=\"1, 3, 64, 64\"", "shape=\"1, 3, 1000000000, 64\"");
        xml("bytes as input", "unsupported_layer", "input type u8", "element_type=\"f32\"", "element_type=\"u8\"");
        xml("a flag that is none", "corrupt", "ReduceMax", "keep_dims=\"true\"", "keep_dims=\"perhaps\"");
        xml("cut off", "truncated", "", "</net>", "");
        row("NaN", "not_finite", "w", withWeight("f32", rawOf({0, 1, NAN, 3, 4, 5})));
        row("infinity", "not_finite", "w", withWeight("f32", rawOf({0, 1, 2, 3, 4, -INFINITY})));
        row("NaN in half precision", "not_finite", "w", withWeight("f16", std::string(10, '\0') + "\xff\x7f"));
        row("a whole number beyond all", "unsupported_layer", "Const", withWeight("u64", std::string(47, '\0') + "\x80"));
        row("no weights", "truncated", "model.bin", zipBytes({{"model.xml", good.xml()}}));
        row("weights of another name", "truncated", "model.bin", zipBytes({{"model.xml", good.xml()}, {"other.bin", good.bin()}}));
        row("weights that end early", "corrupt", "", IrText::zip(good.xml(), std::string_view(good.bin()).substr(0, 20), good.metadata));
        row("two networks", "corrupt", "b.xml", zipBytes({{"a.xml", good.xml()}, {"a.bin", good.bin()}, {"b.xml", good.xml()}, {"b.bin", good.bin()}}));
        row("XML of something else", "zip_without_model", "", zipBytes({{"a.xml", "<annotation/>"}, {"a.bin", "x"}}));
        yaml("segmentation", "other_task", "segment", "task: detect", "task: segment");
        yaml("another number of names", "corrupt", "3", "  1: Cap\n", "  1: Cap\n  2: Label\n");
        yaml("grey pictures", "input_shape", "[1, 1, H, W]", "channels: 3", "channels: 1");
        yaml("boxes chosen for several pictures", "input_shape", "[2, 3, H, W]", "batch: 1\nimgsz:\n- 64\n- 64\nnames:\n  0: Bottle\n  1: Cap\nargs:\n  batch: 1\n  nms: null",
             "batch: 2\nimgsz:\n- 64\n- 64\nnames:\n  0: Bottle\n  1: Cap\nargs:\n  batch: 2\n  nms: true");
        yaml("an alias", "corrupt", "", "names:\n", "a: &a [x]\nb: *a\nnames:\n");
        yaml("a type of its own", "corrupt", "", "author: Ultralytics", "author: !!python/object/apply:os.system [exit 1]");
        yaml("a key twice", "corrupt", "", "stride: 32", "stride: 32\nstride: 64");
        yaml("a key that is a list", "corrupt", "", "stride: 32", "? [stride]\n: 32");
        yaml("several documents", "corrupt", "", "stride: 32", "stride: 32\n---\nstride: 64");
        yaml("nested deep", "corrupt", "", "author: Ultralytics", "author: " + std::string(100, '[') + std::string(100, ']'));
        yaml("no YAML", "corrupt", "", "author: Ultralytics", "author: \"");
        row("a list of metadata", "corrupt", "", IrText::zip(good.xml(), good.bin(), "- a\n- b\n"));
    }
    void a_bad_export_is_refused_with_its_reason()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        QFETCH(QString, found);
        const auto file = readBytes(bytes.toStdString());
        QCOMPARE(outcome(file), reason);
        QVERIFY2(QString::fromStdString(file.error().found).startsWith(found), file.error().found.c_str());
        QVERIFY(!file.error().detail.empty());
    }

    void metadata_of_yaml_say_what_those_of_json_say()
    {
        const ExportMetadata m = metadataFromYaml("description: Ultralytics YOLO11n model trained on x.yaml\nversion: 8.4.1\nstride: 32\ntask: detect\nbatch: 1\n"
                                                  "imgsz: [320, 640]\nnames: {0: person, 1: \"it's\", 2: '3'}\nargs: {nms: true, dynamic: true}\n# words\n");
        QCOMPARE(m.family, std::string("yolo11"));
        QCOMPARE(m.labels, (std::vector<std::string>{"person", "it's", "3"}));
        QVERIFY(m.size && m.size->height == 320 && m.size->width == 640);
        QVERIFY(m.endToEnd && *m.endToEnd && m.dynamic && m.stride == 32);
        QCOMPARE(metadataFromYaml("names:\n- a\n- b\n").labels, (std::vector<std::string>{"a", "b"}));
        QVERIFY(metadataFromYaml("").labels.empty());
        QCOMPARE(outcome([] { metadataFromYaml(std::string(kMaxYamlBytes + 1, ' ')); }), QString("corrupt"));
    }

    void lists_of_whole_numbers_are_read()
    {
        QCOMPARE(irNumbers("1, 3,?, -1"), (std::vector<std::int64_t>{1, 3, -1, -1}));
        QCOMPARE(irNumbers(""), std::vector<std::int64_t>());
        QCOMPARE(irNumbers(" 7 "), std::vector<std::int64_t>{7});
        for (const char *text : {"1,", ",1", "1,,2", "1 2", "1.5", "1..5", "99999999999999999999", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"})
            QCOMPARE(outcome([&] { irNumbers(text); }), QString("corrupt"));
    }

    void elements_nested_deep_are_refused()
    {
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "<a>";
        QCOMPARE(outcome([&] { readIrModel("<net version=\"11\">" + deep); }), QString("corrupt"));
    }

    void every_cut_of_the_description_is_refused()
    {
        const IrText good = smallIr();
        const std::string xml = good.xml();
        for (std::size_t length = 0; length + 2 < xml.size(); length += 7) {
            const std::string bytes = IrText::zip(xml.substr(0, length), good.bin(), good.metadata);
            const QString answer = outcome(readWeights(asBytes(bytes)));
            QVERIFY2(answer != "read" && answer != "internal", qPrintable(answer));
        }
    }

    void a_changed_byte_never_crashes()
    {
        const IrText good = smallIr();
        const std::string xml = good.xml();
        for (std::size_t at = 0; at < xml.size(); at += 3) {
            for (const int change : {0x01, 0x10, 0x80}) {
                std::string other = xml;
                other[at] = char(other[at] ^ change);
                const std::string bytes = IrText::zip(other, good.bin(), good.metadata);
                const auto file = readWeights(asBytes(bytes));
                QVERIFY(file || file.error().reason != RefusalReason::Internal);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestIr)
#include "tst_ir.moc"
