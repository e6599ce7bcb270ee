// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/letterbox.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace lineside {

namespace {

constexpr float kBorder = 114.0f / 255.0f;

/// Halves to even, as the reference implementation rounds.
int roundHalfToEven(double value) noexcept
{
    return static_cast<int>(std::nearbyint(value));
}

LetterboxGeometry scaled(int imageWidth, int imageHeight, int netWidth, int netHeight) noexcept
{
    LetterboxGeometry g;
    g.imageWidth = imageWidth;
    g.imageHeight = imageHeight;
    g.netWidth = netWidth;
    g.netHeight = netHeight;
    g.gain = std::min(static_cast<double>(netHeight) / imageHeight, static_cast<double>(netWidth) / imageWidth);
    // A picture that is a thousand times wider than high would round to nothing.
    g.resizedWidth = std::clamp(roundHalfToEven(imageWidth * g.gain), 1, netWidth);
    g.resizedHeight = std::clamp(roundHalfToEven(imageHeight * g.gain), 1, netHeight);
    return g;
}

void centre(LetterboxGeometry &g) noexcept
{
    g.left = roundHalfToEven((g.netWidth - g.resizedWidth) / 2.0 - 0.1);
    g.top = roundHalfToEven((g.netHeight - g.resizedHeight) / 2.0 - 0.1);
}

/// One row of BGRX pixels into three planes. Restricted pointers and no branches: the compiler makes vectors of it.
void rowToPlanes(const std::uint8_t *__restrict row, int width, float *__restrict red, float *__restrict green,
                 float *__restrict blue) noexcept
{
    constexpr float kScale = 1.0f / 255.0f;
    for (int x = 0; x < width; ++x) {
        std::uint32_t pixel;
        std::memcpy(&pixel, row + std::ptrdiff_t{4} * x, sizeof pixel);
        red[x] = static_cast<float>(static_cast<std::int32_t>((pixel >> 16) & 255u)) * kScale;
        green[x] = static_cast<float>(static_cast<std::int32_t>((pixel >> 8) & 255u)) * kScale;
        blue[x] = static_cast<float>(static_cast<std::int32_t>(pixel & 255u)) * kScale;
    }
}

}  // namespace

Box LetterboxGeometry::toImage(const Box &box) const noexcept
{
    // Not `gain`: rounding the resized size has given each axis a scale of its own.
    const double scaleX = static_cast<double>(imageWidth) / resizedWidth;
    const double scaleY = static_cast<double>(imageHeight) / resizedHeight;
    const auto x = [&](float v) {
        return static_cast<float>(std::clamp((static_cast<double>(v) - left) * scaleX, 0.0, static_cast<double>(imageWidth)));
    };
    const auto y = [&](float v) {
        return static_cast<float>(std::clamp((static_cast<double>(v) - top) * scaleY, 0.0, static_cast<double>(imageHeight)));
    };
    return {x(box.x1), y(box.y1), x(box.x2), y(box.y2)};
}

LetterboxGeometry letterbox(int imageWidth, int imageHeight, int netWidth, int netHeight) noexcept
{
    LetterboxGeometry g = scaled(imageWidth, imageHeight, netWidth, netHeight);
    centre(g);
    return g;
}

LetterboxGeometry letterboxUpperLeft(int imageWidth, int imageHeight, int netWidth, int netHeight) noexcept
{
    LetterboxGeometry g = scaled(imageWidth, imageHeight, netWidth, netHeight);
    g.resizedWidth = std::clamp(static_cast<int>(imageWidth * g.gain), 1, netWidth);
    g.resizedHeight = std::clamp(static_cast<int>(imageHeight * g.gain), 1, netHeight);
    return g;
}

LetterboxGeometry letterboxMinimal(int imageWidth, int imageHeight, int netWidth, int netHeight, int stride) noexcept
{
    LetterboxGeometry g = scaled(imageWidth, imageHeight, netWidth, netHeight);
    g.netWidth = g.resizedWidth + (netWidth - g.resizedWidth) % stride;
    g.netHeight = g.resizedHeight + (netHeight - g.resizedHeight) % stride;
    centre(g);
    return g;
}

void fillBorder(const LetterboxGeometry &g, std::span<float> out) noexcept
{
    const auto width = static_cast<std::size_t>(g.netWidth);
    const auto plane = width * static_cast<std::size_t>(g.netHeight);
    const auto left = static_cast<std::size_t>(g.left);
    const auto right = left + static_cast<std::size_t>(g.resizedWidth);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        for (int y = 0; y < g.netHeight; ++y) {
            float *row = out.data() + channel * plane + static_cast<std::size_t>(y) * width;
            if (y < g.top || y >= g.top + g.resizedHeight) {
                std::fill_n(row, width, kBorder);
            } else {
                std::fill_n(row, left, kBorder);
                std::fill_n(row + right, width - right, kBorder);
            }
        }
    }
}

void fillInput(ImageView frame, const LetterboxGeometry &g, ResizeFn resize, Image &scratch, std::span<float> out)
{
    ImageView picture = frame;
    if (frame.width != g.resizedWidth || frame.height != g.resizedHeight) {
        if (scratch.width() != g.resizedWidth || scratch.height() != g.resizedHeight)
            scratch.resize(g.resizedWidth, g.resizedHeight);
        resize(frame, scratch.view());
        picture = scratch.view();
    }
    const auto plane = static_cast<std::size_t>(g.netWidth) * static_cast<std::size_t>(g.netHeight);
    for (int y = 0; y < picture.height; ++y) {
        float *row = out.data() + static_cast<std::size_t>(g.top + y) * static_cast<std::size_t>(g.netWidth)
            + static_cast<std::size_t>(g.left);
        rowToPlanes(picture.pixels + y * picture.strideBytes, picture.width, row, row + plane, row + 2 * plane);
    }
}

}  // namespace lineside
