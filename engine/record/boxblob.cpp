// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/boxblob.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace lineside {
namespace {

constexpr float kQuarters = 4;
constexpr float kFarthest = 1 << 24;  // pixels; a float counts them one by one until here
constexpr float kWholeScore = 65535;

void put(std::uint64_t value, std::vector<std::uint8_t> &bytes)
{
    for (; value >= 0x80; value >>= 7)
        bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(value));
}

std::int64_t quartersOf(float pixels)
{
    return std::isfinite(pixels) ? std::llround(std::clamp(pixels, -kFarthest, kFarthest) * kQuarters) : 0;
}

void putSigned(std::int64_t value, std::vector<std::uint8_t> &bytes)
{
    put(value < 0 ? static_cast<std::uint64_t>(-(value + 1)) * 2 + 1 : static_cast<std::uint64_t>(value) * 2, bytes);
}

class Bytes {
public:
    explicit Bytes(std::span<const std::uint8_t> rest) : m_rest(rest) {}

    bool empty() const { return m_rest.empty(); }
    /// Numbers up to 2^35 are ours.
    std::optional<std::uint64_t> take()
    {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(5, m_rest.size()); ++i) {
            value |= static_cast<std::uint64_t>(m_rest[i] & 0x7f) << (7 * i);
            if (!(m_rest[i] & 0x80)) {
                m_rest = m_rest.subspan(i + 1);
                return value;
            }
        }
        return std::nullopt;
    }
    std::optional<float> takePixels()
    {
        const auto value = take();
        if (!value)
            return std::nullopt;
        const auto half = static_cast<std::int64_t>(*value / 2);
        return static_cast<float>(*value % 2 ? -half - 1 : half) / kQuarters;
    }

private:
    std::span<const std::uint8_t> m_rest;
};

}  // namespace

void packBox(const PackedBox &packed, std::vector<std::uint8_t> &bytes)
{
    const std::int64_t left = quartersOf(packed.box.x1), top = quartersOf(packed.box.y1);
    put(packed.label, bytes);
    put(std::isfinite(packed.score) ? static_cast<std::uint64_t>(std::lround(std::clamp(packed.score, 0.0f, 1.0f) * kWholeScore)) : 0, bytes);
    putSigned(left, bytes);
    putSigned(top, bytes);
    putSigned(quartersOf(packed.box.x2) - left, bytes);
    putSigned(quartersOf(packed.box.y2) - top, bytes);
}

Result<std::vector<PackedBox>> unpackBoxes(std::span<const std::uint8_t> bytes)
{
    std::vector<PackedBox> boxes;
    for (Bytes rest(bytes); !rest.empty();) {
        const auto label = rest.take(), score = rest.take();
        const auto left = rest.takePixels(), top = rest.takePixels(), width = rest.takePixels(), height = rest.takePixels();
        if (!label || !score || *score > kWholeScore || !left || !top || !width || !height)
            return Error{ErrorCode::InvalidInput, "boxes that are none"};
        boxes.push_back({*label, static_cast<float>(*score) / kWholeScore, {*left, *top, *left + *width, *top + *height}});
    }
    return boxes;
}

}  // namespace lineside
