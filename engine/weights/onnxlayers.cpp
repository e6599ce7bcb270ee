// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxlayers.h"

#include "weights/layeroperators.h"

#include <functional>
#include <numeric>

namespace lineside::weights {

Window windowOf(const OnnxCall &call)
{
    const std::string_view pad = call.text("auto_pad", "NOTSET");
    if (pad != "NOTSET" && pad != "VALID" && !pad.empty())
        call.outside("with pads that are worked out");
    const std::vector<std::int64_t> pads = pad == "VALID" ? std::vector<std::int64_t>() : call.integers("pads");
    return {call.integers("kernel_shape"), call.integers("strides"), pads, call.integers("dilations")};
}

Window poolingOf(const OnnxCall &call)
{
    Window window = windowOf(call);
    if (window.stride.empty())
        window.stride.assign(window.kernel.size(), 1);
    return window;
}

TraceValue softmaxOf(const OnnxCall &call, const TraceValue &x, std::int64_t opset)
{
    constexpr std::int64_t kPerAxis = 13;  // before, all axes from this one on were one
    const std::int64_t axis = call.integer("axis", opset >= kPerAxis ? -1 : 1);
    const Shape shape = call.trace.shape(x);
    const std::size_t own = axisOf(axis, shape.size());
    const std::int64_t inner = std::accumulate(shape.begin() + std::ptrdiff_t(own) + 1, shape.end(), std::int64_t(1), std::multiplies<>());
    if (opset < kPerAxis && inner != 1)
        call.outside("over several axes");
    return call.trace.softmax(x, axis);
}

namespace {

using Values = std::vector<TraceValue>;

Values conv(OnnxCall &call)
{
    const auto bias = call.has(2) ? std::optional(call.input(2)) : std::nullopt;
    return {call.trace.conv(call.input(0), call.input(1), bias, windowOf(call), call.integer("group", 1))};
}

Values maxPool(OnnxCall &call)
{
    if (call.outputs() > 1 || call.integer("storage_order", 0) != 0)
        call.outside("with places");
    return {call.trace.maxPool(call.input(0), poolingOf(call), call.integer("ceil_mode", 0) != 0)};
}

Values averagePool(OnnxCall &call)
{
    return {call.trace.avgPool(call.input(0), poolingOf(call), call.integer("ceil_mode", 0) != 0, call.integer("count_include_pad", 0) != 0)};
}

Values batchNormalization(OnnxCall &call)
{
    if (call.outputs() > 1 || call.integer("training_mode", 0) != 0)
        call.outside("that learns");
    return {call.trace.batchNorm(call.input(0), call.input(1), call.input(2), call.input(3), call.input(4), call.number("epsilon", 1e-5))};
}

/// How many times larger the picture becomes, from the scales or the sizes.
std::int64_t factorOf(OnnxCall &call)
{
    const Shape from = call.trace.shape(call.input(0));
    const std::size_t scalesAt = call.opset >= 11 && call.inputs() > 2 ? 2 : 1;
    std::vector<double> scales;
    if (call.has(3)) {
        const auto sizes = call.numbers(3);
        for (std::size_t i = 0; i < sizes.size() && i < from.size(); ++i)
            scales.push_back(double(sizes[i]) / double(from[i]));
    } else {
        const HostTensor &known = call.trace.need(call.input(scalesAt));
        if (known.type != HostType::Float)
            call.corrupt("scales that are none");
        scales.assign(known.floats->begin(), known.floats->end());
    }
    if (call.attribute("axes"))
        call.outside("of some axes");
    return pictureFactor(call, scales);
}

Values resize(OnnxCall &call)
{
    const std::int64_t factor = factorOf(call);
    const std::string_view mode = call.text("mode", "nearest"), place = call.text("coordinate_transformation_mode", call.opset >= 11 ? "half_pixel" : "asymmetric");
    const std::string_view nearest = call.text("nearest_mode", call.opset >= 11 ? "round_prefer_floor" : "floor");
    // Every cell of the result lies within one cell of the picture, so that these name the same one.
    const bool round = nearest == "round_prefer_floor" || nearest == "round_prefer_ceil";
    const bool byCentre = (place == "half_pixel" || place == "pytorch_half_pixel" || place == "half_pixel_symmetric") && round;
    const bool byCorner = place == "asymmetric" && (nearest == "floor" || (nearest == "round_prefer_floor" && factor == 2));
    if (mode != "nearest" || !(byCentre || byCorner))
        call.outside("in another way than by the nearest");
    return {call.trace.upsampleNearest(call.input(0), factor)};
}

Values upsample(OnnxCall &call)
{
    if (call.text("mode", "nearest") != "nearest")
        call.outside("in another way than by the nearest");
    return {call.trace.upsampleNearest(call.input(0), factorOf(call))};
}

Values pad(OnnxCall &call)
{
    if (call.text("mode", "constant") != "constant" || (call.has(2) && numberOf(call.trace.need(call.input(2))) != 0) || call.number("value", 0) != 0 || call.has(3))
        call.outside("with something else than zeros, or of some axes");
    if (call.has(1))
        return {call.trace.pad(call.input(0), call.input(1))};
    const auto widths = call.integers("pads");
    return {call.trace.pad(call.input(0), call.trace.known(hostIntegers({std::int64_t(widths.size())}, widths)))};
}

Values matMul(OnnxCall &call)
{
    return {call.trace.matMul(call.input(0), call.input(1))};
}

Values softmax(OnnxCall &call)
{
    return {softmaxOf(call, call.input(0), call.opset)};
}

constexpr OnnxEntry kOperators[] = {
    {"AveragePool", averagePool}, {"BatchNormalization", batchNormalization}, {"Conv", conv},       {"MatMul", matMul},     {"MaxPool", maxPool},
    {"Pad", pad},                 {"Resize", resize},                         {"Softmax", softmax}, {"Upsample", upsample},
};

}  // namespace

std::span<const OnnxEntry> onnxLayers()
{
    return kOperators;
}

}  // namespace lineside::weights
