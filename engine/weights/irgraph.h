// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// Where a layer of an OpenVINO IR takes or gives a value. Value type.
struct IrPort {
    std::uint64_t id = 0;
    std::vector<std::int64_t> shape;  ///< as the file says; -1: not fixed; empty for a single number and where it does not say
};

/// An output of a layer, both by their place in the lists. Value type.
struct IrSource {
    std::size_t layer = 0, output = 0;
};

/// One layer of an OpenVINO IR. Value type.
struct IrLayer {
    std::uint64_t id = 0;
    std::string type, version, name;                       ///< "Convolution", "opset1", for messages
    std::map<std::string, std::string, std::less<>> data;  ///< its attributes
    std::vector<IrPort> inputs, outputs;
    std::vector<IrSource> sources;                         ///< one an input
};

/// The graph of an OpenVINO IR, which hangs together: every input has one source, no layer reads itself by way of others. Value type.
struct IrModel {
    std::vector<IrLayer> layers;  ///< each after those that it reads, else in the order of the file
    std::size_t result = 0;       ///< the first Result of the file
};

/// Reads and checks the .xml of an IR (versions 10 and 11). Throws Refused. Thread-safe.
IrModel readIrModel(std::string_view xml);

/// Whether a text begins like the .xml of an IR. Pure.
bool looksLikeIr(std::string_view text);

inline constexpr std::size_t kMaxIrXmlBytes = 32u << 20;

/// The whole numbers of an attribute, "1, 3, 160, -1"; "?" is -1, too. Refused (Corrupt) where there is anything else, or more than 16.
/// Throws Refused. Thread-safe.
std::vector<std::int64_t> irNumbers(std::string_view text);

}  // namespace lineside::weights
