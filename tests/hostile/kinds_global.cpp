// SPDX-License-Identifier: GPL-3.0-or-later
// Names that make Python do something when a pickle calls them, and that scanners did not know. One kind for each.
#include "engine/weights/tinycheckpoint.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace pickletext;

struct Name {
    const char *module, *name, *published;
};

constexpr Name kNames[] = {
    // What everybody thinks of first.
    {"os", "system", ""}, {"posix", "system", ""}, {"nt", "system", ""}, {"subprocess", "Popen", ""}, {"subprocess", "run", ""}, {"sys", "exit", ""},
    {"builtins", "exec", ""}, {"builtins", "eval", ""}, {"__builtin__", "eval", ""}, {"__builtin__", "compile", ""}, {"builtins", "open", ""},
    {"builtins", "breakpoint", ""}, {"builtins", "getattr", "CVE-2026-22612, GHSA-h4rm-mm56-xf63"}, {"builtins", "__import__", "CVE-2026-22612, GHSA-h4rm-mm56-xf63"},
    {"__builtin__", "apply", ""}, {"__builtin__", "globals", ""}, {"socket", "create_connection", ""}, {"shutil", "rmtree", ""}, {"webbrowser", "open", ""},
    {"commands", "getoutput", ""}, {"httplib", "HTTPSConnection", ""}, {"requests.api", "get", ""}, {"aiohttp.client", "ClientSession", ""},
    {"ssl", "get_server_certificate", "GHSA-hgrh-qx5j-jfwx"}, {"numpy.testing._private.utils", "runstring", ""}, {"bdb", "Bdb.run", ""},
    {"pydoc", "pipepager", ""}, {"venv", "create", ""}, {"_io", "FileIO", ""}, {"urllib.request", "urlopen", ""}, {"logging", "FileHandler", ""},
    {"cloudpickle.cloudpickle", "_make_function", ""}, {"types", "CodeType", ""}, {"functools", "partial", ""}, {"operator", "itemgetter", ""},
    // The lists of picklescan.
    {"pip", "main", "CVE-2025-1716"},
    {"timeit", "timeit", "GHSA-v7x6-rv5q-mhwc"},
    {"torch.utils.bottleneck.__main__", "run_cprofile", "GHSA-4r9r-ch6f-vxmx"},
    {"torch.utils.bottleneck.__main__", "run_autograd_prof", "GHSA-4whj-rm5r-c2v8"},
    {"torch._dynamo.guards", "GuardBuilder.get", "GHSA-86cj-95qr-2p4f"},
    {"torch.fx.experimental.symbolic_shapes", "ShapeEnv.evaluate_guards_expression", "GHSA-f4x7-rfwp-v3xw"},
    {"torch.utils.collect_env", "run", "GHSA-f745-w6jp-hpxx"},
    {"torch.utils.collect_env", "run_and_read_all", "GHSA-jhph-76pp-mggw"},
    {"torch.utils.data.datapipes.utils.decoder", "basichandlers", "GHSA-h3qp-7fh3-f8h4"},
    {"torch.jit.unsupported_tensor_ops", "execWrapper", "GHSA-vr7h-p6mm-wpmh"},
    {"torch.utils._config_module", "ConfigModule.load_config", "GHSA-vv6j-3g6g-2pvj"},
    {"torch._inductor.codecache", "compile_file", ""},
    {"torch.serialization", "load", ""},
    {"torch.storage", "_load_from_bytes", ""},
    {"trace", "Trace.run", "GHSA-5qwp-399c-mjwf"},
    {"trace", "Trace.runctx", "GHSA-g344-hcph-8vgg"},
    {"profile", "Profile.run", "GHSA-x696-vm39-cp64"},
    {"profile", "Profile.runctx", "GHSA-6vqj-c2q5-j97w"},
    {"profile", "run", "GHSA-7wx9-6375-f5wh"},
    {"lib2to3.pgen2.grammar", "Grammar.loads", "GHSA-f54q-57x4-jg88"},
    {"lib2to3.pgen2.pgen", "ParserGenerator.make_label", "GHSA-p9w7-82w4-7q8m"},
    {"idlelib.debugobj", "ObjectTreeItem.SetText", "GHSA-3vg9-h568-4w9m"},
    {"idlelib.autocomplete", "AutoComplete.get_entity", "GHSA-6w4w-5w54-rjvr"},
    {"idlelib.autocomplete", "AutoComplete.fetch_completions", "GHSA-7cq8-mj8x-j263"},
    {"idlelib.calltip", "Calltip.fetch_tip", "GHSA-8r4j-24qv-fmq9"},
    {"idlelib.calltip", "get_entity", "GHSA-9xph-j2h6-g47v"},
    {"idlelib.run", "Executive.runcode", "GHSA-m869-42cg-3xwr"},
    {"idlelib.pyshell", "ModifiedInterpreter.runcommand", "GHSA-j343-8v2j-ff7w"},
    {"idlelib.pyshell", "ModifiedInterpreter.runcode", "GHSA-3gf5-cxq9-w223"},
    {"code", "InteractiveInterpreter.runcode", "GHSA-cj3c-v495-4xqh"},
    {"ensurepip", "_run_pip", "GHSA-xp4f-hrf8-rxw7"},
    {"doctest", "debug_script", "GHSA-fqq6-7vqf-w3fg"},
    {"cProfile", "runctx", "GHSA-9w88-8rmg-7g2p"},
    {"cProfile", "run", "GHSA-49gj-c84q-6qm9, CVE-2026-22607, GHSA-p523-jq9w-64x9"},
    {"asyncio.unix_events", "_UnixSubprocessTransport._start", "GHSA-q77w-mwjj-7mqx, GHSA-jgw4-cr84-mqxg, GHSA-f7qq-56ww-84cr, CVE-2025-10157"},
    {"distutils.file_util", "write_file", "GHSA-m273-6v24-x4m4"},
    {"ctypes", "CDLL", "GHSA-4675-36f9-wf6r, GHSA-5hvc-6wx8-mvv4"},
    {"operator", "methodcaller", "GHSA-84r2-jw7c-4r5q"},
    {"pydoc", "locate", "GHSA-84r2-jw7c-4r5q, GHSA-5hvc-6wx8-mvv4"},
    {"_operator", "methodcaller", "GHSA-955r-x9j8-7rhh"},
    {"_operator", "attrgetter", "GHSA-46h3-79wf-xr6c"},
    {"pty", "spawn", "GHSA-vqmv-47xg-9wpr, CVE-2025-67748, GHSA-r7v6-mfhq-g3m2"},
    {"numpy.f2py.crackfortran", "getlincoef", "GHSA-r8g5-cgf2-4m4m"},
    {"pkgutil", "resolve_name", "GHSA-vvpj-8cmc-gx39"},
    // Seven modules of the standard library at once: CVE-2026-56315.
    {"uuid", "_get_command_stdout", "CVE-2026-56315, GHSA-g38g-8gr9-h9xp"},
    {"_osx_support", "_read_output", "CVE-2026-56315, GHSA-g38g-8gr9-h9xp"},
    {"_aix_support", "_read_cmd_output", "CVE-2026-56315, GHSA-g38g-8gr9-h9xp"},
    {"_pyrepl.pager", "pipe_pager", "CVE-2026-56315, GHSA-g38g-8gr9-h9xp"},
    {"imaplib", "IMAP4_stream", "CVE-2026-56315, GHSA-g38g-8gr9-h9xp"},
    {"test.support.script_helper", "assert_python_ok", "CVE-2026-56315, GHSA-g38g-8gr9-h9xp"},
    {"codeop", "compile_command", "CVE-2026-56315, GHSA-g38g-8gr9-h9xp"},
    // The lists of fickling.
    {"marshal", "loads", "CVE-2025-67747, GHSA-565g-hwwr-4pp3"},
    {"types", "FunctionType", "CVE-2025-67747, GHSA-565g-hwwr-4pp3"},
    {"runpy", "run_path", "CVE-2026-22606, GHSA-wfq2-52f7-7qvj"},
    {"importlib", "import_module", "CVE-2026-22609, GHSA-q5qq-mvfm-j35x"},
    {"code", "InteractiveInterpreter", "CVE-2026-22609, GHSA-q5qq-mvfm-j35x"},
    {"multiprocessing.util", "spawnv_passfds", "CVE-2026-22609, GHSA-q5qq-mvfm-j35x"},
    {"smtplib", "SMTP", "GHSA-mxhj-88fx-4pcv"},
    {"ftplib", "FTP", ""}, {"poplib", "POP3", ""}, {"telnetlib", "Telnet", ""}, {"nntplib", "NNTP", ""},
    // A pickle in a pickle.
    {"pickle", "loads", "GHSA-84r2-jw7c-4r5q"}, {"_pickle", "loads", ""}, {"joblib", "load", ""}, {"numpy", "load", ""}, {"torch", "load", ""}, {"pandas", "read_pickle", ""},
    {"torch.hub", "load", ""}, {"torch.jit", "load", ""}, {"torch.ops", "load_library", ""}, {"torch.classes", "load_library", ""}, {"torch.utils.cpp_extension", "load_inline", ""},
    // Classes that only look as if they belonged.
    {"ultralytics_", "nn", ""}, {"torchevil", "FloatStorage", ""}, {"collections_", "OrderedDict", ""}, {"torch.nn_", "Module", ""}, {"__main__", "Payload", ""},
};

std::string checkpointOf(const std::string &pickle)
{
    ZipEntries entries = TinyCheckpoint().entries();
    entries.front().second = pickle;
    return RawZip(entries).bytes();
}

/// The same call at all the places where a scanner may not look.
HostileFiles callsOf(const Name &name, Random &random)
{
    const std::string good = TinyCheckpoint().entries().front().second;
    const std::string function = global(name.module, name.name), payload = call(function, {text("exit " + std::to_string(1 + random() % 99))});
    const std::string beside = replaced(good, text("epoch") + integer(-1), text("epoch") + payload);
    HostileFiles files = {
        {"alone", checkpointOf(pickle(payload))},
        {"beside the network", checkpointOf(beside)},
        {"thrown away before the network", checkpointOf("\x80\x02" + payload + "0" + good.substr(2))},
        {"in the network", checkpointOf(replaced(good, text("names"), text("criterion") + payload + text("names")))},
        {"as the state of an object", checkpointOf(replaced(good, text("epoch") + integer(-1), text("epoch") + function + ")\x81" + text("exit 1") + "b"))},
    };
    return files;
}

}  // namespace

HostileKinds globalKinds()
{
    HostileKinds kinds;
    for (const Name &name : kNames) {
        kinds.push_back({"pickle calls " + std::string(name.module) + "." + name.name, name.published, {UnsupportedLayer, NotAModel},
                         [name](Random &random) { return callsOf(name, random); }});
    }
    return kinds;
}

}  // namespace lineside::test
