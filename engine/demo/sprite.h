// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demo/paint.h"
#include "lineside/frame.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace lineside::demo {

/// A drawing made once and put into many pictures: premultiplied B, G, R, A bytes and where its anchor lies. Value type.
struct Sprite {
    int width = 0;
    int height = 0;
    int left = 0;  ///< of the first column, relative to the anchor
    int top = 0;   ///< of the first row, relative to the anchor
    Box extent;    ///< of the pixels covered by at least a half, relative to the anchor
    std::vector<std::uint8_t> bytes;
};

struct Area {
    float x1 = 0, y1 = 0, x2 = 0, y2 = 0;
};

/// Encodes one pixel from the sum of `samples` premultiplied colours.
void putPixel(Sprite &sprite, int x, int y, Rgb premultiplied, float alpha);

/// Sets `extent` from the pixels.
void measure(Sprite &sprite);

/// Draws `Rgba at(float x, float y)` over `area` (scene units, anchor at 0,0) at `scale` pixels a unit, with 2×2 samples
/// a pixel.
template <class At>
Sprite drawn(Area area, float scale, At at)
{
    constexpr int kGrid = 2;
    Sprite s;
    s.left = static_cast<int>(std::floor(area.x1 * scale));
    s.top = static_cast<int>(std::floor(area.y1 * scale));
    s.width = static_cast<int>(std::ceil(area.x2 * scale)) - s.left;
    s.height = static_cast<int>(std::ceil(area.y2 * scale)) - s.top;
    s.bytes.assign(static_cast<std::size_t>(s.width) * static_cast<std::size_t>(s.height) * 4, 0);
    for (int y = 0; y < s.height; ++y) {
        for (int x = 0; x < s.width; ++x) {
            Rgb sum;
            float alpha = 0;
            for (int k = 0; k < kGrid * kGrid; ++k) {
                const float px = static_cast<float>(s.left + x) + (static_cast<float>(k % kGrid) + 0.5F) / kGrid;
                const float py = static_cast<float>(s.top + y) + (static_cast<float>(k / kGrid) + 0.5F) / kGrid;
                const Rgba c = at(px / scale, py / scale);
                sum = sum + c.colour * c.alpha;
                alpha += c.alpha;
            }
            putPixel(s, x, y, sum * (1.0F / (kGrid * kGrid)), alpha / (kGrid * kGrid));
        }
    }
    measure(s);
    return s;
}

/// The same drawing out of focus or moved during the exposure: mean over (2·rx+1) × (2·ry+1) pixels, twice. The extent
/// stays that of the sharp drawing.
Sprite blurred(const Sprite &sharp, int rx, int ry);

/// Paints the sprite with its anchor at (x, y), clipped to the picture.
void blend(const Sprite &sprite, int x, int y, MutableImageView out);

}  // namespace lineside::demo
