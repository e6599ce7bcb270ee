// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/irchoice.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace lineside::test {
namespace {

template <class List>
auto find(List &list, std::string_view name)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const auto &entry) { return entry.name == name; });
    if (found == list.end())
        throw std::logic_error("nothing called " + std::string(name));
    return found;
}

}  // namespace

IrChoice::IrChoice()
{
    const std::string ordinary = R"(special_zero="true")", plain = R"(auto_broadcast="numpy")";
    std::vector<std::int64_t> all(1800);
    std::iota(all.begin(), all.end(), 0);
    constants = {
        {"w", {6, 3, 1, 1}, {}, std::vector<float>(18, 0)}, {"b", {1, 6, 1, 1}, {}, {1, 2, 3, 4, 5, 6}}, {"head", {3}, {1, 6, 64}}, {"turn", {3}, {0, 2, 1}},
        {"zero", {}, {0}}, {"one", {}, {1}}, {"two", {}, {2}}, {"lengths", {3}, {4, 2, 0}}, {"last", {1}, {-1}}, {"i0", {1}, {0}}, {"i1", {1}, {1}}, {"i2", {1}, {2}}, {"i4", {1}, {4}},
        {"i01", {2}, {0, 1}}, {"column", {2}, {-1, 1}}, {"keepColumn", {2}, {0, 1}}, {"open", {1}, {-1}}, {"row3", {3}, {1, -1, 4}}, {"most", {1}, {std::numeric_limits<std::int32_t>::max()}}, {"limit", {1}, {300}},
        {"full", {}, {300}}, {"pair", {2}, {1, 2}}, {"list", {1}, {1800}}, {"block", {3}, {1, 300, 6}}, {"places0", {1800, 1}, all}, {"confidence", {1}, {}, {0.25f}}, {"side", {}, {}, {64}},
        {"factor", {1, 1}, {}, {0.5f}}, {"iou", {}, {}, {0.7f}}, {"least", {}, {}, {std::numeric_limits<float>::lowest()}}, {"nothing", {}, {}, {0}},
        {"zeros", {1800}, {}, std::vector<float>(1800, 0)},
    };
    steps = {
        {"conv", "Convolution", {"x", "w"}, R"(strides="8, 8" dilations="1, 1" pads_begin="0, 0" pads_end="0, 0")"}, {"maps", "Add", {"conv", "b"}, plain},
        {"raw", "Reshape", {"maps", "head"}, ordinary}, {"pred", "Transpose", {"raw", "turn"}}, {"parts", "VariadicSplit", {"pred", "two", "lengths"}, {}, 3},
        {"box", "Gather", {"parts:0", "zero", "zero"}}, {"best", "ReduceMax", {"parts:1", "last"}, R"(keep_dims="false")"}, {"score", "Gather", {"best", "zero", "zero"}},
        {"mask", "Greater", {"score", "confidence"}, plain}, {"where", "NonZero", {"mask"}, R"(output_type="i64")"}, {"places", "Reshape", {"where", "column"}, ordinary},
        {"box0", "GatherND", {"box", "places"}, R"(batch_dims="0")"}, {"small", "Divide", {"box0", "side"}, R"(auto_broadcast="numpy" m_pythondiv="true")"},
        {"nmsbox", "Multiply", {"small", "factor"}, plain}, {"corners", "Slice", {"nmsbox", "i0", "i4", "i1", "i1"}},
        {"top", "TopK", {"parts:1", "one"}, R"(axis="-1" mode="max" sort="none" index_element_type="i64")", 2}, {"classes", "Squeeze", {"top:1", "last"}},
        {"cls", "Gather", {"classes", "zero", "zero"}}, {"cls0", "GatherND", {"cls", "places"}, R"(batch_dims="0")"}, {"clsColumn", "Reshape", {"cls0", "keepColumn"}, ordinary},
        {"counted", "ShapeOf", {"cls0"}}, {"wide", "Concat", {"counted", "i4"}, R"(axis="0")"}, {"offset", "Broadcast", {"clsColumn", "wide"}, R"(mode="bidirectional")"},
        {"offsetFloat", "Convert", {"offset"}, R"(destination_type="f32")"}, {"moved", "Multiply", {"offsetFloat", "factor"}, plain}, {"offbox", "Add", {"corners", "moved"}, plain},
        {"offbox3", "Reshape", {"offbox", "row3"}, R"(special_zero="false")"}, {"score0", "GatherND", {"score", "places"}, R"(batch_dims="0")"}, {"score3", "Unsqueeze", {"score0", "i01"}},
        {"triples", "NonMaxSuppression", {"offbox3", "score3", "most", "iou", "least"}, R"(box_encoding="corner" sort_result_descending="true" output_type="i64")", 3, "opset9"},
        {"third", "Gather", {"triples", "i2", "one"}}, {"kept", "Squeeze", {"third", "one"}}, {"keep64", "Slice", {"kept", "i0", "limit", "i1", "i0"}},
        {"keep32", "Convert", {"keep64"}, R"(destination_type="i32")"}, {"keep", "Convert", {"keep32"}, R"(destination_type="u32")"}, {"keptBox", "Gather", {"box0", "keep", "zero"}},
        {"keptScore", "Gather", {"score0", "keep", "zero"}}, {"scoreColumn", "Reshape", {"keptScore", "column"}}, {"keptClass", "Gather", {"cls0", "keep", "zero"}},
        {"classColumn", "Reshape", {"keptClass", "column"}}, {"classFloat", "Convert", {"classColumn"}, R"(destination_type="f32")"},
        {"dets", "Concat", {"keptBox", "scoreColumn", "classFloat"}, R"(axis="-1")"}, {"flat", "Reshape", {"dets", "open"}}, {"size", "ShapeOf", {"dets"}},
        {"rows", "Gather", {"size", "zero", "zero"}}, {"missing", "Subtract", {"full", "rows"}, plain}, {"missing1", "Unsqueeze", {"missing", "zero"}}, {"columns", "Gather", {"size", "i1", "zero"}},
        {"more", "Multiply", {"missing1", "columns"}, plain}, {"pads", "Concat", {"i0", "more"}, R"(axis="0")"}, {"padPairs", "Reshape", {"pads", "pair"}},
        {"sides", "Split", {"padPairs", "one"}, R"(num_splits="2")", 2}, {"begins", "Squeeze", {"sides:0", "one"}}, {"ends", "Squeeze", {"sides:1", "one"}},
        {"padded", "Pad", {"flat", "begins", "ends", "nothing"}, R"(pad_mode="constant")"}, {"filled", "Reshape", {"padded", "list"}},
        {"written", "ScatterNDUpdate", {"zeros", "places0", "filled"}}, {"picture", "Reshape", {"written", "block"}}, {"output0", "Slice", {"picture", "i0", "i1", "i1", "i0"}},
    };
}

IrChoice IrChoice::ofCentres()
{
    IrChoice ir;
    ir.step("box0").name = "centre0";
    ir.constants.insert(ir.constants.end(), {{"fours", {2}, {-1, 4}}, {"end", {1}, {std::numeric_limits<std::int64_t>::max()}}, {"half", {1, 1}, {}, {2}}});
    const std::vector<IrStep> more = {
        {"shape32", "ShapeOf", {"centre0"}, R"(output_type="i32")"}, {"blank", "Broadcast", {"nothing", "shape32"}, R"(mode="numpy")"}, {"blankFlat", "Reshape", {"blank", "open"}},
        {"shape64", "Convert", {"shape32"}, R"(destination_type="i64")"}, {"total", "ReduceProd", {"shape64", "zero"}, R"(keep_dims="false")"},
        {"numbers", "Range", {"zero", "total", "one"}, R"(output_type="i64")"}, {"table", "Reshape", {"numbers", "fours"}, R"(special_zero="true")"},
        {"lowPlaces", "Slice", {"table", "i0", "i2", "i1", "i1"}}, {"lowIndex", "Reshape", {"lowPlaces", "column"}}, {"highPlaces", "Slice", {"table", "i2", "end", "i1", "i1"}},
        {"highIndex", "Reshape", {"highPlaces", "column"}}, {"xy", "Slice", {"centre0", "i0", "i2", "i1", "i1"}}, {"wide0", "Slice", {"centre0", "i2", "end", "i1", "i1"}},
        {"wh", "Divide", {"wide0", "half"}, R"(m_pythondiv="true")"}, {"low", "Subtract", {"xy", "wh"}}, {"high", "Add", {"xy", "wh"}}, {"lowFlat", "Reshape", {"low", "open"}},
        {"highFlat", "Reshape", {"high", "open"}}, {"once", "ScatterNDUpdate", {"blankFlat", "lowIndex", "lowFlat"}}, {"twice", "ScatterNDUpdate", {"once", "highIndex", "highFlat"}},
        {"box0", "Reshape", {"twice", "fours"}, R"(special_zero="true")"},
    };
    ir.steps.insert(find(ir.steps, "small"), more.begin(), more.end());
    return ir;
}

IrStep &IrChoice::step(std::string_view name)
{
    return *find(steps, name);
}

IrNumbers &IrChoice::constant(std::string_view name)
{
    return *find(constants, name);
}

void IrChoice::insertBefore(std::string_view name, IrStep step)
{
    steps.insert(find(steps, name), std::move(step));
}

std::string IrChoice::zip() const
{
    IrText ir;
    ir.parameter("x", {1, 3, 64, 64});
    for (const IrNumbers &numbers : constants) {
        const bool whole = !numbers.integers.empty();
        const void *data = whole ? static_cast<const void *>(numbers.integers.data()) : numbers.floats.data();
        const std::string_view bytes(static_cast<const char *>(data), whole ? numbers.integers.size() * sizeof(std::int64_t) : numbers.floats.size() * sizeof(float));
        ir.constant(numbers.name, numbers.shape, whole ? "i64" : "f32", bytes);
    }
    for (const IrStep &step : steps)
        ir.layer(step.name, step.type, step.sources, step.data, std::vector<IrText::Sizes>(step.outputs), step.opset);
    ir.result("output0");
    return ir.zip();
}

}  // namespace lineside::test
