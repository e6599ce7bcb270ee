// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/choicetext.h"

#include "engine/weights/pickletext.h"
#include "engine/weights/zipbytes.h"

#include <algorithm>
#include <stdexcept>

namespace lineside::test {
namespace {

template <class List, class Fits>
auto &need(List &list, Fits fits, std::string_view name)
{
    const auto found = std::find_if(list.begin(), list.end(), fits);
    if (found == list.end())
        throw std::logic_error("nothing called " + std::string(name));
    return *found;
}

std::string raw(const std::vector<float> &values)
{
    return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
}

}  // namespace

std::string exchanged(std::string text, std::string_view from, std::string_view to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
        throw std::logic_error("nothing to exchange: " + std::string(from));
    return text.replace(at, from.size(), to);
}

std::string scriptChoice()
{
    return R"(    pred = torch.transpose(torch.flatten(y, 2), -1, -2)
    extra = torch.sub(ops.prim.NumToTensor(torch.size(pred, 2)), 6)
    _0 = torch.split_with_sizes(pred, [4, 2, int(extra)], 2)
    boxes, scores, extras, = _0
    best, classes, = torch.max(scores, -1)
    out = torch.new_zeros(pred, [1, 300, 6], dtype=None, layout=None, device=None, pin_memory=False)
    box = torch.select(boxes, 0, 0)
    cls = torch.select(classes, 0, 0)
    score = torch.select(best, 0, 0)
    more = torch.select(extras, 0, 0)
    mask = torch.gt(score, 0.25)
    _1 = annotate(List[Optional[Tensor]], [mask])
    box0 = torch.index(box, _1)
    score0 = torch.index(score, [mask])
    cls0 = torch.index(cls, [mask])
    more0 = torch.index(more, [mask])
    nmsbox = torch.clone(box0)
    nmsbox0 = torch.mul(torch.div(nmsbox, torch.to(torch.max(torch.slice(torch._shape_as_tensor(x), 0, 2)), 6)), 0.5)
    _2 = torch.view(cls0, [int(ops.prim.NumToTensor(torch.size(cls0, 0))), 1])
    offset = torch.expand(_2, [int(ops.prim.NumToTensor(torch.size(cls0, 0))), 4])
    _3 = torch.slice(nmsbox0, 0, 0, 9223372036854775807)
    offbox = torch.add(torch.slice(_3, 1, 0, 4), torch.mul(offset, 0.5))
    keep = torch.slice(ops.torchvision.nms(torch.cat([offbox, torch.slice(_3, 1, 4, 9223372036854775807)], -1), score0, 0.69999999999999996), 0, 0, 300)
    _4 = [torch.index(box0, [keep]), torch.view(torch.index(score0, [keep]), [-1, 1]), torch.to(torch.view(torch.index(cls0, [keep]), [-1, 1]), 6), torch.index(more0, [keep])]
    dets = torch.cat(_4, -1)
    c = ops.prim.NumToTensor(torch.size(dets, 1))
    n = ops.prim.NumToTensor(torch.size(dets, 0))
    _5 = torch.pad(torch.reshape(dets, [-1]), [0, int(torch.mul(torch.rsub(n, 300), c))])
    _6 = torch.reshape(_5, [300, int(c)])
    _7 = torch.copy_(torch.select(out, 0, 0), _6)
    return torch.slice(out, 0, 0, 1)
)";
}

std::string scriptChoiceOfCentres()
{
    return exchanged(scriptChoice(), "    box0 = torch.index(box, _1)\n", R"(    centre0 = torch.index(box, _1)
    box0 = torch.empty_like(centre0, dtype=6, layout=None, device=None, pin_memory=False)
    xy = torch.slice(centre0, 1, 0, 2)
    wh = torch.div(torch.slice(centre0, 1, 2, 9223372036854775807), 2)
    low = torch.copy_(torch.slice(box0, 1, 0, 2), torch.sub(xy, wh))
    high = torch.copy_(torch.slice(box0, 1, 2, 9223372036854775807), torch.add(xy, wh))
)");
}

std::string scriptArchive(const std::string &body)
{
    using namespace pickletext;
    const std::string net = object("__torch__.net", "Net", attributes({{"weight", tensor("FloatStorage", "0", {6, 3, 3, 3})}, {"bias", tensor("FloatStorage", "1", {6})}}));
    const std::string source = "class Net(Module):\n  __parameters__ = [\"weight\", ]\n  __buffers__ = []\n  weight : Tensor\n"
                               "  def forward(self: __torch__.net.Net,\n    x: Tensor) -> Tensor:\n    bias = self.bias\n    weight = self.weight\n"
                               "    y = torch._convolution(x, weight, bias, [8, 8], [1, 1], [1, 1], False, [0, 0], 1, False, False, True, True)\n" + body;
    return zipBytes({{"m/data.pkl", pickle(net)}, {"m/data/0", raw(std::vector<float>(162, 0))}, {"m/data/1", raw({1, 2, 3, 4, 5, 6})}, {"m/constants.pkl", pickle(tuple({}))},
                     {"m/code/__torch__/net.py", source},
                     {"m/extra/config.txt", R"({"description": "Ultralytics YOLOv8n model", "stride": 32, "task": "detect", "imgsz": [32, 32], "names": {"0": "a", "1": "b"}, "args": {"nms": true}})"}});
}

OnnxChoice::OnnxChoice()
{
    using namespace protobuftext;
    const std::string first = onnxInteger("axis", 0), last = onnxInteger("axis", -1), floats32 = onnxInteger("to", 1), away = onnxInteger("keepdims", 0);
    steps = {
        {"Conv", {"images", "w", "b"}, {"maps"}, onnxIntegers("strides", {8, 8})}, {"Reshape", {"maps", "head"}, {"raw"}}, {"Transpose", {"raw"}, {"pred"}, onnxIntegers("perm", {0, 2, 1})},
        {"Slice", {"pred", "i0", "i4", "i2"}, {"boxes"}}, {"Slice", {"pred", "i4", "i6", "i2"}, {"scores"}}, {"ReduceMax", {"scores", "last"}, {"best"}, away},
        {"ArgMax", {"scores"}, {"classes"}, last + away}, {"Gather", {"boxes", "zero"}, {"box"}, first}, {"Gather", {"classes", "zero"}, {"cls"}, first},
        {"Gather", {"best", "zero"}, {"score"}, first}, {"Greater", {"score", "confidence"}, {"mask"}}, {"NonZero", {"mask"}, {"where"}},
        {"Transpose", {"where"}, {"places"}, onnxIntegers("perm", {1, 0})}, {"GatherND", {"box", "places"}, {"box0"}}, {"GatherND", {"score", "places"}, {"score0"}},
        {"GatherND", {"cls", "places"}, {"cls0"}}, {"Div", {"box0", "side"}, {"small"}}, {"Mul", {"small", "factor"}, {"nmsbox"}}, {"Shape", {"cls0"}, {"counted"}},
        {"Gather", {"counted", "zero"}, {"count"}, first}, {"Unsqueeze", {"count", "i0"}, {"count1"}}, {"Concat", {"count1", "i4"}, {"wide"}, first},
        {"Equal", {"wide", "open"}, {"isOpen"}}, {"Where", {"isOpen", "ones", "wide"}, {"sizes"}}, {"Reshape", {"cls0", "column"}, {"clsColumn"}}, {"Expand", {"clsColumn", "sizes"}, {"offset"}},
        {"Cast", {"offset"}, {"offsetFloat"}, floats32}, {"Mul", {"offsetFloat", "factor"}, {"moved"}}, {"Slice", {"nmsbox", "i0", "i4", "i1", "i1"}, {"corners"}},
        {"Add", {"corners", "moved"}, {"offbox"}}, {"Unsqueeze", {"offbox", "i0"}, {"offbox3"}}, {"Unsqueeze", {"score0", "i01"}, {"score3"}},
        {"NonMaxSuppression", {"offbox3", "score3", "most", "iou"}, {"triples"}}, {"Gather", {"triples", "i2"}, {"third"}, onnxInteger("axis", 1)}, {"Squeeze", {"third", "i1"}, {"kept"}},
        {"Slice", {"kept", "i0", "limit", "i0", "i1"}, {"keep"}}, {"Gather", {"box0", "keep"}, {"keptBox"}, first}, {"Gather", {"score0", "keep"}, {"keptScore"}, first},
        {"Gather", {"cls0", "keep"}, {"keptClass"}, first}, {"Reshape", {"keptScore", "column"}, {"scoreColumn"}}, {"Reshape", {"keptClass", "column"}, {"classColumn"}},
        {"Cast", {"classColumn"}, {"classFloat"}, floats32}, {"Concat", {"keptBox", "scoreColumn", "classFloat"}, {"dets"}, last}, {"Shape", {"dets"}, {"size"}},
        {"Gather", {"size", "zero"}, {"rows"}, first}, {"Sub", {"full", "rows"}, {"missing"}}, {"Unsqueeze", {"missing", "i0"}, {"missing1"}},
        {"Concat", {"i0", "i0", "missing1", "i0"}, {"pads"}, first}, {"Pad", {"dets", "pads"}, {"padded"}}, {"Reshape", {"padded", "block"}, {"filled"}},
        {"ScatterND", {"zeros", "firstPicture", "filled"}, {"output0"}},
    };
    constants = {
        protobuftext::floats("w", {6, 3, 1, 1}, std::vector<float>(18, 0)), protobuftext::floats("b", {6}, {1, 2, 3, 4, 5, 6}), integers("head", {3}, {1, 6, 64}), integers("zero", {}, {0}),
        integers("i0", {1}, {0}), integers("i1", {1}, {1}), integers("i2", {1}, {2}), integers("i4", {1}, {4}), integers("i6", {1}, {6}), integers("i01", {2}, {0, 1}),
        integers("last", {1}, {-1}), integers("column", {2}, {-1, 1}), integers("open", {2}, {-1, -1}), integers("ones", {2}, {1, 1}), integers("most", {1}, {INT64_MAX}), integers("limit", {1}, {300}), integers("full", {}, {300}),
        integers("block", {3}, {1, 300, 6}), integers("firstPicture", {1, 1}, {0}), protobuftext::floats("confidence", {}, {0.25f}), protobuftext::floats("side", {}, {64}),
        protobuftext::floats("factor", {}, {0.5f}), protobuftext::floats("iou", {1}, {0.7f}), protobuftext::floats("zeros", {1, 300, 6}, std::vector<float>(1800, 0)),
    };
}

OnnxChoice OnnxChoice::ofCentres()
{
    using namespace protobuftext;
    OnnxChoice onnx;
    onnx.step("box0").outputs = {"centre0"};
    const std::string last = onnxInteger("axis", -1);
    const std::vector<OnnxStep> more = {
        {"Shape", {"centre0"}, {"rowsShape"}}, {"ConstantOfShape", {"rowsShape"}, {"blank"}}, {"Slice", {"centre0", "i0", "i2", "i1", "i1"}, {"xy"}},
        {"Slice", {"centre0", "i2", "i4", "i1", "i1"}, {"wide0"}}, {"Div", {"wide0", "half"}, {"wh"}}, {"Sub", {"xy", "wh"}, {"low"}}, {"Add", {"xy", "wh"}, {"high"}},
        {"Gather", {"rowsShape", "zero"}, {"rowCount"}, onnxInteger("axis", 0)}, {"Range", {"zero", "rowCount", "one"}, {"numbers"}}, {"Reshape", {"numbers", "column"}, {"numberColumn"}},
        {"Add", {"numberColumn", "firstTwo"}, {"both"}}, {"Shape", {"both"}, {"placesShape"}}, {"Expand", {"numberColumn", "placesShape"}, {"rowPlaces"}},
        {"Expand", {"firstTwo", "placesShape"}, {"lowPlaces"}}, {"Expand", {"lastTwo", "placesShape"}, {"highPlaces"}}, {"Unsqueeze", {"rowPlaces", "last"}, {"rowPlaces3"}},
        {"Unsqueeze", {"lowPlaces", "last"}, {"lowPlaces3"}}, {"Unsqueeze", {"highPlaces", "last"}, {"highPlaces3"}}, {"Concat", {"rowPlaces3", "lowPlaces3"}, {"lowIndex"}, last},
        {"Concat", {"rowPlaces3", "highPlaces3"}, {"highIndex"}, last}, {"ScatterND", {"blank", "lowIndex", "low"}, {"written"}}, {"ScatterND", {"written", "highIndex", "high"}, {"box0"}},
    };
    onnx.steps.insert(onnx.steps.end(), more.begin(), more.end());
    onnx.constants.insert(onnx.constants.end(), {protobuftext::floats("half", {}, {2}), integers("one", {}, {1}), integers("firstTwo", {2}, {0, 1}), integers("lastTwo", {2}, {2, 3})});
    return onnx;
}

OnnxStep &OnnxChoice::step(std::string_view output)
{
    return need(steps, [&](const OnnxStep &step) { return step.outputs.front() == output; }, output);
}

protobuftext::OnnxTensorText &OnnxChoice::constant(std::string_view name)
{
    return need(constants, [&](const protobuftext::OnnxTensorText &tensor) { return tensor.name == name; }, name);
}

std::string OnnxChoice::text() const
{
    using namespace protobuftext;
    std::string graph;
    for (const OnnxStep &step : steps)
        graph += bytes(1, onnxNode(step.type, step.inputs, step.outputs, {}, step.attributes));
    graph += bytes(2, "graph");
    for (const OnnxTensorText &tensor : constants)
        graph += bytes(5, onnxTensor(tensor));
    graph += bytes(11, onnxValue("images", {1, 3, 64, 64})) + bytes(12, onnxValue("output0", {1, 300, 6}));
    std::string model = number(1, 8) + bytes(2, "pytorch") + bytes(7, graph) + bytes(8, number(2, 18));
    for (const auto &[key, value] : std::vector<std::pair<std::string, std::string>>{{"task", "detect"}, {"stride", "32"}, {"imgsz", "[64, 64]"}, {"names", "{0: 'a', 1: 'b'}"}, {"args", "{'nms': True}"}})
        model += bytes(14, bytes(1, key) + bytes(2, value));
    return model;
}

}  // namespace lineside::test
