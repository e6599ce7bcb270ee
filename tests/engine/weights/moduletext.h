// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/pickletext.h"
#include "engine/weights/zipbytes.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lineside::test {

/// What a pickled convolution is made of. Value type.
struct ConvText {
    int in = 1, out = 1, kernel = 1, stride = 1, groups = 1;
    float weight = 0;     ///< fills the kernel
    bool act = true;      ///< SiLU after it, else nothing
    int pad = -1;         ///< -1: half of the kernel
    float variance = 1;   ///< of the batch norm after it
    double eps = 0.001;
};

/// How a tensor of one value all over is kept.
enum class Filled {
    OneNumber,  ///< one number seen with strides of zero: a network of any size is a file of a few kilobytes
    Halves,     ///< all its numbers, in half precision, as a trainer keeps weights
};

/// Writes torch modules as pickle text and keeps the storages of their tensors. One writer a file.
class ModuleWriter {
public:
    using Shape = std::vector<std::int64_t>;
    using Modules = std::vector<std::string>;

    explicit ModuleWriter(Filled kept = Filled::OneNumber) : m_kept(kept) {}

    std::string floats(const Shape &shape, const std::vector<float> &values);
    std::string filled(const Shape &shape, float value);

    static std::string module(std::string_view package, std::string_view name, const pickletext::Pairs &children, pickletext::Pairs own = {},
                              const pickletext::Pairs &parameters = {}, const pickletext::Pairs &buffers = {});
    /// A layer of the field under its name alone.
    static std::string block(std::string_view name, const pickletext::Pairs &children, pickletext::Pairs own = {},
                             const pickletext::Pairs &parameters = {});
    static std::string sequential(const Modules &children);
    static std::string moduleList(const Modules &children);
    static std::string activation(std::string_view name, pickletext::Pairs own = {});
    static std::string maxPool(int kernel, int stride = 1);
    static std::string upsample();
    static std::string concat();

    std::string conv2d(const ConvText &conv, const std::string &weight, const std::string &bias) const;
    std::string conv2d(const ConvText &conv);  ///< with a bias of zeros
    std::string batchNorm(std::int64_t channels, float variance = 1, double eps = 0.001, float mean = 0);
    std::string conv(const ConvText &conv, pickletext::Pairs own = {});

    /// A module's text with the number and the sources of a layer added.
    static std::string layer(std::string module, int index, const std::vector<int> &from);
    /// The records of a file with these layers as its model.
    ZipEntries checkpoint(const Modules &layers, int classes, int side) const;

    ZipEntries storages;

private:
    Filled m_kept;
    std::map<std::uint32_t, std::string> m_filled;  // keys of storages by the bits of their value
};

}  // namespace lineside::test
