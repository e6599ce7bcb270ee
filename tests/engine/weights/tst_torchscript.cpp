// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/pickletext.h"
#include "engine/weights/refusals.h"
#include "engine/weights/zipbytes.h"

#include <QtTest>

#include <cmath>
#include <cstring>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::pickletext;

namespace {

const std::string kSource = R"(class DetectionModel(Module):
  __parameters__ = ["w", ]
  training : bool
  w : Tensor
  def forward(self: __torch__.ultralytics.nn.tasks.DetectionModel,
    x: Tensor) -> Tensor:
    w = self.w
    y = torch.mul(torch.cat([x, x], 1), torch.select(torch.select(w, 0, 0), 0, 0))
    return torch.flatten(y, 2)
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
        ZipEntries entries = {{"m/data.pkl", pickle(data)}, {"m/constants.pkl", pickle(tuple({}))}, {"m/data/0", storage}, {"m/code/__torch__/ultralytics/nn/tasks.py", source}};
        if (!metadata.empty())
            entries.emplace_back("m/extra/config.txt", metadata);
        entries.insert(entries.end(), more.begin(), more.end());
        return zipBytes(entries, true);
    }
};

/// The program with another line in it.
ScriptText withLine(const std::string &line)
{
    ScriptText script;
    const std::string before = "    return torch";
    script.source.insert(script.source.find(before), "    " + line + "\n");
    return script;
}

}  // namespace

class TestTorchScript : public QObject {
    Q_OBJECT

private slots:
    void an_export_is_read_without_running_it()
    {
        const auto file = readBytes(ScriptText().text());
        QCOMPARE(outcome(file), QString("read"));
        QVERIFY(file->format == WeightFormat::TorchScript && file->network);
        QCOMPARE(file->network->info.format, std::string("torchscript"));
        QCOMPARE(file->network->info.family, std::string("yolov8"));
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"Bottle", "Cap"}));
        QCOMPARE(file->network->info.inputWidth, 320);
        QCOMPARE(file->network->info.parameters, std::int64_t(6));
        QVERIFY(file->network->info.head == HeadKind::AnchorFree && !file->network->info.dynamicInput);
    }

    void without_metadata_the_labels_are_open()
    {
        ScriptText script;
        script.metadata.clear();
        const auto file = readBytes(script.text());
        QCOMPARE(outcome(file), QString("read"));
        QCOMPARE(file->network->info.labels.size(), std::size_t(2));
    }

    void a_size_other_than_the_traced_one_is_refused()
    {
        ReadOptions options;
        options.inputSize = InputSize{640, 640};
        QCOMPARE(outcome(readBytes(ScriptText().text(), options)), QString("input_size"));
        ScriptText script;
        script.metadata = R"({"task": "detect", "imgsz": [320, 320], "stride": 32, "names": {"0": "a", "1": "b"}, "args": {"dynamic": true}})";
        QCOMPARE(readBytes(script.text(), options)->network->info.inputWidth, 640);
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
        for (const char *line : {"__torch__ = x\n    __torch__.save(\"y\")", "y = torch", "getattr(torch, \"save\")(x, \"y\")",
                                 "getattr(ops, \"aten\")", "(torch).save(x, \"y\")", "y = ops.aten", "__torch__.a.f(x)", "torch.forward(x)", "CONSTANTS.forward(x)",
                                 "y = __torch__.torch.classes.quantized.LinearPackedParamsBase", "__torch__.torch.classes.a.B(x)"})
            QTest::newRow(line) << QString(line);
    }
    void code_that_a_network_does_not_need_is_refused()
    {
        QFETCH(QString, line);
        const QString end = outcome(readBytes(withLine(line.toStdString()).text()));
        QVERIFY2(end == "unsupported_layer" || end == "corrupt", qPrintable(end));
    }

    void what_is_never_reached_is_never_looked_at()
    {
        ScriptText script;
        script.source += "  def __setstate__(self: __torch__.ultralytics.nn.tasks.DetectionModel,\n    x: Tensor) -> NoneType:\n    _0 = torch.save(x, \"x\")\n    return None\n";
        QCOMPARE(outcome(readBytes(script.text())), QString("read"));
    }

    void the_names_of_torch_stand_for_torch_alone()
    {
        // Nothing that a program calls torch is asked for what torch does.
        QCOMPARE(outcome(readBytes(withLine("torch = x").text())), QString("read"));
        QCOMPARE(outcome(readBytes(withLine("y = torch").text())), QString("corrupt"));
    }

    void the_refused_operator_is_named()
    {
        const auto file = readBytes(withLine("y = torch.from_file(\"x\")").text());
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
        for (const char *name : {"m/model.json", "m/Model.JSON", "m/Code/__torch__/ultralytics/nn/tasks.py", "m/CODE/__torch__/b.py", "m/Data.pkl", "m/attributes.pkl", "n/code/__torch__/b.py", "m/libs.py",
                                 "m/code/__torch__/ultralytics/nn/Tasks.py", "m/data/x"})
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
                       {"m/code/__torch__/ultralytics/nn/tasks.py.debug_pkl", ""}, {"m/.format_version", "1"}, {"m/.storage_alignment", "64"}, {"m/extra/more.txt", ""}};
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
