// SPDX-License-Identifier: GPL-3.0-or-later
// Files that choose their boxes themselves, nearly in the well-known way: taken for it, they would judge otherwise than their maker's program.
#include "engine/weights/choicetext.h"
#include "engine/weights/irchoice.h"
#include "hostile/hostilefiles.h"

#include <limits>

namespace lineside::test {
namespace {

using enum RefusalReason;

struct Exchange {
    const char *name, *from, *to;
};

HostileKind scripts(const std::string &name, std::vector<Exchange> all, const std::function<std::string()> &program = scriptChoice)
{
    return {"choice of boxes: " + name, "", {BoxChoice, UnsupportedLayer, Corrupt}, [all, program](Random &) {
                HostileFiles files;
                for (const Exchange &exchange : all)
                    files.push_back({exchange.name, scriptArchive(exchanged(program(), exchange.from, exchange.to))});
                return files;
            }};
}

HostileKind writes(std::vector<const char *> all)
{
    return {"TorchScript: writes through views that overlap", "", {UnsupportedLayer, Corrupt}, [all](Random &) {
                HostileFiles files;
                for (const char *line : all)
                    files.push_back({line, scriptArchive("    a = torch.slice(y, 1, 0, 4)\n    b = torch.slice(y, 1, 2, 6)\n    " + std::string(line) + "\n    return torch.flatten(y, 2)\n")});
                return files;
            }};
}

HostileFiles graphs(Random &)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    HostileFiles files;
    const auto add = [&](const char *name, const std::function<void(OnnxChoice &)> &change) {
        OnnxChoice onnx;
        change(onnx);
        files.push_back({name, onnx.text()});
    };
    const auto number = [](const char *name, float value) { return protobuftext::floats(name, {1}, {value}); };
    add("an overlap of 1.5", [&](auto &o) { o.constant("iou") = number("iou", 1.5f); });
    add("an overlap that is none", [&](auto &o) { o.constant("iou") = number("iou", nan); });
    add("an endless overlap", [&](auto &o) { o.constant("iou") = number("iou", infinity); });
    add("a score that is none", [&](auto &o) { o.constant("confidence") = protobuftext::floats("confidence", {}, {nan}); });
    add("an endless score", [&](auto &o) { o.constant("confidence") = protobuftext::floats("confidence", {}, {infinity}); });
    add("a score below an endless one", [&](auto &o) { o.constant("confidence") = protobuftext::floats("confidence", {}, {-infinity}); });
    add("a second score that is none", [&](auto &o) {
        o.steps.insert(o.steps.begin(), {"Div", {"nothing", "nothing"}, {"none"}});
        o.constants.push_back(number("nothing", 0));
        o.step("triples").inputs.push_back("none");
    });
    add("10^12 boxes", [&](auto &o) {
        o.constant("limit") = protobuftext::integers("limit", {1}, {1'000'000'000'000});
        o.constant("full") = protobuftext::integers("full", {}, {1'000'000'000'000});
        o.constant("block") = protobuftext::integers("block", {3}, {1, 1'000'000'000'000, 6});
    });
    add("a negative number of boxes", [&](auto &o) { o.constant("limit") = protobuftext::integers("limit", {1}, {-1}); });
    add("no boxes a class", [&](auto &o) { o.constant("most") = protobuftext::integers("most", {1}, {0}); });
    add("boxes from elsewhere", [&](auto &o) {
        o.steps.insert(o.steps.begin() + 3, {"Slice", {"pred", "i2", "i6", "i2"}, {"others"}});
        o.steps.insert(o.steps.begin() + 4, {"Gather", {"others", "zero"}, {"other"}, protobuftext::onnxInteger("axis", 0)});
        o.step("small").inputs[0] = "elsewhere";
        o.steps.push_back({"GatherND", {"other", "places"}, {"elsewhere"}});
    });
    add("scores from elsewhere", [&](auto &o) {
        o.step("score3").inputs[0] = "elsewhere";
        o.steps.push_back({"Slice", {"box0", "i0", "i1", "i1"}, {"column0"}});
        o.steps.push_back({"Squeeze", {"column0", "i1"}, {"elsewhere"}});
    });
    add("the class of another choice", [&](auto &o) { o.step("classes").inputs[0] = "boxes"; });
    add("swapped corners", [&](auto &o) {
        o.step("dets").inputs[0] = "swapped";
        o.steps.push_back({"Slice", {"keptBox", "i2", "i4", "i1"}, {"high"}});
        o.steps.push_back({"Slice", {"keptBox", "i0", "i2", "i1"}, {"low"}});
        o.steps.push_back({"Concat", {"high", "low"}, {"swapped"}, protobuftext::onnxInteger("axis", 1)});
    });
    add("the score before the box", [&](auto &o) { o.step("dets").inputs = {"scoreColumn", "keptBox", "classFloat"}; });
    add("a class that is calculated", [&](auto &o) { o.step("dets").inputs[2] = "anew"; o.steps.push_back({"Add", {"classFloat", "side"}, {"anew"}}); });
    add("a number of boxes for a score", [&](auto &o) { o.step("mask").inputs[1] = "count"; });
    add("places of places", [&](auto &o) { o.step("where").inputs[0] = "places"; });
    add("all rows again", [&](auto &o) { o.step("keptBox").inputs[0] = "box"; });
    add("the lowest comparison", [&](auto &o) { o.step("mask").type = "Less"; });
    add("classes that lie on each other", [&](auto &o) { o.step("moved").inputs[1] = "little"; o.constants.push_back(number("little", 1e-20f)); });
    return files;
}

HostileFiles graphsOfCentres(Random &)
{
    HostileFiles files;
    const auto add = [&](const char *name, const std::function<void(OnnxChoice &)> &change) {
        OnnxChoice onnx = OnnxChoice::ofCentres();
        change(onnx);
        files.push_back({name, onnx.text()});
    };
    const auto integers = [](const char *name, std::int64_t a, std::int64_t b) { return protobuftext::integers(name, {2}, {a, b}); };
    add("10^12 columns", [&](auto &o) { o.constant("lastTwo") = integers("lastTwo", 2, 1'000'000'000'000); });
    add("the least column", [&](auto &o) { o.constant("lastTwo") = integers("lastTwo", INT64_MIN, 3); });
    add("the largest column", [&](auto &o) { o.constant("firstTwo") = integers("firstTwo", 0, INT64_MAX); });
    add("one column twice", [&](auto &o) { o.constant("firstTwo") = integers("firstTwo", 1, 1); });
    add("10^6 columns", [](auto &o) {
        o.constant("firstTwo") = protobuftext::integers("firstTwo", {1'000'000}, std::vector<std::int64_t>(1'000'000, 0));
    });
    add("rows of rows", [](auto &o) { o.step("numberColumn").inputs[0] = "squares"; o.steps.push_back({"Mul", {"numbers", "numbers"}, {"squares"}}); });
    add("a range of steps of nothing", [](auto &o) { o.constant("one") = protobuftext::integers("one", {}, {0}); });
    add("a range up to the square", [](auto &o) { o.step("numbers").inputs[1] = "square"; o.steps.push_back({"Mul", {"rowCount", "rowCount"}, {"square"}}); });
    add("a range from the number of boxes", [](auto &o) { o.step("numbers").inputs = {"rowCount", "i4", "one"}; });
    add("the sizes for the rows", [](auto &o) { o.step("blank").inputs[0] = "rowCount"; });
    add("a shape of both", [](auto &o) { o.step("blank").inputs[0] = "twice"; o.steps.push_back({"Concat", {"rowsShape", "rowsShape"}, {"twice"}, protobuftext::onnxInteger("axis", 0)}); });
    add("the boxes for the places", [](auto &o) { o.step("written").inputs[1] = "low"; });
    add("the places for the boxes", [](auto &o) { o.step("written").inputs[2] = "lowIndex"; });
    add("row numbers for the boxes", [](auto &o) { o.step("keptBox").inputs[0] = "rowPlaces"; });
    return files;
}

HostileFiles models(Random &)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
    HostileFiles files;
    const auto add = [&](const char *name, const std::function<void(IrChoice &)> &change) {
        IrChoice ir;
        change(ir);
        files.push_back({name, ir.zip()});
    };
    add("an overlap that is none", [](auto &ir) { ir.constant("iou").floats = {nan}; });
    add("an endless overlap", [](auto &ir) { ir.constant("iou").floats = {infinity}; });
    add("an endless score", [](auto &ir) { ir.constant("confidence").floats = {infinity}; });
    add("a score below an endless one", [](auto &ir) { ir.constant("confidence").floats = {-infinity}; });
    add("an endless second score", [](auto &ir) { ir.constant("least").floats = {infinity}; });
    add("two overlaps", [](auto &ir) { ir.constant("iou") = {"iou", {2}, {}, {0.5f, 0.7f}}; });
    add("10^12 rows", [](auto &ir) { ir.constant("full").integers = {1'000'000'000'000}; ir.constant("limit").integers = {1'000'000'000'000}; ir.constant("list").integers = {6'000'000'000'000}; });
    add("a negative number of boxes", [](auto &ir) { ir.constant("most").integers = {-1}; });
    add("no boxes", [](auto &ir) { ir.constant("limit").integers = {0}; });
    add("softly", [](auto &ir) { ir.constants.push_back({"sigma", {}, {}, {1}}); ir.step("triples").sources.push_back("sigma"); });
    add("by centre", [](auto &ir) { ir.step("triples").data = R"(box_encoding="center")"; });
    add("by an unknown encoding", [](auto &ir) { ir.step("triples").data = R"(box_encoding="")"; });
    add("without overlap and score", [](auto &ir) { ir.step("triples").sources.resize(2); });
    add("of nothing", [](auto &ir) { ir.step("triples").sources.clear(); });
    add("of its own scores", [](auto &ir) { ir.step("third").sources[0] = "triples:1"; });
    add("of its own count", [](auto &ir) { ir.step("third").sources[0] = "triples:2"; });
    add("places for a shape", [](auto &ir) { ir.step("places").sources[1] = "where"; });
    add("places in 10^12 rows", [](auto &ir) { ir.constant("column").integers = {-1, 1'000'000'000'000}; });
    add("a shape that keeps what is not there", [](auto &ir) { ir.constant("row3").integers = {0, 0, 0}; ir.step("offbox3").data = R"(special_zero="true")"; });
    add("10^12 parts", [](auto &ir) { ir.step("sides").data = R"(num_splits="1000000000000")"; });
    add("parts along the boxes", [](auto &ir) { ir.insertBefore("flat", {"half", "Split", {"dets", "zero"}, R"(num_splits="2")", 2}); ir.step("flat").sources[0] = "half:0"; });
    add("pads that are taken away", [](auto &ir) { ir.constant("i0").integers = {-1}; });
    add("written over one row", [](auto &ir) { ir.constant("places0").integers.assign(1800, 0); });
    add("written beyond the end", [](auto &ir) { ir.constant("places0").integers.back() = 1800; });
    add("the product of nothing", [](auto &ir) { ir.insertBefore("missing", {"all", "ReduceProd", {"size", "zero"}}); ir.step("missing").sources[1] = "all"; });
    return files;
}

}  // namespace

HostileKinds choiceKinds()
{
    HostileKinds all = {
        scripts("other scores", {{"not below", "torch.gt(", "torch.ge("}, {"below", "torch.gt(", "torch.lt("}, {"not at", "torch.gt(", "torch.ne("}, {"of a corner", "torch.select(best, 0, 0)", "torch.select(torch.select(boxes, 2, 0), 0, 0)"},
                                 {"negative", "mask = torch.gt(score, ", "mask = torch.gt(torch.neg(score), "}, {"of one class", "torch.max(scores, -1)", "torch.max(torch.slice(scores, 2, 0, 1), -1)\n    best, _9, = torch.max(boxes, -1)"},
                                 {"two thresholds", "torch.index(score, [mask])", "torch.index(score, [torch.gt(score, 0.5)])"}}),
        scripts("impossible numbers", {{"a score of nan", "score, 0.25", "score, torch.div(torch.zeros([]), 0)"}, {"a score of 1e300", "score, 0.25", "score, 1e300"}, {"a negative score", "score, 0.25", "score, -0.25"}, {"an overlap of 2", "0.69999999999999996", "2."},
                                       {"an overlap of -1", "0.69999999999999996", "-1."}, {"an overlap of nothing", "0.69999999999999996", "None"}, {"10^12 boxes", "0, 0, 300)", "0, 0, 1000000000000)"}, {"10^12 rows", "n, 300", "n, 1000000000000"},
                                       {"the largest number of rows", "n, 300", "n, 9223372036854775807"}, {"less than no rows", "n, 300", "n, -300"}, {"no limit", "0, 0, 300)", "0, 0, 9223372036854775807)"}, {"a limit of none", "0, 0, 300)", "0, 0, 0)"}}),
        scripts("boxes and rows from elsewhere", {{"boxes of the whole head", "nmsbox = torch.clone(box0)", "nmsbox = torch.slice(torch.index(torch.select(pred, 0, 0), [mask]), 1, 2, 6)"}, {"boxes that are all the same", "nmsbox = torch.clone(box0)", "nmsbox = torch.sub(box0, box0)"},
                                                  {"boxes turned over", "nmsbox = torch.clone(box0)", "nmsbox = torch.mul(box0, -1)"}, {"boxes of no size", "nmsbox = torch.clone(box0)", "nmsbox = torch.mul(box0, 1e-30)"}, {"boxes that were moved by the score", "nmsbox = torch.clone(box0)", "nmsbox = torch.add(box0, torch.expand(torch.view(score0, [-1, 1]), [int(ops.prim.NumToTensor(torch.size(cls0, 0))), 4]))"},
                                                  {"swapped corners", "[torch.index(box0, [keep]), ", "[torch.slice(torch.index(box0, [keep]), 1, 2, 4), torch.slice(torch.index(box0, [keep]), 1, 0, 2), "}, {"swapped columns", "dets = torch.cat(_4, -1)", "dets = torch.cat([_4[1], _4[0], _4[2]], -1)"},
                                                  {"a raised score", "torch.view(torch.index(score0, [keep]), [-1, 1])", "torch.add(torch.view(torch.index(score0, [keep]), [-1, 1]), 0.5)"}, {"another class", "torch.to(torch.view(torch.index(cls0, [keep]), [-1, 1]), 6)", "torch.rsub(torch.to(torch.view(torch.index(cls0, [keep]), [-1, 1]), 6), 1)"},
                                                  {"boxes beside the chosen", "torch.index(box0, [keep])", "torch.index(box, [keep])"}, {"chosen and not compared", "torch.index(more0, [keep])]", "torch.index(more0, [keep])]\n    _4 = [box0, torch.view(score0, [-1, 1]), torch.to(torch.view(cls0, [-1, 1]), 6)]"}}),
        scripts("another way of choosing", {{"a loop", "keep = torch.slice(", "for i in range(3):\n      y1 = y\n    keep = torch.slice("}, {"a condition", "keep = torch.slice(", "if bool(n):\n      y1 = y\n    keep = torch.slice("}, {"every second", "0, 0, 300)", "0, 0, 300, 2)"}, {"without the best", "0, 0, 300)", "0, 1, 300)"}, {"backwards", "0, 0, 300)", "0, 0, 300, -1)"},
                                            {"classes that are half apart", "torch.mul(offset, 0.5)", "torch.mul(offset, 0.25)"}, {"classes beyond all numbers", "torch.mul(offset, 0.5)", "torch.mul(offset, 1e30)"}, {"classes that come closer", "torch.mul(offset, 0.5)", "torch.mul(offset, -0.5)"}, {"only one corner moved", "torch.mul(offset, 0.5)", "torch.cat([torch.mul(torch.slice(offset, 1, 0, 1), 0.5), torch.mul(torch.slice(offset, 1, 1, 4), 0.25)], -1)"},
                                            {"a number of boxes in the box", "nmsbox = torch.clone(box0)", "nmsbox = torch.mul(box0, ops.prim.NumToTensor(torch.size(cls0, 0)))"}, {"a number of boxes squared", "torch.rsub(n, 300), c)", "torch.rsub(n, 300), n)"},
                                            {"rows that are added", "torch.copy_(torch.select(out, 0, 0), _6)", "torch.add_(torch.select(out, 0, 0), _6)"}, {"written to half of the rows", "torch.copy_(torch.select(out, 0, 0), _6)", "torch.copy_(torch.slice(torch.select(out, 0, 0), 0, 0, 150), _6)"}}),
        writes({"_0 = torch.copy_(a, b)", "_0 = torch.copy_(b, a)", "_0 = torch.add_(a, b)", "_0 = torch.mul_(torch.slice(a, 1, 0, 2), torch.slice(a, 1, 1, 3))", "_0 = torch.copy_(torch.expand(torch.slice(y, 1, 0, 1), [1, 6, 4, 4]), y)",
                "_0 = torch.mul_(torch.contiguous(a), 2)", "c = torch.reshape(a, [4, 16])\n    _0 = torch.mul_(b, 2)", "_0 = torch.mul_(torch.slice(y, 1, 0, 6, 2), 2)", "_0 = torch.copy_(a, x)", "_0 = torch.copy_(self.weight, self.weight)", "_0 = torch.mul_(self.bias, 0)",
                "_0 = torch.add_(torch.select(y, 1, 9), 1)", "_0 = torch.copy_(a, None)", "_0 = torch.copy_(3, a)"}),
        scripts("corners that are written", {{"into classes", "low = torch.copy_(torch.slice(box0, 1, 0, 2)", "low = torch.copy_(cls0"}, {"from the picture", "torch.sub(xy, wh)", "x"}, {"from memory of nothing", "torch.sub(xy, wh)", "torch.empty_like(xy)"},
                                             {"into themselves", "torch.sub(xy, wh)", "torch.slice(box0, 1, 1, 3)"}, {"over all columns", "torch.slice(box0, 1, 0, 2), torch.sub(xy, wh)", "box0, torch.sub(xy, wh)"}, {"into a row", "torch.slice(box0, 1, 0, 2)", "torch.select(box0, 0, 0)"},
                                             {"beyond the end", "torch.slice(box0, 1, 0, 2)", "torch.slice(box0, 1, 4, 6)"}, {"backwards", "torch.slice(box0, 1, 0, 2)", "torch.slice(box0, 1, 2, 0, -1)"}, {"by addition", "low = torch.copy_(", "low = torch.add_("},
                                             {"without end", "torch.empty_like(centre0", "torch.empty_like(torch.expand(centre0, [-1, 1000000000000])"}, {"of an unknown type", "dtype=6", "dtype=99"}, {"into what was expanded", "torch.slice(box0, 1, 0, 2)", "torch.expand(torch.slice(box0, 1, 0, 1), [-1, 2])"}}, scriptChoiceOfCentres),
        {"ONNX: corners that are nearly written to each row", "", {BoxChoice, UnsupportedLayer, Corrupt, TooMuchWork}, graphsOfCentres},
        {"OpenVINO: choices of boxes that are nearly the well-known one", "", {BoxChoice, UnsupportedLayer, Corrupt, NotFinite}, models},
        {"ONNX: choices of boxes that are nearly the well-known one", "", {BoxChoice, UnsupportedLayer, Corrupt, NotFinite}, graphs},
    };
    return all;
}

}  // namespace lineside::test
