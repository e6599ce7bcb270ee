// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/indexlimit.h"

#include <algorithm>
#include <type_traits>

namespace lineside {
namespace {

template <class Op>
constexpr bool kMovesOnly = std::is_same_v<Op, ConcatOp> || std::is_same_v<Op, SliceOp> || std::is_same_v<Op, ReshapeOp>
    || std::is_same_v<Op, TransposeOp> || std::is_same_v<Op, ExpandOp>;

}  // namespace

std::optional<std::int64_t> indexLimit(const Operator &op, std::span<const std::int64_t> inputs, std::int64_t axisLength)
{
    const auto isIndex = [](std::int64_t limit) { return limit > 0; };
    const bool none = std::none_of(inputs.begin(), inputs.end(), isIndex);
    const bool all = !inputs.empty() && std::all_of(inputs.begin(), inputs.end(), isIndex);
    return std::visit([&](const auto &own) -> std::optional<std::int64_t> {
        using Op = std::decay_t<decltype(own)>;
        if constexpr (std::is_same_v<Op, TopKOp>) {
            return none && axisLength > 0 && axisLength <= kMaxIndex ? std::optional(axisLength) : std::nullopt;
        } else if constexpr (std::is_same_v<Op, GatherOp>) {
            return inputs.size() == 2 && inputs[1] > 0 && inputs[1] <= axisLength ? std::optional(inputs[0]) : std::nullopt;
        } else if constexpr (std::is_same_v<Op, IndexDivOp>) {
            if (!all || own.divisor < 1)
                return std::nullopt;
            return own.remainder ? std::min(inputs[0], own.divisor) : (inputs[0] - 1) / own.divisor + 1;
        } else if constexpr (std::is_same_v<Op, IndexToFloatOp>) {
            return all ? std::optional<std::int64_t>(0) : std::nullopt;
        } else if constexpr (kMovesOnly<Op>) {
            return none ? std::optional<std::int64_t>(0) : all ? std::optional(*std::max_element(inputs.begin(), inputs.end())) : std::nullopt;
        } else {
            return none ? std::optional<std::int64_t>(0) : std::nullopt;
        }
    }, op);
}

}  // namespace lineside
