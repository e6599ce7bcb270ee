// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/pickletext.h"
#include "engine/weights/refusals.h"
#include "engine/weights/zipbytes.h"
#include "weights/torchscriptscan.h"

#include <QtTest>

#include <cmath>
#include <cstring>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::pickletext;

namespace {

const std::string kSource = R"(class C2f(Module):
  __parameters__ = []
  training : bool
  cv1 : __torch__.ultralytics.nn.modules.conv.Conv
  def forward(self: __torch__.ultralytics.nn.modules.block.C2f,
    x: Tensor) -> Tensor:
    cv1 = self.cv1
    _0 = getattr(self.m, "0")
    _1 = torch.split_with_sizes((cv1).forward2(x, ), [4, 4], 1)
    _2, input, = _1
    _3 = ops.torchvision.nms(_2, input, 0.69999999999999996)
    return torch.cat([_2, input, torch.silu(x)], int(ops.prim.NumToTensor(torch.size(x, 0))))
)";

struct ScriptText {
    std::string metadata = R"({"description": "Ultralytics YOLOv8n model", "stride": 32, "task": "detect", "imgsz": [320, 320],
        "names": {"0": "Bottle", "1": "Cap"}, "args": {"nms": null, "dynamic": false}, "end2end": false})";
    std::string source = kSource;
    float weight = 1;
    ZipEntries more;

    std::string text() const
    {
        std::string storage(24, '\0');
        std::memcpy(storage.data(), &weight, 4);
        const std::string data = object("__torch__.ultralytics.nn.tasks", "DetectionModel", attributes({{"w", tensor("FloatStorage", "0", {2, 3})}}));
        ZipEntries entries = {{"m/data.pkl", pickle(data)}, {"m/constants.pkl", pickle(tuple({}))}, {"m/data/0", storage}, {"m/code/__torch__/a.py", source}};
        if (!metadata.empty())
            entries.emplace_back("m/extra/config.txt", metadata);
        entries.insert(entries.end(), more.begin(), more.end());
        return zipBytes(entries, true);
    }
};

QString scan(const std::string &source)
{
    std::set<std::string> classes;
    return outcome([&] { weights::scanTorchScriptSource(source, "a.py", classes); });
}

}  // namespace

class TestTorchScript : public QObject {
    Q_OBJECT

private slots:
    void an_export_is_read_without_running_it()
    {
        const auto file = readBytes(ScriptText().text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->format == WeightFormat::TorchScript && !file->network);
        QCOMPARE(file->info.format, std::string("torchscript"));
        QCOMPARE(file->info.family, std::string("yolov8"));
        QCOMPARE(file->info.labels, (std::vector<std::string>{"Bottle", "Cap"}));
        QCOMPARE(file->info.inputWidth, 320);
        QCOMPARE(file->info.parameters, std::int64_t(6));
        QVERIFY(file->info.head == HeadKind::AnchorFree && !file->info.dynamicInput);
    }

    void the_head_is_what_the_metadata_say()
    {
        ScriptText script;
        script.metadata = R"({"task": "detect", "imgsz": [320, 320], "names": {"0": "a"}, "args": {"nms": true}})";
        QVERIFY(readBytes(script.text())->info.head == HeadKind::EndToEnd);
        script.metadata = R"({"shape": [1, 3, 320, 320], "stride": 32, "names": {"0": "a"}})";
        QVERIFY(readBytes(script.text())->info.head == HeadKind::AnchorBased);
    }

    void without_metadata_the_labels_are_open()
    {
        ScriptText script;
        script.metadata.clear();
        const auto file = readBytes(script.text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->info.labels.empty());
    }

    void a_size_other_than_the_traced_one_is_refused()
    {
        ReadOptions options;
        options.inputSize = InputSize{640, 640};
        QCOMPARE(outcome(readBytes(ScriptText().text(), options)), QString("input_size"));
        ScriptText script;
        script.metadata = R"({"task": "detect", "imgsz": [320, 320], "stride": 32, "names": {"0": "a"}, "args": {"dynamic": true}})";
        QCOMPARE(readBytes(script.text(), options)->info.inputWidth, 640);
    }

    void code_that_a_network_does_not_need_is_refused_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"torch.from_file(\"/etc/cron.d/x\", True, 4)", "torch.load(\"x\")", "torch.save(x, \"x\")", "ops.aten.from_file(\"x\")", "ops.os.system(\"id\")",
                                 "ops.prim.PythonOp(x)", "torch . from_file (\"x\")", "torch.\n    from_file(\"x\")", "os.system(\"id\")", "open(\"/etc/passwd\")", "exec(\"x\")",
                                 "(x).save(\"y\", )", "self.m.save(\"y\")", "print(x)", "eval(x)", "torch.classes.evil.X(x)", "ops.evil.op(x)", "y = torch.from_file",
                                 "while True:\n      x", "for i in range(3):\n      x", "import os", "lambda x: x", "raise x", "x @ x", "x = f\"x\"", "x = \\\n    y"})
            QTest::newRow(line) << QString(line);
        // A method of a tensor under another name: it is no call where it is named, and no known name where it is called.
        for (const char *line : {"f = x.save\n    f(\"y\")", "forward = x.save\n    forward(\"y\")", "forward(\"y\")", "int = x.save\n    int(\"y\")", "(int) = x.save",
                                 "a, int, = x.save, x\n    int(\"y\")", "(a, int,) = x.save, x\n    int(\"y\")", "a = int = x.save\n    int(\"y\")", "int : Any = x.save",
                                 "int += x", "getattr = x.save\n    getattr(\"y\")", "f = int", "getattr(x, \"save\")(\"y\")", "getattr(x, \"save\") (\"y\")",
                                 "y = (x.save)(\"y\")", "y = [x.save][0](\"y\")", "y = {\"a\": x.save}[\"a\"](\"y\")", "y = (x.save if True else x.save)(\"y\")",
                                 "y = (x.save\n    )(\"y\")", "y = torch.add(x, (x.save\n    )\n    (\"y\"))", "y = \"a\"(\"y\")", "y = 1(\"y\")", "(1).save(\"y\")", "1.save(\"y\")",
                                 "(x). save(\"y\")", "(x).\n    save(\"y\")", "x.forward.save(\"y\")"})
            QTest::newRow(line) << QString(line);
        // The roots of what is allowed to be called are nobody's to take, to rename or to look into.
        for (const char *line : {"torch = x", "__torch__ = x\n    __torch__.save(\"y\")", "ops = x", "CONSTANTS = x", "y = torch", "getattr(torch, \"save\")(x, \"y\")",
                                 "getattr(ops, \"aten\")", "(torch).save(x, \"y\")", "y = ops.aten", "__torch__.a.f(x)", "torch.forward(x)", "CONSTANTS.forward(x)",
                                 "y = __torch__.torch.classes.quantized.LinearPackedParamsBase", "__torch__.torch.classes.a.B(x)"})
            QTest::newRow(line) << QString(line);
    }
    void a_built_in_function_cannot_be_replaced_by_a_parameter_or_a_class()
    {
        QCOMPARE(scan("class A(Module):\n  def forward(self: __torch__.A, int: Tensor) -> Tensor:\n    return int(\"x\")\n"), QString("unsupported_layer"));
        QCOMPARE(scan("class A(Module):\n  def forward(int) -> Tensor:\n    return int(\"x\")\n"), QString("unsupported_layer"));
        QCOMPARE(scan("class A(Enum):\n  a = 1\n"), QString("unsupported_layer"));
        QCOMPARE(scan("class A(Module, Tensor):\n  training : bool\n"), QString("unsupported_layer"));
        QCOMPARE(scan("class A:\n  training : bool\n"), QString("unsupported_layer"));
    }
    void types_and_lines_that_torch_writes_are_read()
    {
        QCOMPARE(scan("class A(Module):\n  __parameters__ = [\"w\", ]\n  __annotations__[\"0\"] = __torch__.torch.nn.SiLU\n  training : bool\n  size : Final[int] = 3\n"
                      "  def forward(self: __torch__.A,\n    x: Tensor,\n    n: int,\n    m: Dict[str, int]) -> Tuple[Tensor, int]:\n"
                      "    _0 = annotate(int, n)\n    _1 = annotate(List[Optional[Tensor]], [x])\n    (self.m).forward(x, )\n    (self.m).forward1(x, )\n"
                      "    if bool(n):\n      y = torch.mul(x, CONSTANTS.c0)\n    else:\n      y = x\n"
                      "    z = torch.add(torch.mul(x, 1.0000000000000001e-05, ), -1)\n    return (z, int(n))\n"),
                 QString("read"));
    }
    void code_that_a_network_does_not_need_is_refused()
    {
        QFETCH(QString, line);
        QCOMPARE(scan("class A(Module):\n  def forward(self: __torch__.A, x: Tensor) -> Tensor:\n    " + line.toStdString() + "\n    return x\n"), QString("unsupported_layer"));
    }

    void methods_other_than_forward_are_refused()
    {
        QCOMPARE(scan("class A(Module):\n  def __setstate__(self: __torch__.A, x: Tensor) -> NoneType:\n    return None\n"), QString("unsupported_layer"));
        QCOMPARE(scan("class A(Module):\n  def forward12(self: __torch__.A, x: Tensor) -> Tensor:\n    return x\n"), QString("read"));
        QCOMPARE(scan("class A(Module):\n  def forward_(self: __torch__.A, x: Tensor) -> Tensor:\n    return x\n"), QString("unsupported_layer"));
    }

    void text_in_quotes_is_not_code()
    {
        QCOMPARE(scan("x = \"torch.load(\\\"a\\\")\"\n"), QString("read"));
        QCOMPARE(scan("x = 'a\\'' + torch.load('x')\n"), QString("unsupported_layer"));
    }

    void brackets_that_would_take_torch_down_are_refused()
    {
        const auto nested = [](std::size_t depth) { return "x = " + std::string(depth, '(') + "y" + std::string(depth, ')') + "\n"; };
        QCOMPARE(scan(nested(50)), QString("read"));
        QCOMPARE(scan(nested(101)), QString("unsupported_layer"));
        QCOMPARE(scan("x = (y\n"), QString("corrupt"));
    }

    void ways_to_hide_code_are_refused()
    {
        QCOMPARE(scan("x = \"\"\"a\" \"\"\" + torch.load(\"x\") #\"\n"), QString("unsupported_layer"));
        QCOMPARE(scan("x = torch.silu(x)  # torch.load\n"), QString("unsupported_layer"));
        QCOMPARE(scan("x = \"never closed\n"), QString("corrupt"));
    }

    void the_refused_operator_is_named()
    {
        ScriptText script;
        script.source = "class A(Module):\n  def forward(self: __torch__.A, x: Tensor) -> Tensor:\n    return torch.from_file(\"x\")\n";
        const auto file = readBytes(script.text());
        QCOMPARE(outcome(file), QString("unsupported_layer"));
        QCOMPARE(file.error().found, std::string("torch.from_file"));
    }

    void bad_archives_are_refused_with_their_reason()
    {
        ScriptText nan, segment, task, mobile, foreign, broken;
        nan.weight = NAN;
        QCOMPARE(outcome(readBytes(nan.text())), QString("not_finite"));
        segment.source = "class SegmentationModel(Module):\n  training : bool\n";
        QCOMPARE(outcome(readBytes(segment.text())), QString("other_task"));
        task.metadata = R"({"task": "pose"})";
        QCOMPARE(outcome(readBytes(task.text())), QString("other_task"));
        mobile.more = {{"m/bytecode.pkl", pickle(none())}};
        QCOMPARE(outcome(readBytes(mobile.text())), QString("unsupported_layer"));
        foreign.more = {{"m/code/evil.so", "x"}};
        QCOMPARE(outcome(readBytes(foreign.text())), QString("unsupported_layer"));
        broken.metadata = "{";
        QCOMPARE(outcome(readBytes(broken.text())), QString("corrupt"));
    }

    /// torch finds records without regard to case, and prefers an older layout of the archive to the one that was checked.
    void a_record_that_torch_might_take_for_another_is_refused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"m/model.json", "m/Model.JSON", "m/Code/__torch__/a.py", "m/CODE/__torch__/b.py", "m/Data.pkl", "m/attributes.pkl", "n/code/__torch__/b.py", "m/libs.py",
                                 "m/code/__torch__/A.py", "m/data/x"})
            QTest::newRow(name) << QString(name);
    }
    void a_record_that_torch_might_take_for_another_is_refused()
    {
        QFETCH(QString, name);
        ScriptText script;
        script.more = {{name.toStdString(), "{}"}, {"m/data/X", "1"}};
        QCOMPARE(outcome(readBytes(script.text())), QString("unsupported_layer"));
    }
    void an_archive_outside_its_folder_is_refused()
    {
        ZipEntries entries = {{"data/DATA.pkl", "x"}, {"data/code/__torch__/a.py", "x"}, {"m/data.pkl", pickle(none())}, {"m/constants.pkl", pickle(tuple({}))}, {"m/code/a.py", kSource}};
        QCOMPARE(outcome(readBytes(zipBytes(entries, true))), QString("unsupported_layer"));
    }
    void two_ends_of_the_archive_are_refused()
    {
        const std::string other = zipBytes({{"m/data.pkl", "x"}}, true);
        QCOMPARE(outcome(readBytes(other + ScriptText().text())), QString("corrupt"));
    }
    void the_other_records_that_torch_writes_are_let_alone()
    {
        ScriptText script;
        script.more = {{"m/version", "3"}, {"m/byteorder", "little"}, {"m/.data/serialization_id", "1"}, {"m/traced_inputs.pkl", ""}, {"m/traced_inputs/0", ""},
                       {"m/code/__torch__/a.py.debug_pkl", ""}, {"m/.format_version", "1"}, {"m/.storage_alignment", "64"}, {"m/extra/more.txt", ""}};
        QCOMPARE(outcome(readBytes(script.text())), QString("read"));
    }

    void an_object_of_a_class_inside_torch_is_refused()
    {
        const std::string evil = pickle(object("__torch__.torch.classes.quantized", "LinearPackedParamsBase", attributes({{"w", none()}})));
        const auto file = readBytes(zipBytes({{"m/data.pkl", evil}, {"m/constants.pkl", pickle(tuple({}))}, {"m/code/a.py", kSource}}));
        QCOMPARE(outcome(file), QString("unsupported_layer"));
    }

    void parts_that_are_missing_make_it_incomplete()
    {
        QCOMPARE(outcome(readBytes(zipBytes({{"m/data.pkl", pickle(none())}, {"m/constants.pkl", pickle(none())}}))), QString("truncated"));
        QCOMPARE(outcome(readBytes(zipBytes({{"m/data.pkl", pickle(none())}, {"m/code/a.py", ""}}))), QString("truncated"));
    }

    void a_global_from_outside_is_refused()
    {
        const std::string evil = pickle(call(global("os", "system"), {text("id")}));
        const auto file = readBytes(zipBytes({{"m/data.pkl", evil}, {"m/constants.pkl", pickle(tuple({}))}, {"m/code/a.py", kSource}}));
        QCOMPARE(outcome(file), QString("unsupported_layer"));
        QCOMPARE(file.error().found, std::string("os.system"));
    }
};

QTEST_APPLESS_MAIN(TestTorchScript)
#include "tst_torchscript.moc"
