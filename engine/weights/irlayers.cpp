// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/ircall.h"
#include "weights/layeroperators.h"

#include <algorithm>

namespace lineside::weights {
namespace {

using Values = std::vector<TraceValue>;

/// `kernel` is for poolings; a weight has its own.
Window windowOf(IrCall &call)
{
    const std::string_view rule = call.text("auto_pad", "explicit");
    if (rule != "explicit" && rule != "valid")
        call.outside("with pads that are worked out");
    Window window{call.integers("kernel"), call.integers("strides"), {}, call.integers("dilations")};
    if (rule == "explicit") {
        window.pad = call.integers("pads_begin");
        const auto ends = call.integers("pads_end");
        window.pad.insert(window.pad.end(), ends.begin(), ends.end());
    }
    return window;
}

Values convolution(IrCall &call)
{
    return {call.trace.conv(call.input(0), call.input(1), std::nullopt, windowOf(call), 1)};
}

/// The weight has its groups as an axis of their own.
Values groupConvolution(IrCall &call)
{
    const Shape weight = call.trace.shape(call.input(1));
    if (weight.size() != 5)
        call.outside("not over pictures");
    const TraceValue flat = call.trace.flatten(call.input(1), 0, 1);
    return {call.trace.conv(call.input(0), flat, std::nullopt, windowOf(call), weight[0])};
}

bool roundsUp(const IrCall &call)
{
    return call.text("rounding_type", "floor") != "floor";
}

/// The second output, the places, is nobody's.
Values maxPool(IrCall &call)
{
    return {call.trace.maxPool(call.input(0), windowOf(call), roundsUp(call))};
}

Values averagePool(IrCall &call)
{
    return {call.trace.avgPool(call.input(0), windowOf(call), roundsUp(call), !call.flag("exclude-pad", false))};
}

Values batchNorm(IrCall &call)
{
    const bool last = call.opset() < 5;  // the picture came third
    const std::size_t x = last ? 2 : 0, gamma = last ? 0 : 1, beta = last ? 1 : 2;
    return {call.trace.batchNorm(call.input(x), call.input(gamma), call.input(beta), call.input(3), call.input(4), call.number("epsilon", 1e-5))};
}

/// How many times larger the picture becomes along an axis: from a size or a scale.
std::int64_t factorOf(IrCall &call)
{
    const Shape from = call.trace.shape(call.input(0));
    const bool old = call.opset() < 4, separate = call.opset() < 11;
    const std::string_view by = old ? "sizes" : call.text("shape_calculation_mode", {});
    const std::size_t axesAt = separate ? 3 : 2;
    std::vector<std::int64_t> axes = old ? call.integers("axes") : call.has(axesAt) ? call.numbers(axesAt) : std::vector<std::int64_t>{0, 1, 2, 3};
    std::vector<double> scales(4, 1.);
    if (from.size() != 4 || (by != "sizes" && by != "scales"))
        call.outside("not over pictures");
    const HostTensor &given = call.trace.need(call.input(!old && separate && by == "scales" ? 2 : 1));
    if (given.size() != std::int64_t(axes.size()) || (by == "scales") != (given.type == HostType::Float))
        call.corrupt("not one size or scale an axis");
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const std::size_t a = axisOf(axes[i], 4);
        scales[a] = by == "scales" ? double((*given.floats)[i]) : double((*given.integers)[i]) / double(from[a]);
    }
    return pictureFactor(call, scales);
}

Values interpolate(IrCall &call)
{
    const std::int64_t factor = factorOf(call);
    const bool old = call.opset() < 4;
    const std::string_view place = old ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel");
    const std::string_view nearest = old ? "floor" : call.text("nearest_mode", "round_prefer_floor");
    // Every cell of the result lies within one cell of the picture, so that these name the same one.
    const bool byCentre = (place == "half_pixel" || place == "pytorch_half_pixel") && (nearest == "round_prefer_floor" || nearest == "round_prefer_ceil");
    const bool byCorner = place == "asymmetric" && (nearest == "floor" || nearest == "simple" || (nearest == "round_prefer_floor" && factor == 2));
    bool padded = false;
    for (const char *pads : {"pads_begin", "pads_end"}) {
        const auto widths = call.integers(pads);
        padded = padded || std::any_of(widths.begin(), widths.end(), [](std::int64_t width) { return width != 0; });
    }
    if (call.text("mode", {}) != "nearest" || !(byCentre || byCorner) || padded || call.flag("antialias", false) || call.flag("align_corners", false))
        call.outside("in another way than by the nearest");
    return {call.trace.upsampleNearest(call.input(0), factor)};
}

Values matMul(IrCall &call)
{
    const auto side = [&](std::size_t i, const char *turned) {
        const TraceValue &x = call.input(i);
        const std::size_t rank = call.trace.rank(x);
        if (!call.flag(turned, false) || rank < 2)
            return x;
        std::vector<int> order;
        for (std::size_t d = 0; d < rank; ++d)
            order.push_back(int(d));
        std::swap(order[rank - 1], order[rank - 2]);
        return call.trace.transpose(x, order);
    };
    return {call.trace.matMul(side(0, "transpose_a"), side(1, "transpose_b"))};
}

Values softmax(IrCall &call)
{
    return {call.trace.softmax(call.input(0), call.integer("axis", 1))};
}

/// Of the network only pads of no width, as a trace with open sizes leaves them.
Values pad(IrCall &call)
{
    const bool zeros = call.text("pad_mode", "constant") == "constant" && (!call.has(3) || numberOf(call.trace.need(call.input(3))) == 0);
    if (call.input(0).chosen && !zeros)
        call.outside("with something else than zeros");
    return {call.trace.pad(call.input(0), call.trace.concat({call.input(1), call.input(2)}, 0))};
}

constexpr IrEntry kOperators[] = {
    {"AvgPool", averagePool}, {"BatchNormInference", batchNorm}, {"Convolution", convolution}, {"GroupConvolution", groupConvolution},
    {"Interpolate", interpolate}, {"MatMul", matMul}, {"MaxPool", maxPool}, {"Pad", pad}, {"SoftMax", softmax}, {"Softmax", softmax},
};

}  // namespace

std::span<const IrEntry> irLayers()
{
    return kOperators;
}

}  // namespace lineside::weights
