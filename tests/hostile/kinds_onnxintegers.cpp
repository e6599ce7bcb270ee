// SPDX-License-Identifier: GPL-3.0-or-later
// ONNX networks in integers whose grids are none, or that use what belongs to a grid for something else.
#include "engine/weights/protobuftext.h"
#include "hostile/hostilefiles.h"

#include <limits>

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace protobuftext;

constexpr int kUint8 = 2, kInt8 = 3, kInt32 = 6;

struct Case {
    std::string name;
    std::vector<std::string> nodes;  ///< from images to maps
    std::vector<OnnxTensorText> constants = {};
};

HostileKind networks(const std::string &name, std::vector<RefusalReason> reasons, std::vector<Case> cases)
{
    return {"ONNX in integers: " + name, {}, std::move(reasons), [cases = std::move(cases)](Random &) {
                HostileFiles files;
                for (const Case &one : cases) {
                    OnnxText onnx;
                    onnx.node = one.nodes.back();
                    for (std::size_t i = 0; i + 1 < one.nodes.size(); ++i)
                        onnx.moreGraph += bytes(1, one.nodes[i]);
                    for (const OnnxTensorText &constant : one.constants)
                        onnx.moreGraph += bytes(5, onnxTensor(constant));
                    files.push_back({one.name, onnx.text()});
                }
                return files;
            }};
}

OnnxTensorText small(std::string name, std::vector<std::int64_t> dims, int type, const std::string &values)
{
    return {std::move(name), std::move(dims), type, values, ""};
}

const OnnxTensorText kScale = floats("s", {}, {.5f}), kZero = small("z", {}, kUint8, std::string(1, '\7'));
const OnnxTensorText kWeight = small("i8", {2, 3, 1, 1}, kUint8, "abcdef"), kWeightZero = small("wz", {}, kUint8, "a"), kWeightScale = floats("ws", {}, {.25f});
const std::string kQuantize = onnxNode("QuantizeLinear", {"images", "s", "z"}, {"q"}), kBack = onnxNode("DequantizeLinear", {"q", "s", "z"}, {"maps"});
const std::string kDynamic = onnxNode("DynamicQuantizeLinear", {"images"}, {"q", "s", "z"});
const std::string kConv = onnxNode("ConvInteger", {"q", "i8", "z", "wz"}, {"sum"}), kFloat = onnxNode("Cast", {"sum"}, {"f"}, {}, onnxInteger("to", 1));
const std::string kProduct = onnxNode("Mul", {"f", "s"}, {"maps"});

HostileKinds grids()
{
    std::vector<Case> scales;
    for (const float value : {0.f, -0.f, -1.f, std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::max(), 2e30f,
                              std::numeric_limits<float>::denorm_min(), std::numeric_limits<float>::quiet_NaN()})
        scales.push_back({std::to_string(value), {kQuantize, kBack}, {floats("s", {}, {value}), kZero}});
    for (const float value : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::max(), std::numeric_limits<float>::quiet_NaN()})
        scales.push_back({"of weights " + std::to_string(value), {onnxNode("DequantizeLinear", {"i8", "ws"}, {"w8"}), onnxNode("Conv", {"images", "w8"}, {"maps"})},
                          {kWeight, floats("ws", {}, {value})}});
    const auto pair = [](const std::string &name, const OnnxTensorText &scale, const OnnxTensorText &zero) { return Case{name, {kQuantize, kBack}, {scale, zero}}; };
    return {
        networks("scales that are none", {Corrupt, NotFinite}, scales),
        networks("zero points that are none", {Corrupt, UnsupportedLayer},
                 {pair("beyond the type", kScale, OnnxTensorText{"z", {}, kUint8, "", bytes(5, varint(300))}),
                  pair("below the type", kScale, OnnxTensorText{"z", {}, kInt8, "", bytes(5, varint(std::uint64_t(-129)))}),
                  pair("a number", kScale, floats("z", {}, {7})), pair("64 bits", kScale, integers("z", {}, {7})), pair("truth", kScale, small("z", {}, 9, std::string(1, '\1'))),
                  pair("4 bits", kScale, small("z", {}, 22, std::string(1, '\7'))), pair("an eighth of precision", kScale, small("z", {}, 17, std::string(1, '\7'))),
                  pair("none at all", kScale, small("z", {0}, kUint8, ""))}),
        networks("shapes that do not go together", {Corrupt, UnsupportedLayer},
                 {pair("two scales for three channels", floats("s", {2}, {1, 1}), small("z", {2}, kUint8, "ab")), pair("two axes", floats("s", {1, 3}, {1, 1, 1}), kZero),
                  pair("no scale at all", floats("s", {0}, {}), kZero), pair("more zero points than scales", floats("s", {3}, {1, 1, 1}), small("z", {4}, kUint8, "abcd")),
                  {"an axis beyond the end", {onnxNode("QuantizeLinear", {"images", "s", "z"}, {"q"}, {}, onnxInteger("axis", 1ll << 40)), kBack}, {floats("s", {3}, {1, 1, 1}), small("z", {3}, kUint8, "abc")}},
                  {"blocks", {onnxNode("QuantizeLinear", {"images", "s", "z"}, {"q"}, {}, onnxInteger("block_size", INT64_MAX)), kBack}, {kScale, kZero}},
                  {"weights for other channels", {kDynamic, kConv, kFloat, kProduct}, {small("i8", {2, 7, 1, 1}, kUint8, "abcdefghijklmn"), kWeightZero}},
                  {"three zero points for two channels", {kDynamic, kConv, kFloat, kProduct}, {kWeight, small("wz", {3}, kUint8, "abc")}},
                  {"an input that is missing", {onnxNode("QLinearConv", {"images", "s", "z"}, {"maps"})}, {kScale, kZero}}}),
    };
}

HostileKinds misuse()
{
    const std::vector<OnnxTensorText> weights = {kWeight, kWeightZero};
    return {
        networks("integers where numbers belong", {Corrupt, UnsupportedLayer},
                 {{"integers as output", {onnxNode("QuantizeLinear", {"images", "s", "z"}, {"maps"})}, {kScale, kZero}},
                  {"integers added", {kQuantize, onnxNode("Add", {"q", "q"}, {"t"}), onnxNode("DequantizeLinear", {"t", "s", "z"}, {"maps"})}, {kScale, kZero}},
                  {"integers with a sigmoid", {kQuantize, onnxNode("Sigmoid", {"q"}, {"maps"})}, {kScale, kZero}},
                  {"integers as numbers", {kQuantize, onnxNode("Cast", {"q"}, {"maps"}, {}, onnxInteger("to", 1))}, {kScale, kZero}},
                  {"integers as a size", {kQuantize, onnxNode("Reshape", {"images", "q"}, {"maps"})}, {kScale, kZero}},
                  {"integers twice", {kQuantize, onnxNode("QuantizeLinear", {"q", "s", "z"}, {"maps"})}, {kScale, kZero}},
                  {"stored integers as weights", {kQuantize, onnxNode("DequantizeLinear", {"q", "s", "z"}, {"d"}), onnxNode("Conv", {"d", "i8"}, {"maps"})}, {kScale, kZero, kWeight}},
                  {"numbers that never were integers", {onnxNode("DequantizeLinear", {"images", "s", "z"}, {"maps"})}, {kScale, kZero}},
                  {"another scale on the way back", {kQuantize, onnxNode("DequantizeLinear", {"q", "ws", "z"}, {"maps"})}, {kScale, kZero, kWeightScale}},
                  {"a bias of numbers", {kQuantize, onnxNode("QLinearConv", {"q", "s", "z", "i8", "ws", "wz", "s", "z", "b"}, {"t"}), onnxNode("DequantizeLinear", {"t", "s", "z"}, {"maps"})},
                   {kScale, kZero, kWeight, kWeightZero, kWeightScale, floats("b", {2}, {1, 1})}},
                  {"a bias without end", {kQuantize, onnxNode("QLinearConv", {"q", "s", "z", "i8", "ws", "wz", "s", "z", "b"}, {"t"}), onnxNode("DequantizeLinear", {"t", "s", "z"}, {"maps"})},
                   {kScale, kZero, kWeight, kWeightZero, kWeightScale, OnnxTensorText{"b", {1ll << 40}, kInt32, "", ""}}}}),
        networks("parts of a grid apart", {Corrupt, UnsupportedLayer},
                 {{"a scale as output", {onnxNode("DynamicQuantizeLinear", {"images"}, {"q", "maps", "z"})}},
                  {"a zero point as output", {onnxNode("DynamicQuantizeLinear", {"images"}, {"q", "s", "maps"})}},
                  {"a scale in arithmetic", {kDynamic, onnxNode("Mul", {"images", "s"}, {"maps"})}},
                  {"a scale of itself", {onnxNode("DynamicQuantizeLinear", {"s"}, {"q", "s", "z"}), onnxNode("Mul", {"images", "s"}, {"maps"})}},
                  {"a scale on another grid", {kDynamic, onnxNode("DynamicQuantizeLinear", {"s"}, {"q2", "s2", "z2"}), onnxNode("Mul", {"images", "s2"}, {"maps"})}},
                  {"a zero point in arithmetic", {kDynamic, onnxNode("Cast", {"z"}, {"f"}, {}, onnxInteger("to", 1)), onnxNode("Add", {"images", "f"}, {"maps"})}},
                  {"a scale as zero point", {kDynamic, onnxNode("DequantizeLinear", {"q", "s", "s"}, {"maps"})}},
                  {"a zero point as scale", {kDynamic, onnxNode("DequantizeLinear", {"q", "z", "z"}, {"maps"})}}}),
        networks("sums that are used otherwise", {Corrupt, UnsupportedLayer},
                 {{"without their scale", {kDynamic, kConv, onnxNode("Cast", {"sum"}, {"maps"}, {}, onnxInteger("to", 1))}, weights},
                  {"as output", {kDynamic, onnxNode("ConvInteger", {"q", "i8", "z", "wz"}, {"maps"})}, weights},
                  {"with their scale twice", {kDynamic, kConv, kFloat, onnxNode("Mul", {"s", "s"}, {"both"}), onnxNode("Mul", {"f", "both"}, {"maps"})}, weights},
                  {"added to others", {kDynamic, kConv, onnxNode("Add", {"sum", "sum"}, {"t"}), onnxNode("Cast", {"t"}, {"f"}, {}, onnxInteger("to", 1)), kProduct}, weights},
                  {"added to others as floats", {kDynamic, kConv, kFloat, onnxNode("Add", {"f", "f"}, {"t"}), onnxNode("Mul", {"t", "s"}, {"maps"})}, weights},
                  {"multiplied with each other", {kDynamic, kConv, kFloat, onnxNode("Mul", {"f", "f"}, {"maps"})}, weights},
                  {"convolved again", {kDynamic, kConv, onnxNode("ConvInteger", {"sum", "i8", "z", "wz"}, {"maps"})}, weights},
                  {"cut to 8 bits", {kDynamic, kConv, onnxNode("Cast", {"sum"}, {"f"}, {}, onnxInteger("to", kInt8)), kProduct}, weights},
                  {"rounded", {kDynamic, kConv, onnxNode("DynamicQuantizeLinear", {"sum"}, {"q2", "s2", "z2"}), onnxNode("DequantizeLinear", {"q2", "s2", "z2"}, {"maps"})}, weights}}),
        networks("a flood", {Corrupt, UnsupportedLayer},
                 {{"of roundings", [] {
                      std::vector<std::string> nodes = {kDynamic};
                      for (int i = 0; i < 21'000; ++i) {
                          const std::string from = i == 0 ? "images" : "d" + std::to_string(i - 1);
                          nodes.push_back(onnxNode("QuantizeLinear", {from, "ws"}, {"n" + std::to_string(i)}));
                          nodes.push_back(onnxNode("DequantizeLinear", {"n" + std::to_string(i), "ws"}, {i == 20'999 ? "maps" : "d" + std::to_string(i)}));
                      }
                      return nodes;
                  }(), {kWeightScale}}}),
    };
}

}  // namespace

HostileKinds onnxIntegerKinds()
{
    HostileKinds all = grids();
    for (HostileKind &kind : misuse())
        all.push_back(std::move(kind));
    return all;
}

}  // namespace lineside::test
