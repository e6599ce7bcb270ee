// SPDX-License-Identifier: GPL-3.0-or-later
// What each layer class does, on pictures small enough to work out by hand.
#include "engine/weights/moduletext.h"
#include "engine/weights/refusals.h"
#include "support/referenceinterpreter.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::pickletext;

namespace {

using Modules = ModuleWriter::Modules;

std::string nothing()
{
    return ModuleWriter::module("torch.nn.modules.linear", "Identity", {});
}

/// Saved fused and without an activation: every output channel is the sum of the input channels that `weight` picks.
std::string mix(ModuleWriter &writer, int in, int out, const std::vector<float> &weight, int stride = 1, int groups = 1)
{
    ConvText conv;
    conv.in = in, conv.out = out, conv.stride = stride, conv.groups = groups;
    return ModuleWriter::module("ultralytics.nn.modules.conv", "Conv",
                                {{"conv", writer.conv2d(conv, writer.floats({out, in / groups, 1, 1}, weight), writer.filled({out}, 0))}, {"act", nothing()}});
}

std::string same(ModuleWriter &writer, int channels, int stride = 1)
{
    std::vector<float> weight(std::size_t(channels * channels), 0);
    for (int i = 0; i < channels; ++i)
        weight[std::size_t(i * channels + i)] = 1;
    return mix(writer, channels, channels, weight, stride);
}

std::string sum(ModuleWriter &writer, int in, int out = 1)
{
    return mix(writer, in, out, std::vector<float>(std::size_t(in * out), 1));
}

/// Layer 0 is the picture; the head, of stride 2, reads a small convolution of that, so that the layers between can be anything.
ZipEntries withHead(ModuleWriter &writer, Modules layers, Pairs own = {}, bool oneToOne = false)
{
    layers.insert(layers.begin(), ModuleWriter::layer(nothing(), 0, {-1}));
    const int stem = int(layers.size());
    ConvText conv;
    conv.in = 3, conv.out = 2, conv.kernel = 3, conv.stride = 2;
    layers.push_back(ModuleWriter::layer(writer.conv(conv), stem, {0}));
    const auto branch = [&](int out) {
        ConvText last;
        last.in = 2, last.out = out;
        return ModuleWriter::moduleList({ModuleWriter::sequential({writer.conv2d(last)})});
    };
    Pairs children = {{"cv2", branch(4)}, {"cv3", branch(2)}};
    if (oneToOne) {
        children.emplace_back("one2one_cv2", branch(4));
        children.emplace_back("one2one_cv3", branch(2));
    }
    const Pairs needed = {{"nc", integer(2)}, {"nl", integer(1)}, {"reg_max", integer(1)}};
    own.insert(own.end(), needed.begin(), needed.end());
    layers.push_back(ModuleWriter::layer(ModuleWriter::module("ultralytics.nn.modules.head", "Detect", children, own), stem + 1, {-1}));
    return writer.checkpoint(layers, 2, 8);
}

Result<WeightFile, Refusal> readLayer(ModuleWriter &writer, const std::string &module)
{
    return readBytes(zipBytes(withHead(writer, {ModuleWriter::layer(module, 1, {-1})}, {{"stride", writer.floats({1}, {2})}})));
}

/// What the layers with this number make of the picture.
Array outputOf(const WeightFile &file, int index, const Array &picture)
{
    NetworkSpec spec = *file.network;
    const std::string path = "model.model." + std::to_string(index);
    for (std::size_t i = 0; i < spec.nodes.size(); ++i) {
        if (spec.nodes[i].name.starts_with(path))
            spec.output = ValueId(i + 1);
    }
    spec.nodes.resize(std::size_t(spec.output));
    return interpret(spec, picture);
}

/// 8×8, every value another one.
Array ramp()
{
    Array picture{{1, 3, 8, 8}, {}};
    for (int i = 0; i < 3 * 64; ++i)
        picture.data.push_back(float(i) / 8);
    return picture;
}

float at(const Array &array, int channel, int y, int x)
{
    return array.data[std::size_t((channel * array.shape[2] + y) * array.shape[3] + x)];
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-4 * std::max(1.0, std::abs(b));
}

Array layerOutput(ModuleWriter &writer, const std::string &module)
{
    const auto file = readLayer(writer, module);
    if (!file)
        qFatal("%s", file.error().detail.c_str());
    return outputOf(*file, 1, ramp());
}

}  // namespace

class TestLayers : public QObject {
    Q_OBJECT

private slots:
    void focus_puts_the_four_phases_of_a_picture_side_by_side()
    {
        ModuleWriter writer;
        const Array out = layerOutput(writer, ModuleWriter::module("models.common", "Focus", {{"conv", same(writer, 12)}}));
        QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 12, 4, 4}));
        const Array in = ramp();
        for (const auto &[phase, row, column] : {std::tuple(0, 0, 0), std::tuple(1, 1, 0), std::tuple(2, 0, 1), std::tuple(3, 1, 1)}) {
            for (int channel = 0; channel < 3; ++channel)
                QCOMPARE(at(out, 3 * phase + channel, 2, 1), at(in, channel, 4 + row, 2 + column));
        }
    }

    void pools_beside_each_other_and_pools_in_a_row_are_joined()
    {
        const float x = at(ramp(), 0, 3, 3), right = 1.f / 8, down = 1;
        const float channels = 3 * x + 3 * 64 / 8.f;  // the three channels summed up
        {
            ModuleWriter writer;
            const Array out = layerOutput(writer, ModuleWriter::block("SPP", {{"cv1", same(writer, 3)}, {"cv2", sum(writer, 9)},
                                                                              {"m", ModuleWriter::moduleList({ModuleWriter::maxPool(3), ModuleWriter::maxPool(5)})}}));
            QVERIFY(near(at(out, 0, 3, 3), 3 * channels + 3 * (1 + 2) * (right + down)));
        }
        ModuleWriter writer;
        const std::string pool = ModuleWriter::maxPool(3);
        const Array out = layerOutput(writer, ModuleWriter::block("SPPELAN", {{"cv1", same(writer, 3)}, {"cv2", pool}, {"cv3", pool}, {"cv4", pool}, {"cv5", sum(writer, 12)}}));
        QVERIFY(near(at(out, 0, 3, 3), 4 * channels + 3 * (1 + 2 + 3) * (right + down)));
    }

    void a_batch_norm_after_a_join_scales_and_shifts()
    {
        ModuleWriter writer;
        const std::string norm = writer.batchNorm(6, 0.25f, 0.001, 20);
        const std::string leaky = ModuleWriter::activation("LeakyReLU", {{"negative_slope", real(0.1)}});
        const Array out = layerOutput(writer, ModuleWriter::module("models.common", "BottleneckCSP",
                                                                   {{"cv1", same(writer, 3)}, {"cv2", same(writer, 3)}, {"cv3", same(writer, 3)}, {"cv4", sum(writer, 6)},
                                                                    {"bn", norm}, {"act", leaky}, {"m", ModuleWriter::sequential({})}}));
        double expected = 0;
        for (int channel = 0; channel < 3; ++channel) {
            const double normal = (at(ramp(), channel, 5, 5) - 20) / std::sqrt(0.251);
            expected += 2 * (normal < 0 ? 0.1 * normal : normal);
        }
        QVERIFY(near(at(out, 0, 5, 5), expected));
    }

    void a_ghost_makes_the_second_half_of_the_first()
    {
        ModuleWriter writer;
        const Array out = layerOutput(writer, ModuleWriter::block("GhostConv", {{"cv1", sum(writer, 3, 2)}, {"cv2", mix(writer, 2, 2, {2, 0, 0, 3})}}));
        QCOMPARE(out.shape[1], std::int64_t(4));
        QVERIFY(near(at(out, 2, 1, 1), 2 * at(out, 0, 1, 1)) && near(at(out, 3, 1, 1), 3 * at(out, 1, 1, 1)));
    }

    void parallel_convolutions_and_a_lone_batch_norm_become_one_convolution()
    {
        ModuleWriter writer;
        ConvText large, small;
        large.in = large.out = small.in = small.out = 3;
        large.kernel = 3;
        large.weight = 0.5f, large.act = false, large.variance = 4;
        small.weight = 0.25f, small.act = false;
        const auto file = readLayer(writer, ModuleWriter::module("ultralytics.nn.modules.conv", "RepConv",
                                                                 {{"conv1", writer.conv(large)}, {"conv2", writer.conv(small)}, {"bn", writer.batchNorm(3, 1, 0.001, 2)},
                                                                  {"act", nothing()}}));
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(std::count_if(file->network->nodes.begin(), file->network->nodes.end(), [](const Node &node) { return node.name.starts_with("model.model.1.") || node.name == "model.model.1"; }), 1);
        const Array in = ramp(), out = outputOf(*file, 1, in);
        double around = 0, middle = 0;
        for (int channel = 0; channel < 3; ++channel) {
            middle += at(in, channel, 4, 4);
            around += 9 * at(in, channel, 4, 4);  // the picture rises evenly, so its neighbours average out
        }
        const double expected = 0.5 * around / std::sqrt(4.001) + 0.25 * middle / std::sqrt(1.001) + (at(in, 1, 4, 4) - 2) / std::sqrt(1.001);
        QVERIFY2(near(at(out, 1, 4, 4), expected), qPrintable(QString::number(at(out, 1, 4, 4))));
    }

    void a_saved_fused_repconv_is_one_convolution()
    {
        ModuleWriter writer;
        ConvText conv;
        conv.in = conv.out = 3, conv.kernel = 3, conv.weight = 1;
        const Array out = layerOutput(writer, ModuleWriter::module("ultralytics.nn.modules.conv", "RepConv", {{"conv", writer.conv2d(conv)}, {"act", nothing()}}));
        QVERIFY(near(at(out, 0, 4, 4), 9 * (at(ramp(), 0, 4, 4) + at(ramp(), 1, 4, 4) + at(ramp(), 2, 4, 4))));
    }

    void every_part_of_an_elan_is_joined()
    {
        for (const char *name : {"ELAN1", "RepNCSPELAN4"}) {
            ModuleWriter writer;
            // Halves a and b are the first and second channel; then 2b, and 3 times that.
            const Array out = layerOutput(writer, ModuleWriter::block(name, {{"cv1", mix(writer, 3, 2, {1, 0, 0, 0, 1, 0})}, {"cv2", mix(writer, 1, 1, {2})},
                                                                             {"cv3", mix(writer, 1, 1, {3})}, {"cv4", mix(writer, 4, 4, {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1})}}));
            const float a = at(ramp(), 0, 2, 6), b = at(ramp(), 1, 2, 6);
            QVERIFY(near(at(out, 0, 2, 6), a) && near(at(out, 1, 2, 6), b) && near(at(out, 2, 2, 6), 2 * b) && near(at(out, 3, 2, 6), 6 * b));
        }
    }

    void maps_are_smoothed_before_they_are_halved()
    {
        const float step = (1.f / 8 + 1) / 2;  // to the middle of four pixels
        {
            ModuleWriter writer;
            const Array out = layerOutput(writer, ModuleWriter::block("AConv", {{"cv1", same(writer, 3, 2)}}));
            QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 3, 4, 4}));
            QVERIFY(near(at(out, 1, 1, 1), at(ramp(), 1, 2, 2) + step));
        }
        ModuleWriter writer;
        // Needs an even number of channels: a map of four comes first.
        const std::string down = ModuleWriter::block("ADown", {{"cv1", mix(writer, 2, 2, {1, 0, 0, 1}, 2)}, {"cv2", mix(writer, 2, 2, {1, 0, 0, 1})}});
        const std::string both = ModuleWriter::sequential({mix(writer, 3, 4, {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0}), down});
        const Array out = layerOutput(writer, both);
        QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 4, 4, 4}));
        QVERIFY(near(at(out, 0, 1, 1), at(ramp(), 0, 2, 2) + step));
        QVERIFY(near(at(out, 2, 1, 1), at(ramp(), 2, 3, 3) + step));
    }

    void a_chosen_piece_is_enlarged_and_added()
    {
        ModuleWriter writer;
        const auto layers = [&](int choice) {
            const std::string linear = ModuleWriter::block("CBLinear", {{"conv", mix(writer, 3, 4, {9, 9, 9, 1, 0, 0, 0, 1, 0, 0, 0, 1})}}, {{"c2s", list({integer(1), integer(3)})}});
            const std::string fuse = ModuleWriter::block("CBFuse", {}, {{"idx", list({integer(choice)})}});
            return Modules{ModuleWriter::layer(same(writer, 3, 2), 1, {-1}), ModuleWriter::layer(linear, 2, {-1}), ModuleWriter::layer(fuse, 3, {2, 0})};
        };
        const Pairs stride = {{"stride", writer.floats({1}, {2})}};
        const auto file = readBytes(zipBytes(withHead(writer, layers(1), stride)));
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        const Array out = outputOf(*file, 3, ramp());
        QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 3, 8, 8}));
        QVERIFY(near(at(out, 2, 5, 3), at(ramp(), 2, 5, 3) + at(ramp(), 2, 4, 2)));
        QCOMPARE(outcome(readBytes(zipBytes(withHead(writer, layers(2), stride)))), QString("corrupt"));
        QCOMPARE(outcome(readBytes(zipBytes(withHead(writer, layers(0), stride)))), QString("corrupt"));
    }

    void area_attention_stays_inside_its_strip()
    {
        ModuleWriter writer;
        // One head: no queries and keys, so that every position of the strip counts the same; values are the picture.
        std::vector<float> weight(27, 0);
        for (int i = 0; i < 3; ++i)
            weight[std::size_t((6 + i) * 3 + i)] = 1;
        const auto attention = [&](int area) {
            return ModuleWriter::block("AAttn", {{"qkv", mix(writer, 3, 9, weight)}, {"proj", same(writer, 3)}, {"pe", mix(writer, 3, 3, {0, 0, 0}, 1, 3)}},
                                       {{"num_heads", integer(1)}, {"head_dim", integer(3)}, {"area", integer(area)}});
        };
        const Array out = layerOutput(writer, attention(4));
        const Array in = ramp();
        for (int channel = 0; channel < 3; ++channel) {
            double mean = 0;
            for (int i = 0; i < 16; ++i)
                mean += at(in, channel, 2 + i / 8, i % 8) / 16;
            QVERIFY(near(at(out, channel, 2, 0), mean) && near(at(out, channel, 3, 7), mean));
        }
        QVERIFY(!near(at(out, 0, 4, 0), at(out, 0, 3, 0)));
        QCOMPARE(outcome(readLayer(writer, attention(5))), QString("corrupt"));
        const std::string older = ModuleWriter::block("AAttn", {{"qk", mix(writer, 3, 9, weight)}}, {{"num_heads", integer(1)}, {"head_dim", integer(3)}, {"area", integer(1)}});
        QCOMPARE(outcome(readLayer(writer, older)), QString("unsupported_layer"));
    }

    void gamma_says_how_much_is_added()
    {
        ModuleWriter writer;
        const auto block = [&](const std::string &gamma) {
            return ModuleWriter::block("A2C2f", {{"cv1", same(writer, 3)}, {"cv2", mix(writer, 6, 3, std::vector<float>(18, 1))},
                                                 {"m", ModuleWriter::moduleList({same(writer, 3)})}}, {}, {{"gamma", gamma}});
        };
        const Array with = layerOutput(writer, block(writer.floats({3}, {0, 0.5f, 1}))), without = layerOutput(writer, block(none()));
        for (int channel = 0; channel < 3; ++channel)
            QVERIFY(near(at(with, channel, 1, 1), at(ramp(), channel, 1, 1) + 0.5 * channel * at(without, channel, 1, 1)));
        QCOMPARE(outcome(readLayer(writer, block(writer.filled({4}, 1)))), QString("corrupt"));
    }

    void the_deep_half_of_a_c2_is_joined_with_the_other()
    {
        ModuleWriter writer;
        const Array out = layerOutput(writer, ModuleWriter::block("C2", {{"cv1", mix(writer, 3, 2, {1, 0, 0, 0, 1, 0})}, {"cv2", mix(writer, 2, 2, {1, 0, 0, 1})},
                                                                         {"m", ModuleWriter::sequential({mix(writer, 1, 1, {5})})}}, {{"c", integer(1)}}));
        QVERIFY(near(at(out, 0, 1, 2), 5 * at(ramp(), 0, 1, 2)) && near(at(out, 1, 1, 2), at(ramp(), 1, 1, 2)));
    }

    void strides_that_are_not_stated_are_measured()
    {
        ModuleWriter writer;
        for (const Pairs &own : {Pairs{}, Pairs{{"stride", writer.floats({1}, {0})}}, Pairs{{"stride", none()}}}) {
            const auto file = readBytes(zipBytes(withHead(writer, {}, own)));
            QVERIFY2(file, file ? "" : file.error().detail.c_str());
            QCOMPARE(file->network->info.stride, 2);
        }
        QCOMPARE(outcome(readBytes(zipBytes(withHead(writer, {}, {{"stride", writer.floats({1}, {3})}})))), QString("corrupt"));
        QCOMPARE(outcome(readBytes(zipBytes(withHead(writer, {}, {{"stride", writer.floats({2}, {2, 4})}})))), QString("corrupt"));
    }

    void a_head_that_says_which_branches_to_use_is_believed()
    {
        ModuleWriter writer;
        const auto nmsFree = [&](Pairs own, bool oneToOne = true) {
            const auto file = readBytes(zipBytes(withHead(writer, {}, std::move(own), oneToOne)));
            return file && file->network->info.nmsFree;
        };
        QVERIFY(nmsFree({}));
        QVERIFY(nmsFree({{"_end2end", boolean(true)}}));
        QVERIFY(!nmsFree({{"_end2end", boolean(false)}}));
        QVERIFY(!nmsFree({{"_end2end", boolean(true)}}, false));
    }

    void a_head_that_is_not_there_is_refused()
    {
        ModuleWriter writer;
        ReadOptions options;
        options.head = HeadChoice::OneToOne;
        QCOMPARE(outcome(readBytes(zipBytes(withHead(writer, {})), options)), QString("unsupported_layer"));
        options.head = HeadChoice::OneToMany;
        QCOMPARE(outcome(readBytes(zipBytes(withHead(writer, {}, {}, true)), options)), QString("read"));
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
