// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace lineside::demo {

/// A colour for drawing, 0…1 as the screen shows it. Value type.
struct Rgb {
    float r = 0, g = 0, b = 0;
};

inline Rgb operator+(Rgb a, Rgb b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }
inline Rgb operator*(Rgb a, float k) { return {a.r * k, a.g * k, a.b * k}; }
inline Rgb operator*(Rgb a, Rgb b) { return {a.r * b.r, a.g * b.g, a.b * b.b}; }
inline Rgb mixed(Rgb a, Rgb b, float t) { return a * (1 - t) + b * t; }
inline Rgb lightened(Rgb a, float k) { return mixed(a, {1, 1, 1}, std::clamp(k, 0.0F, 1.0F)); }

/// A colour with cover, not premultiplied. Value type.
struct Rgba {
    Rgb colour;
    float alpha = 0;
};

/// `top` painted over `bottom`.
inline Rgba over(Rgba top, Rgba bottom)
{
    const float a = top.alpha + bottom.alpha * (1 - top.alpha);
    if (a <= 0)
        return {};
    return {(top.colour * top.alpha + bottom.colour * (bottom.alpha * (1 - top.alpha))) * (1 / a), a};
}

inline float smooth(float from, float to, float x)
{
    const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// A soft hill of height 1 at `centre`.
inline float hill(float x, float centre, float width)
{
    const float d = (x - centre) / width;
    return std::exp(-d * d);
}

}  // namespace lineside::demo
