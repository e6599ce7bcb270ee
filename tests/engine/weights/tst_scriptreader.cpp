// SPDX-License-Identifier: GPL-3.0-or-later
// TorchScript programs as data: what their lines come to, and what is refused.
#include "engine/weights/pickletext.h"
#include "engine/weights/refusals.h"
#include "engine/weights/zipbytes.h"
#include "support/referenceinterpreter.h"

#include <QtTest>

#include <cmath>
#include <cstring>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::test::pickletext;

namespace {

/// An archive whose program begins with y = 1, 2, … 6 by channel, [1, 6, 4, 4], for any picture of 32×32.
struct Program {
    std::string body = "    return torch.flatten(y, 2)\n";
    std::string inner = "    return torch.mul(y, 10)\n";  ///< of the module `head`
    std::string metadata = R"({"description": "Ultralytics YOLOv8n model", "stride": 32, "task": "detect", "imgsz": [32, 32], "names": {"0": "a", "1": "b"}})";
    int weightRows = 6;

    std::string source() const
    {
        return "class Head(Module):\n  __parameters__ = []\n  training : bool\n  def forward(self: __torch__.net.Head,\n    y: Tensor) -> Tensor:\n" + inner
               + "class Net(Module):\n  __parameters__ = [\"weight\", ]\n  __buffers__ = []\n  weight : Tensor\n  __annotations__[\"22\"] = __torch__.net.Head\n"
                 "  def forward(self: __torch__.net.Net,\n    x: Tensor) -> Tensor:\n    bias = self.bias\n    weight = self.weight\n"
                 "    y = torch._convolution(x, weight, bias, [8, 8], [1, 1], [1, 1], False, [0, 0], 1, False, False, True, True)\n" + body;
    }
    ZipEntries entries() const
    {
        const auto raw = [](const auto &values) { return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(values[0])); };
        const std::vector<float> weight(std::size_t(weightRows) * 27, 0), bias = {1, 2, 3, 4, 5, 6}, half = {0.5f};
        const std::vector<std::int64_t> four = {4}, huge = {1ll << 40};
        const std::string head = object("__torch__.net", "Head", attributes({{"training", boolean(false)}}));
        const std::string net = object("__torch__.net", "Net", attributes({{"training", boolean(false)}, {"weight", tensor("FloatStorage", "0", {weightRows, 3, 3, 3})},
                                                                           {"bias", tensor("FloatStorage", "1", {6})}, {"head", head}, {"22", head}, {"size", integer(7)}}));
        const std::string constants = tuple({tensor("FloatStorage", "0", {}), tensor("LongStorage", "1", {}), tensor("LongStorage", "2", {})});
        return {{"m/data.pkl", pickle(net)}, {"m/data/0", raw(weight)}, {"m/data/1", raw(bias)}, {"m/constants.pkl", pickle(constants)}, {"m/constants/0", raw(half)},
                {"m/constants/1", raw(four)}, {"m/constants/2", raw(huge)}, {"m/code/__torch__/net.py", source()}, {"m/extra/config.txt", metadata}};
    }
    Result<WeightFile, Refusal> read() const { return readBytes(zipBytes(entries())); }
};

Program withBody(const QString &body)
{
    Program program;
    program.body = body.toStdString();
    return program;
}

QString lines(std::initializer_list<const char *> all)
{
    QString text;
    for (const char *line : all)
        text += QStringLiteral("    ") + QLatin1String(line) + QLatin1Char('\n');
    return text;
}

Array outputOf(const WeightFile &file)
{
    return interpret(*file.network, Array{{1, 3, 32, 32}, std::vector<float>(3 * 32 * 32, 0.5f)});
}

}  // namespace

class TestScriptReader : public QObject {
    Q_OBJECT

private slots:
    void a_traced_program_becomes_a_network()
    {
        const auto file = Program().read();
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(file->format == WeightFormat::TorchScript && file->network);
        QCOMPARE(file->network->info.labels, (std::vector<std::string>{"a", "b"}));
        QCOMPARE(file->network->info.parameters, std::int64_t(6 * 27 + 6));
        QVERIFY(file->network->info.head == HeadKind::AnchorFree && !file->network->info.nmsFree);
        QCOMPARE(file->network->info.family, std::string("yolov8"));
        QCOMPARE(outputOf(*file).shape, (std::vector<std::int64_t>{1, 6, 16}));
    }

    void every_line_comes_to_what_torch_says_it_does_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QList<double>>("channels");
        const auto row = [](const char *name, std::initializer_list<const char *> body, QList<double> channels) { QTest::newRow(name) << lines(body) << channels; };
        const QList<double> same = {1, 2, 3, 4, 5, 6};
        row("sizes of a value", {"b = ops.prim.NumToTensor(torch.size(y, 0))", "return torch.view(y, [int(b), torch.size(y, 1), -1])"}, same);
        row("sizes that are calculated", {"h = ops.prim.NumToTensor(torch.size(y, 2))", "n = torch.mul(h, torch.size(y, 3))", "return torch.reshape(y, [1, 6, int(n)])"}, same);
        row("plain numbers", {"n = torch.mul(torch.size(y, 2), 4)", "return torch.view(y, [1, -1, n])"}, same);
        row("constants with fractions", {"return torch.flatten(torch.mul(y, CONSTANTS.c0), 2)"}, {.5, 1, 1.5, 2, 2.5, 3});
        row("whole constants", {"n = torch.floor_divide(ops.prim.NumToTensor(66), CONSTANTS.c1)", "return torch.view(y, [1, 6, int(n)])"}, same);
        row("a weighted sum", {"return torch.flatten(torch.add(y, y, alpha=2), 2)"}, {3, 6, 9, 12, 15, 18});
        row("a weighted difference", {"return torch.flatten(torch.sub(y, y, alpha=2), 2)"}, {-1, -2, -3, -4, -5, -6});
        row("a difference the other way round", {"return torch.flatten(torch.rsub(y, 1), 2)"}, {0, -1, -2, -3, -4, -5});
        row("a quotient", {"return torch.flatten(torch.div(y, 2), 2)"}, {.5, 1, 1.5, 2, 2.5, 3});
        row("a square", {"return torch.flatten(torch.pow(y, 2), 2)"}, {1, 4, 9, 16, 25, 36});
        row("a method of a part", {"head = self.head", "return torch.flatten((head).forward(y, ), 2)"}, {10, 20, 30, 40, 50, 60});
        row("a part by its number", {"_22 = getattr(self, \"22\")", "return torch.flatten((_22).forward(y, ), 2)"}, {10, 20, 30, 40, 50, 60});
        row("two halves", {"a, b, = torch.chunk(y, 2, 1)", "return torch.flatten(torch.cat([b, a], 1), 2)"}, {4, 5, 6, 1, 2, 3});
        row("parts of given sizes", {"_0 = torch.split_with_sizes(y, [2, 4], 1)", "a, b, = _0", "return torch.flatten(torch.cat([b, a], 1), 2)"}, {3, 4, 5, 6, 1, 2});
        row("parts of one size", {"_0 = torch.split(y, 4, 1)", "a, b, = _0", "return torch.flatten(torch.cat([b, a], 1), 2)"}, {5, 6, 1, 2, 3, 4});
        row("a part", {"a = torch.slice(y, 1, 0, 3)", "b = torch.slice(y, 1, -3, 9223372036854775807, 1)", "return torch.flatten(torch.cat([b, a], 1), 2)"}, {4, 5, 6, 1, 2, 3});
        row("one entry", {"a = torch.unsqueeze(torch.select(y, 1, 2), 1)", "return torch.flatten(torch.add(torch.sub(y, y), a), 2)"}, {3, 3, 3, 3, 3, 3});
        row("axes in another order", {"p = torch.permute(y, [0, 2, 3, 1])", "return torch.transpose(torch.flatten(p, 1, 2), 1, -1)"}, same);
        row("a sum of a stack", {"return torch.flatten(torch.sum(torch.stack([y, y, y]), [0]), 2)"}, {3, 6, 9, 12, 15, 18});
        row("the largest", {"m, _0, = torch.max(y, 1, True)", "return torch.flatten(torch.sub(y, m), 2)"}, {-5, -4, -3, -2, -1, 0});
        row("the largest by name", {"m = torch.amax(y, [1], True)", "return torch.flatten(torch.sub(y, m), 2)"}, {-5, -4, -3, -2, -1, 0});
        row("bounds", {"return torch.flatten(torch.clamp(y, 2, 4), 2)"}, {2, 2, 3, 4, 4, 4});
        row("bounds by name", {"return torch.flatten(torch.clamp(y, max=3), 2)"}, {1, 2, 3, 3, 3, 3});
        row("larger by factors and smaller again", {"a = torch.upsample_nearest2d(y, None, [2., 2.])", "return torch.flatten(torch.max_pool2d(a, [2, 2]), 2)"}, same);
        row("larger by a size and smaller again", {"a = torch.upsample_nearest2d(y, [8, 8], None)", "return torch.flatten(torch.avg_pool2d(a, [2, 2], [2, 2], [0, 0], False, True, None), 2)"}, same);
        row("a change in place, seen under every name", {"a = y", "_0 = torch.relu_(torch.neg(y))", "_1 = torch.mul_(a, 2)", "return torch.flatten(torch.add(y, _0), 2)"},
            {2, 4, 6, 8, 10, 12});
        row("a part that is written", {"_0 = torch.copy_(torch.slice(y, 1, 0, 2), torch.mul(torch.slice(y, 1, 0, 2), 10))", "return torch.flatten(y, 2)"}, {10, 20, 3, 4, 5, 6});
        row("a part that others show", {"a = torch.slice(y, 1, 2, 4)", "b = torch.select(y, 1, 2)", "_0 = torch.mul_(a, 2)", "return torch.flatten(torch.add(y, torch.unsqueeze(b, 1)), 2)"}, {7, 8, 12, 14, 11, 12});
        row("a whole whose parts are shown", {"a = torch.slice(y, 1, 0, 3)", "_0 = torch.mul_(y, 2)", "return torch.flatten(torch.cat([a, torch.slice(y, 1, 3, 6)], 1), 2)"}, {2, 4, 6, 8, 10, 12});
        row("a part with its axes in another order", {"p = torch.permute(y, [0, 2, 3, 1])", "_0 = torch.add_(torch.slice(p, 3, 1, 3), 100)", "return torch.flatten(y, 2)"}, {1, 102, 103, 4, 5, 6});
        row("a part of a part in another shape", {"v = torch.view(y, [1, 2, 3, 16])", "_0 = torch.copy_(torch.select(v, 1, 1), torch.new_zeros(y, [1, 3, 16]))", "return torch.flatten(y, 2)"}, {1, 2, 3, 0, 0, 0});
        row("one of several parts", {"a, b, = torch.chunk(y, 2, 1)", "_0 = torch.neg(a)", "_1 = torch.mul_(b, 2)", "return torch.flatten(torch.add(y, torch.cat([a, b], 1)), 2)"}, {2, 4, 6, 16, 20, 24});
        row("a copy that stays as it is", {"a = torch.clone(y)", "_0 = torch.mul_(y, 5)", "return torch.flatten(a, 2)"}, same);
        row("zeros that are written to", {"z = torch.zeros_like(y)", "_0 = torch.copy_(torch.slice(z, 1, 0, 2), torch.slice(y, 1, 4, 6))", "return torch.flatten(z, 2)"}, {5, 6, 0, 0, 0, 0});
        row("a number of a grid", {"r = torch.arange(4, dtype=None, layout=None, device=torch.device(\"cpu\"), pin_memory=False)",
                                   "g = torch.meshgrid([torch.type_as(r, y), torch.type_as(r, y)], indexing=\"ij\")", "a, b, = g",
                                   "return torch.flatten(torch.add(y, torch.mul(torch.sub(a, a), b)), 2)"}, same);
        row("a tensor of one number all over", {"a = torch.new_full(y, [6, 1, 1], 2, dtype=6, layout=None, device=None, pin_memory=False)", "return torch.flatten(torch.mul(y, a), 2)"},
            {2, 4, 6, 8, 10, 12});
        row("the same as it is", {"a = torch.to(torch.contiguous(torch.clone(y)), 6)", "return torch.flatten(torch.dropout(a, 0.5, False), 2)"}, same);
        row("an attribute that is a number", {"return torch.flatten(torch.mul(y, self.size), 2)"}, {7, 14, 21, 28, 35, 42});
        row("a list and a type", {"a = annotate(List[Tensor], [y, y])", "b : Tensor = a[1]", "return (torch.flatten(b, 2), y)"}, same);
        row("a line that goes on", {"a = torch.cat([y,\n      y], 1)", "return torch.flatten(torch.slice(a, 1, 0,\n  6), 2)"}, same);
    }
    void every_line_comes_to_what_torch_says_it_does()
    {
        QFETCH(QString, body);
        QFETCH(QList<double>, channels);
        const auto file = withBody(body).read();
        QVERIFY2(file, file ? "" : file.error().detail.c_str());
        QVERIFY(file->network);
        const Array out = outputOf(*file);
        QCOMPARE(out.shape, (std::vector<std::int64_t>{1, 6, 16}));
        for (int i = 0; i < 6 * 16; ++i)
            QVERIFY2(std::abs(double(out.data[std::size_t(i)]) - channels[i / 16]) < 1e-5, qPrintable(QString::number(double(out.data[std::size_t(i)]))));
    }

    void what_the_operators_cannot_say_is_refused_by_its_name_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("op");
        const auto row = [](const char *op, std::initializer_list<const char *> body) { QTest::addRow("%s: %s", op, *body.begin()) << lines(body) << QString(op); };
        row("torch.cumsum", {"return torch.cumsum(y, 1)"});
        row("ops.torchvision.nms", {"k = ops.torchvision.nms(y, y, 0.5)", "return torch.flatten(y, 2)"});
        row("torch.nonzero", {"a = torch.nonzero(torch.flatten(y, 2))", "return a"});
        row("if", {"if bool(1):", "  a = y", "return torch.flatten(y, 2)"});
        row("torch.mul_", {"a = torch.to(y, 6)", "_0 = torch.mul_(a, 3)", "return torch.flatten(y, 2)"});
        row("torch.mul_", {"a = torch.contiguous(y)", "_0 = torch.mul_(a, 3)", "return torch.flatten(y, 2)"});
        row("torch.mul_", {"a = torch.reshape(y, [6, 16])", "_0 = torch.mul_(y, 3)", "return torch.flatten(y, 2)"});
        row("torch.mul_", {"a = torch.expand(torch.slice(y, 1, 0, 1), [1, 6, 4, 4])", "_0 = torch.mul_(a, 2)", "return torch.flatten(a, 2)"});
        row("torch.mul_", {"_0 = torch.mul_(torch.slice(y, 1, 0, 6, 2), 2)", "return torch.flatten(y, 2)"});
        row("torch.mul_", {"_0 = torch.mul_(CONSTANTS.c0, 2)", "return torch.flatten(torch.mul(y, CONSTANTS.c0), 2)"});
        row("torch.mul_", {"_0 = torch.mul_(self.bias, 2)", "return torch.flatten(torch.mul(y, CONSTANTS.c0), 2)"});
        row("torch.copy_", {"_0 = torch.copy_(torch.slice(y, 1, 0, 3), torch.slice(y, 1, 1, 4))", "return torch.flatten(y, 2)"});
        row("torch.add_", {"_0 = torch.add_(torch.slice(y, 1, 0, 3), torch.slice(y, 1, 0, 3))", "return torch.flatten(y, 2)"});
        row("torch.max", {"n = int(torch.max(y))", "return torch.flatten(y, 2)"});
        row("CONSTANTS.c2", {"return torch.add(y, CONSTANTS.c2)"});
        row("torch.div", {"return torch.div(y, 2, rounding_mode=\"floor\")"});
        row("torch.gt", {"return torch.index(y, [torch.gt(y, 1)])"});
        row("torch.add", {"return torch.add(y, \"x\")"});
        row("torch.conv2d", {"return torch.conv2d(y, self.weight, self.bias, [1, 1], \"same\", [1, 1], 1)"});
        row("torch.where", {"a = torch.where(torch.flatten(y, 2))", "return a"});

        row("{", {"a = {\"b\": y}", "return torch.flatten(y, 2)"});
    }
    void what_the_operators_cannot_say_is_refused_by_its_name()
    {
        QFETCH(QString, body);
        QFETCH(QString, op);
        const auto file = withBody(body).read();
        QVERIFY(!file);
        QVERIFY(file.error().reason == RefusalReason::UnsupportedLayer || file.error().reason == RefusalReason::BoxChoice);
        QCOMPARE(QString::fromStdString(file.error().found), op);
    }

    void a_program_that_contradicts_itself_is_refused_data()
    {
        QTest::addColumn<QString>("body");
        const auto row = [](std::initializer_list<const char *> body) { QTest::newRow(*body.begin()) << lines(body); };
        row({"return z"});
        row({"_0 = torch.copy_(y, x)", "return torch.flatten(y, 2)"});
        row({"return self.nothing"});
        row({"return CONSTANTS.c9"});
        row({"return CONSTANTS.x"});
        row({"return (self).forward(y, )"});
        row({"return (self.head).forward(y, y, )"});
        row({"a, b, c, = torch.chunk(y, 2, 1)", "return y"});
        row({"return 3"});
        row({"a = y"});
        row({"return torch.flatten(torch.add(y, torch.slice(y, 1, 0, 2)), 2)"});
        row({"return torch.view(y, [1, 7, -1])"});
        row({"return torch.select(y, 1, 9)"});
        row({"return torch.transpose(y, 1, 9)"});
        row({"return torch.cat([], 1)"});
        row({"return torch.split(y, 0, 1)"});
        row({"return torch.arange()"});
        row({"return torch.add(y"});
        row({"return torch.full([9223372036854775807, 9223372036854775807], 1)"});
        row({"return torch.slice(torch.flatten(y, 2), 1, 0, 5)"});  // five rows, two names
        QTest::newRow("nested too deep") << QStringLiteral("    return ") + QStringLiteral("[").repeated(40) + QStringLiteral("y") + QStringLiteral("]").repeated(40) + QLatin1Char('\n');
    }
    void a_program_that_contradicts_itself_is_refused()
    {
        QFETCH(QString, body);
        const auto file = withBody(body).read();
        QCOMPARE(outcome(file), QString("corrupt"));
        QVERIFY(!file.error().detail.empty());
    }

    void a_program_without_end_is_refused()
    {
        // Every method calls the next one twice: two to the twenty-third lines.
        std::string classes, pickled = object("__torch__.deep", "C22", attributes({}));
        for (int i = 0; i < 23; ++i) {
            classes += "class C" + std::to_string(i) + "(Module):\n  def forward(self: __torch__.deep.C,\n    y: Tensor) -> Tensor:\n";
            classes += i == 22 ? "    return y\n" : "    _0 = (self.m).forward(y, )\n    _1 = (self.m).forward(y, )\n    return _1\n";
            if (i > 0)
                pickled = object("__torch__.deep", "C" + std::to_string(22 - i), attributes({{"m", pickled}}));
        }
        ZipEntries entries = Program().entries();
        entries[0].second = pickle(pickled);
        entries.emplace_back("m/code/__torch__/deep.py", classes);
        QCOMPARE(outcome(readBytes(zipBytes(entries))), QString("corrupt"));
    }

    void weights_of_another_size_are_refused()
    {
        Program program;
        program.weightRows = 5;
        QCOMPARE(outcome(program.read()), QString("corrupt"));
    }

    void every_size_of_a_dynamic_export_is_followed()
    {
        Program program;
        program.metadata = R"({"stride": 32, "task": "detect", "imgsz": [32, 32], "names": {"0": "a", "1": "b"}, "args": {"dynamic": true}})";
        ReadOptions options;
        options.inputSize = InputSize{96, 64};
        const auto file = readBytes(zipBytes(program.entries()), options);
        QVERIFY2(file && file->network, file ? "" : file.error().detail.c_str());
        QCOMPARE(interpret(*file->network, Array{{1, 3, 64, 96}, std::vector<float>(3 * 64 * 96, 0)}).shape, (std::vector<std::int64_t>{1, 6, 96}));
    }

    void a_changed_program_never_crashes()
    {
        ZipEntries entries = Program().entries();
        std::string &source = entries[7].second;
        std::uint32_t random = 1;
        for (int i = 0; i < 2000; ++i) {
            random = random * 1664525u + 1013904223u;
            char &byte = source[(random >> 8) % source.size()];
            const char before = byte;
            byte = char(random >> 3);
            const auto file = readBytes(zipBytes(entries));
            QVERIFY(file || !file.error().detail.empty());
            QVERIFY(file || file.error().reason != RefusalReason::Internal);
            byte = before;
        }
    }
};

QTEST_APPLESS_MAIN(TestScriptReader)
#include "tst_scriptreader.moc"
