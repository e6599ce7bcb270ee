// SPDX-License-Identifier: GPL-3.0-or-later
// Pickles that abuse the machine that reads them.
#include "engine/weights/tinycheckpoint.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace pickletext;
using namespace std::string_literals;

std::string checkpointOf(const std::string &pickle)
{
    ZipEntries entries = TinyCheckpoint().entries();
    entries.front().second = pickle;
    return RawZip(entries).bytes();
}

/// A good checkpoint, with operations before its own that leave nothing on the stack.
std::string before(const std::string &operations)
{
    const std::string good = TinyCheckpoint().entries().front().second;
    return checkpointOf("\x80\x02" + operations + good.substr(2));
}

HostileKind pickles(const std::string &name, std::vector<RefusalReason> reasons, std::function<std::vector<std::pair<std::string, std::string>>()> make,
                    const std::string &published = {})
{
    return {"pickle: " + name, published, std::move(reasons), [make](Random &) {
                HostileFiles files;
                for (auto &[file, bytes] : make())
                    files.push_back({file, checkpointOf(bytes)});
                return files;
            }};
}

std::string times(const std::string &piece, int count)
{
    std::string all;
    all.reserve(piece.size() * std::size_t(count));
    for (int i = 0; i < count; ++i)
        all += piece;
    return all;
}

/// Every operation that torch never writes, with arguments that would make it run `exit 1`, in front of a good checkpoint.
HostileFiles foreignOperations(Random &)
{
    const std::string command = text("exit 1");
    const std::pair<const char *, std::string> operations[] = {
        {"INST", "(" + command + "ios\nsystem\n0"},
        {"OBJ", "(" + global("os", "system") + command + "o0"},
        {"EXT1", "\x82\x01"s + "0"},
        {"EXT2", "\x83\x01\x01"s + "0"},
        {"EXT4", "\x84\x01\x01\x01\x01"s + "0"},
        {"STACK_GLOBAL", "\x8c\x02os\x8c\x06system\x93"s + command + "\x85R0"},
        {"NEWOBJ_EX", global("subprocess", "Popen") + tuple({command}) + "}\x92" + "0"},
        {"MEMOIZE", "N\x94" + "0"s},
        {"FRAME", "\x95"s + little(9, 8)},
        {"FRAME of everything", "\x95"s + little(~0ull, 8)},
        {"LONG", "L123L\n0"},
        {"LONG4", "\x8b"s + little(4, 4) + "abcd" + "0"},
        {"LONG4 that is huge", "\x8b"s + little(0x7FFFFFFF, 4)},
        {"LONG4 that is negative", "\x8b"s + little(0xFFFFFFFF, 4)},
        {"INT", "I1\n0"},
        {"FLOAT", "F1.5\n0"},
        {"STRING", "S'os'\n0"},
        {"UNICODE", "Vos\n0"},
        {"GET", "Np0\n0g0\n0"},
        {"PUT", "Np100\n0"},
        {"DICT", "(" + text("a") + "Nd0"},
        {"LIST", "(" + text("a") + "l0"},
        {"PERSID", "Pos.system\n0"},
        {"BINUNICODE8", "\x8d"s + little(2, 8) + "os" + "0"},
        {"BINUNICODE8 that is huge", "\x8d"s + little(1ull << 62, 8)},
        {"BINBYTES8", "\x8e"s + little(2, 8) + "os" + "0"},
        {"BYTEARRAY8", "\x96"s + little(1ull << 40, 8)},
        {"ADDITEMS", "\x8f("s + command + "\x90" + "0"},
        {"FROZENSET", "("s + command + "\x91" + "0"},
        {"NEXT_BUFFER", "\x97"s + "0"},
        {"READONLY_BUFFER", "N\x98"s + "0"},
        {"no operation", "\xff"s},
        {"another one", std::string(1, '\0')},
    };
    HostileFiles files;
    for (const auto &[name, bytes] : operations)
        files.push_back({name, before(bytes)});
    return files;
}

/// n levels, each of which is the level before twice: 2^n values for whoever copies or walks it.
std::string laughs(int levels, const std::string &open, const std::string &close)
{
    std::string all = open + text("ha") + text("ha") + close + "r" + little(0, 4);
    for (int i = 1; i < levels; ++i) {
        const std::string again = "j" + little(std::uint64_t(i - 1), 4);
        all += "0" + open + again + again + close + "r" + little(std::uint64_t(i), 4);
    }
    return all;
}

std::string nested(int depth)
{
    return times("(", depth) + "N" + times("t", depth);
}

}  // namespace

HostileKinds pickleKinds()
{
    const std::string stop = ".";
    return {
        {"pickle: operations that torch never writes", "GHSA-mxhj-88fx-4pcv", {Corrupt, Truncated}, foreignOperations},
        pickles("a version that torch never writes", {Corrupt}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"0", "\x80"s + '\0' + "N."}, {"1", "\x80\x01N."}, {"6", "\x80\x06N."}, {"255", "\x80\xffN."}};
        }),
        pickles("it ends too early", {Truncated, Corrupt}, [] {
            const std::string good = TinyCheckpoint().entries().front().second;
            std::vector<std::pair<std::string, std::string>> all = {{"nothing", ""}, {"the version alone", "\x80"}};
            for (std::size_t i = 1; i < 20; ++i)
                all.emplace_back(std::to_string(i) + " of 20", good.substr(0, good.size() * i / 20));
            return all;
        }),
        pickles("a text longer than the file", {Truncated, Corrupt}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"text", "X\xff\xff\xff\x7f" "a."}, {"negative", "X\xff\xff\xff\xff" "a."}, {"bytes", "B\xff\xff\xff\x7f" "a."},
                                                                    {"old text", "T\xff\xff\xff\x7f" "a."}, {"integer", "\x8a\xff" "abc."}};
        }),
        pickles("something behind its end", {Corrupt}, [] {
            const std::string good = TinyCheckpoint().entries().front().second;
            return std::vector<std::pair<std::string, std::string>>{{"another pickle", good + "\x80\x02" + call(global("os", "system"), {text("exit 1")}) + "."},
                                                                    {"the same again", good + good}, {"spaces", good + "\n\n\t\t"}};
        }, "GHSA-9gvj-pp9x-gcfr"),
        pickles("values are left over", {Corrupt}, [=] {
            return std::vector<std::pair<std::string, std::string>>{{"one below", "N}."}, {"a mark", "(N."}, {"a call below", call(global("os", "system"), {text("exit 1")}) + "}."}};
        }),
        pickles("it takes what is not there", {Corrupt}, [] {
            std::vector<std::pair<std::string, std::string>> all;
            for (const char *operation : {"a", "e", "s", "u", "b", "R", "Q", "t", "\x81", "\x85", "\x86", "\x87", "0", "1", "2", ".", "q\x01", "N(a", "N(R", "N(N\x86", "h\x05", "j\x05\x05\x05\x05"})
                all.emplace_back("operation " + std::to_string(static_cast<unsigned char>(operation[0])) + " " + std::to_string(all.size()), std::string("\x80\x02") + operation + ".");
            return all;
        }, "CVE-2026-24747"),
        pickles("it changes what is no list or dict", {Corrupt}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"append to a number", "K\x01Na."}, {"append to a text", text("a") + "Na."}, {"append to a tensor", tensor("FloatStorage", "0", {1}) + "Na."},
                                                                    {"item of a number", "K\x01NNs."}, {"item of a list", "]NNs."}, {"item of a tensor", tensor("FloatStorage", "0", {1}) + "NNs."},
                                                                    {"odd items", "}(Nu."}};
        }, "CVE-2026-24747"),
        pickles("a memo with a number beyond all", {Corrupt}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"the highest", "Nr\xff\xff\xff\xff."}, {"a hundred million", "Nr" + little(100'000'000, 4) + "."}};
        }),
        pickles("a memo that is filled for ever", {Corrupt, Truncated}, [] { return std::vector<std::pair<std::string, std::string>>{{"it", "N" + times("r" + little(4'999'999, 4), 3'000'000)}}; }),
        pickles("too many values", {Corrupt}, [] { return std::vector<std::pair<std::string, std::string>>{{"it", times("]0", 2'100'000)}}; }),
        pickles("too many operations", {Corrupt, Truncated}, [] { return std::vector<std::pair<std::string, std::string>>{{"it", times("N0", 10'100'000)}}; }),
        pickles("a stack without an end", {Corrupt}, [] { return std::vector<std::pair<std::string, std::string>>{{"values", std::string(1'100'000, 'N')}, {"copies", "N" + std::string(1'100'000, '2')}, {"marks", std::string(1'100'000, '(')}}; }),
        pickles("values in values without an end", {NotAModel, Corrupt}, [] { return std::vector<std::pair<std::string, std::string>>{{"tuples", nested(400'000) + "."}, {"lists", "]" + times("](a", 1) + "."}}; }),
        pickles("a billion laughs", {NotAModel, Corrupt}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"of tuples", laughs(64, "(", "t") + "."}, {"of lists", laughs(64, "](", "e") + "."}, {"of 100,000 levels", laughs(100'000, "(", "t") + "."}};
        }),
        pickles("one list as often as there is room", {Corrupt}, [] {
            const std::string many = "](" + std::string(900'000, 'N') + "eq\x01";
            std::string all = many;
            for (int i = 0; i < 40; ++i)
                all += "0" + call(global("__builtin__", "list"), {"h\x01"});
            return std::vector<std::pair<std::string, std::string>>{{"it", all + "."}};
        }),
        pickles("a dict that is slow to look into", {Corrupt, NotAModel}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"it", "}(" + times(text("model") + "N", 100'000) + "u."}};
        }),
        pickles("it contains itself", {NotAModel, Corrupt, UnsupportedLayer}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"list", "]q\x01h\x01" "a."}, {"dict", "}q\x01" + text("model") + "h\x01s."},
                                                                    {"module", global("ultralytics.nn.tasks", "DetectionModel") + ")\x81q\x01}" + text("_modules") + "h\x01sb."},
                                                                    {"state", global("ultralytics.nn.tasks", "DetectionModel") + ")\x81q\x01h\x01" "b."}};
        }),
        pickles("names that are none", {Corrupt, Truncated, UnsupportedLayer, NotAModel}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"no end", "cos"}, {"endless", "c" + std::string(100'000, 'a')}, {"empty", "c\n\n."}, {"not UTF-8", "c\xff\xfe\n\xc0\x80\n."},
                                                                    {"with a zero", "cos\0evil\nsystem\n."s}, {"line of another system", "cos\r\nsystem\r\n."}};
        }),
        pickles("a storage that is none", {Corrupt, UnsupportedLayer}, [] {
            const auto id = [](const std::string &what) { return what + "Q."; };
            return std::vector<std::pair<std::string, std::string>>{
                {"a text", id(text("storage"))},
                {"a list", id(list({text("storage")}))},
                {"too short", id(tuple({text("storage"), global("torch", "FloatStorage")}))},
                {"of another kind", id(tuple({text("module"), global("torch", "FloatStorage"), text("0"), text("cpu"), integer(1)}))},
                {"without a type", id(tuple({text("storage"), none(), text("0"), text("cpu"), integer(1)}))},
                {"named by a number", id(tuple({text("storage"), global("torch", "FloatStorage"), integer(0), text("cpu"), integer(1)}))},
                {"counted by a text", id(tuple({text("storage"), global("torch", "FloatStorage"), text("0"), text("cpu"), text("1")}))}};
        }, "CVE-2025-32434"),
        pickles("a known function with impossible arguments", {Corrupt}, [] {
            const std::string rebuild = global("torch._utils", "_rebuild_tensor_v2");
            return std::vector<std::pair<std::string, std::string>>{
                {"tensor of nothing", call(rebuild, {}) + "."},
                {"tensor of texts", call(rebuild, {text("a"), text("b"), text("c"), text("d")}) + "."},
                {"tensor of a text as tuple", rebuild + text("a") + "R."},
                {"parameter of nothing", call(global("torch._utils", "_rebuild_parameter"), {}) + "."},
                {"dict of numbers", call(global("collections", "OrderedDict"), {list({integer(1)})}) + "."},
                {"dict of triples", call(global("collections", "OrderedDict"), {list({tuple({none(), none(), none()})})}) + "."}};
        }, "CVE-2025-32434"),
        pickles("no model in it", {NotAModel}, [] {
            return std::vector<std::pair<std::string, std::string>>{{"nothing", pickle(none())}, {"a number", pickle(integer(7))}, {"an empty dict", pickle("}")}, {"a text", pickle(text("model"))},
                                                                    {"numbers", pickle(attributes({{"model", integer(1)}, {"ema", real(0.5)}}))},
                                                                    {"a class and no object", pickle(attributes({{"model", global("ultralytics.nn.tasks", "DetectionModel")}}))}};
        }),
        pickles("weights without a network", {StateDict}, [] {
            const std::string weights = attributes({{"conv.weight", tensor("FloatStorage", "0", {1})}});
            return std::vector<std::pair<std::string, std::string>>{{"alone", pickle(weights)}, {"as state_dict", pickle(attributes({{"state_dict", weights}}))},
                                                                    {"as model", pickle(attributes({{"model", weights}}))}, {"as ema", pickle(attributes({{"ema", weights}}))}};
        }),
    };
}

}  // namespace lineside::test
