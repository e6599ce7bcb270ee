// SPDX-License-Identifier: GPL-3.0-or-later
// OpenVINO IR in a zip: descriptions that are bombs, graphs that contradict themselves, numbers that lie elsewhere, metadata that do more.
#include "engine/weights/irtext.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

#include <limits>

namespace lineside::test {
namespace {

using enum RefusalReason;

std::string packed(std::string_view xml, std::string_view bin, std::string_view metadata)
{
    return RawZip({{"metadata.yaml", std::string(metadata)}, {"model.xml", std::string(xml)}, {"model.bin", std::string(bin)}}).bytes();
}

/// A change of the description: what is replaced, and by what.
struct Change {
    std::string name, from, to;
};

HostileKind xml(const std::string &name, std::vector<RefusalReason> reasons, std::vector<Change> changes, const std::string &published = {})
{
    return {"IR: " + name, published, std::move(reasons), [changes](Random &) {
                const IrText good = smallIr();
                HostileFiles files;
                for (const Change &change : changes)
                    files.push_back({change.name, packed(replaced(good.xml(), change.from, change.to), good.bin(), good.metadata)});
                return files;
            }};
}

HostileKind yaml(const std::string &name, std::vector<RefusalReason> reasons, std::vector<std::pair<std::string, std::string>> all, const std::string &published = {})
{
    return {"IR: " + name, published, std::move(reasons), [all](Random &) {
                const IrText good = smallIr();
                HostileFiles files;
                for (const auto &[file, text] : all)
                    files.push_back({file, packed(good.xml(), good.bin(), text + good.metadata)});
                return files;
            }};
}

std::string times(std::string_view piece, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += piece;
    return all;
}

/// Each entity is ten of the one before.
std::string laughs(const std::string &one, const std::string &more, const std::string &end)
{
    std::string text = one;
    for (int i = 1; i < 12; ++i)
        text += "<!ENTITY a" + std::to_string(i) + more + times("&a" + std::to_string(i - 1) + ";", 10) + end;
    return "<!DOCTYPE net [" + text + "]>\n<net ";
}

std::string aliases(bool flow)
{
    std::string text = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 30; ++i) {
        const std::string one = "*a" + std::to_string(i - 1), anchor = "a" + std::to_string(i);
        text += anchor + ": &" + anchor + (flow ? " {p: " + one + ", q: " + one + "}\n" : " [" + one + ", " + one + "]\n");
    }
    return text;
}

HostileFiles cuts(Random &)
{
    const IrText good = smallIr();
    HostileFiles files;
    for (std::size_t i = 1; i <= 10; ++i) {
        files.push_back({"description, part " + std::to_string(i), packed(std::string_view(good.xml()).substr(0, good.xml().size() * i / 11), good.bin(), good.metadata)});
        files.push_back({"weights, part " + std::to_string(i), packed(good.xml(), std::string_view(good.bin()).substr(0, good.bin().size() * i / 11), good.metadata)});
    }
    return files;
}

HostileFiles archives(Random &)
{
    const IrText good = smallIr();
    const std::string xml = good.xml();
    HostileFiles files;
    const auto add = [&](const std::string &name, std::vector<std::pair<std::string, std::string>> records) { files.push_back({name, RawZip(records).bytes()}); };
    add("two networks", {{"a.xml", xml}, {"a.bin", good.bin()}, {"b.xml", xml}, {"b.bin", good.bin()}});
    add("a second description", {{"model.xml", xml}, {"model.bin", good.bin()}, {"more/labels.xml", "<labels/>"}});
    add("the same name twice", {{"model.xml", xml}, {"model.xml", xml}, {"model.bin", good.bin()}});
    add("no weights", {{"model.xml", xml}});
    add("weights elsewhere", {{"a/model.xml", xml}, {"b/model.bin", good.bin()}});
    add("names that lead out", {{"../model.xml", xml}, {"../model.bin", good.bin()}});
    add("names that lead out further in", {{"a/../../model.xml", xml}, {"a/../../model.bin", good.bin()}});
    add("names from the root", {{"/nowhere/model.xml", xml}, {"/nowhere/model.bin", good.bin()}});
    add("names of another system", {{"..\\model.xml", xml}, {"..\\model.bin", good.bin()}});
    add("metadata that lead out", {{"../metadata.yaml", good.metadata}, {"model.xml", xml}, {"model.bin", good.bin()}});
    return files;
}

/// A thousand constants, all of them the same megabyte.
std::string sharedNumbers()
{
    constexpr int kCount = 1000;
    IrText ir;
    ir.parameter("x", {1, 3, 64, 64});
    ir.floats("c", {512, 512}, std::vector<float>(512 * 512, 1.f));
    std::string more, edges, inputs;
    for (int i = 0; i < kCount; ++i) {
        const std::string id = std::to_string(100 + i);
        more += "<layer id=\"" + id + "\" name=\"c" + id + "\" type=\"Const\" version=\"opset1\"><data element_type=\"f32\" shape=\"512, 512\" offset=\"0\" size=\"1048576\"/>"
                + "<output><port id=\"0\"/></output></layer>\n";
        edges += "<edge from-layer=\"" + id + "\" from-port=\"0\" to-layer=\"99\" to-port=\"" + std::to_string(i) + "\"/>\n";
        inputs += "<port id=\"" + std::to_string(i) + "\"/>";
    }
    more += "<layer id=\"99\" name=\"all\" type=\"Concat\" version=\"opset1\"><data axis=\"0\"/><input>" + inputs + "</input><output><port id=\"5000\"/></output></layer>\n"
            "<layer id=\"98\" name=\"r\" type=\"Result\" version=\"opset1\"><input><port id=\"0\"/></input></layer>\n";
    edges += "<edge from-layer=\"99\" from-port=\"5000\" to-layer=\"98\" to-port=\"0\"/>\n";
    return packed(replaced(replaced(ir.xml(), "</layers>", more + "</layers>"), "</edges>", edges + "</edges>"), ir.bin(), ir.metadata);
}

/// The small network with its convolution on a grid: what is changed in the attribute, in the ends, in the shape of these.
HostileFiles grids(Random &)
{
    HostileFiles files;
    const auto add = [&](const std::string &name, const std::string &levels, const std::vector<float> &ends, const IrText::Sizes &shape = {1}) {
        IrText ir;
        ir.parameter("x", {1, 3, 64, 64});
        std::size_t numbers = 1;
        for (const std::int64_t side : shape)
            numbers *= std::size_t(side);
        std::vector<std::string> inputs{"x"};
        for (const float end : ends) {
            inputs.push_back("e" + std::to_string(inputs.size()));
            ir.floats(inputs.back(), shape, std::vector<float>(numbers, end));
        }
        ir.layer("g", "FakeQuantize", inputs, levels, {{1, 3, 64, 64}});
        ir.floats("w", {2, 3, 1, 1}, {0, 1, 2, 3, 4, 5});
        ir.layer("c", "Convolution", {"g", "w"}, R"(strides="32, 32" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")");
        ir.result("c");
        files.push_back({name, packed(ir.xml(), ir.bin(), ir.metadata)});
    };
    const std::string bytes = "levels=\"256\"";
    const float infinity = std::numeric_limits<float>::infinity(), most = std::numeric_limits<float>::max(), least = std::numeric_limits<float>::denorm_min();
    add("no levels", "", {0, 1, 0, 1});
    add("one level", "levels=\"1\"", {0, 1, 0, 1});
    add("no level", "levels=\"0\"", {0, 1, 0, 1});
    add("negative levels", "levels=\"-9223372036854775808\"", {0, 1, 0, 1});
    add("10^18 levels", "levels=\"1000000000000000000\"", {0, 1, 0, 1});
    add("levels in words", "levels=\"all\"", {0, 1, 0, 1});
    add("of no width", bytes, {1, 1, 1, 1});
    add("turned around", bytes, {1, 0, 0, 1});
    add("without an end", bytes, {0, infinity, 0, 1});
    add("without a beginning", bytes, {-infinity, 0, 0, 1});
    add("onto infinity", bytes, {0, 1, -infinity, infinity});
    add("too wide to be calculated", bytes, {-most, most, 0, 1});
    add("too narrow to be calculated", bytes, {0, least, 0, 1});
    add("that blow up", bytes, {0, 1e-35f, 0, 1e30f});
    add("with two ends alone", bytes, {0, 1});
    add("with none", bytes, {});
    add("of two channels for three", bytes, {0, 1, 0, 1}, {1, 2, 1, 1});
    add("of more pictures", bytes, {0, 1, 0, 1}, {64, 1, 1, 1});
    add("of another rank", bytes, {0, 1, 0, 1}, {1, 1, 1, 1, 1});
    return files;
}

std::string flood(std::string_view place, std::string_view piece, int count)
{
    const IrText good = smallIr();
    return packed(replaced(good.xml(), place, times(piece, count) + std::string(place)), good.bin(), good.metadata);
}

HostileFiles floods(Random &)
{
    HostileFiles files;
    std::string layers, attributes;
    for (int i = 0; i < 21'000; ++i)
        layers += "<layer id=\"" + std::to_string(1000 + i) + "\" type=\"Swish\" version=\"opset4\"/>";
    for (int i = 0; i < 100'000; ++i)
        attributes += " a" + std::to_string(i) + "=\"1\"";
    files.push_back({"of layers", flood("</layers>", layers, 1)});
    files.push_back({"of edges", flood("</edges>", "<edge from-layer=\"0\" from-port=\"0\" to-layer=\"2\" to-port=\"0\"/>", 101'000)});
    files.push_back({"of ports", flood("<port id=\"0\"></port>\n<port id=\"1\"></port>\n", times("<port id=\"7\"/>", 2), 1)});
    files.push_back({"of attributes", flood("</layers>", "<layer id=\"500\" type=\"Swish\"" + attributes + "/>", 1)});
    files.push_back({"of sizes", flood("</port>", times("<dim>1</dim>", 17), 1)});
    files.push_back({"of digits", flood("</port>", "<dim>" + std::string(1'000'000, '1') + "</dim>", 1)});
    files.push_back({"of one word", flood("</layers>", "<layer id=\"500\" type=\"" + std::string(2'000'000, 'C') + "\"/>", 1)});
    files.push_back({"of levels", flood("</layers>", times("<a>", 100'000), 1)});
    files.push_back({"of levels without an end", packed("<net version=\"11\">" + times("<layers>", 1'000'000), "", "")});
    return files;
}

}  // namespace

HostileKinds irKinds()
{
    const std::string weight = "element_type=\"f32\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"24\"";
    const auto numbers = [&](const std::string &name, const std::string &to) { return Change{name, weight, to}; };
    return {
        xml("entities", {Corrupt}, {{"a billion laughs", "<net ", laughs("<!ENTITY a0 \"lol\">", " \"", "\">")}, {"parameter entities", "<net ", "<!DOCTYPE net [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a; ]>\n<net "},
                                    {"one long entity, often", "<net ", "<!DOCTYPE net [<!ENTITY a \"" + std::string(500, 'x') + "\">]>\n<net x=\"" + times("&a;", 100'000) + "\" "},
                                    {"in itself", "<net ", "<!DOCTYPE net [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>\n<net x=\"&a;\" "}, {"that nobody declared", "<dim>64</dim>", "<dim>&nobody;</dim>"}},
            "CVE-2003-1564, CVE-2013-0340, CVE-2024-28757"),
        xml("entities outside of the file", {Corrupt}, {{"a file", "<net ", "<!DOCTYPE net [<!ENTITY a SYSTEM \"file:///nowhere/passwd\">]>\n<net x=\"1\" "}, {"a server", "<net ", "<!DOCTYPE net SYSTEM \"http://nowhere.invalid/net.dtd\">\n<net "},
                                                        {"a parameter", "<net ", "<!DOCTYPE net [<!ENTITY % a SYSTEM \"file:///nowhere/a.dtd\"> %a;]>\n<net "}, {"public", "<net ", "<!DOCTYPE net PUBLIC \"-//x//y\" \"../../nowhere\">\n<net "}}),
        xml("document types", {Corrupt}, {{"empty", "<net ", "<!DOCTYPE net>\n<net "}, {"with defaults", "<net ", "<!DOCTYPE net [<!ATTLIST layer type CDATA \"Const\">]>\n<net "}}),
        xml("text that is no XML", {Corrupt, Truncated}, {{"not UTF-8", "name=\"conv\"", "name=\"\xff\xfe\""}, {"a zero", "<layers>", std::string("<layers>\0", 9)},
                                                         {"an attribute twice", "name=\"conv\"", "name=\"conv\" name=\"conv\""}, {"crossed elements", "</layers>", "</net>"}, {"something behind", "</net>", "</net><net/>"}, {"a word without an end", "</net>", "<![CDATA["}}),
        {"IR: cut off", "", {Truncated, Corrupt, ZipWithoutModel}, cuts},
        {"IR: archives that are not as packed", "", {Corrupt, Truncated}, archives},
        {"IR: floods", "", {Corrupt}, floods},
        xml("circles", {Corrupt}, {{"by way of all", "from-layer=\"0\" from-port=\"0\" to-layer=\"2\"", "from-layer=\"8\" from-port=\"2\" to-layer=\"2\""}, {"of one", "from-layer=\"0\" from-port=\"0\" to-layer=\"2\"", "from-layer=\"2\" from-port=\"2\" to-layer=\"2\""}}),
        xml("edges and ports of nobody", {Corrupt}, {{"from no layer", "from-layer=\"0\"", "from-layer=\"77\""}, {"from no port", "from-layer=\"0\" from-port=\"0\"", "from-layer=\"0\" from-port=\"1\""}, {"to no port", "to-layer=\"2\" to-port=\"1\"", "to-layer=\"2\" to-port=\"4000000000\""},
                                                     {"twice to one", "to-layer=\"2\" to-port=\"1\"", "to-layer=\"2\" to-port=\"0\""}, {"none at all", "<edge from-layer=\"1\" from-port=\"0\" to-layer=\"2\" to-port=\"1\"/>", ""}, {"a negative number", "from-layer=\"0\"", "from-layer=\"-1\""},
                                                     {"a huge number", "from-layer=\"0\"", "from-layer=\"99999999999999999999\""}, {"no ports", "<output>\n<port id=\"0\"><dim>1</dim><dim>3</dim><dim>64</dim><dim>64</dim></port>\n</output>", ""}}),
        xml("two of one number", {Corrupt}, {{"layers", "<layer id=\"2\"", "<layer id=\"1\""}, {"ports", "<port id=\"1\"></port>", "<port id=\"0\"></port>"}, {"lists of attributes", "<data keep_dims=\"true\"/>", "<data keep_dims=\"true\"/><data keep_dims=\"true\"/>"}}),
        xml("numbers that lie elsewhere", {Corrupt},
            {numbers("beyond the end", "element_type=\"f32\" shape=\"2, 3, 1, 1\" offset=\"4096\" size=\"24\""), numbers("partly beyond", "element_type=\"f32\" shape=\"2, 3, 1, 1\" offset=\"80\" size=\"24\""),
             numbers("wrapped around", "element_type=\"f32\" shape=\"2, 3, 1, 1\" offset=\"18446744073709551600\" size=\"24\""), numbers("before the beginning", "element_type=\"f32\" shape=\"2, 3, 1, 1\" offset=\"-24\" size=\"24\""),
             numbers("nowhere", "element_type=\"f32\" shape=\"2, 3, 1, 1\""), numbers("of no size", "element_type=\"f32\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"0\""), numbers("of a huge size", "element_type=\"f32\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"18446744073709551615\"")}),
        xml("impossible sizes", {Corrupt},
            {numbers("negative", "element_type=\"f32\" shape=\"-2, -3, 1, 1\" offset=\"0\" size=\"24\""), numbers("10^9", "element_type=\"f32\" shape=\"1000000000, 3, 1, 1\" offset=\"0\" size=\"24\""), numbers("the largest", "element_type=\"f32\" shape=\"9223372036854775807, 3, 1, 1\" offset=\"0\" size=\"24\""),
             numbers("a product that wraps around", "element_type=\"f32\" shape=\"4294967296, 4294967296, 1, 1\" offset=\"0\" size=\"0\""), numbers("of nothing and of all", "element_type=\"f32\" shape=\"0, 9223372036854775807, 9223372036854775807\" offset=\"0\" size=\"0\""),
             numbers("a thousand", "element_type=\"f32\" shape=\"" + times("1, ", 999) + "1\" offset=\"0\" size=\"4\""), numbers("words", "element_type=\"f32\" shape=\"two, three\" offset=\"0\" size=\"24\""), numbers("open", "element_type=\"f32\" shape=\"?, 3, 1, 1\" offset=\"0\" size=\"24\""),
             {"said of a port", "<dim>2</dim>", "<dim>1000000000</dim>"}, {"said of a port, negative", "<dim>2</dim>", "<dim>-2</dim>"}}),
        xml("numbers of another type", {Corrupt, UnsupportedLayer}, {numbers("half", "element_type=\"f16\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"24\""), numbers("whole", "element_type=\"i32\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"24\""), numbers("unknown", "element_type=\"f128\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"96\""),
                                                                     numbers("of four bits", "element_type=\"u4\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"3\""), numbers("text", "element_type=\"string\" shape=\"2, 3, 1, 1\" offset=\"0\" size=\"24\""), numbers("of none", "shape=\"2, 3, 1, 1\" offset=\"0\" size=\"24\"")}),
        {"IR: weights that are not numbers", "", {NotFinite}, [](Random &) {
             const IrText good = smallIr();
             HostileFiles files;
             for (const auto &[name, bits] : {std::pair("NaN", std::string("\0\0\xc0\x7f", 4)), std::pair("infinity", std::string("\0\0\x80\x7f", 4)), std::pair("minus infinity", std::string("\0\0\x80\xff", 4)), std::pair("a signalling NaN", std::string("\1\0\x80\x7f", 4))})
                 files.push_back({name, packed(good.xml(), bits + good.bin().substr(4), good.metadata)});
             return files;
         }},
        xml("operators that are not known", {UnsupportedLayer, BoxChoice}, {{"a loop", "type=\"ReduceMax\"", "type=\"Loop\""}, {"an iterator", "type=\"ReduceMax\"", "type=\"TensorIterator\""}, {"a condition", "type=\"ReduceMax\"", "type=\"If\""}, {"a variable", "type=\"ReduceMax\"", "type=\"Assign\""},
                                                                 {"the choice of boxes", "type=\"ReduceMax\"", "type=\"NonMaxSuppression\""}, {"of another maker", "type=\"ReduceMax\" version=\"opset1\"", "type=\"ReduceMax\" version=\"extension\""},
                                                                 {"no name", "type=\"ReduceMax\"", "type=\"\""}, {"a path", "type=\"ReduceMax\"", "type=\"../../nowhere/libevil.so\""}}),
        {"IR: grids that are none", "", {Corrupt, UnsupportedLayer}, grids},
        xml("networks without an end", {Corrupt}, {{"no result", "type=\"Result\"", "type=\"Sink\""}, {"a constant as the result", "from-layer=\"8\" from-port=\"2\" to-layer=\"9\"", "from-layer=\"1\" from-port=\"0\" to-layer=\"9\""}, {"no layers", "<layers>", "<layers></layers><other>"}}),
        xml("other inputs than one picture", {InputShape, InputSize, UnsupportedLayer, Corrupt}, {{"none", "type=\"Parameter\"", "type=\"Swish\""}, {"grey", "shape=\"1, 3, 64, 64\"", "shape=\"1, 1, 64, 64\""}, {"10^9 pixels", "shape=\"1, 3, 64, 64\"", "shape=\"1, 3, 1000000000, 64\""}, {"negative", "shape=\"1, 3, 64, 64\"", "shape=\"1, 3, -64, -64\""},
                                                                                      {"flat", "shape=\"1, 3, 64, 64\"", "shape=\"1, 3, 4096\""}, {"nothing", "shape=\"1, 3, 64, 64\"", "shape=\"1, 3, 0, 0\""}, {"bytes", "shape=\"1, 3, 64, 64\" element_type=\"f32\"", "shape=\"1, 3, 64, 64\" element_type=\"u8\""}}),
        xml("other versions", {UnsupportedLayer, Corrupt}, {{"2", "version=\"11\"", "version=\"2\""}, {"999", "version=\"11\"", "version=\"999\""}, {"none", "version=\"11\"", ""}}),
        xml("absurd windows", {Corrupt, UnsupportedLayer}, {{"strides", "strides=\"1, 1\"", "strides=\"0, 0\""}, {"huge strides", "strides=\"1, 1\"", "strides=\"1000000000, 1000000000\""}, {"pads", "pads_begin=\"0, 0\"", "pads_begin=\"-1, -1\""}, {"huge pads", "pads_begin=\"0, 0\"", "pads_begin=\"9223372036854775807, 1\""},
                                                            {"dilations", "dilations=\"1, 1\"", "dilations=\"0, 1\""}, {"words", "strides=\"1, 1\"", "strides=\"a, b\""}}),
        kindOf("IR: a thousand constants of the same numbers", {Corrupt}, sharedNumbers),
        kindOf("IR: a description without end", {Corrupt}, [] { return packed("<net version=\"11\">" + std::string(33u << 20, ' ') + "</net>", "x", ""); }),
        yaml("aliases that grow", {Corrupt}, {{"lists", aliases(false)}, {"mappings", aliases(true)}, {"itself", "a: &a [*a]\n"}, {"a merge", "a: &a {b: c}\nd: {<<: *a}\n"}}, "CVE-2019-11253"),
        yaml("types of their own", {Corrupt}, {{"a call", "a: !!python/object/apply:os.system [exit 1]\n"}, {"a module", "a: !!python/module:os\n"}, {"a binary", "a: !!binary aGVsbG8=\n"}, {"a set", "a: !!set {b, c}\n"}, {"their own", "%TAG ! tag:nowhere.invalid,2026:\n---\na: !evil b\n"}},
             "CVE-2017-18342, CVE-2020-14343"),
        yaml("metadata nested deep", {Corrupt}, {{"lists", "a: " + std::string(100'000, '[') + "\n"}, {"mappings", "a: " + times("{a: ", 50'000) + "\n"}, {"lines", [] {
                                                     std::string text;
                                                     for (int i = 0; i < 200; ++i)
                                                         text += std::string(std::size_t(i), ' ') + "a:\n";
                                                     return text;
                                                 }()}, {"keys", "? " + times("? ", 20'000) + "\n"}}, "CVE-2014-9130"),
        yaml("metadata that are none", {Corrupt}, {{"a tab", "\ta: b\n"}, {"no UTF-8", "a: \xff\xfe\n"}, {"a zero", std::string("a: \0\n", 5)}, {"a text without an end", "a: \"b\n"}, {"a key twice", "stride: 32\n"}, {"two documents", "a: b\n---\n"}, {"two megabytes", "a: " + std::string(2'000'000, 'x') + "\n"},
                                                   {"50,001 values", "a: [" + times("x, ", 50'001) + "]\n"}, {"a version", "%YAML 9.9\n---\na: b\n"}}),
    };
}

}  // namespace lineside::test
