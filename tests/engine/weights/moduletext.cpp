// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/moduletext.h"

#include <cstring>
#include <functional>
#include <numeric>

namespace lineside::test {

using namespace pickletext;

namespace {

std::string both(int value)
{
    return tuple({integer(value), integer(value)});
}

Pairs numbered(const ModuleWriter::Modules &children)
{
    Pairs pairs;
    for (std::size_t i = 0; i < children.size(); ++i)
        pairs.emplace_back(std::to_string(i), children[i]);
    return pairs;
}

}  // namespace

std::string ModuleWriter::floats(const Shape &shape, const std::vector<float> &values)
{
    std::string bytes(values.size() * 4, '\0');
    std::memcpy(bytes.data(), values.data(), bytes.size());
    storages.emplace_back("tiny/data/" + std::to_string(storages.size()), std::move(bytes));
    return tensor("FloatStorage", std::to_string(storages.size() - 1), shape);
}

std::string ModuleWriter::filled(const Shape &shape, float value)
{
    // By its bits: NaN is not equal to itself.
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    if (m_kept == Filled::Halves) {
        const auto count = std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
        const auto half = static_cast<std::uint16_t>(value == 0 ? 0 : (bits >> 16 & 0x8000) | ((bits >> 13 & 0x3FFFF) - (112u << 10)));
        std::string bytes(2 * count, '\0');
        for (std::size_t i = 0; i < bytes.size(); i += 2)
            std::memcpy(bytes.data() + i, &half, sizeof half);
        storages.emplace_back("tiny/data/" + std::to_string(storages.size()), std::move(bytes));
        return tensor("HalfStorage", std::to_string(storages.size() - 1), shape);
    }
    auto known = m_filled.find(bits);
    if (known == m_filled.end()) {
        floats({1}, {value});
        known = m_filled.emplace(bits, std::to_string(storages.size() - 1)).first;
    }
    return tensor("FloatStorage", known->second, 1, 0, shape, Shape(shape.size(), 0));
}

std::string ModuleWriter::module(std::string_view package, std::string_view name, const Pairs &children, Pairs own, const Pairs &parameters,
                                 const Pairs &buffers)
{
    Pairs state = {{"training", boolean(false)}, {"_parameters", attributes(parameters)}, {"_buffers", attributes(buffers)}, {"_modules", attributes(children)}};
    state.insert(state.end(), own.begin(), own.end());
    return object(package, name, attributes(state));
}

std::string ModuleWriter::block(std::string_view name, const Pairs &children, Pairs own, const Pairs &parameters)
{
    return module("ultralytics.nn.modules.block", name, children, std::move(own), parameters);
}

std::string ModuleWriter::sequential(const Modules &children)
{
    return module("torch.nn.modules.container", "Sequential", numbered(children));
}

std::string ModuleWriter::moduleList(const Modules &children)
{
    return module("torch.nn.modules.container", "ModuleList", numbered(children));
}

std::string ModuleWriter::activation(std::string_view name, Pairs own)
{
    return module("torch.nn.modules.activation", name, {}, std::move(own));
}

std::string ModuleWriter::maxPool(int kernel, int stride)
{
    return module("torch.nn.modules.pooling", "MaxPool2d", {},
                  {{"kernel_size", integer(kernel)}, {"stride", integer(stride)}, {"padding", integer(kernel / 2)}, {"dilation", integer(1)},
                   {"ceil_mode", boolean(false)}});
}

std::string ModuleWriter::upsample()
{
    return module("torch.nn.modules.upsampling", "Upsample", {}, {{"size", none()}, {"scale_factor", real(2)}, {"mode", text("nearest")}});
}

std::string ModuleWriter::concat()
{
    return module("ultralytics.nn.modules.conv", "Concat", {}, {{"d", integer(1)}});
}

std::string ModuleWriter::conv2d(const ConvText &conv, const std::string &weight, const std::string &bias) const
{
    return module("torch.nn.modules.conv", "Conv2d", {},
                  {{"in_channels", integer(conv.in)}, {"out_channels", integer(conv.out)}, {"kernel_size", both(conv.kernel)},
                   {"stride", both(conv.stride)}, {"padding", both(conv.pad < 0 ? conv.kernel / 2 : conv.pad)}, {"dilation", both(1)},
                   {"groups", integer(conv.groups)}, {"padding_mode", text("zeros")}},
                  {{"weight", weight}, {"bias", bias}});
}

std::string ModuleWriter::conv2d(const ConvText &conv)
{
    return conv2d(conv, filled({conv.out, conv.in / conv.groups, conv.kernel, conv.kernel}, conv.weight), filled({conv.out}, 0));
}

std::string ModuleWriter::batchNorm(std::int64_t channels, float variance, double eps, float mean)
{
    return module("torch.nn.modules.batchnorm", "BatchNorm2d", {}, {{"eps", real(eps)}, {"num_features", integer(channels)}},
                  {{"weight", filled({channels}, 1)}, {"bias", filled({channels}, 0)}},
                  {{"running_mean", filled({channels}, mean)}, {"running_var", filled({channels}, variance)}});
}

std::string ModuleWriter::conv(const ConvText &conv, Pairs own)
{
    return module("ultralytics.nn.modules.conv", "Conv",
                  {{"conv", conv2d(conv, filled({conv.out, conv.in / conv.groups, conv.kernel, conv.kernel}, conv.weight), none())},
                   {"bn", batchNorm(conv.out, conv.variance, conv.eps)},
                   {"act", conv.act ? activation("SiLU") : module("torch.nn.modules.linear", "Identity", {})}},
                  std::move(own));
}

std::string ModuleWriter::layer(std::string module, int index, const std::vector<int> &from)
{
    std::vector<std::string> sources;
    for (const int source : from)
        sources.push_back(integer(source));
    // Into the state, which lies on the stack until the last opcode gives it to the object.
    module.pop_back();
    return module + "(" + text("i") + integer(index) + text("f") + (from.size() == 1 ? sources.front() : list(sources)) + "ub";
}

ZipEntries ModuleWriter::checkpoint(const Modules &layers, int classes, int side) const
{
    Pairs names;
    for (int i = 0; i < classes; ++i)
        names.emplace_back(integer(i), text("class " + std::to_string(i)));
    const std::string model = module("ultralytics.nn.tasks", "DetectionModel", {{"model", sequential(layers)}},
                                     {{"names", dict(names)}, {"args", attributes({{"imgsz", integer(side)}})}});
    ZipEntries all = {{"tiny/data.pkl", pickle(attributes({{"epoch", integer(-1)}, {"model", model}, {"ema", none()}}))}, {"tiny/byteorder", "little"}};
    all.insert(all.end(), storages.begin(), storages.end());
    return all;
}

}  // namespace lineside::test
