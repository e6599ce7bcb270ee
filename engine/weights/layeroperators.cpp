// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/layeroperators.h"

#include <cmath>
#include <numeric>

namespace lineside::weights {

Shape withKeptSizes(const LayerCall &call, Shape to)
{
    const Shape from = call.trace.shape(call.input(0));
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (to[i] == 0 && i >= from.size())
            call.corrupt("keeps an axis that is not there");
        to[i] = to[i] == 0 ? from[i] : to[i];
    }
    return to;
}

TraceValue transposed(const LayerCall &call, const std::vector<std::int64_t> &axes)
{
    const std::size_t rank = call.trace.rank(call.input(0));
    std::vector<int> order;
    for (const std::int64_t axis : axes)
        order.push_back(int(axisOf(axis, rank)));
    if (order.empty()) {
        order.resize(rank);
        std::iota(order.rbegin(), order.rend(), 0);
    }
    return call.trace.transpose(call.input(0), order);
}

std::vector<std::int64_t> firstAxes(std::size_t count)
{
    std::vector<std::int64_t> axes(count);
    std::iota(axes.begin(), axes.end(), 0);
    return axes;
}

TraceValue sliced(const LayerCall &call, const std::vector<std::int64_t> &begins, const std::vector<std::int64_t> &ends, const std::vector<std::int64_t> &axes,
                  const std::vector<std::int64_t> &steps)
{
    if (ends.size() != begins.size() || axes.size() != begins.size() || steps.size() != begins.size())
        call.corrupt("not one beginning, end and step an axis");
    TraceValue y = call.input(0);
    for (std::size_t i = 0; i < begins.size(); ++i)
        y = call.trace.slice(y, axes[i], begins[i], ends[i], steps[i]);
    return y;
}

std::int64_t pictureFactor(const LayerCall &call, const std::vector<double> &scales)
{
    constexpr double kMost = 16;
    const bool whole = scales.size() == 4 && call.trace.rank(call.input(0)) == 4 && scales[0] == 1 && scales[1] == 1 && scales[2] == scales[3] && scales[2] >= 1
        && scales[2] <= kMost && scales[2] == std::floor(scales[2]);
    if (!whole)
        call.outside("by another factor than a small whole number");
    return std::int64_t(scales[2]);
}

TraceValue suppressed(const LayerCall &call)
{
    const auto number = [&](std::size_t i) { return call.has(i) ? numberOf(call.trace.need(call.input(i))) : 0; };
    const std::int64_t most = call.has(2) ? integerOf(call.trace.need(call.input(2))) : 0;
    return call.trace.choice().suppressOnnx(call.input(0), call.input(1), number(3), most, number(4));
}

}  // namespace lineside::weights
