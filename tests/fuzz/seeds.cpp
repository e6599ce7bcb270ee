// SPDX-License-Identifier: GPL-3.0-or-later
// lineside_seeds FOLDER: writes what each fuzz target begins with, one folder a target.
#include "access/peoplejson.h"
#include "access/secrethash.h"
#include "audit/checkpoint.h"
#include "engine/weights/choicetext.h"
#include "engine/weights/irtext.h"
#include "engine/signature/signer.h"
#include "engine/weights/pickletext.h"
#include "engine/weights/protobuftext.h"
#include "engine/weights/tinycheckpoint.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"
#include "lineside/station.h"
#include "store/configfile.h"
#include "store/historyline.h"
#include "weights/canonicalfile.h"
#include "weights/onnxgraph.h"
#include "weights/refused.h"
#include "weights/weightfile.h"
#include "weights/ziparchive.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

/// Larger ones only make every run slow.
std::size_t mostBytes(const std::string &target)
{
    if (target == "ir")
        return 16384;
    return target == "checkpoint" || target == "canonical" ? 32768 : target == "zip" || target == "pickle" ? 4096 : 8192;
}

class Seeds {
public:
    explicit Seeds(fs::path folder) : m_folder(std::move(folder)) {}

    void add(const std::string &target, const std::string &bytes)
    {
        if (bytes.empty() || bytes.size() > mostBytes(target))
            return;
        fs::create_directories(m_folder / target);
        std::ofstream(m_folder / target / std::to_string(m_count[target]++), std::ios::binary) << bytes;
    }

private:
    const fs::path m_folder;
    std::map<std::string, int> m_count;
};

std::string canonicalOf(const std::string &checkpoint)
{
    std::string bytes;
    if (const auto file = readWeights(std::as_bytes(std::span(checkpoint))); file && file->network)
        weights::writeCanonical(*file->network, [&](std::span<const std::byte> piece) { bytes.append(reinterpret_cast<const char *>(piece.data()), piece.size()); });
    return bytes;
}

/// Some of every family of operators.
IrText manyLayers()
{
    IrText ir;
    ir.parameter("x", {1, 3, 64, 64});
    ir.floats("w", {3, 1, 1, 1, 1}, {1, 2, 3});
    ir.floats("low", {}, {0});
    ir.floats("high", {1, 3, 1, 1}, {1, 2, 3});
    ir.layer("n", "FakeQuantize", {"x", "low", "high", "low", "high"}, R"(levels="256" auto_broadcast="numpy")", {{1, 3, 64, 64}});
    ir.layer("g", "GroupConvolution", {"n", "w"}, R"(strides="2, 2" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0" auto_pad="explicit")", {{1, 3, 32, 32}});
    ir.layer("s", "Swish", {"g"}, {}, {{1, 3, 32, 32}}, "opset4");
    ir.layer("m", "MaxPool", {"s"}, R"(strides="1, 1" dilations="1, 1" pads_begin="1, 1" pads_end="1, 1" kernel="3, 3" rounding_type="floor" axis="2")", {{}, {}}, "opset8");
    ir.floats("two", {2}, {2, 2});
    ir.integers("hw", {2, 3});
    ir.layer("u", "Interpolate", {"m", "two", "hw"}, R"(mode="nearest" shape_calculation_mode="scales" nearest_mode="floor" coordinate_transformation_mode="asymmetric")", {{}}, "opset11");
    ir.integer("one", 1);
    ir.integers("parts", {1, -1});
    ir.layer("v", "VariadicSplit", {"u", "one", "parts"}, {}, {{}, {}});
    ir.layer("c", "Concat", {"v", "v:1", "v"}, R"(axis="1")");
    ir.integers("b", {0, 1, 0});
    ir.integers("e", {1, 3, 64});
    ir.integers("t", {1, 1, 2});
    ir.layer("d", "StridedSlice", {"c", "b", "e", "t"}, R"(begin_mask="1, 0, 1" end_mask="1, 0, 0" new_axis_mask="0, 0, 0" shrink_axis_mask="0, 0, 0")");
    ir.integers("flat", {1, 2, -1});
    ir.layer("r", "Reshape", {"d", "flat"}, R"(special_zero="false")");
    ir.integer("k", 5);
    ir.layer("best", "TopK", {"r", "k"}, R"(axis="2" mode="max" sort="value" index_element_type="i64")", {{}, {}}, "opset11");
    ir.integer("three", 3);
    ir.layer("q", "Divide", {"best:1", "three"}, R"(auto_broadcast="numpy" m_pythondiv="true")");
    ir.layer("p", "Convert", {"q"}, R"(destination_type="f32")");
    ir.layer("y", "Add", {"best", "p"}, R"(auto_broadcast="numpy")");
    ir.result("y");
    return ir;
}

void addGood(Seeds &seeds)
{
    constexpr char kCalls[][150] = {
        "torch._convolution(x, self.w, self.b, [1, 1], [1, 1], [1, 1], False, [0, 0], 1, False, False, True, True)", "torch.silu(x)", "torch.cat([x, torch.sigmoid(x)], 1)",
        "torch.max_pool2d(x, [5, 5], [1, 1], [2, 2], [1, 1])", "torch.upsample_nearest2d(x, None, [2., 2.])", "torch.view(x, [1, 3, -1])", "torch.permute(x, [0, 2, 3, 1])",
        "torch.slice(x, 1, 0, 9223372036854775807, 2)", "torch.mul(torch.sub(x, CONSTANTS.c0), 2)", "torch.softmax(x, 1)", "torch.matmul(x, torch.transpose(x, -2, -1))",
        "torch.expand(torch.zeros([1, 1, 1, 1]), [1000000, 1, 32, 32])", "torch.arange(0, 1000000)", "torch.chunk(x, 2, 1)[0]", "torch.index_select(x, 1, CONSTANTS.c1)",
        "torch.repeat(x, [1, 100, 100, 100])", "torch.full([100000, 100000], 1)", "torch.gather(x, 1, CONSTANTS.c1)", "torch.topk(x, 300)[0]", "torch.add(x, torch.select(x, 0, 0))",
        "ops.torchvision.nms(x, x, 0.69999999999999996)", "torch.reshape(x, [1, int(ops.prim.NumToTensor(torch.size(x, 1))), -1])", "torch.where(torch.gt(x, 0), x, CONSTANTS.c0)",
    };
    for (const char *call : kCalls)
        seeds.add("torchscript", std::string("class A(Module):\n  training : bool\n  w : Tensor\n  b : Tensor\n  def forward(self: __torch__.A,\n    x: Tensor) -> Tensor:\n    y = ") + call + "\n    return y\n");
    for (const bool oneToOne : {false, true}) {
        for (const int bins : {1, 16}) {
            TinyCheckpoint tiny;
            tiny.bins = bins;
            tiny.oneToOne = oneToOne;
            seeds.add("checkpoint", tiny.entries().front().second);
            seeds.add("canonical", canonicalOf(tiny.bytes()));
        }
    }
    const ZipEntries small = {{"a/data.pkl", "pickle"}, {"a/data/0", "12345678"}, {"a/version", "3\n"}};
    seeds.add("zip", zipBytes(small));
    seeds.add("zip", zipBytes({{"a/data.pkl", ""}, {"a/code/m.py", std::string(300, 'x')}}, true));
    RawZip zip64(small);
    zip64.zip64 = true;
    zip64.count = 0xFFFF;
    seeds.add("zip", zip64.bytes());
    {
        using namespace pickletext;
        seeds.add("pickle", pickle(attributes({{"w", tensor("FloatStorage", "0", {2, 3})}, {"epoch", integer(-1)}, {"lr", real(0.5)}})));
        seeds.add("pickle", pickle(object("ultralytics.nn.tasks", "DetectionModel", attributes({{"_modules", attributes({{"0", none()}})}}))));
        seeds.add("pickle", pickle(tuple({integer(70000), integer(std::int64_t(1) << 40), list({boolean(true), text("a")})})));
    }
    const protobuftext::OnnxText onnx;
    seeds.add("onnx", onnx.text());
    seeds.add("onnx", OnnxChoice().text());
    seeds.add("torchscript", "class A(Module):\n  def forward(self: __torch__.A,\n    x: Tensor) -> Tensor:\n    y = torch.cat([x, x], 1)\n" + scriptChoice());
    for (const auto &[key, value] : onnx.metadata)
        seeds.add("literal", value);
    for (const IrText &ir : {smallIr(), smallIr({1, 300, 6})}) {
        seeds.add("ir", ir.xml());
        seeds.add("yaml", ir.metadata);
    }
    seeds.add("ir", manyLayers().xml());
    seeds.add("json", R"({"description": "Ultralytics YOLOv8n model", "stride": 32, "task": "detect", "imgsz": [320, 320],
        "names": {"0": "Bottle", "1": "Cap"}, "args": {"nms": null, "dynamic": true}, "end2end": false, "channels": 3})");
    seeds.add("json", R"({"shape": [1, 3, 320, 320], "stride": 32, "names": ["a", "b"]})");
    seeds.add("torchscript", "class A(Module):\n  __parameters__ = [\"w\", ]\n  training : bool\n  def forward(self: __torch__.A,\n    x: Tensor) -> Tensor:\n"
                             "    _0 = getattr(self.m, \"0\")\n    _1 = torch.split_with_sizes((_0).forward2(x, ), [4, 4], 1)\n    a, b, = _1\n"
                             "    _3 = ops.torchvision.nms(a, b, 0.69999999999999996)\n    return torch.cat([a, torch.mul(b, CONSTANTS.c0)], int(ops.prim.NumToTensor(torch.size(x, 0))))\n");
    const Signer signer(1);
    seeds.add("signature", signer.publicText());
    seeds.add("signature", signer.key("").key);
    for (const char *comment : {"", "timestamp:1700000000\tfile:best.pt\thashed", "model=line-v3 size=1234 by the night shift", "name=line version=v3 version=3 size=18446744073709551616"})
        seeds.add("signature", signer.sign("content", comment));
    const std::string claims = "model=line version=3 sha256=" + std::string(64, 'A') + " size=7";
    seeds.add("signature", claims);
    seeds.add("signature", signer.sign("content", claims));
    Config config;
    config.stations.resize(2);
    config.stations[0].id = "a";
    config.stations[0].contract.labels = {"Bottle", "Cap"};
    config.stations[1].id = "b";
    config.stations[1].source.kind = SourceKind::Stream;
    config.stations[1].source.location = "rtsp://camera/1";
    seeds.add("config", formatConfig(config));
    DesiredState state;
    state["a"].active = ModelId{"line", 2};
    state["a"].previous = ModelId{"line", 1};
    seeds.add("config", formatDesiredState(state));
    HistoryEvent event;
    event.from = event.to = ModelId{"line", 1};
    event.refusal = Refusal{RefusalReason::Labels, "Bottle", "Car", "detail"};
    event.swap = SwapRecord{*event.from, *event.to, true, {}, 12.5, 3, 0};
    seeds.add("config", formatHistoryLine(event));

    const auto pair = SigningPair::make();
    audit::ChainHead head;
    std::string history;
    for (int i = 0; i < 3; ++i)
        history += audit::linkLine(formatHistoryObject({}), {}, head) + "\n";
    const audit::Checkpoint checkpoint = audit::makeCheckpoint(head, {}, *pair);
    history += audit::linkLine(audit::checkpointObject(checkpoint), {}, head) + "\n";
    seeds.add("audit", history);
    seeds.add("audit", history + "{\"seq\":4,\"at_");
    seeds.add("audit", formatHistoryLine({}) + "\n" + audit::linkLine("{\"seq\":1}", audit::Aside{1, 1, "ab"}, head) + "\n");
    seeds.add("audit", audit::text(checkpoint));
    seeds.add("audit", audit::publicKeysText({pair->publicKey()}));

    const std::string hash = hashOfNobody({});
    seeds.add("people", hash);
    std::vector<Person> all{{"Nina", Role::Administrator, hash, {}}};
    seeds.add("people", formatPeople(*People::of(all)));
    all.push_back({"J\xc3\xbcrgen \"\\", Role::Engineer, hashOfNobody(kLeastHashCost), {}});
    all.push_back({"\xe7\x8e\x8b\xe8\x8a\xb3", Role::Viewer, hash, {}});
    const std::string people = formatPeople(*People::of(all));
    seeds.add("people", people);
    seeds.add("people", people.substr(0, people.rfind(",\n  \"checksum\"")) + "\n}\n");
    seeds.add("people", "481516");
}

/// The parts of an archive, each for the parser that reads it.
void addRecords(Seeds &seeds, const std::string &bytes)
{
    constexpr std::uint64_t kMaxRecord = 1u << 20;
    try {
        const weights::ZipArchive archive(std::as_bytes(std::span(bytes)));
        for (const std::string &name : archive.names()) {
            if (name.ends_with(".pkl")) {
                seeds.add("pickle", archive.readText(name, kMaxRecord));
                seeds.add("checkpoint", archive.readText(name, kMaxRecord));
            } else if (name.ends_with(".py")) {
                seeds.add("torchscript", archive.readText(name, kMaxRecord));
            } else if (name.ends_with(".xml")) {
                seeds.add("ir", archive.readText(name, kMaxRecord));
            } else if (name.ends_with(".yaml")) {
                seeds.add("yaml", archive.readText(name, kMaxRecord));
            } else if (name.ends_with("config.txt")) {
                seeds.add("json", archive.readText(name, kMaxRecord));
            }
        }
    } catch (const weights::Refused &) {
        // What is refused as an archive is a seed for the reader of archives.
    }
}

void addProperties(Seeds &seeds, const std::string &onnx)
{
    try {
        for (const auto &[key, value] : weights::readOnnxModel(std::as_bytes(std::span(onnx))).metadata)
            seeds.add("literal", value);
    } catch (const weights::Refused &) {
        // A seed for the reader of ONNX alone.
    }
}

void addHostile(Seeds &seeds)
{
    for (const HostileKind &kind : hostileKinds()) {
        for (const HostileFile &file : filesOf(kind)) {
            if (file.bytes.starts_with("PK")) {
                addRecords(seeds, file.bytes);
                if (kind.name.starts_with("zip:"))
                    seeds.add("zip", file.bytes);
            } else if (file.bytes.starts_with("\x08")) {
                seeds.add("onnx", file.bytes);
                addProperties(seeds, file.bytes);
            }
        }
    }
}

}  // namespace

int main(int argc, char **argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "lineside_seeds FOLDER\n");
        return 2;
    }
    Seeds seeds(argv[1]);
    addGood(seeds);
    addHostile(seeds);
    return 0;
}
