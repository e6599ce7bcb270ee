// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/layercall.h"

#include <cstdint>
#include <vector>

namespace lineside::weights {

// What ONNX and OpenVINO have alike. All throw as LayerCall does. Thread-safe.

/// The sizes that a reshape of the first input asks for, where 0 keeps a size.
Shape withKeptSizes(const LayerCall &call, Shape to);
/// The first input with its axes in this order; backwards where it is empty.
TraceValue transposed(const LayerCall &call, const std::vector<std::int64_t> &axes);
/// 0, 1, ….
std::vector<std::int64_t> firstAxes(std::size_t count);
/// Of the first input: along each of the axes from one number to before another, every so many. Refused where there are not as many of each.
TraceValue sliced(const LayerCall &call, const std::vector<std::int64_t> &begins, const std::vector<std::int64_t> &ends, const std::vector<std::int64_t> &axes,
                  const std::vector<std::int64_t> &steps);
/// How many times larger the first input, pictures, becomes along both sides by these factors of its axes; OutsideSet where that is no small whole number.
std::int64_t pictureFactor(const LayerCall &call, const std::vector<double> &scales);
/// A suppression of boxes by their corners, and of scores; most of a class, overlap and score as the next inputs or 0. Proves that it is the well-known one;
/// what is made of its places decides the rest.
TraceValue suppressed(const LayerCall &call);

// Entries of the tables, for either kind of call.

template <HostUnary op, class Call>
std::vector<TraceValue> unary(Call &call)
{
    return {call.trace.unary(op, call.input(0))};
}

template <Activation kind, class Call>
std::vector<TraceValue> activation(Call &call)
{
    return {call.trace.activation(call.input(0), kind)};
}

template <class Call>
std::vector<TraceValue> concat(Call &call)
{
    std::vector<TraceValue> all;
    for (std::size_t i = 0; i < call.inputs(); ++i)
        all.push_back(call.input(i));
    return {call.trace.concat(all, call.integer("axis", 0))};
}

template <class Call>
std::vector<TraceValue> tile(Call &call)
{
    return {call.trace.tile(call.input(0), call.numbers(1))};
}

template <class Call>
std::vector<TraceValue> gatherElements(Call &call)
{
    return {call.trace.gatherElements(call.input(0), call.input(1), call.integer("axis", 0))};
}

template <class Call>
std::vector<TraceValue> gatherNd(Call &call)
{
    if (call.integer("batch_dims", 0) != 0)
        call.outside("in batches");
    return {call.trace.gatherNd(call.input(0), call.input(1))};
}

template <class Call>
std::vector<TraceValue> nonZero(Call &call)
{
    return {call.trace.nonZero(call.input(0))};
}

template <class Call>
std::vector<TraceValue> scatterNd(Call &call)
{
    if (call.text("reduction", "none") != "none")
        call.outside("of some entries");
    return {call.trace.replaced(call.input(0), call.input(1), call.input(2))};
}

}  // namespace lineside::weights
