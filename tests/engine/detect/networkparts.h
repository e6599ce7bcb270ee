// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/networkspec.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

/// Small networks put together by hand.
namespace lineside::test {

inline ConstTensor tensor(std::vector<std::int64_t> shape, std::vector<float> data)
{
    return {std::move(shape), std::make_shared<const FloatArray>(std::move(data))};
}

/// Of the nodes in order, square, with two labels; the last makes its output.
inline NetworkSpec network(std::vector<Node> nodes, int side = 2)
{
    NetworkSpec spec;
    spec.info.inputWidth = spec.info.inputHeight = side;
    spec.info.labels = {"Bottle", "Cap"};
    spec.nodes = std::move(nodes);
    spec.output = static_cast<ValueId>(spec.nodes.size());
    return spec;
}

}  // namespace lineside::test
