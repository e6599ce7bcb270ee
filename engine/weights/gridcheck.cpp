// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/gridcheck.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace lineside {
namespace {

bool isWhole(const ConstTensor &tensor) noexcept
{
    if (!tensor.data || tensor.data->empty())
        return false;
    std::size_t left = tensor.data->size();
    for (const std::int64_t side : tensor.shape) {
        if (side < 1 || left % std::size_t(side) != 0)
            return false;
        left /= std::size_t(side);
    }
    return left == 1;
}

bool isBound(float value) noexcept
{
    return std::abs(value) <= kMaxGridBound && value == std::floor(value);
}

}  // namespace

bool isGridScale(float value) noexcept
{
    constexpr float kMost = 1e30f;
    return std::isnormal(value) && value > 0 && value <= kMost;
}

bool isGrid(const FakeQuantizeOp &op) noexcept
{
    if (!isWhole(op.scale) || !isWhole(op.lowest) || !isWhole(op.highest) || op.lowest.shape != op.highest.shape)
        return false;
    const FloatArray &lowest = *op.lowest.data, &highest = *op.highest.data;
    return std::all_of(op.scale.data->begin(), op.scale.data->end(), isGridScale) && std::all_of(lowest.begin(), lowest.end(), isBound)
        && std::all_of(highest.begin(), highest.end(), isBound) && std::equal(lowest.begin(), lowest.end(), highest.begin(), std::less_equal<>());
}

}  // namespace lineside
