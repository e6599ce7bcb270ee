// SPDX-License-Identifier: GPL-3.0-or-later
#include "openvino/smallintegers.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace lineside {

namespace {

constexpr int kMost = 127;

/// The number that all of these are a multiple of, with the largest of them as multiple of at most kMost.
std::optional<float> scaleOf(std::span<const float> row)
{
    constexpr float kNear = 1e-4f;  // of a multiple: float32 rounds one of 127 by a tenth of that
    float largest = 0;
    for (const float value : row)
        largest = std::max(largest, std::abs(value));
    if (!std::isnormal(largest))
        return largest == 0 ? std::optional(1.f) : std::nullopt;
    for (int multiple = kMost; multiple > 0; --multiple) {
        const float scale = largest / static_cast<float>(multiple);
        const auto isMultiple = [scale](float value) { return std::abs(value / scale - std::nearbyint(value / scale)) <= kNear; };
        if (std::all_of(row.begin(), row.end(), isMultiple))
            return scale;
    }
    return std::nullopt;
}

}  // namespace

std::optional<SmallIntegers> asSmallIntegers(const ConstTensor &weights)
{
    const auto rows = static_cast<std::size_t>(weights.shape.front());
    const std::span<const float> all(weights.data->data(), weights.data->size());
    const std::size_t length = all.size() / rows;
    SmallIntegers result;
    result.values.reserve(all.size());
    for (std::size_t row = 0; row < rows; ++row) {
        const auto own = all.subspan(row * length, length);
        const auto scale = scaleOf(own);
        if (!scale)
            return std::nullopt;
        for (const float value : own)
            result.values.push_back(static_cast<std::int8_t>(std::nearbyint(value / *scale)));
        result.scales.push_back(*scale);
    }
    return result;
}

}  // namespace lineside
