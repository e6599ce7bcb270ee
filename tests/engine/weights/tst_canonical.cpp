// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/canonicalfile.h"

#include "engine/weights/refusals.h"
#include "engine/weights/tinycheckpoint.h"
#include "support/referenceinterpreter.h"
#include "support/shareddata.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QtTest>

#include <cmath>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::weights;
using nlohmann::json;

namespace {

std::string canonicalBytes(const NetworkSpec &network)
{
    std::string bytes;
    writeCanonical(network, [&](std::span<const std::byte> piece) { bytes.append(reinterpret_cast<const char *>(piece.data()), piece.size()); });
    return bytes;
}

NetworkSpec tinyNetwork()
{
    const auto file = readBytes(TinyCheckpoint().bytes());
    if (!file)
        qFatal("%s", file.error().detail.c_str());
    return *file->network;
}

/// A safetensors file taken apart and put together again.
struct Parts {
    json header;
    std::string data;

    explicit Parts(const std::string &bytes)
    {
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        header = json::parse(bytes.substr(8, length));
        data = bytes.substr(8 + length);
    }
    std::string bytes() const { return bytesWith(header.dump()); }
    std::string bytesWith(std::string text) const
    {
        text.append(8 - text.size() % 8, ' ');  // so that the floats behind it lie where floats can
        return bytesAsItIs(text);
    }
    std::string bytesAsItIs(const std::string &text) const
    {
        const std::uint64_t length = text.size();
        return std::string(reinterpret_cast<const char *>(&length), 8) + text + data;
    }
    json graph() const { return json::parse(header["__metadata__"]["network"].get<std::string>()); }
    void setGraph(const json &graph) { header["__metadata__"]["network"] = graph.dump(); }
    json info() const { return json::parse(header["__metadata__"]["info"].get<std::string>()); }
    void setInfo(const json &info) { header["__metadata__"]["info"] = info.dump(); }
};

NetworkSpec read(const std::string &bytes)
{
    const auto kept = std::make_shared<const std::string>(bytes);
    return readCanonical(asBytes(*kept), kept);
}

QString readOutcome(const std::string &bytes)
{
    return outcome([&] { read(bytes); });
}

}  // namespace

class TestCanonical : public QObject {
    Q_OBJECT

private slots:
    void a_network_comes_back_as_it_was_written()
    {
        const NetworkSpec network = tinyNetwork();
        const std::string bytes = canonicalBytes(network);
        const NetworkSpec back = read(bytes);
        QCOMPARE(canonicalBytes(back), bytes);
        QCOMPARE(back.nodes.size(), network.nodes.size());
        QCOMPARE(back.info.labels, network.info.labels);
        QCOMPARE(back.info.parameters, network.info.parameters);
        QCOMPARE(back.info.stride, network.info.stride);
        QCOMPARE(back.output, network.output);

        Array picture{{1, 3, network.info.inputHeight, network.info.inputWidth}, {}};
        for (int i = 0; i < 3 * network.info.inputHeight * network.info.inputWidth; ++i)
            picture.data.push_back(std::sin(float(i)));
        QCOMPARE(interpret(back, picture).data, interpret(network, picture).data);
    }

    void the_numbers_of_a_suppression_come_back_as_they_were_written()
    {
        NetworkSpec network = tinyNetwork();
        QVERIFY(!read(canonicalBytes(network)).info.suppression);
        network.info.suppression = Suppression{0.001f, 0.7f, 50, true};
        QVERIFY(read(canonicalBytes(network)).info.suppression == network.info.suppression);
    }

    void every_checkpoint_of_the_reference_comes_back_as_it_was_written()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        int seen = 0;
        const QDir folder(sharedData() + QStringLiteral("/reference/weights"));
        for (const QString &name : folder.entryList({"*.pt"}, QDir::Files)) {
            const auto file = readWeightFile(folder.filePath(name).toStdString());
            if (!file || !file->network)
                continue;
            const std::string bytes = canonicalBytes(*file->network);
            QVERIFY2(canonicalBytes(read(bytes)) == bytes, qPrintable(name));
            ++seen;
        }
        QVERIFY(seen >= 10);
    }

    void a_tensor_that_operators_share_is_written_once()
    {
        NetworkSpec network = tinyNetwork();
        const std::size_t before = canonicalBytes(network).size();
        const auto conv = std::find_if(network.nodes.begin(), network.nodes.end(), [](const Node &n) { return std::holds_alternative<Conv2dOp>(n.op); });
        Node twice = *conv;
        const std::size_t floats = std::get<Conv2dOp>(twice.op).weight.data->size() * sizeof(float);
        network.nodes.push_back(twice);  // nobody uses it
        QVERIFY(canonicalBytes(network).size() < before + floats);
    }

    void what_does_not_fit_together_is_refused_data()
    {
        QTest::addColumn<std::function<std::string(Parts)>>("spoil");
        const auto row = [](const char *name, std::function<std::string(Parts)> spoil) { QTest::newRow(name) << std::move(spoil); };
        const auto graph = [&](const char *name, std::function<void(json &)> change) {
            row(name, [change](Parts p) {
                json g = p.graph();
                change(g);
                p.setGraph(g);
                return p.bytes();
            });
        };
        const auto info = [&](const char *name, std::function<void(json &)> change) {
            row(name, [change](Parts p) {
                json i = p.info();
                change(i);
                p.setInfo(i);
                return p.bytes();
            });
        };
        row("nothing", [](Parts) { return std::string(); });
        row("half a length", [](Parts) { return std::string("1234"); });
        row("a header longer than the file", [](Parts p) { return std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8) + p.data; });
        row("a header that is no JSON", [](Parts p) { return p.bytesWith("{"); });
        row("a header that is a list", [](Parts p) { return p.bytesWith("[]"); });
        row("a key twice", [](Parts p) {
            std::string text = p.header.dump();
            text.insert(1, R"("0":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)");
            return p.bytesWith(text);
        });
        row("bytes behind the tensors", [](Parts p) { return p.bytes() + "x"; });
        row("data cut off", [](Parts p) {
            p.data.resize(p.data.size() - 4);
            return p.bytes();
        });
        row("a hole between tensors", [](Parts p) {
            p.header["1"]["data_offsets"][0] = p.header["1"]["data_offsets"][0].get<int>() + 4;
            return p.bytes();
        });
        row("two tensors in one place", [](Parts p) {
            p.header["1"]["data_offsets"] = p.header["0"]["data_offsets"];
            return p.bytes();
        });
        row("floats where none can lie", [](Parts p) {
            std::string text = p.header.dump();
            text.append(8 - text.size() % 8 + 1, ' ');
            return p.bytesAsItIs(text);
        });
        row("another type", [](Parts p) {
            p.header["0"]["dtype"] = "F16";
            return p.bytes();
        });
        row("a shape that overflows", [](Parts p) {
            p.header["0"]["shape"] = {1ull << 32, 1ull << 32};
            return p.bytes();
        });
        row("a negative size", [](Parts p) {
            p.header["0"]["shape"] = {-1};
            return p.bytes();
        });
        row("a tensor more than the rest knows of", [](Parts p) {
            p.header["9999"] = {{"dtype", "F32"}, {"shape", {0}}, {"data_offsets", {0, 0}}};
            return p.bytes();
        });
        row("infinity", [](Parts p) {
            const float value = INFINITY;
            std::memcpy(p.data.data(), &value, 4);
            return p.bytes();
        });
        row("NaN in the last place", [](Parts p) {
            const float value = NAN;
            std::memcpy(p.data.data() + p.data.size() - 4, &value, 4);
            return p.bytes();
        });
        row("no graph", [](Parts p) {
            p.header["__metadata__"].erase("network");
            return p.bytes();
        });
        row("no description", [](Parts p) {
            p.header["__metadata__"].erase("info");
            return p.bytes();
        });
        row("nested too deep", [](Parts p) {
            p.header["__metadata__"]["network"] = std::string(100, '[') + std::string(100, ']');
            return p.bytes();
        });
        graph("an unknown operator", [](json &g) { g["nodes"][0]["op"] = "call"; });
        graph("an operator without its parts", [](json &g) { g["nodes"][0].erase("stride_h"); });
        graph("a value that is not made yet", [](json &g) { g["nodes"][0]["in"] = {5}; });
        graph("a negative value", [](json &g) { g["nodes"][0]["in"] = {-1}; });
        graph("too many inputs", [](json &g) { g["nodes"][0]["in"] = {0, 0}; });
        graph("a tensor that does not exist", [](json &g) { g["nodes"][0]["weight"] = 100000; });
        graph("a convolution without weights", [](json &g) { g["nodes"][0]["weight"] = nullptr; });
        graph("no groups", [](json &g) { g["nodes"][0]["groups"] = 0; });
        graph("a stride of nothing", [](json &g) { g["nodes"][0]["stride_h"] = 0; });
        graph("a dilation of nothing", [](json &g) { g["nodes"][0]["dilation_w"] = 0; });
        graph("a pad beyond all bounds", [](json &g) { g["nodes"][0]["pad_h"] = 1 << 23; });
        graph("a number that is a text", [](json &g) { g["nodes"][0]["stride_h"] = "1"; });
        graph("a number that is a fraction", [](json &g) { g["nodes"][0]["stride_h"] = 1.5; });
        graph("a number out of range", [](json &g) { g["nodes"][0]["stride_h"] = 1ull << 40; });
        graph("an unknown activation", [](json &g) { g["nodes"][0]["activation"] = "exec"; });
        graph("an output that is the picture", [](json &g) { g["output"] = 0; });
        graph("an output that is something else", [](json &g) { g["output"] = 1; });
        graph("an output that does not exist", [](json &g) { g["output"] = 19'999; });
        graph("no nodes", [](json &g) { g["nodes"] = json::array(); });
        info("another number of labels", [](json &i) { i["labels"].push_back("more"); });
        info("no labels", [](json &i) { i["labels"] = json::array(); });
        info("another head", [](json &i) { i["head"] = "end_to_end"; });
        info("an unknown layout", [](json &i) { i["layout"] = "none"; });
        info("an unknown place", [](json &i) { i["place"] = "below"; });
        info("an unknown head", [](json &i) { i["head"] = "none"; });
        info("another size", [](json &i) { i["width"] = 32; });
        info("a size of nothing", [](json &i) { i["width"] = 0; });
        const auto suppression = [&](const char *name, std::function<void(json &)> change) {
            info(name, [change](json &i) {
                i["suppression"] = {{"confidence", 0.25}, {"iou", 0.5}, {"max_detections", 300}, {"across_classes", false}};
                change(i);
            });
        };
        info("no word of a suppression", [](json &i) { i.erase("suppression"); });
        info("a suppression that is a text", [](json &i) { i["suppression"] = "none"; });
        suppression("a suppression without its numbers", [](json &i) { i["suppression"].erase("iou"); });
        suppression("an overlap above one", [](json &i) { i["suppression"]["iou"] = 1.5; });
        suppression("an overlap of nothing", [](json &i) { i["suppression"]["iou"] = 0; });
        suppression("a score that none reaches", [](json &i) { i["suppression"]["confidence"] = 1; });
        suppression("a negative score", [](json &i) { i["suppression"]["confidence"] = -0.1; });
        suppression("no boxes", [](json &i) { i["suppression"]["max_detections"] = 0; });
        suppression("boxes beyond all bounds", [](json &i) { i["suppression"]["max_detections"] = 1 << 20; });
        suppression("a suppression that nobody needs", [](json &i) { i["nms_free"] = true; });
        info("a size beyond all bounds", [](json &i) { i["width"] = 1 << 20; });
    }
    void what_does_not_fit_together_is_refused()
    {
        using Spoil = std::function<std::string(Parts)>;
        QFETCH(Spoil, spoil);
        const std::string good = canonicalBytes(tinyNetwork());
        QCOMPARE(Parts(good).bytes().size() > 100, true);
        QCOMPARE(readOutcome(Parts(good).bytes()), QString("read"));
        const QString end = readOutcome(spoil(Parts(good)));
        QVERIFY2(end == "corrupt" || end == "truncated" || end == "not_finite", qPrintable(end));
    }

    void a_file_that_ends_anywhere_is_refused()
    {
        const std::string good = canonicalBytes(tinyNetwork());
        for (std::size_t length = 0; length < good.size(); length += length < 64 ? 1 : 97)
            QVERIFY(readOutcome(good.substr(0, length)) != "read");
    }
};

QTEST_APPLESS_MAIN(TestCanonical)
#include "tst_canonical.moc"
