// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/detect/operatorcases.h"

#include "engine/detect/networkparts.h"

#include <cmath>
#include <functional>
#include <utility>

namespace lineside::test {

namespace {

std::vector<float> repeated(std::size_t count, float value)
{
    return std::vector<float>(count, value);
}

std::vector<float> counted(std::size_t count, const std::function<float(float)> &f = [](float x) { return x; })
{
    std::vector<float> out(count);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = f(static_cast<float>(i));
    return out;
}

Conv2dOp depthwise(std::vector<float> kernel, std::int64_t side)
{
    std::vector<float> weight;
    for (int c = 0; c < 3; ++c)
        weight.insert(weight.end(), kernel.begin(), kernel.end());
    Conv2dOp op;
    op.weight = tensor({3, 1, side, side}, weight);
    op.groups = 3;
    return op;
}

float sigmoid(float x)
{
    return 1 / (1 + std::exp(-x));
}

float applied(Activation kind, float x)
{
    switch (kind) {
    case Activation::None: return x;
    case Activation::SiLU: return x * sigmoid(x);
    case Activation::ReLU: return x > 0 ? x : 0;
    case Activation::LeakyReLU: return x > 0 ? x : 0.1f * x;
    case Activation::HardSwish: return x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
    case Activation::Sigmoid: return sigmoid(x);
    case Activation::Exp: return std::exp(x);
    }
    return x;
}

void addConvolutions(std::vector<OperatorCase> &cases)
{
    Conv2dOp plain;
    plain.weight = tensor({2, 3, 1, 1}, {1, 0, 0, 1, 1, 1});
    plain.bias = tensor({2}, {.5f, -1});
    cases.push_back({"convolution with bias", network({{plain, {0}, ""}}), {1, 2, 2, 2}, {.5f, 1.5f, 2.5f, 3.5f, 11, 14, 17, 20}});

    Conv2dOp active = plain;
    active.activation = Activation::ReLU;
    active.bias = tensor({2}, {-1.5f, -15});
    cases.push_back({"convolution with activation", network({{active, {0}, ""}}), {1, 2, 2, 2}, {0, 0, .5f, 1.5f, 0, 0, 3, 6}});

    Conv2dOp strided = depthwise(repeated(9, 1), 3);
    strided.strideH = strided.strideW = 2;
    strided.padH = strided.padW = 1;
    cases.push_back({"depthwise convolution, stride, padding", network({{strided, {0}, ""}}), {1, 3, 1, 1}, {6, 22, 38}});

    Conv2dOp dilated = depthwise({1, 2, 3, 4}, 2);
    dilated.dilationH = dilated.dilationW = 2;
    std::vector<float> expected;
    for (const float channel : {0.f, 160.f, 320.f})
        for (const float value : {68.f, 78.f, 108.f, 118.f})
            expected.push_back(value + channel);
    cases.push_back({"dilation", network({{dilated, {0}, ""}}, 4), {1, 3, 2, 2}, expected});

    Conv2dOp uneven = depthwise({1}, 1);
    uneven.strideW = 2;
    cases.push_back({"stride in one direction", network({{uneven, {0}, ""}}), {1, 3, 2, 1}, {0, 2, 4, 6, 8, 10}});
}

void addActivations(std::vector<OperatorCase> &cases)
{
    const std::pair<const char *, Activation> kinds[] = {{"SiLU", Activation::SiLU},
                                                         {"ReLU", Activation::ReLU},
                                                         {"LeakyReLU", Activation::LeakyReLU},
                                                         {"HardSwish", Activation::HardSwish},
                                                         {"sigmoid", Activation::Sigmoid},
                                                         {"exp", Activation::Exp}};
    const ScaleShiftOp centred{tensor({1}, {1}), tensor({1}, {-5.5f})};
    for (const auto &[name, kind] : kinds) {
        cases.push_back({name, network({{centred, {0}, ""}, {ActivationOp{kind}, {1}, ""}}), {1, 3, 2, 2},
                         counted(12, [kind = kind](float x) { return applied(kind, x - 5.5f); })});
        Conv2dOp conv = depthwise({1}, 1);
        conv.bias = tensor({3}, repeated(3, -5.5f));
        conv.activation = kind;
        cases.push_back({std::string(name) + " after a convolution", network({{conv, {0}, ""}}), {1, 3, 2, 2},
                         counted(12, [kind = kind](float x) { return applied(kind, x - 5.5f); })});
    }
    // A value that is needed again must not be overwritten by an activation on it or on a part of it.
    Conv2dOp same = depthwise({1}, 1);
    cases.push_back({"an activation keeps its input for others",
                     network({{same, {0}, ""}, {ActivationOp{Activation::Sigmoid}, {1}, ""}, {AddOp{}, {1, 2}, ""}}), {1, 3, 2, 2},
                     counted(12, [](float x) { return x + sigmoid(x); })});
    auto expected = counted(12);
    for (int i = 0; i < 4; ++i)
        expected.push_back(sigmoid(static_cast<float>(i)));
    cases.push_back({"an activation of a slice keeps the whole",
                     network({{same, {0}, ""}, {SliceOp{1, 0, 1}, {1}, ""}, {ActivationOp{Activation::Sigmoid}, {2}, ""},
                              {ConcatOp{1}, {1, 3}, ""}}),
                     {1, 4, 2, 2}, expected});
}

void addMaps(std::vector<OperatorCase> &cases)
{
    const ScaleShiftOp lower{tensor({1}, {1}), tensor({1}, {-100})};
    cases.push_back({"the padding of a max pool is below everything",
                     network({{lower, {0}, ""}, {MaxPool2dOp{3, 1, 1}, {1}, ""}}), {1, 3, 2, 2},
                     {-97, -97, -97, -97, -93, -93, -93, -93, -89, -89, -89, -89}});
    cases.push_back({"max pool", network({{MaxPool2dOp{2, 2, 0}, {0}, ""}}), {1, 3, 1, 1}, {3, 7, 11}});
    cases.push_back({"average pool", network({{AvgPool2dOp{2, 1, 0}, {0}, ""}}), {1, 3, 1, 1}, {1.5f, 5.5f, 9.5f}});
    cases.push_back({"the padding of an average pool counts", network({{AvgPool2dOp{3, 2, 1}, {0}, ""}}), {1, 3, 1, 1},
                     {6.f / 9, 22.f / 9, 38.f / 9}});
    std::vector<float> doubled;
    for (float c = 0; c < 3; ++c)
        for (const float i : {0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3})
            doubled.push_back(4 * c + i);
    cases.push_back({"upsample", network({{UpsampleNearestOp{2}, {0}, ""}}), {1, 3, 4, 4}, doubled});
    auto twice = counted(12);
    for (float i = 0; i < 12; ++i)
        twice.push_back(2 * i);
    cases.push_back({"concat", network({{AddOp{}, {0, 0}, ""}, {ConcatOp{1}, {0, 1}, ""}}), {1, 6, 2, 2}, twice});
    cases.push_back({"concat of the last axis", network({{ConcatOp{-1}, {0, 0}, ""}, {SliceOp{1, 0, 1}, {1}, ""}}), {1, 1, 2, 4},
                     {0, 1, 0, 1, 2, 3, 2, 3}});
    cases.push_back({"slice", network({{SliceOp{1, 1, 3}, {0}, ""}}), {1, 2, 2, 2}, {4, 5, 6, 7, 8, 9, 10, 11}});
    cases.push_back({"slice of the last axis", network({{SliceOp{-1, 1, 2}, {0}, ""}}), {1, 3, 2, 1}, {1, 3, 5, 7, 9, 11}});
}

void addArithmetic(std::vector<OperatorCase> &cases)
{
    const ConstantOp constant{tensor({1, 3, 1, 1}, {1, 2, 4})};
    const auto factor = [](float i) { return i < 4 ? 1.f : i < 8 ? 2.f : 4.f; };
    const std::vector<std::int64_t> shape{1, 3, 2, 2};
    cases.push_back({"add", network({{constant, {}, ""}, {AddOp{}, {0, 1}, ""}}), shape,
                     counted(12, [&](float i) { return i + factor(i); })});
    cases.push_back({"subtract", network({{constant, {}, ""}, {SubOp{}, {1, 0}, ""}}), shape,
                     counted(12, [&](float i) { return factor(i) - i; })});
    cases.push_back({"multiply", network({{constant, {}, ""}, {MulOp{}, {0, 1}, ""}}), shape,
                     counted(12, [&](float i) { return i * factor(i); })});
    cases.push_back({"divide", network({{constant, {}, ""}, {DivOp{}, {0, 1}, ""}}), shape,
                     counted(12, [&](float i) { return i / factor(i); })});
    cases.push_back({"scale and shift", network({{ScaleShiftOp{tensor({1, 3, 1, 1}, {1, 2, 4}), tensor({1}, {.5f})}, {0}, ""}}), shape,
                     counted(12, [&](float i) { return i * factor(i) + .5f; })});

    const float sum = 1 + std::exp(-4.f) + std::exp(-8.f);
    std::vector<float> shares;
    for (const float e : {-8.f, -4.f, 0.f})
        shares.insert(shares.end(), 4, std::exp(e) / sum);
    cases.push_back({"softmax over channels", network({{SoftmaxOp{1}, {0}, ""}}), shape, shares});
    std::vector<float> pairs;
    for (int i = 0; i < 6; ++i)
        pairs.insert(pairs.end(), {sigmoid(-1), sigmoid(1)});
    cases.push_back({"softmax of the last axis", network({{SoftmaxOp{-1}, {0}, ""}}), shape, pairs});
}

void addShapes(std::vector<OperatorCase> &cases)
{
    const Node rows{ReshapeOp{{1, 3, 4}}, {0}, ""};
    cases.push_back({"matrix product, second transposed", network({rows, {MatMulOp{false, true}, {1, 1}, ""}}), {1, 3, 3},
                     {14, 38, 62, 38, 126, 214, 62, 214, 366}});
    cases.push_back({"matrix product, first transposed", network({rows, {MatMulOp{true, false}, {1, 1}, ""}}), {1, 4, 4},
                     {80, 92, 104, 116, 92, 107, 122, 137, 104, 122, 140, 158, 116, 137, 158, 179}});
    cases.push_back({"matrix product", network({{ConstantOp{tensor({2, 3}, {1, 0, 0, 1, 1, 1})}, {}, ""}, rows, {MatMulOp{}, {1, 2}, ""}}),
                     {1, 2, 4}, {0, 1, 2, 3, 12, 15, 18, 21}});
    cases.push_back({"reshape keeps and infers", network({{ReshapeOp{{0, 0, -1}}, {0}, ""}}), {1, 3, 4}, counted(12)});
    cases.push_back({"reshape after a convolution", network({{depthwise({1}, 1), {0}, ""}, {ReshapeOp{{1, -1}}, {1}, ""}}), {1, 12},
                     counted(12)});
    cases.push_back({"transpose", network({{TransposeOp{{0, 2, 3, 1}}, {0}, ""}}), {1, 2, 2, 3},
                     {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}});
    cases.push_back({"transpose, reshape", network({{TransposeOp{{0, 2, 3, 1}}, {0}, ""}, {ReshapeOp{{1, 4, 3}}, {1}, ""}}), {1, 4, 3},
                     {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}});
}

void addChoices(std::vector<OperatorCase> &cases)
{
    const Node row{ReshapeOp{{1, 12}}, {0}, ""}, rows{ReshapeOp{{1, 3, 4}}, {0}, ""};
    const Node numbers{IndexToFloatOp{}, {2}, ""};
    cases.push_back({"clip", network({{ClipOp{2.5f, 7}, {0}, ""}}), {1, 3, 2, 2}, {2.5f, 2.5f, 2.5f, 3, 4, 5, 6, 7, 7, 7, 7, 7}});
    cases.push_back({"largest along an axis", network({rows, {ReduceMaxOp{1}, {1}, ""}}), {1, 1, 4}, {8, 9, 10, 11}});
    cases.push_back({"expand", network({rows, {SliceOp{2, 1, 2}, {1}, ""}, {ExpandOp{{1, 3, 2}}, {2}, ""}}), {1, 3, 2}, {1, 1, 5, 5, 9, 9}});
    cases.push_back({"where the largest are", network({row, {TopKOp{1, 3}, {1}, ""}, numbers}), {1, 3}, {11, 10, 9}});
    cases.push_back({"where the largest of an inner axis are", network({rows, {TopKOp{1, 2}, {1}, ""}, numbers}), {1, 2, 4}, {2, 2, 2, 2, 1, 1, 1, 1}});
    cases.push_back({"gather", network({rows, {TopKOp{2, 2}, {1}, ""}, {GatherOp{2}, {1, 2}, ""}}), {1, 3, 2}, {3, 2, 7, 6, 11, 10}});
    cases.push_back({"gather rows", network({rows, {ReduceMaxOp{2}, {1}, ""}, {TopKOp{1, 2}, {2}, ""}, {ExpandOp{{1, 2, 4}}, {3}, ""}, {GatherOp{1}, {1, 4}, ""}}),
                     {1, 2, 4}, {8, 9, 10, 11, 4, 5, 6, 7}});
    cases.push_back({"gather the beginning of rows",
                     network({rows, {ReduceMaxOp{2}, {1}, ""}, {TopKOp{1, 2}, {2}, ""}, {ExpandOp{{1, 2, 2}}, {3}, ""}, {SliceOp{2, 0, 2}, {1}, ""}, {GatherOp{1}, {5, 4}, ""}}),
                     {1, 2, 2}, {8, 9, 4, 5}});
    cases.push_back({"whole part of an index", network({row, {TopKOp{1, 6}, {1}, ""}, {IndexDivOp{4, false}, {2}, ""}, {IndexToFloatOp{}, {3}, ""}}), {1, 6},
                     {2, 2, 2, 2, 1, 1}});
    cases.push_back({"what is left of an index", network({row, {TopKOp{1, 6}, {1}, ""}, {IndexDivOp{4, true}, {2}, ""}, {IndexToFloatOp{}, {3}, ""}}), {1, 6},
                     {3, 2, 1, 0, 3, 2}});
    cases.push_back({"indices are gathered and moved",
                     network({row,
                              {TopKOp{1, 4}, {1}, ""},              // 2: 11, 10, 9, 8
                              {IndexDivOp{4, true}, {2}, ""},       // 3: 3, 2, 1, 0
                              {GatherOp{1}, {2, 3}, ""},            // 4: 8, 9, 10, 11
                              {ReshapeOp{{1, 2, 2}}, {4}, ""},      // 5
                              {TransposeOp{{0, 2, 1}}, {5}, ""},    // 6: 8, 10, 9, 11
                              {SliceOp{1, 0, 1}, {6}, ""},          // 7: 8, 10
                              {ConcatOp{1}, {6, 7}, ""},
                              {IndexToFloatOp{}, {8}, ""}}),
                     {1, 3, 2}, {8, 10, 9, 11, 8, 10}});
    // Two boxes, three classes: the best two pairs of box and class, as a head without suppression chooses them.
    cases.push_back({"rows of the best",
                     network({{ScaleShiftOp{tensor({1}, {1.f / 16}), tensor({1}, {0})}, {0}, ""},
                              {ReshapeOp{{1, 4, 3}}, {1}, ""},                                         // 2: boxes, classes
                              {ReduceMaxOp{2}, {2}, ""},
                              {ReshapeOp{{1, 4}}, {3}, ""},
                              {TopKOp{1, 2}, {4}, ""},                                                 // 5: boxes 3, 2
                              {ReshapeOp{{1, 2, 1}}, {5}, ""},
                              {ExpandOp{{1, 2, 3}}, {6}, ""},
                              {GatherOp{1}, {2, 7}, ""},                                               // 8: their classes
                              {ReshapeOp{{1, 6}}, {8}, ""},
                              {TopKOp{1, 4}, {9}, ""},                                                 // 10: 2, 1, 0, 5
                              {GatherOp{1}, {9, 10}, ""},                                              // 11: scores
                              {IndexDivOp{3, true}, {10}, ""},
                              {IndexToFloatOp{}, {12}, ""},                                            // 13: classes
                              {IndexDivOp{3, false}, {10}, ""},
                              {GatherOp{1}, {5, 14}, ""},
                              {IndexToFloatOp{}, {15}, ""},                                            // 16: boxes
                              {ConcatOp{1}, {11, 13, 16}, ""}}),
                     {1, 12}, {11.f / 16, 10.f / 16, 9.f / 16, 8.f / 16, 2, 1, 0, 2, 3, 3, 3, 2}});
}

void addGrids(std::vector<OperatorCase> &cases)
{
    const std::vector<std::int64_t> shape{1, 3, 2, 2};
    const auto shifted = [](float by) { return Node{ScaleShiftOp{tensor({}, {1}), tensor({}, {by})}, {0}, ""}; };
    const auto grid = [](ConstTensor scale, float lowest, float highest) {
        return FakeQuantizeOp{std::move(scale), tensor({}, {lowest}), tensor({}, {highest})};
    };
    cases.push_back({"onto a grid, halves to the even neighbour", network({shifted(-5), {grid(tensor({}, {2}), -100, 100), {1}, ""}}), shape,
                     {-4, -4, -4, -2, 0, 0, 0, 2, 4, 4, 4, 6}});
    cases.push_back({"onto a grid with odd bounds, halves to the even neighbour", network({shifted(-5), {grid(tensor({}, {2}), -99, 157), {1}, ""}}), shape,
                     {-4, -4, -4, -2, 0, 0, 0, 2, 4, 4, 4, 6}});
    cases.push_back({"a grid ends at its bounds", network({shifted(-5), {grid(tensor({1}, {.5f}), -3, 8), {1}, ""}}), shape,
                     {-1.5f, -1.5f, -1.5f, -1.5f, -1, 0, 1, 2, 3, 4, 4, 4}});
    // 2 · (-2 … 3) by rows of weights that are .25 · (4, -8, 127) and .5 · (1, 0, 3).
    Conv2dOp integers;
    integers.weight = tensor({2, 3, 1, 1}, {1, -2, 31.75f, .5f, 0, 1.5f});
    std::vector<float> sums;
    const std::vector<float> rounded{-4, -4, -4, -2, 0, 0, 0, 2, 4, 4, 4, 6};
    for (const std::vector<float> &row : {std::vector<float>{1, -2, 31.75f}, std::vector<float>{.5f, 0, 1.5f}})
        for (std::size_t at = 0; at < 4; ++at)
            sums.push_back(row[0] * rounded[at] + row[1] * rounded[4 + at] + row[2] * rounded[8 + at]);
    cases.push_back({"a convolution of integers", network({shifted(-5), {grid(tensor({}, {2}), -128, 127), {1}, ""}, {integers, {2}, ""}}), {1, 2, 2, 2}, sums});
    // Each channel by itself, on a grid of its own: -5 … -2, -1 … 2 and 2 · (2, 2, 2, 3), times 1, -2 and 31.75.
    Conv2dOp alone;
    alone.weight = tensor({3, 1, 1, 1}, {1, -2, 31.75f});
    alone.groups = 3;
    const FakeQuantizeOp ownGrids{tensor({1, 3, 1, 1}, {1, .5f, 2}), tensor({1, 3, 1, 1}, {-128, -4, 0}), tensor({1, 3, 1, 1}, {127, 251, 255})};
    cases.push_back({"a depthwise convolution of integers with a grid for each channel", network({shifted(-5), {ownGrids, {1}, ""}, {alone, {2}, ""}}), shape,
                     {-5, -4, -3, -2, 2, 0, -2, -4, 127, 127, 127, 190.5f}});
    FakeQuantizeOp byChannel{tensor({1, 3, 1, 1}, {1, 3, 4}), tensor({1, 3, 1, 1}, {0, -1, 2}), tensor({1, 3, 1, 1}, {2, 9, 255})};
    cases.push_back({"a grid for each channel", network({{byChannel, {0}, ""}}), shape, {0, 1, 2, 2, 3, 6, 6, 6, 8, 8, 8, 12}});
    // The range 0 … 255 · .5 and -5 … 250: 0.5 and 1 apart.
    const auto scaled = [](float by, float plus) { return Node{ScaleShiftOp{tensor({}, {by}), tensor({}, {plus})}, {0}, ""}; };
    cases.push_back({"a grid of its own from zero", network({scaled(127.5f / 11, 0), {DynamicQuantizeOp{}, {1}, ""}}), shape,
                     counted(12, [](float i) { return std::nearbyint(i * 255 / 11) / 2; })});
    cases.push_back({"a grid of its own around zero", network({scaled(255.f / 11, -5), {DynamicQuantizeOp{}, {1}, ""}}), shape,
                     counted(12, [](float i) { return std::nearbyint(i * 255 / 11 - 5); })});
    cases.push_back({"a grid of its own reaches to zero", network({scaled(1, 244), {DynamicQuantizeOp{}, {1}, ""}}), shape,
                     counted(12, [](float i) { return i + 244; })});
    cases.push_back({"a grid of nothing but zeros", network({scaled(0, 0), {DynamicQuantizeOp{}, {1}, ""}}), shape, repeated(12, 0)});
    cases.push_back({"a grid of its own keeps its input for others", network({scaled(127.5f / 11, 0), {DynamicQuantizeOp{}, {1}, ""}, {SubOp{}, {2, 1}, ""}}), shape,
                     counted(12, [](float i) { return std::nearbyint(i * 255 / 11) / 2 - i * 127.5f / 11; })});
}

void addHeads(std::vector<OperatorCase> &cases)
{
    // Distances to the sides as a distribution over 16 bins, all as likely: 7.5 strides of 8 to each side of each cell.
    Conv2dOp logits;
    logits.weight = tensor({64, 3, 1, 1}, repeated(192, 0));
    Conv2dOp expectation;
    expectation.weight = tensor({1, 16, 1, 1}, counted(16));
    const ConstantOp cells{tensor({1, 2, 4}, {.5f, 1.5f, .5f, 1.5f, .5f, .5f, 1.5f, 1.5f})};
    const ScaleShiftOp half{tensor({1}, {.5f}), tensor({1}, {0})};
    const ScaleShiftOp stride{tensor({1}, {8}), tensor({1}, {0})};
    std::vector<float> xywh{4, 12, 4, 12, 4, 4, 12, 12};
    xywh.insert(xywh.end(), 8, 120);
    cases.push_back({"distances as distributions",
                     network({{logits, {0}, ""},                          // 1: [1, 64, 2, 2]
                              {ReshapeOp{{1, 4, 16, 4}}, {1}, ""},        // 2
                              {TransposeOp{{0, 2, 1, 3}}, {2}, ""},       // 3: [1, 16, 4, 4]
                              {SoftmaxOp{1}, {3}, ""},                    // 4
                              {expectation, {4}, ""},                     // 5: [1, 1, 4, 4]
                              {ReshapeOp{{1, 4, 4}}, {5}, ""},            // 6: sides, cells
                              {cells, {}, ""},                            // 7
                              {SliceOp{1, 0, 2}, {6}, ""},                // 8: left, top
                              {SliceOp{1, 2, 4}, {6}, ""},                // 9: right, bottom
                              {SubOp{}, {7, 8}, ""},                      // 10
                              {AddOp{}, {7, 9}, ""},                      // 11
                              {AddOp{}, {10, 11}, ""},                    // 12
                              {half, {12}, ""},                           // 13: centre
                              {SubOp{}, {11, 10}, ""},                    // 14: size
                              {ConcatOp{1}, {13, 14}, ""},                // 15
                              {stride, {15}, ""}}),
                     {1, 4, 4}, xywh});

    // One number a side: 2 strides of 16 to each side of cell (3, 1), as corners.
    const ConstantOp sides{tensor({1, 4, 1}, repeated(4, 2))};
    cases.push_back({"plain distances",
                     network({{sides, {}, ""},
                              {ConstantOp{tensor({1, 2, 1}, {3.5f, 1.5f})}, {}, ""},
                              {SliceOp{1, 0, 2}, {1}, ""},
                              {SliceOp{1, 2, 4}, {1}, ""},
                              {SubOp{}, {2, 3}, ""},
                              {AddOp{}, {2, 4}, ""},
                              {ConcatOp{1}, {5, 6}, ""},
                              {ScaleShiftOp{tensor({1}, {16}), tensor({1}, {0})}, {7}, ""},
                              // keeps the picture in the graph: an input that nothing uses is no network
                              {ScaleShiftOp{tensor({1}, {0}), tensor({1}, {0})}, {0}, ""},
                              {SliceOp{1, 0, 1}, {9}, ""},
                              {SliceOp{2, 0, 1}, {10}, ""},
                              {SliceOp{3, 0, 1}, {11}, ""},
                              {ReshapeOp{{1, 1, 1}}, {12}, ""},
                              {AddOp{}, {8, 13}, ""}}),
                     {1, 4, 1}, {24, -8, 88, 56}});

    // The original layout: stride 8, cell (10, 20), all logits 0, anchor 10x13.
    cases.push_back({"anchor boxes",
                     network({{ScaleShiftOp{tensor({1}, {0}), tensor({1}, {0})}, {0}, ""},
                              {ActivationOp{Activation::Sigmoid}, {1}, ""},
                              {ReshapeOp{{1, 1, 12}}, {2}, ""},
                              {SliceOp{2, 0, 2}, {3}, ""},
                              {ScaleShiftOp{tensor({1}, {2}), tensor({1, 1, 2}, {10 - .5f, 20 - .5f})}, {4}, ""},
                              {ScaleShiftOp{tensor({1}, {8}), tensor({1}, {0})}, {5}, ""},
                              {SliceOp{2, 2, 4}, {3}, ""},
                              {ScaleShiftOp{tensor({1}, {2}), tensor({1}, {0})}, {7}, ""},
                              {MulOp{}, {8, 8}, ""},
                              {ScaleShiftOp{tensor({1, 1, 2}, {10, 13}), tensor({1}, {0})}, {9}, ""},
                              {ConcatOp{2}, {6, 10}, ""}}),
                     {1, 1, 4}, {84, 164, 10, 13}});
}

}  // namespace

std::vector<OperatorCase> operatorCases()
{
    std::vector<OperatorCase> cases;
    addConvolutions(cases);
    addActivations(cases);
    addMaps(cases);
    addArithmetic(cases);
    addShapes(cases);
    addChoices(cases);
    addGrids(cases);
    addHeads(cases);
    return cases;
}

std::vector<BrokenCase> brokenCases()
{
    Conv2dOp wrongChannels;
    wrongChannels.weight = tensor({1, 4, 1, 1}, {1, 1, 1, 1});
    Conv2dOp wrongSize;
    wrongSize.weight = tensor({1, 3, 1, 1}, {1, 1});
    Conv2dOp wrongGroups = depthwise({1}, 1);
    wrongGroups.groups = 2;
    NetworkSpec noOutput = network({{AddOp{}, {0, 0}, ""}});
    noOutput.output = 5;
    NetworkSpec noSize = network({{AddOp{}, {0, 0}, ""}});
    noSize.info.inputWidth = 0;
    return {
        {"a value that is never made", network({{AddOp{}, {0, 7}, "model.1"}})},
        {"a value of the future", network({{AddOp{}, {0, 1}, "model.1"}})},
        {"too few inputs", network({{MulOp{}, {0}, "model.1"}})},
        {"a tensor shorter than its shape", network({{wrongSize, {0}, "model.1"}})},
        {"groups that do not divide", network({{wrongGroups, {0}, "model.1"}})},
        {"no tensor at all", network({{ConstantOp{}, {}, "model.1"}})},
        {"an upsampling by a thousand", network({{UpsampleNearestOp{1000}, {0}, "model.1"}})},
        {"an output that does not exist", noOutput},
        {"an input without size", noSize},
        {"numbers for indices", network({{GatherOp{1}, {0, 0}, "model.1"}})},
        {"indices for numbers", network({{TopKOp{1, 1}, {0}, "model.0"}, {AddOp{}, {1, 1}, "model.1"}})},
        {"indices as output", network({{TopKOp{1, 1}, {0}, ""}})},
        {"a division of indices by nothing", network({{TopKOp{1, 1}, {0}, ""}, {IndexDivOp{0, false}, {1}, "model.1"}, {IndexToFloatOp{}, {2}, ""}})},
        {"a choice of more than there are", network({{TopKOp{1, 4}, {0}, "model.1"}, {IndexToFloatOp{}, {1}, ""}}), true},
        {"indices that point beyond the end", network({{ReshapeOp{{1, 12}}, {0}, ""},
                                                       {SliceOp{1, 0, 2}, {1}, ""},
                                                       {TopKOp{1, 2}, {1}, ""},
                                                       {GatherOp{1}, {2, 3}, "model.1"}}), true},
        {"a grid without a scale", network({{FakeQuantizeOp{{}, tensor({}, {0}), tensor({}, {1})}, {0}, "model.1"}})},
        {"a grid of scale zero", network({{FakeQuantizeOp{tensor({}, {0}), tensor({}, {0}), tensor({}, {1})}, {0}, "model.1"}})},
        {"a grid that ends before it begins", network({{FakeQuantizeOp{tensor({}, {1}), tensor({}, {2}), tensor({}, {1})}, {0}, "model.1"}})},
        {"a grid of indices", network({{TopKOp{1, 1}, {0}, ""}, {DynamicQuantizeOp{}, {1}, "model.1"}})},
        {"channels that do not match", network({{wrongChannels, {0}, "model.1"}}), true},
        {"a reshape that does not fit", network({{ReshapeOp{{1, 7}}, {0}, "model.1"}}), true},
        {"a transpose of too many axes", network({{TransposeOp{{0, 1, 2, 3, 4}}, {0}, "model.1"}}), true},
    };
}

void countUp(Executor &executor)
{
    float next = 0;
    for (float &value : executor.input())
        value = next++;
}

std::string difference(const TensorView &output, const OperatorCase &wanted, float tolerance)
{
    if (output.rank != static_cast<int>(wanted.shape.size()))
        return "rank " + std::to_string(output.rank);
    for (std::size_t i = 0; i < wanted.shape.size(); ++i)
        if (output.shape[i] != wanted.shape[i])
            return "side " + std::to_string(i) + " is " + std::to_string(output.shape[i]);
    for (std::size_t i = 0; i < wanted.expected.size(); ++i)
        if (!(std::abs(output.data[i] - wanted.expected[i]) <= tolerance * std::max(1.f, std::abs(wanted.expected[i]))))
            return "value " + std::to_string(i) + " is " + std::to_string(output.data[i]) + " and not " + std::to_string(wanted.expected[i]);
    return {};
}

}  // namespace lineside::test
