// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/networkcost.h"

#include "weights/graphreplay.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace lineside {
namespace weights {
namespace {

double numbers(const Shape &shape)
{
    return std::accumulate(shape.begin(), shape.end(), 1.0, [](double product, std::int64_t size) { return product * double(size); });
}

}  // namespace

double operationsOf(const Operator &op, std::span<const Shape *const> inputs, const Shape &output)
{
    const double made = numbers(output);
    if (const auto *conv = std::get_if<Conv2dOp>(&op)) {
        const Shape &w = conv->weight.shape;
        return made * double(w[1]) * double(w[2]) * double(w[3]);
    }
    if (const auto *product = std::get_if<MatMulOp>(&op)) {
        const Shape &left = *inputs[0];
        return made * double(left[left.size() - (product->transposeA ? 2 : 1)]);
    }
    if (const auto *pool = std::get_if<MaxPool2dOp>(&op))
        return made * double(pool->kernel) * double(pool->kernel);
    if (const auto *pool = std::get_if<AvgPool2dOp>(&op))
        return made * double(pool->kernel) * double(pool->kernel);
    return std::accumulate(inputs.begin(), inputs.end(), made, [](double most, const Shape *input) { return std::max(most, numbers(*input)); });
}

}  // namespace weights

NetworkCost costOf(const NetworkSpec &network)
{
    const weights::GraphBuilder graph = weights::replay(network);
    const std::size_t values = network.nodes.size() + 1;
    std::vector<std::size_t> lastReader(values);  // by value: the last node that reads it, counted from 1
    std::iota(lastReader.begin(), lastReader.end(), std::size_t(0));
    for (std::size_t k = 1; k < values; ++k) {
        for (const ValueId input : network.nodes[k - 1].inputs)
            lastReader[std::size_t(input)] = k;
    }
    lastReader[std::size_t(network.output)] = values;

    std::vector<std::uint64_t> dying(values + 1);  // by node: bytes that nobody reads after it
    NetworkCost cost;
    cost.operations = graph.operations();
    std::uint64_t kept = 0;
    for (std::size_t k = 0; k < values; ++k) {
        const std::uint64_t bytes = std::uint64_t(weights::numbers(graph.shape(ValueId(k)))) * sizeof(float);
        kept += bytes;
        dying[lastReader[k]] += bytes;
        cost.valueBytes = std::max(cost.valueBytes, kept);
        kept -= dying[k];
    }
    return cost;
}

}  // namespace lineside
