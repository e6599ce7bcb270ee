// SPDX-License-Identifier: GPL-3.0-or-later
// The Python literals that an export says its names, size and arguments in.
#include "engine/weights/protobuftext.h"
#include "hostile/hostilefiles.h"

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace protobuftext;

HostileKind names(const std::string &name, std::vector<std::pair<std::string, std::string>> all, const std::string &published = {})
{
    return {"metadata: " + name, published, {Corrupt}, [all](Random &) {
                HostileFiles files;
                for (const auto &[file, literal] : all) {
                    OnnxText onnx;
                    onnx.metadata["names"] = literal;
                    files.push_back({file, onnx.text()});
                }
                return files;
            }};
}

std::string times(const std::string &piece, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += piece;
    return all;
}

std::string manyNames(int count)
{
    std::string all = "{";
    for (int i = 0; i < count; ++i)
        all += std::to_string(i) + ":'a',";
    return all + "}";
}

}  // namespace

HostileKinds metadataKinds()
{
    return {
        names("names that are code", {{"call", "__import__('os').system('exit 1')"}, {"lambda", "(lambda: 1)()"}, {"comprehension", "[x for x in ().__class__.__bases__]"}, {"f-text", "{0: f'{1}'}"}, {"joined", "{0: 'a' 'b', 1: 'c'}"},
                                      {"sum", "{0: 'a' + 'b', 1: 'c'}"}, {"power", "{0: 9**9**9, 1: 'c'}"}, {"product", "['a'] * 999999999"}, {"comment", "{0: 'a', # }\n 1: 'b'}"}, {"statement", "{0: 'a', 1: 'b'}; import os"},
                                      {"template", "{{config}}"}}),
        names("literals nested deep", {{"lists", std::string(100'000, '[')}, {"dicts", times("{0:", 50'000)}, {"tuples", std::string(100'000, '(')}, {"closed", std::string(1000, '[') + std::string(1000, ']')}}),
        names("literals that are long", {{"2 MB of spaces", std::string(1'040'000, ' ')}, {"a long name", "{0: '" + std::string(1'040'000, 'a') + "'}"}, {"10,001 names", manyNames(10'001)}, {"50,000 names", manyNames(50'000)}}),
        names("literals that do not end", {{"nothing", ""}, {"dict", "{0: 'a'"}, {"text", "{0: 'a"}, {"escape", "{0: '\\"}, {"half an escape", "{0: '\\u12"}, {"comma", "{0: 'a', 1: 'b'},"}, {"colon", "{0:}"}, {"bracket", "{0: 'a', 1: 'b')"}, {"more", "{0: 'a', 1: 'b'} x"}}),
        names("numbers that are none", {{"huge", "{0: 1e999, 1: 'b'}"}, {"NaN", "{0: nan, 1: 'b'}"}, {"infinity", "{0: inf, 1: 'b'}"}, {"hexadecimal", "{0x0: 'a', 0x1: 'b'}"}, {"negative", "{-1: 'a', 0: 'b'}"}, {"beyond", "{99999999999999999999: 'a', 0: 'b'}"},
                                        {"fraction", "{0.5: 'a', 1: 'b'}"}}),
        names("names that do not count", {{"twice", "{0: 'a', 0: 'b'}"}, {"from 1", "{1: 'a', 2: 'b'}"}, {"a gap", "{0: 'a', 2: 'b'}"}, {"texts", "{'a': 'a', 'b': 'b'}"}, {"one too many", "['a', 'b', 'c']"}, {"one", "['a']"}, {"a list", "{0: ['a'], 1: 'b'}"}, {"a dict in a key", "{{}: 'a'}"},
                                          {"none", "{}"}, {"a truth", "True"}, {"a text", "'ab'"}, {"nested", "{0: {0: 'a'}, 1: 'b'}"}}),
        names("texts that are no UTF-8 or no characters", {{"surrogate", "{0: '\\ud800', 1: 'b'}"}, {"beyond Unicode", "{0: '\\U00110000', 1: 'b'}"}, {"unknown escape", "{0: '\\N{DASH}', 1: 'b'}"}, {"octal", "{0: '\\101', 1: 'b'}"}, {"key", "{'\xff\xfe': 'a', 1: 'b'}"}}),
        {"metadata: sizes that contradict the input", "", {InputSize, InputShape, Corrupt, UnsupportedLayer}, [](Random &) {
             HostileFiles files;
             for (const char *channels : {"1", "10", "-3", "0", "99999999999", "'3'", "'\xff\xfe'", "{'a': ['\xc0\x80']}"}) {
                 OnnxText onnx;
                 onnx.metadata["channels"] = channels;
                 files.push_back({std::string("channels ") + channels, onnx.text()});
             }
             return files;
         }},
        {"metadata: a head that the output contradicts", "", {UnsupportedLayer, Corrupt}, [](Random &) {
             OnnxText said, nms;
             said.metadata["end2end"] = "True";
             nms.metadata["args"] = "{'nms': True}";
             return HostileFiles{{"end2end", said.text()}, {"nms", nms.text()}};
         }},
    };
}

}  // namespace lineside::test
