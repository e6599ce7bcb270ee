// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/tinycheckpoint.h"

#include "engine/weights/moduletext.h"

namespace lineside::test {
namespace {

using namespace pickletext;
ConvText small(int in, int out, int kernel, int stride = 1)
{
    ConvText conv;
    conv.in = in;
    conv.out = out;
    conv.kernel = kernel;
    conv.stride = stride;
    conv.weight = 0.25f;
    return conv;
}

std::string branch(ModuleWriter &writer, int channels, int out, const std::vector<float> &bias)
{
    const std::string last = writer.conv2d(small(2, out, 1), writer.filled({out, 2, 1, 1}, 0), writer.floats({out}, bias));
    return ModuleWriter::moduleList({ModuleWriter::sequential({writer.conv(small(channels, 2, 3)), last})});
}

Pairs layer(int index, std::int64_t from)
{
    return {{"i", integer(index)}, {"f", integer(from)}};
}

std::string head(const TinyCheckpoint &tiny, ModuleWriter &writer)
{
    const int sides = 4 * tiny.bins;
    std::vector<float> classBias, bins;
    for (int i = 0; i < tiny.classes; ++i)
        classBias.push_back(tiny.firstLogit + float(i));
    for (int i = 0; i < tiny.bins; ++i)
        bins.push_back(float(i));
    const auto zeros = std::vector<float>(std::size_t(sides), 0.f);
    Pairs children = {{"cv2", branch(writer, 2, sides, zeros)}, {"cv3", branch(writer, 2, tiny.classes, classBias)}};
    if (tiny.oneToOne) {
        children.emplace_back("one2one_cv2", branch(writer, 2, sides, zeros));
        children.emplace_back("one2one_cv3", branch(writer, 2, tiny.classes, classBias));
    }
    const std::string expectation = writer.conv2d(small(tiny.bins, 1, 1), writer.floats({1, tiny.bins, 1, 1}, bins), none());
    children.emplace_back("dfl", tiny.bins > 1 ? ModuleWriter::module("ultralytics.nn.modules.block", "DFL", {{"conv", expectation}})
                                               : ModuleWriter::module("torch.nn.modules.linear", "Identity", {}));
    return ModuleWriter::module("ultralytics.nn.modules.head", tiny.headClass, children,
                          {{"nc", integer(tiny.classes)}, {"nl", integer(1)}, {"reg_max", integer(tiny.bins)}, {"stride", writer.floats({1}, {8})},
                           {"i", integer(5)}, {"f", list({integer(-1)})}});
}

}  // namespace

ZipEntries TinyCheckpoint::entries() const
{
    ModuleWriter writer;
    ConvText stem = small(3, 2, 3, 2);
    stem.weight = firstWeight;
    stem.variance = firstVariance;
    stem.eps = batchNormEps;
    Pairs first = layer(0, -1);
    first.emplace_back("np", integer(firstLayerParameters));
    if (!firstForward.empty())
        first.emplace_back("forward", firstForward);
    const std::string bottleneck = ModuleWriter::module("ultralytics.nn.modules.block", "Bottleneck",
                                                  {{"cv1", writer.conv(small(1, 1, 3))}, {"cv2", writer.conv(small(1, 1, 3))}}, {{"add", boolean(true)}});
    Pairs second = layer(3, -1);
    second.emplace_back("c", integer(1));
    Pairs pyramid = layer(4, -1);
    pyramid.emplace_back("n", integer(2));
    pyramid.emplace_back("add", boolean(true));
    const std::string pool = ModuleWriter::maxPool(5);
    const Pairs layers = {
        {"0", writer.conv(stem, first)},
        {"1", writer.conv(small(2, 2, 3, 2), layer(1, firstSource))},
        {"2", writer.conv(small(2, 2, 3, 2), layer(2, -1))},
        {"3", ModuleWriter::module(secondLayerModule, secondLayerClass,
                             {{"cv1", writer.conv(small(2, 2, 1))}, {"cv2", writer.conv(small(3, 2, 1))},
                              {"m", ModuleWriter::moduleList({bottleneck})}}, second)},
        {"4", ModuleWriter::module("ultralytics.nn.modules.block", "SPPF", {{"cv1", writer.conv(small(2, 1, 1))}, {"cv2", writer.conv(small(3, 2, 1))}, {"m", pool}}, pyramid)},
        {"5", head(*this, writer)},
    };
    Pairs names;
    for (std::size_t i = 0; i < labels.size(); ++i)
        names.emplace_back(integer(std::int64_t(i)), text(labels[i]));
    Pairs arguments = {{"imgsz", imageSize}};
    if (!task.empty())
        arguments.emplace_back("task", text(task));
    const std::string model = ModuleWriter::module(rootModule, rootClass, {{"model", ModuleWriter::module("torch.nn.modules.container", "Sequential", layers)}},
                                             {{"names", dict(names)}, {"args", attributes(arguments)}});
    const std::string checkpoint = attributes({{"epoch", integer(-1)}, {"version", text(producer)}, {"model", inEma ? none() : model},
                                               {"ema", inEma ? model : none()}});

    ZipEntries all = {{"tiny/data.pkl", pickle(checkpoint)}, {"tiny/byteorder", "little"}, {"tiny/version", "3\n"}};
    if (dropLastStorage)
        writer.storages.pop_back();
    all.insert(all.end(), writer.storages.begin(), writer.storages.end());
    return all;
}

std::string TinyCheckpoint::bytes() const
{
    return zipBytes(entries());
}

}  // namespace lineside::test
