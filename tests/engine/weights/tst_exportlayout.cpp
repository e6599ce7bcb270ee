// SPDX-License-Identifier: GPL-3.0-or-later
// Exports that say nothing of their own layout: read as a station's contract says, and held against a decode of the test's own.
#include "engine/weights/protobuftext.h"
#include "engine/weights/refusals.h"
#include "support/referenceinterpreter.h"

#include <QtTest>

#include <cmath>
#include <functional>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::protobuftext;

namespace {

constexpr int kSide = 32, kClasses = 3, kValues = 5 + kClasses;
constexpr int kStrides[] = {8, 16, 32};
constexpr int kCells = 16 + 4 + 1;

/// Small numbers without a pattern, the same in each run.
float noise(std::size_t i)
{
    return float((i * 2654435761u >> 7) % 1000) / 500.f - 1.f;
}

std::vector<float> noises(std::size_t count, std::size_t seed, float scale)
{
    std::vector<float> values(count);
    for (std::size_t i = 0; i < count; ++i)
        values[i] = noise(seed + i) * scale;
    return values;
}

/// RGB from 0 to 1, [1, 3, 32, 32].
Array picture()
{
    Array image{{1, 3, kSide, kSide}, std::vector<float>(3 * kSide * kSide)};
    for (std::size_t i = 0; i < image.data.size(); ++i)
        image.data[i] = (noise(i + 99) + 1) / 2;
    return image;
}

std::vector<float> weightOf(int stride)
{
    return noises(std::size_t(kValues * 3 * stride * stride), std::size_t(stride), 1.f / float(255 * stride));
}

struct Parts {
    std::string nodes;
    std::vector<OnnxTensorText> constants;

    void add(std::string_view type, const std::vector<std::string> &inputs, const std::string &output, const std::string &attributes = {})
    {
        nodes += bytes(1, onnxNode(type, inputs, {output}, {}, attributes));
    }
    std::string text(const std::string &output, const std::vector<std::int64_t> &shape, const std::map<std::string, std::string> &metadata = {}) const
    {
        std::string graph = nodes;
        for (const OnnxTensorText &constant : constants)
            graph += bytes(5, onnxTensor(constant));
        graph += bytes(11, onnxValue("images", {1, 3, kSide, kSide})) + bytes(12, onnxValue(output, shape));
        std::string model = number(1, 8) + bytes(2, "pytorch") + bytes(7, graph) + bytes(8, number(2, 13));
        for (const auto &[key, value] : metadata)
            model += bytes(14, bytes(1, key) + bytes(2, value));
        return model;
    }
};

/// As YOLOX writes its heads: one convolution a level here, objectness and classes through a sigmoid, all cells in rows.
Parts yoloxHeads()
{
    Parts p;
    std::vector<std::string> flat;
    p.constants.push_back(integers("flat", {3}, {1, kValues, -1}));
    p.constants.push_back(integers("boxes", {2}, {4, 1 + kClasses}));
    for (const int stride : kStrides) {
        const std::string s = std::to_string(stride);
        p.constants.push_back(floats("w" + s, {kValues, 3, stride, stride}, weightOf(stride)));
        p.add("Conv", {"images", "w" + s}, "maps" + s, onnxIntegers("strides", {stride, stride}) + onnxIntegers("kernel_shape", {stride, stride}));
        p.nodes += bytes(1, onnxNode("Split", {"maps" + s, "boxes"}, {"reg" + s, "logit" + s}, {}, onnxInteger("axis", 1)));
        p.add("Sigmoid", {"logit" + s}, "score" + s);
        p.add("Concat", {"reg" + s, "score" + s}, "level" + s, onnxInteger("axis", 1));
        p.add("Reshape", {"level" + s, "flat"}, "flat" + s);
        flat.push_back("flat" + s);
    }
    p.add("Concat", flat, "columns", onnxInteger("axis", 2));
    p.add("Transpose", {"columns"}, "output", onnxIntegers("perm", {0, 2, 1}));
    return p;
}

std::string yolox(const std::map<std::string, std::string> &metadata = {})
{
    return yoloxHeads().text("output", {1, kCells, kValues}, metadata);
}

/// The same with the decode inside (--decode_in_inference).
std::string decodedYolox()
{
    Parts p = yoloxHeads();
    std::vector<float> grid, stride;
    for (const int s : kStrides)
        for (int y = 0; y < kSide / s; ++y)
            for (int x = 0; x < kSide / s; ++x) {
                grid.insert(grid.end(), {float(x), float(y)});
                stride.push_back(float(s));
            }
    p.constants.push_back(floats("grid", {1, kCells, 2}, grid));
    p.constants.push_back(floats("stride", {1, kCells, 1}, stride));
    p.constants.push_back(integers("parts", {3}, {2, 2, 1 + kClasses}));
    p.nodes += bytes(1, onnxNode("Split", {"output", "parts"}, {"xy", "wh", "rest"}, {}, onnxInteger("axis", 2)));
    p.add("Add", {"xy", "grid"}, "cell");
    p.add("Mul", {"cell", "stride"}, "centre");
    p.add("Exp", {"wh"}, "grown");
    p.add("Mul", {"grown", "stride"}, "size");
    p.add("Concat", {"centre", "size", "rest"}, "decoded", onnxInteger("axis", 2));
    return p.text("decoded", {1, kCells, kValues});
}

/// What the network sees of the picture: `channel` is its own, in its own scale.
using See = std::function<double(const Array &image, int channel, int pixel)>;

double asBgr(const Array &image, int channel, int pixel)
{
    return double(image.data[std::size_t((2 - channel) * kSide * kSide + pixel)]) * 255;
}

double normalised(const Array &image, int channel, int pixel)
{
    constexpr double kMean[] = {0.485, 0.456, 0.406}, kDeviation[] = {0.229, 0.224, 0.225};
    return (double(image.data[std::size_t(channel * kSide * kSide + pixel)]) - kMean[channel]) / kDeviation[channel];
}

/// Row by row, with plain loops in double precision: cx, cy, w, h in pixels, objectness, classes.
std::vector<double> wanted(const Array &image, const See &see)
{
    std::vector<double> rows;
    for (const int stride : kStrides) {
        const std::vector<float> weight = weightOf(stride);
        for (int y = 0; y < kSide / stride; ++y) {
            for (int x = 0; x < kSide / stride; ++x) {
                double value[kValues] = {};
                for (int v = 0; v < kValues; ++v)
                    for (int c = 0; c < 3; ++c)
                        for (int dy = 0; dy < stride; ++dy)
                            for (int dx = 0; dx < stride; ++dx)
                                value[v] += double(weight[std::size_t(((v * 3 + c) * stride + dy) * stride + dx)])
                                    * see(image, c, (y * stride + dy) * kSide + x * stride + dx);
                rows.insert(rows.end(), {(value[0] + x) * stride, (value[1] + y) * stride, std::exp(value[2]) * stride, std::exp(value[3]) * stride});
                for (int v = 4; v < kValues; ++v)
                    rows.push_back(1 / (1 + std::exp(-value[v])));
            }
        }
    }
    return rows;
}

double worst(const Array &output, const std::vector<double> &rows)
{
    if (output.data.size() != rows.size())
        return INFINITY;
    double most = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        most = std::max(most, std::abs(double(output.data[i]) - rows[i]) / std::max(1., std::abs(rows[i])));
    return most;
}

ReadOptions as(ModelLayout layout, std::vector<std::string> labels = {})
{
    ReadOptions options;
    options.layout = layout;
    options.labels = std::move(labels);
    return options;
}

/// An anchor-free head of one level over 4 x 4 cells of 8 pixels: distances to the sides from the middle of the cell. `corners`: as the
/// repository of YOLOv10 exports its boxes; else centre and size.
std::string distances(bool corners, bool inRows = false)
{
    Parts p;
    std::vector<float> anchors;
    for (const int axis : {0, 1})
        for (int cell = 0; cell < 16; ++cell)
            anchors.push_back(float(axis == 0 ? cell % 4 : cell / 4) + 0.5f);
    p.constants = {floats("w", {7, 3, 8, 8}, noises(7 * 3 * 64, 5, 0.02f)), floats("b", {7}, {1.5f, 1.5f, 1.5f, 1.5f, 0, 0, 0}), integers("flat", {3}, {1, 7, 16}),
                   integers("parts", {3}, {2, 2, 3}), floats("anchors", {1, 2, 16}, anchors), floats("stride", {1, 16}, std::vector<float>(16, 8)),
                   floats("half", {}, {0.5f})};
    p.add("Conv", {"images", "w", "b"}, "maps", onnxIntegers("strides", {8, 8}) + onnxIntegers("kernel_shape", {8, 8}));
    p.add("Reshape", {"maps", "flat"}, "columns");
    p.nodes += bytes(1, onnxNode("Split", {"columns", "parts"}, {"lt", "rb", "logits"}, {}, onnxInteger("axis", 1)));
    p.add("Sub", {"anchors", "lt"}, "first");
    p.add("Add", {"anchors", "rb"}, "second");
    p.add("Add", {"first", "second"}, "sum");
    p.add("Mul", {"sum", "half"}, "centre");
    p.add("Sub", {"second", "first"}, "size");
    p.add("Concat", corners ? std::vector<std::string>{"first", "second"} : std::vector<std::string>{"centre", "size"}, "cells", onnxInteger("axis", 1));
    p.add("Mul", {"cells", "stride"}, "box");
    p.add("Sigmoid", {"logits"}, "scores");
    p.add("Concat", {"box", "scores"}, "output", onnxInteger("axis", 1));
    p.add("Transpose", {"output"}, "rows", onnxIntegers("perm", {0, 2, 1}));
    const std::map<std::string, std::string> names{{"names", "{0: 'Bottle', 1: 'Cap', 2: 'Label'}"}, {"task", "detect"}};
    return inRows ? p.text("rows", {1, 16, 7}, names) : p.text("output", {1, 7, 16}, names);
}

}  // namespace

class TestExportLayout : public QObject {
    Q_OBJECT

private slots:
    void a_yolox_is_decoded_and_fed_as_it_wants_it()
    {
        const auto file = readBytes(yolox(), as(ModelLayout::Yolox));
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network && file->network->info.head == HeadKind::AnchorBased && file->network->info.layout == ModelLayout::Yolox);
        QVERIFY(file->network->info.place == PicturePlace::UpperLeft);
        QCOMPARE(file->network->info.family, std::string("yolox"));
        QCOMPARE(file->network->info.labels.size(), std::size_t{kClasses});
        const Array output = interpret(*file->network, picture());
        QCOMPARE(output.shape, (std::vector<std::int64_t>{1, kCells, kValues}));
        const double off = worst(output, wanted(picture(), asBgr));
        QVERIFY2(off < 1e-4, qPrintable(QString::number(off)));
    }
    void a_yolox_that_decodes_itself_gives_the_same()
    {
        const auto file = readBytes(decodedYolox(), as(ModelLayout::Yolox));
        QCOMPARE(outcome(file), QString("read"));
        const double off = worst(interpret(*file->network, picture()), wanted(picture(), asBgr));
        QVERIFY2(off < 1e-4, qPrintable(QString::number(off)));
    }
    void an_old_yolox_sees_the_picture_less_a_mean()
    {
        const auto file = readBytes(yolox(), as(ModelLayout::YoloxLegacy));
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.layout == ModelLayout::YoloxLegacy && file->network->info.place == PicturePlace::UpperLeft);
        const double off = worst(interpret(*file->network, picture()), wanted(picture(), normalised));
        QVERIFY2(off < 1e-4, qPrintable(QString::number(off)));
    }
    void its_classes_get_the_labels_of_the_contract_in_their_order()
    {
        const auto file = readBytes(yolox(), as(ModelLayout::Yolox, {"Bottle", "Cap", "Label"}));
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"Bottle", "Cap", "Label"}));
        const auto other = readBytes(yolox(), as(ModelLayout::Yolox, {"Bottle", "Cap"}));
        QCOMPARE(outcome(other), QString("class_count"));
        QCOMPARE(other.error().expected, std::string("2"));
        QCOMPARE(other.error().found, std::string("3"));
    }
    void names_in_the_file_come_first()
    {
        const std::map<std::string, std::string> names{{"names", "['a', 'b', 'c']"}};
        const auto file = readBytes(yolox(names), as(ModelLayout::Yolox, {"Bottle", "Cap", "Label"}));
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(outcome(readBytes(yolox({{"names", "['a', 'b']"}}), as(ModelLayout::Yolox))), QString("corrupt"));
    }
    void a_plain_yolov5_is_read_by_its_shape()
    {
        // Rows that no number of cells explains: a crop of the usual three anchors a cell.
        Parts p;
        p.constants = {floats("w", {7, 3, 1, 1}, noises(21, 1, 1)), integers("flat", {3}, {1, 7, kSide * kSide})};
        p.add("Conv", {"images", "w"}, "maps");
        p.add("Reshape", {"maps", "flat"}, "columns");
        p.add("Transpose", {"columns"}, "output", onnxIntegers("perm", {0, 2, 1}));
        const std::string text = p.text("output", {1, kSide * kSide, 7});
        QCOMPARE(outcome(readBytes(text)), QString("unsupported_layer"));  // 4 or 5 values before the classes
        const auto file = readBytes(text, as(ModelLayout::Yolov5, {"Bottle", "Cap"}));
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.head == HeadKind::AnchorBased && file->network->info.layout == ModelLayout::Yolov5 && file->network->info.place == PicturePlace::Centre);
        QCOMPARE(file->network->info.family, std::string("yolov5"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"Bottle", "Cap"}));
    }
    void a_file_that_says_what_it_is_is_refused_as_something_else()
    {
        for (const ModelLayout layout : {ModelLayout::Yolov5, ModelLayout::Yolox, ModelLayout::YoloxLegacy}) {
            const auto file = readBytes(OnnxText().text(), as(layout));
            QCOMPARE(outcome(file), QString("layout"));
            QCOMPARE(file.error().expected, std::string(toString(layout)));
        }
        OnnxText v5;
        v5.metadata = {{"stride", "32"}, {"names", "{0: 'Bottle', 1: 'Cap'}"}};
        v5.output = {1, 252, 7};
        QCOMPARE(outcome(readBytes(v5.text())), QString("read"));
        QCOMPARE(outcome(readBytes(v5.text(), as(ModelLayout::Yolov5))), QString("read"));
        QVERIFY(readBytes(v5.text())->network->info.layout == ModelLayout::Yolov5);
        QCOMPARE(outcome(readBytes(v5.text(), as(ModelLayout::Yolox))), QString("layout"));
        const auto said = readBytes(yolox({{"task", "detect"}}), as(ModelLayout::Yolox));
        QCOMPARE(outcome(said), QString("layout"));
    }
    void an_output_of_another_shape_is_refused()
    {
        OnnxText columns;
        columns.metadata.clear();
        const auto file = readBytes(columns.text(), as(ModelLayout::Yolov5));
        QCOMPARE(outcome(file), QString("layout"));
        QCOMPARE(file.error().found, std::string("[1, 6, 84]"));
        QCOMPARE(outcome(readBytes(columns.text(), as(ModelLayout::Yolox))), QString("layout"));
        columns.output = {1, 83, 8};  // 64 x 64 has 84 cells
        QCOMPARE(outcome(readBytes(columns.text(), as(ModelLayout::Yolox))), QString("layout"));
        columns.output = {1, 84, 5};  // no class
        QCOMPARE(outcome(readBytes(columns.text(), as(ModelLayout::Yolox))), QString("layout"));
        columns.output = {1, 84, 8};
        QCOMPARE(outcome(readBytes(columns.text(), as(ModelLayout::Yolox))), QString("read"));
    }
    void without_a_word_on_it_it_is_read_by_shape_as_ever()
    {
        const auto file = readBytes(yolox());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->network->info.head == HeadKind::AnchorFreeT && file->network->info.layout == ModelLayout::Auto && file->network->info.place == PicturePlace::Centre);
    }
    void boxes_by_corners_become_centre_and_size()
    {
        for (const bool inRows : {false, true}) {
            const auto corners = readBytes(distances(true, inRows)), sizes = readBytes(distances(false, inRows));
            QCOMPARE(outcome(corners), QString("read"));
            QCOMPARE(outcome(sizes), QString("read"));
            QVERIFY(corners->network->info.head == (inRows ? HeadKind::AnchorFreeT : HeadKind::AnchorFree) && corners->network->info.head == sizes->network->info.head);
            const Array a = interpret(*corners->network, picture()), b = interpret(*sizes->network, picture());
            QCOMPARE(a.shape, b.shape);
            for (std::size_t i = 0; i < a.data.size(); ++i)
                QVERIFY2(std::abs(a.data[i] - b.data[i]) < 1e-4f, qPrintable(QString::number(i)));
            // And those are sizes: of a cell in the last column no centre lies in the first.
            const std::size_t x = inRows ? 15 * 7 : 15, width = inRows ? 15 * 7 + 2 : 2 * 16 + 15;
            QVERIFY(a.data[x] > 16 && a.data[width] > 0 && a.data[width] < 16 + 32);
        }
    }
    void boxes_by_centre_and_size_are_left_alone()
    {
        const auto file = readBytes(distances(false));
        QCOMPARE(outcome(file), QString("read"));
        const auto &nodes = file->network->nodes;
        QVERIFY(std::none_of(nodes.begin(), nodes.end(), [](const Node &node) { return node.name == "boxes"; }));
        const auto turned = readBytes(distances(true));
        QVERIFY(std::any_of(turned->network->nodes.begin(), turned->network->nodes.end(), [](const Node &node) { return node.name == "boxes"; }));
    }
};

QTEST_APPLESS_MAIN(TestExportLayout)
#include "tst_exportlayout.moc"
