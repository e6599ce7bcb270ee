// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/graphcheck.h"

#include "weights/gridcheck.h"
#include "weights/indexlimit.h"

#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <variant>

namespace lineside {

namespace {

constexpr std::int64_t kMaxElements = std::int64_t{1} << 31;

/// -1 where the shape is none.
std::int64_t elements(const std::vector<std::int64_t> &shape) noexcept
{
    std::int64_t n = 1;
    for (const std::int64_t side : shape) {
        if (side < 0 || (side > 0 && n > kMaxElements / side))
            return -1;
        n *= side;
    }
    return n;
}

bool isWhole(const ConstTensor &tensor) noexcept
{
    return tensor.data && elements(tensor.shape) == static_cast<std::int64_t>(tensor.data->size()) && !tensor.data->empty();
}

bool isWhole(const Conv2dOp &op) noexcept
{
    if (!isWhole(op.weight) || op.weight.shape.size() != 4 || op.groups < 1)
        return false;
    const std::int64_t outputs = op.weight.shape[0];
    const bool biasFits = !op.bias.data || (isWhole(op.bias) && op.bias.shape == std::vector<std::int64_t>{outputs});
    return biasFits && outputs % op.groups == 0 && op.strideH > 0 && op.strideW > 0 && op.padH >= 0 && op.padW >= 0
        && op.dilationH > 0 && op.dilationW > 0;
}

template <class Op>
bool hasSaneNumbers(const Op &op) noexcept
{
    if constexpr (std::is_same_v<Op, Conv2dOp>)
        return isWhole(op);
    else if constexpr (std::is_same_v<Op, MaxPool2dOp> || std::is_same_v<Op, AvgPool2dOp>)
        return op.kernel > 0 && op.stride > 0 && op.pad >= 0 && 2 * op.pad <= op.kernel;
    else if constexpr (std::is_same_v<Op, UpsampleNearestOp>)
        return op.factor > 0 && op.factor <= 16;
    else if constexpr (std::is_same_v<Op, ScaleShiftOp>)
        return isWhole(op.scale) && isWhole(op.shift);
    else if constexpr (std::is_same_v<Op, ConstantOp>)
        return isWhole(op.value);
    else if constexpr (std::is_same_v<Op, ClipOp>)
        return op.least <= op.most;
    else if constexpr (std::is_same_v<Op, FakeQuantizeOp>)
        return isGrid(op);
    else if constexpr (std::is_same_v<Op, TopKOp>)
        return op.count > 0;
    else if constexpr (std::is_same_v<Op, IndexDivOp>)
        return op.divisor > 0 && op.divisor <= kMaxIndex;
    else
        return true;
}

template <class Op>
bool takes(std::size_t inputs) noexcept
{
    constexpr bool two = std::is_same_v<Op, AddOp> || std::is_same_v<Op, SubOp> || std::is_same_v<Op, MulOp>
        || std::is_same_v<Op, DivOp> || std::is_same_v<Op, MatMulOp> || std::is_same_v<Op, GatherOp>;
    if constexpr (std::is_same_v<Op, ConcatOp>)
        return inputs >= 1;
    else if constexpr (std::is_same_v<Op, ConstantOp>)
        return inputs == 0;
    else
        return inputs == (two ? 2 : 1);
}

}  // namespace

std::string nodeText(const NetworkSpec &spec, std::size_t node)
{
    const std::string number = "node " + std::to_string(node);
    const std::string &name = spec.nodes[node].name;
    return name.empty() ? number : name + " (" + number + ")";
}

Result<void> checkGraph(const NetworkSpec &spec)
{
    const auto refuse = [&](std::size_t node, const char *why) {
        return Error{ErrorCode::Unsupported, nodeText(spec, node) + ": " + why};
    };
    std::vector<std::int64_t> limits{0}, own;  // by value: whether it holds indices
    for (std::size_t k = 0; k < spec.nodes.size(); ++k) {
        const Node &node = spec.nodes[k];
        const auto made = static_cast<ValueId>(k);  // values 0 … k exist when node k runs
        if (std::any_of(node.inputs.begin(), node.inputs.end(), [made](ValueId v) { return v < 0 || v > made; }))
            return refuse(k, "uses a value that is not made yet");
        const bool arity = std::visit([&](const auto &op) { return takes<std::decay_t<decltype(op)>>(node.inputs.size()); }, node.op);
        if (!arity)
            return refuse(k, "wrong number of inputs");
        if (!std::visit([](const auto &op) { return hasSaneNumbers(op); }, node.op))
            return refuse(k, "sizes contradict each other");
        own.clear();
        for (const ValueId input : node.inputs)
            own.push_back(limits[static_cast<std::size_t>(input)]);
        const auto limit = indexLimit(node.op, own, kMaxIndex);
        if (!limit)
            return refuse(k, "takes indices for numbers, or numbers for indices");
        limits.push_back(*limit);
    }
    if (spec.output < 1 || static_cast<std::size_t>(spec.output) > spec.nodes.size())
        return Error{ErrorCode::Unsupported, "the network has no output"};
    if (limits[static_cast<std::size_t>(spec.output)] > 0)
        return Error{ErrorCode::Unsupported, "the output holds indices"};
    if (spec.info.inputWidth < 1 || spec.info.inputHeight < 1)
        return Error{ErrorCode::Unsupported, "the network has no input size"};
    return {};
}

}  // namespace lineside
