// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/detect/executornetworks.h"

#include "engine/detect/networkparts.h"

#include <cmath>
#include <utility>

namespace lineside::test {

namespace {

/// Numbers between -scale and scale, always the same.
ConstTensor scattered(std::vector<std::int64_t> shape, float scale, std::uint32_t seed)
{
    std::int64_t count = 1;
    for (const auto side : shape)
        count *= side;
    std::vector<float> data(static_cast<std::size_t>(count));
    for (float &value : data) {
        seed = seed * 1664525u + 1013904223u;
        value = scale * (static_cast<float>(seed >> 8) / static_cast<float>(1u << 23) - 1);
    }
    return tensor(std::move(shape), std::move(data));
}

Conv2dOp convolution(std::int64_t out, std::int64_t in, std::int64_t kernel, int stride, Activation activation, std::uint32_t seed)
{
    Conv2dOp op;
    op.weight = scattered({out, in, kernel, kernel}, 1.5f / std::sqrt(static_cast<float>(in * kernel * kernel)), seed);
    op.bias = scattered({out}, .2f, seed + 1);
    op.strideH = op.strideW = stride;
    op.padH = op.padW = static_cast<int>(kernel / 2);
    op.activation = activation;
    return op;
}

}  // namespace

NetworkSpec smallDetector(int width, int height)
{
    const int cells = (width / 4) * (height / 4);
    NetworkSpec spec = network({
        {convolution(8, 3, 3, 2, Activation::SiLU, 1), {0}, "stem"},          // 1
        {convolution(16, 8, 3, 2, Activation::SiLU, 2), {1}, "down"},         // 2
        {SliceOp{1, 0, 8}, {2}, ""},                                          // 3
        {SliceOp{1, 8, 16}, {2}, ""},                                         // 4
        {convolution(8, 8, 3, 1, Activation::SiLU, 3), {4}, "bottleneck"},    // 5
        {AddOp{}, {4, 5}, ""},                                                // 6
        {MaxPool2dOp{5, 1, 2}, {6}, ""},                                      // 7
        {ConcatOp{1}, {3, 4, 6, 7}, ""},                                      // 8: 32 channels
        {convolution(16, 32, 1, 1, Activation::SiLU, 4), {8}, "join"},        // 9
        {convolution(4, 16, 1, 1, Activation::None, 5), {9}, "box"},          // 10
        {convolution(2, 16, 1, 1, Activation::Sigmoid, 6), {9}, "class"},     // 11
        {ReshapeOp{{1, 4, cells}}, {10}, ""},                                 // 12
        {ActivationOp{Activation::Sigmoid}, {12}, ""},                        // 13
        {ScaleShiftOp{tensor({1}, {static_cast<float>(width)}), tensor({1}, {0})}, {13}, ""},  // 14
        {ReshapeOp{{1, 2, cells}}, {11}, ""},                                 // 15
        {ConcatOp{1}, {14, 15}, ""},
    });
    spec.info.inputWidth = width;
    spec.info.inputHeight = height;
    return spec;
}

NetworkSpec manyIndices()
{
    constexpr std::int64_t kCount = 3 * 64 * 64;
    const auto asRow = [](ValueId value) { return Node{ReshapeOp{{1, 1, kCount}}, {value}, ""}; };
    return network({
        {convolution(3, 3, 1, 1, Activation::SiLU, 7), {0}, "maps"},  // 1
        {ReshapeOp{{1, kCount}}, {1}, ""},                            // 2
        {TopKOp{1, kCount}, {2}, ""},                                 // 3
        {IndexDivOp{80, false}, {3}, ""},                             // 4
        {IndexDivOp{80, true}, {3}, ""},                              // 5
        {GatherOp{1}, {3, 4}, ""},                                    // 6
        {IndexToFloatOp{}, {3}, ""}, {IndexToFloatOp{}, {4}, ""}, {IndexToFloatOp{}, {5}, ""}, {IndexToFloatOp{}, {6}, ""},  // 7 to 10
        asRow(7), asRow(8), asRow(9), asRow(10),                      // 11 to 14
        {ConcatOp{1}, {11, 12, 13, 14}, ""},
    }, 64);
}

std::string differenceOfIndices(const TensorView &output)
{
    const std::int64_t count = output.shape[2];
    const auto at = [&](std::int64_t row, std::int64_t i) { return output.data[row * count + i]; };
    std::vector<bool> seen(static_cast<std::size_t>(count), false);
    for (std::int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<std::int64_t>(at(0, i));
        if (index < 0 || index >= count || static_cast<float>(index) != at(0, i) || seen[static_cast<std::size_t>(index)])
            return "index " + std::to_string(at(0, i)) + " is none, or was there before";
        seen[static_cast<std::size_t>(index)] = true;
        if (at(1, i) != static_cast<float>(index / 80) || at(2, i) != static_cast<float>(index % 80) || at(3, i) != at(0, index / 80))
            return std::to_string(index) + " gives " + std::to_string(at(1, i)) + ", " + std::to_string(at(2, i)) + ", " + std::to_string(at(3, i));
    }
    return {};
}

NetworkSpec gridOfPixels()
{
    Conv2dOp same;
    same.weight = tensor({3, 3, 1, 1}, {1, 0, 0, 0, 1, 0, 0, 0, 1});
    return network({{same, {0}, "before"}, {DynamicQuantizeOp{}, {1}, "grid"}, {same, {2}, "behind"}}, 8);
}

std::string differenceOfGrid(const TensorView &output)
{
    const float scale = 191.f / 255;
    for (std::int64_t i = 0; i < output.size(); ++i) {
        const float wanted = std::nearbyint(static_cast<float>(i) / scale) * scale;
        if (!(std::abs(output.data[i] - wanted) <= wanted / 256))
            return "pixel " + std::to_string(i) + " is " + std::to_string(output.data[i]) + " and not " + std::to_string(wanted);
    }
    return {};
}

}  // namespace lineside::test
