// SPDX-License-Identifier: GPL-3.0-or-later
// TorchScript is a program: archives whose code does what no network needs, and archives that hide it.
#include "engine/weights/pickletext.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace pickletext;

using Records = std::vector<std::pair<std::string, std::string>>;

const char kMetadata[] = R"({"stride": 32, "task": "detect", "imgsz": [320, 320], "names": {"0": "Bottle", "1": "Cap"}})";

std::string codeOf(const std::string &line)
{
    return "class A(Module):\n  training : bool\n  def forward(self: __torch__.A,\n    x: Tensor) -> Tensor:\n    " + line + "\n    return x\n";
}

std::string archive(const std::string &source, const Records &more = {}, const std::string &metadata = kMetadata)
{
    const std::string data = object("__torch__", "A", attributes({{"w", tensor("FloatStorage", "0", {2, 3})}}));
    Records records = {{"m/data.pkl", pickle(data)}, {"m/constants.pkl", pickle(tuple({}))}, {"m/data/0", std::string(24, '\0')}, {"m/code/__torch__.py", source}, {"m/extra/config.txt", metadata}};
    records.insert(records.end(), more.begin(), more.end());
    return RawZip(records).bytes();
}

HostileKind lines(const std::string &name, std::vector<const char *> all, const std::string &published = {}, std::vector<RefusalReason> reasons = {UnsupportedLayer, Corrupt})
{
    return {"TorchScript: " + name, published, std::move(reasons), [all](Random &) {
                HostileFiles files;
                for (const char *line : all)
                    files.push_back({line, archive(codeOf(line))});
                return files;
            }};
}

HostileFiles methods(Random &)
{
    HostileFiles files;
    for (const char *name : {"__setstate__", "__getstate__", "__init__", "__del__", "__call__", "forward_", "hook", "evil"})
        files.push_back({name, archive(std::string("class A(Module):\n  def ") + name + "(self: __torch__.A, x: Tensor) -> NoneType:\n    return None\n")});
    return files;
}

HostileFiles classes(Random &)
{
    HostileFiles files;
    for (const char *head : {"class A(Enum):", "class A(NamedTuple):", "class A(Interface):", "class A:", "class A(Module, Tensor):", "class A.B(Module):"})
        files.push_back({head, archive(std::string(head) + "\n  a : int\n")});
    return files;
}

HostileFiles records(Random &)
{
    HostileFiles files;
    for (const char *name : {"m/model.json", "m/Model.JSON", "m/Code/__torch__.py", "m/CODE/evil.py", "m/Data.pkl", "m/attributes.pkl", "n/code/__torch__.py", "m/libs.py", "m/code/evil.so",
                             "m/data.so", "m/evil", "m/code/__TORCH__.py", "evil"})
        files.push_back({name, archive(codeOf("y = torch.silu(x)"), {{name, "{}"}})});
    return files;
}

HostileFiles globals(Random &)
{
    HostileFiles files;
    const Records rest = {{"m/constants.pkl", pickle(tuple({}))}, {"m/code/__torch__.py", codeOf("y = torch.silu(x)")}};
    for (const auto &[module, name] : std::vector<std::pair<const char *, const char *>>{{"os", "system"}, {"posix", "system"}, {"subprocess", "Popen"}, {"pickle", "loads"}, {"torchevil", "x"},
                                                                                       {"__torch__.torch.classes.quantized", "LinearPackedParamsBase"}, {"__torch__.torch.classes.profiling", "_X"}}) {
        Records all = rest;
        all.insert(all.begin(), {"m/data.pkl", pickle(call(global(module, name), {text("exit 1")}))});
        files.push_back({std::string(module) + "." + name, RawZip(all).bytes()});
        all[0].second = pickle(object("__torch__", "A", "}"));
        all[1].second = pickle(tuple({call(global(module, name), {text("exit 1")})}));
        files.push_back({std::string(module) + "." + name + " as a constant", RawZip(all).bytes()});
    }
    return files;
}

}  // namespace

HostileKinds torchScriptKinds()
{
    return {
        lines("it reads and writes files", {"y = torch.from_file(\"/nowhere/x\", True, 4)", "y = ops.aten.from_file(\"/nowhere/x\", True, 4)", "torch.save(x, \"/nowhere/x\")", "y = torch.load(\"/nowhere/x\")",
                                            "ops.aten.save(x, \"/nowhere/x\")", "(x).save(\"/nowhere/x\", )", "y = torch . from_file (\"/nowhere/x\")", "y = torch.\n    from_file(\"/nowhere/x\")", "y = open(\"/nowhere/x\")"},
              "CVE-2025-32434"),
        lines("it calls what runs commands", {"ops.os.system(\"exit 1\")", "ops.prim.PythonOp(x)", "os.system(\"exit 1\")", "exec(\"1\")", "eval(\"1\")", "import os", "y = torch._C.x(x)", "ops.evil.op(x)", "y = torch.ops.evil.op(x)",
                                              "ops.prim.CallFunction(x)", "ops.aten.sym_size(x)", "y = torch.jit.load(\"/nowhere\")", "y = torch.hub.load(\"x\")"},
              "CVE-2025-3000"),
        lines("it uses classes that are built into torch", {"y = torch.classes.evil.X(x)", "y = __torch__.torch.classes.quantized.LinearPackedParamsBase", "y = __torch__.torch.classes.a.B(x)", "y = torch.classes.profiling.X()"}),
        lines("it hides a call behind another name", {"f = x.save\n    f(\"y\")", "forward = x.save\n    forward(\"y\")", "int = x.save\n    int(\"y\")", "(int) = x.save", "a, int, = x.save, x\n    int(\"y\")", "a = int = x.save\n    int(\"y\")",
                                                     "int : Any = x.save", "getattr = x.save\n    getattr(\"y\")", "f = int", "getattr(x, \"save\")(\"y\")", "y = (x.save)(\"y\")", "y = [x.save][0](\"y\")", "y = {\"a\": x.save}[\"a\"](\"y\")",
                                                     "y = (x.save\n    )(\"y\")", "(x).\n    save(\"y\")", "x.forward.save(\"y\")"}),
        lines("it takes the names of torch", {"torch = x", "__torch__ = x\n    __torch__.save(\"y\")", "ops = x", "CONSTANTS = x", "y = torch", "getattr(torch, \"save\")(x, \"y\")", "y = ops.aten", "torch.forward(x)", "CONSTANTS.forward(x)"}),
        lines("it never ends", {"while True:\n      y = x", "for i in range(9223372036854775807):\n      y = x", "for y in x:\n      z = y", "y = [i for i in x]"}),
        lines("words that torch never writes", {"lambda x: x", "raise x", "assert x", "with x:\n      y = x", "try:\n      y = x", "del x", "yield x", "global x", "y = x @ x", "y = f\"x\"", "y = \\\n    x", "print(x)", "y = x; z = x", "y = `x`", "y = x if not x else exec"}),
        lines("text that is read in two ways", {"y = \"\"\"a\" \"\"\" + torch.load(\"x\") #\"", "y = torch.silu(x)  # torch.load(\"x\")", "y = 'a\\'' + torch.load('x')", "y = '''x'''", "y = x\t", "y = x\r", "y = x\v\f"}, "", {UnsupportedLayer, Corrupt}),
        lines("code that does not end", {"y = \"never closed", "y = torch.silu(x))", "y = ]"}, "", {Corrupt, UnsupportedLayer}),
        {"TorchScript: methods that run when it is loaded", "", {UnsupportedLayer}, methods},
        {"TorchScript: classes that are no modules", "", {UnsupportedLayer}, classes},
        {"TorchScript: records that torch may take for others", "CVE-2025-1944", {UnsupportedLayer, Corrupt}, records},
        {"TorchScript: names outside of the archive", "", {UnsupportedLayer}, globals},
        {"TorchScript: parts that are missing", "", {Truncated, ZipWithoutModel}, [](Random &) {
             const std::string code = codeOf("y = torch.silu(x)");
             return HostileFiles{{"no code", RawZip({{"m/data.pkl", pickle(none())}, {"m/constants.pkl", pickle(tuple({}))}}).bytes()}, {"no constants", RawZip({{"m/data.pkl", pickle(none())}, {"m/code/a.py", code}}).bytes()},
                                 {"no data", RawZip({{"m/constants.pkl", pickle(tuple({}))}, {"m/code/a.py", code}}).bytes()}};
         }},
        {"TorchScript: metadata that are none", "", {Corrupt, OtherTask, InputShape, InputSize}, [](Random &) {
             HostileFiles files;
             for (const std::string &text : {std::string("{"), std::string("[]"), std::string("null"), std::string("{\"names\": 1}"), std::string(100'000, '['), std::string("\xff\xfe"), std::string("{\"task\": \"segment\"}"),
                                             std::string("{\"names\": {\"0\": \"a\", \"0\": \"b\", \"7\": \"c\"}}"), std::string("{\"channels\": 1}"), std::string("{\"imgsz\": [31, 33], \"args\": {\"dynamic\": true}}"), std::string(5u << 20, ' ')})
                 files.push_back({text.substr(0, 40), archive(codeOf("y = torch.silu(x)"), {}, text)});
             return files;
         }},
        kindOf("TorchScript: code without an end", {Corrupt}, [] {
            RawZip zip({{"m/data.pkl", pickle(none())}, {"m/constants.pkl", pickle(tuple({}))}});
            const std::string much = codeOf("y = x") + std::string(17u << 20, '\n');
            zip.entries.emplace_back();
            zip.entries.back().name = "m/code/a.py";
            zip.entries.back().method = 8;
            zip.entries.back().data = deflated(much);
            zip.entries.back().size = std::uint32_t(much.size());
            zip.entries.back().crc = crc32(much);
            return zip.bytes();
        }),
        kindOf("TorchScript: brackets nested very deep", {UnsupportedLayer, Corrupt}, [] { return archive(codeOf("y = " + std::string(2'000'000, '(') + "x")); }),
        kindOf("TorchScript: weights that are not numbers", {NotFinite}, [] {
            return RawZip({{"m/data.pkl", pickle(object("__torch__", "A", attributes({{"w", tensor("FloatStorage", "0", {1})}})))}, {"m/constants.pkl", pickle(tuple({}))},
                           {"m/data/0", std::string("\0\0\xc0\x7f", 4)}, {"m/code/__torch__.py", codeOf("y = torch.mul(x, self.w)")}, {"m/extra/config.txt", kMetadata}})
                .bytes();
        }),
        kindOf("TorchScript: for the mobile interpreter", {UnsupportedLayer}, [] { return archive(codeOf("y = torch.silu(x)"), {{"m/bytecode.pkl", pickle(none())}}); }, "CVE-2025-3121"),
    };
}

}  // namespace lineside::test
