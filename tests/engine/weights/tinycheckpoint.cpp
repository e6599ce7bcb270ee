// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/tinycheckpoint.h"

#include <cstring>

namespace lineside::test {
namespace {

using namespace pickletext;
using Shape = std::vector<std::int64_t>;

class Writer {
public:
    ZipEntries storages;

    std::string floats(const Shape &shape, const std::vector<float> &values)
    {
        std::string bytes(values.size() * 4, '\0');
        std::memcpy(bytes.data(), values.data(), bytes.size());
        storages.emplace_back("tiny/data/" + std::to_string(storages.size()), std::move(bytes));
        return tensor("FloatStorage", std::to_string(storages.size() - 1), shape);
    }
    std::string filled(const Shape &shape, float value)
    {
        std::size_t count = 1;
        for (const std::int64_t size : shape)
            count *= std::size_t(size);
        return floats(shape, std::vector<float>(count, value));
    }

    static std::string module(std::string_view package, std::string_view name, const Pairs &children, Pairs own = {},
                              const Pairs &parameters = {}, const Pairs &buffers = {})
    {
        Pairs state = {{"training", boolean(false)}, {"_parameters", attributes(parameters)}, {"_buffers", attributes(buffers)}, {"_modules", attributes(children)}};
        state.insert(state.end(), own.begin(), own.end());
        return object(package, name, attributes(state));
    }

    std::string conv2d(std::int64_t in, std::int64_t out, int kernel, int stride, const std::string &weight, const std::string &bias)
    {
        const auto pair = [](int value) { return tuple({integer(value), integer(value)}); };
        return module("torch.nn.modules.conv", "Conv2d", {},
                      {{"in_channels", integer(in)}, {"out_channels", integer(out)}, {"kernel_size", pair(kernel)}, {"stride", pair(stride)},
                       {"padding", pair(kernel / 2)}, {"dilation", pair(1)}, {"groups", integer(1)}, {"padding_mode", text("zeros")}},
                      {{"weight", weight}, {"bias", bias}});
    }
    std::string batchNorm(std::int64_t channels, float variance, double eps)
    {
        return module("torch.nn.modules.batchnorm", "BatchNorm2d", {}, {{"eps", real(eps)}, {"num_features", integer(channels)}},
                      {{"weight", filled({channels}, 1)}, {"bias", filled({channels}, 0)}},
                      {{"running_mean", filled({channels}, 0)}, {"running_var", filled({channels}, variance)}});
    }
    std::string conv(std::int64_t in, std::int64_t out, int kernel, int stride, const Pairs &own = {}, float weight = 0.25f, float variance = 1, double eps = 0.001)
    {
        return module("ultralytics.nn.modules.conv", "Conv",
                      {{"conv", conv2d(in, out, kernel, stride, filled({out, in, kernel, kernel}, weight), none())},
                       {"bn", batchNorm(out, variance, eps)},
                       {"act", module("torch.nn.modules.activation", "SiLU", {})}},
                      own);
    }
    std::string branch(std::int64_t channels, std::int64_t out, const std::vector<float> &bias)
    {
        return module("torch.nn.modules.container", "ModuleList",
                      {{"0", module("torch.nn.modules.container", "Sequential",
                                    {{"0", conv(channels, 2, 3, 1)}, {"1", conv2d(2, out, 1, 1, filled({out, 2, 1, 1}, 0), floats({out}, bias))}})}});
    }
};

Pairs layer(int index, std::int64_t from)
{
    return {{"i", integer(index)}, {"f", integer(from)}};
}

std::string head(const TinyCheckpoint &tiny, Writer &writer)
{
    const std::int64_t sides = 4 * tiny.bins;
    std::vector<float> classBias, bins;
    for (int i = 0; i < tiny.classes; ++i)
        classBias.push_back(float(i));
    for (int i = 0; i < tiny.bins; ++i)
        bins.push_back(float(i));
    const auto zeros = std::vector<float>(std::size_t(sides), 0.f);
    Pairs children = {{"cv2", writer.branch(2, sides, zeros)}, {"cv3", writer.branch(2, tiny.classes, classBias)}};
    if (tiny.oneToOne) {
        children.emplace_back("one2one_cv2", writer.branch(2, sides, zeros));
        children.emplace_back("one2one_cv3", writer.branch(2, tiny.classes, classBias));
    }
    const std::string expectation = writer.conv2d(tiny.bins, 1, 1, 1, writer.floats({1, tiny.bins, 1, 1}, bins), none());
    children.emplace_back("dfl", tiny.bins > 1 ? Writer::module("ultralytics.nn.modules.block", "DFL", {{"conv", expectation}})
                                               : Writer::module("torch.nn.modules.linear", "Identity", {}));
    return Writer::module("ultralytics.nn.modules.head", tiny.headClass, children,
                          {{"nc", integer(tiny.classes)}, {"nl", integer(1)}, {"reg_max", integer(tiny.bins)}, {"stride", writer.floats({1}, {8})},
                           {"i", integer(5)}, {"f", list({integer(-1)})}});
}

}  // namespace

ZipEntries TinyCheckpoint::entries() const
{
    Writer writer;
    Pairs first = layer(0, -1);
    first.emplace_back("np", integer(firstLayerParameters));
    const std::string bottleneck = Writer::module("ultralytics.nn.modules.block", "Bottleneck",
                                                  {{"cv1", writer.conv(1, 1, 3, 1)}, {"cv2", writer.conv(1, 1, 3, 1)}}, {{"add", boolean(true)}});
    Pairs second = layer(3, -1);
    second.emplace_back("c", integer(1));
    Pairs pyramid = layer(4, -1);
    pyramid.emplace_back("n", integer(2));
    pyramid.emplace_back("add", boolean(true));
    const auto pair = [](int value) { return integer(value); };
    const std::string pool = Writer::module("torch.nn.modules.pooling", "MaxPool2d", {},
                                            {{"kernel_size", pair(5)}, {"stride", pair(1)}, {"padding", pair(2)}, {"dilation", pair(1)}, {"ceil_mode", boolean(false)}});
    const Pairs layers = {
        {"0", writer.conv(3, 2, 3, 2, first, firstWeight, firstVariance, batchNormEps)},
        {"1", writer.conv(2, 2, 3, 2, layer(1, firstSource))},
        {"2", writer.conv(2, 2, 3, 2, layer(2, -1))},
        {"3", Writer::module(secondLayerModule, secondLayerClass,
                             {{"cv1", writer.conv(2, 2, 1, 1)}, {"cv2", writer.conv(3, 2, 1, 1)},
                              {"m", Writer::module("torch.nn.modules.container", "ModuleList", {{"0", bottleneck}})}}, second)},
        {"4", Writer::module("ultralytics.nn.modules.block", "SPPF", {{"cv1", writer.conv(2, 1, 1, 1)}, {"cv2", writer.conv(3, 2, 1, 1)}, {"m", pool}}, pyramid)},
        {"5", head(*this, writer)},
    };
    Pairs names;
    for (std::size_t i = 0; i < labels.size(); ++i)
        names.emplace_back(integer(std::int64_t(i)), text(labels[i]));
    Pairs arguments = {{"imgsz", imageSize}};
    if (!task.empty())
        arguments.emplace_back("task", text(task));
    const std::string model = Writer::module(rootModule, rootClass, {{"model", Writer::module("torch.nn.modules.container", "Sequential", layers)}},
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
