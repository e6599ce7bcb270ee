// SPDX-License-Identifier: GPL-3.0-or-later
// ONNX files that reach outside of themselves, contradict themselves or never end.
#include "engine/weights/protobuftext.h"
#include "hostile/hostilefiles.h"

#include <cstring>
#include <limits>

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace protobuftext;

using Change = std::function<void(OnnxText &)>;

HostileKind changes(const std::string &name, std::vector<RefusalReason> reasons, std::vector<std::pair<std::string, Change>> all, const std::string &published = {})
{
    return {"ONNX: " + name, published, std::move(reasons), [all](Random &) {
                HostileFiles files;
                for (const auto &[file, change] : all) {
                    OnnxText onnx;
                    change(onnx);
                    files.push_back({file, onnx.text()});
                }
                return files;
            }};
}

std::string entry(std::string_view key, std::string_view value)
{
    return bytes(13, bytes(1, key) + bytes(2, value));
}

/// A tensor whose data lie elsewhere, by each of the ways that this can be said.
std::vector<std::pair<std::string, std::string>> outside()
{
    std::vector<std::pair<std::string, std::string>> all;
    for (const char *location : {"weights.bin", "../../../nowhere/passwd", "/nowhere/passwd", "", "..\\..\\nowhere", "C:\\nowhere", "weights.bin/../../x", "\\\\server\\x", "/proc/self/mem", "/dev/zero"})
        all.emplace_back(std::string("at ") + location, number(14, 1) + entry("location", location) + entry("offset", "0") + entry("length", "24"));
    all.emplace_back("said by the place alone", number(14, 1));
    all.emplace_back("said by the entry alone", entry("location", "x"));
    all.emplace_back("an offset that is none", number(14, 1) + entry("location", "x") + entry("offset", "-1"));
    return all;
}

std::string floats(std::initializer_list<float> values)
{
    std::string text(values.size() * 4, '\0');
    std::memcpy(text.data(), values.begin(), text.size());
    return text;
}

HostileFiles dataOutside(Random &)
{
    HostileFiles files;
    const auto add = [&](const std::string &name, const Change &change) {
        OnnxText onnx;
        change(onnx);
        files.push_back({name, onnx.text()});
    };
    for (const auto &[name, more] : outside()) {
        const std::string tensor = onnxTensor({"c", {1}, 1, "", more});
        add("initializer " + name, [&, m = more](OnnxText &o) { o.weight.raw.clear(); o.weight.more = m; });
        add("attribute " + name, [&](OnnxText &o) { o.node = onnxNode("Constant", {}, {"c"}, {}, bytes(5, bytes(5, tensor))); });
        add("list of tensors " + name, [&](OnnxText &o) { o.node = onnxNode("Constant", {}, {"c"}, {}, bytes(5, bytes(10, tensor))); });
        add("inner graph " + name, [&](OnnxText &o) { o.node = onnxNode("Conv", {}, {"c"}, {}, bytes(5, bytes(6, bytes(5, tensor)))); });
        add("list of inner graphs " + name, [&](OnnxText &o) { o.node = onnxNode("Conv", {}, {"c"}, {}, bytes(5, bytes(11, bytes(5, tensor)))); });
        add("sparse " + name, [&](OnnxText &o) { o.moreGraph = bytes(15, bytes(1, tensor)); });
        add("sparse attribute " + name, [&](OnnxText &o) { o.node = onnxNode("Constant", {}, {"c"}, {}, bytes(5, bytes(22, bytes(1, tensor)))); });
    }
    return files;
}

std::string nested(int depth)
{
    std::string inner;
    for (int i = 0; i < depth; ++i)
        inner = bytes(1, onnxNode("Conv", {}, {}, {}, bytes(5, bytes(6, inner))));
    OnnxText onnx;
    onnx.moreGraph = inner;
    return onnx.text();
}

HostileFiles cuts(Random &)
{
    OnnxText onnx;
    onnx.metadata.clear();
    const std::string whole = onnx.text();
    HostileFiles files;
    for (std::size_t i = 0; i < 20; ++i) {
        const std::size_t at = 16 + (whole.size() - 17) * i / 20;
        files.push_back({"at " + std::to_string(at), whole.substr(0, at)});
    }
    return files;
}

/// A few kilobytes that no computer judges a picture with in less than minutes: a hundred convolutions of the same weights.
std::string endlessWork()
{
    OnnxText onnx;
    onnx.metadata["imgsz"] = "[4096, 4096]";
    onnx.input = {1, 3, 4096, 4096};
    onnx.weight = {"w", {64, 3, 3, 3}, 1, std::string(64 * 27 * 4, '\0'), {}};
    onnx.node = onnxNode("Conv", {"images", "w"}, {"c0"}, {}, onnxIntegers("strides", {2, 2}));
    onnx.moreGraph = bytes(5, onnxTensor({"v", {64, 64, 3, 3}, 1, std::string(64 * 64 * 9 * 4, '\0'), {}}));
    for (int i = 0; i < 100; ++i)
        onnx.moreGraph += bytes(1, onnxNode("Conv", {"c" + std::to_string(i), "v"}, {i < 99 ? "c" + std::to_string(i + 1) : "maps"}));
    return onnx.text();
}

HostileFiles wrongWire(Random &)
{
    HostileFiles files;
    const std::string model = OnnxText().text();
    const std::pair<const char *, std::string> tails[] = {
        {"a group", "\x3b"}, {"wire type 6", "\x3e"}, {"wire type 7", "\x3f"}, {"field 0", std::string(2, '\0')}, {"an endless number", std::string(12, '\xff')},
        {"a length beyond the end", "\x72\xff\xff\xff\xff\x7f"}, {"a length of 2^63", "\x72" + std::string(9, '\xff') + "\x01"}, {"a number instead of a graph", number(7, 5)},
        {"a number instead of a property", number(14, 5)}, {"a field beyond all", varint((1ull << 40) << 3)},
    };
    for (const auto &[name, tail] : tails)
        files.push_back({name, model + tail});
    return files;
}

}  // namespace

HostileKinds onnxKinds()
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    return {
        {"ONNX: data outside of the file", "CVE-2022-25882, GHSA-whh8-fjgc-qp73, CVE-2024-27318, CVE-2025-51480, CVE-2026-27489, CVE-2026-34446, CVE-2026-34447", {UnsupportedLayer, Corrupt}, dataOutside},
        {"ONNX: cut off", "", {Truncated, Corrupt, NotAModel}, cuts},
        {"ONNX: bytes that are no message", "", {Corrupt, Truncated}, wrongWire},
        changes("tensors with impossible sizes", {Corrupt}, {{"negative", [](auto &o) { o.weight.dims[0] = -2; }}, {"10^9", [](auto &o) { o.weight.dims[0] = 1'000'000'000; }}, {"the largest", [](auto &o) { o.weight.dims[0] = std::numeric_limits<std::int64_t>::max(); }},
                                                            {"a product that wraps around", [](auto &o) { o.weight.dims = {1ll << 32, 1ll << 32}; }}, {"a thousand dimensions", [](auto &o) { o.weight.dims.assign(1000, 1); }},
                                                            {"a million dimensions, packed", [](auto &o) { o.weight.dims.clear(); o.weight.more = bytes(1, std::string(1'000'000, '\x01')); }}}),
        changes("data that do not fit their sizes", {Corrupt}, {{"too few", [](auto &o) { o.weight.raw.pop_back(); }}, {"too many", [](auto &o) { o.weight.raw += 'x'; }}, {"none", [](auto &o) { o.weight.raw.clear(); }}, {"of another type", [](auto &o) { o.weight.type = 11; }},
                                                               {"of no type", [](auto &o) { o.weight.type = 0; }}, {"of an unknown type", [](auto &o) { o.weight.type = 999; }}}),
        changes("weights that are not numbers", {NotFinite}, {{"NaN", [=](auto &o) { o.weight.raw = floats({0, 1, nan, 3, 4, 5}); }}, {"infinity", [=](auto &o) { o.weight.raw = floats({0, 1, 2, 3, 4, -infinity}); }},
                                                              {"NaN in a list", [=](auto &o) { o.weight.raw.clear(); o.weight.more = bytes(4, floats({0, 1, 2, 3, 4, nan})); }},
                                                              {"NaN in half precision", [](auto &o) { o.weight.type = 10; o.weight.raw = std::string(10, '\0') + "\xff\x7f"; }},
                                                              {"NaN in bfloat16", [](auto &o) { o.weight.type = 16; o.weight.raw = std::string(10, '\0') + "\xc0\x7f"; }}}),
        changes("operators that run a program of their own", {UnsupportedLayer}, {{"loop", [](auto &o) { o.node = onnxNode("Loop", {}, {"c"}); }}, {"condition", [](auto &o) { o.node = onnxNode("If", {}, {"c"}); }}, {"scan", [](auto &o) { o.node = onnxNode("Scan", {}, {"c"}); }},
                                                                                 {"sequence", [](auto &o) { o.node = onnxNode("SequenceMap", {}, {"c"}); }}, {"loop in an inner graph", [](auto &o) { o.node = onnxNode("Conv", {}, {"c"}, {}, bytes(5, bytes(6, bytes(1, onnxNode("Loop", {}, {"d"}))))); }},
                                                                                 {"Python", [](auto &o) { o.node = onnxNode("PyOp", {}, {"c"}); }}}),
        changes("operators of other makers", {UnsupportedLayer}, {{"com.microsoft", [](auto &o) { o.node = onnxNode("QAttention", {}, {"c"}, "com.microsoft"); }}, {"Python", [](auto &o) { o.node = onnxNode("PythonOp", {}, {"c"}, "com.microsoft"); }}, {"a known name", [](auto &o) { o.node = onnxNode("Conv", {}, {"c"}, "evil"); }},
                                                                  {"ai.onnx.ml", [](auto &o) { o.node = onnxNode("TreeEnsembleRegressor", {}, {"c"}, "ai.onnx.ml"); }}, {"a name that is not UTF-8", [](auto &o) { o.node = onnxNode("\xff\xfe", {}, {"c"}); }},
                                                                  {"no name", [](auto &o) { o.node = onnxNode("", {}, {"c"}); }}, {"an endless name", [](auto &o) { o.node = onnxNode(std::string(1'000'000, 'C'), {}, {"c"}); }}}),
        changes("functions and training", {UnsupportedLayer}, {{"training", [](auto &o) { o.moreModel = bytes(20, ""); }}, {"functions", [](auto &o) { o.moreModel = bytes(25, ""); }}}),
        changes("two graphs", {Corrupt}, {{"an empty one", [](auto &o) { o.moreModel = bytes(7, ""); }}, {"itself again", [](auto &o) { o.moreModel = o.text(); }}}),
        changes("sparse tensors", {UnsupportedLayer}, {{"it", [](auto &o) { o.moreGraph = bytes(15, ""); }}, {"attribute", [](auto &o) { o.node = onnxNode("Constant", {}, {"c"}, {}, bytes(5, bytes(22, ""))); }}, {"attributes", [](auto &o) { o.node = onnxNode("Constant", {}, {"c"}, {}, bytes(5, bytes(23, ""))); }}}),
        changes("other inputs than one picture", {InputShape, InputSize, UnsupportedLayer, Corrupt}, {{"two", [](auto &o) { o.moreGraph = bytes(11, onnxValue("second", {1, 3, 64, 64})); }}, {"grey", [](auto &o) { o.input[1] = 1; }}, {"eight pictures", [](auto &o) { o.input[0] = 8; }},
                                                                                        {"10^9 pixels", [](auto &o) { o.input[2] = 1'000'000'000; }}, {"bytes", [](auto &o) { o.inputType = 2; }}, {"a text", [](auto &o) { o.inputType = 8; }},
                                                                                        {"a thousand dimensions", [](auto &o) { o.input.assign(1000, 1); }}, {"flat", [](auto &o) { o.input = {1, 3, 4096}; }}}),
        changes("outputs of no known kind", {UnsupportedLayer, Corrupt}, {{"four dimensions", [](auto &o) { o.output = {1, 85, 22, 22}; }}, {"flat", [](auto &o) { o.output = {1, 1000}; }}, {"rows that were not announced", [](auto &o) { o.output = {1, 300, 6}; }},
                                                                         {"too few rows", [](auto &o) { o.output = {1, 3, 84}; }}, {"a billion rows", [](auto &o) { o.output = {1, 1'000'000'000, 84}; }}}),
        changes("a flood", {Corrupt, UnsupportedLayer}, {{"of operators", [](auto &o) {
                                                             const std::string node = bytes(1, onnxNode("Relu", {"a"}, {"a"}));
                                                             for (int i = 0; i < 100'100; ++i)
                                                                 o.moreGraph += node;
                                                         }},
                                                         {"of inputs", [](auto &o) {
                                                             for (int i = 0; i < 2000; ++i)
                                                                 o.moreGraph += bytes(11, onnxValue("i" + std::to_string(i), {1}));
                                                         }},
                                                         {"of metadata", [](auto &o) {
                                                             for (int i = 0; i < 2000; ++i)
                                                                 o.metadata["k" + std::to_string(i)] = "v";
                                                         }},
                                                         {"of words", [](auto &o) { o.metadata["description"] = std::string(2'000'000, 'x'); }}}),
        kindOf("ONNX: work without an end", {TooMuchWork}, endlessWork),
        kindOf("ONNX: graphs nested deep", {Corrupt}, [] { return nested(3000); }),
        kindOf("ONNX: graphs nested nine times", {Corrupt}, [] { return nested(12); }),
        kindOf("ONNX: no graph", {NotAModel, Truncated}, [] { return number(1, 8) + bytes(2, "pytorch, and a long name") + bytes(8, number(2, 18)); }),
        kindOf("ONNX: a network without an input", {UnsupportedLayer, Corrupt}, [] {
            OnnxText onnx;
            return replaced(onnx.text(), bytes(11, onnxValue("images", {1, 3, 64, 64})), bytes(13, onnxValue("images", {1, 3, 64, 64})));
        }),
        changes("another task", {OtherTask}, {{"segment", [](auto &o) { o.metadata["task"] = "segment"; }}, {"pose", [](auto &o) { o.metadata["task"] = "pose"; }}, {"obb", [](auto &o) { o.metadata["task"] = "obb"; }},
                                              {"classify", [](auto &o) { o.metadata["task"] = "classify"; }}, {"no task at all", [](auto &o) { o.metadata["task"] = "\xff\xfe"; }}}),
    };
}

}  // namespace lineside::test
