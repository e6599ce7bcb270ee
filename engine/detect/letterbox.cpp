// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/letterbox.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace lineside {
namespace {

constexpr float kGrey = 114.0f / 255.0f;

int roundHalfEven(double value)
{
    return static_cast<int>(std::nearbyint(value));
}

LetterboxGeometry place(int imageWidth, int imageHeight, int inputWidth, int inputHeight, int stride)
{
    LetterboxGeometry g;
    g.imageWidth = imageWidth;
    g.imageHeight = imageHeight;
    g.gain = std::min(static_cast<double>(inputHeight) / imageHeight, static_cast<double>(inputWidth) / imageWidth);
    g.scaledWidth = std::max(1, roundHalfEven(imageWidth * g.gain));
    g.scaledHeight = std::max(1, roundHalfEven(imageHeight * g.gain));
    int spareX = inputWidth - g.scaledWidth;
    int spareY = inputHeight - g.scaledHeight;
    if (stride > 0) {
        spareX %= stride;
        spareY %= stride;
    }
    const double halfX = spareX / 2.0;
    const double halfY = spareY / 2.0;
    g.left = roundHalfEven(halfX - 0.1);
    g.right = roundHalfEven(halfX + 0.1);
    g.top = roundHalfEven(halfY - 0.1);
    g.bottom = roundHalfEven(halfY + 0.1);
    g.inputWidth = g.scaledWidth + g.left + g.right;
    g.inputHeight = g.scaledHeight + g.top + g.bottom;
    return g;
}

}  // namespace

Box LetterboxGeometry::toImage(const Box &b) const noexcept
{
    const auto x = [this](float v) {
        return std::clamp(static_cast<float>((v - left) / gain), 0.0f, static_cast<float>(imageWidth));
    };
    const auto y = [this](float v) {
        return std::clamp(static_cast<float>((v - top) / gain), 0.0f, static_cast<float>(imageHeight));
    };
    return {x(b.x1), y(b.y1), x(b.x2), y(b.y2)};
}

LetterboxGeometry letterbox(int imageWidth, int imageHeight, int inputWidth, int inputHeight)
{
    return place(imageWidth, imageHeight, inputWidth, inputHeight, 0);
}

LetterboxGeometry letterboxMinimal(int imageWidth, int imageHeight, int inputWidth, int inputHeight, int stride)
{
    return place(imageWidth, imageHeight, inputWidth, inputHeight, stride);
}

void LetterboxWriter::write(ImageView picture, const LetterboxGeometry &g, std::span<float> input)
{
    ImageView scaled = picture;
    if (g.scaledWidth != picture.width || g.scaledHeight != picture.height) {
        if (m_scaled.width() != g.scaledWidth || m_scaled.height() != g.scaledHeight)
            m_scaled.resize(g.scaledWidth, g.scaledHeight);
        m_resize(picture, m_scaled.view());
        scaled = std::as_const(m_scaled).view();
    }
    const auto plane = static_cast<std::size_t>(g.inputWidth) * static_cast<std::size_t>(g.inputHeight);
    if (m_bordersIn != input.data() || !(m_bordersOf == g)) {
        std::fill(input.begin(), input.end(), kGrey);
        m_bordersOf = g;
        m_bordersIn = input.data();
    }
    // Division by 255, not multiplication by its inverse: the reference divides, and the last digit counts.
    static const std::array<float, 256> kUnit = [] {
        std::array<float, 256> table{};
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = static_cast<float>(i) / 255.0f;
        return table;
    }();
    for (int y = 0; y < g.scaledHeight; ++y) {
        const std::uint8_t *from = scaled.pixels + y * scaled.strideBytes;
        const auto offset = static_cast<std::size_t>(y + g.top) * static_cast<std::size_t>(g.inputWidth) +
                            static_cast<std::size_t>(g.left);
        float *red = input.data() + offset;
        float *green = red + plane;
        float *blue = green + plane;
        for (int x = 0; x < g.scaledWidth; ++x, from += 4) {
            blue[x] = kUnit[from[0]];
            green[x] = kUnit[from[1]];
            red[x] = kUnit[from[2]];
        }
    }
}

}  // namespace lineside
