// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/bottleart.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lineside::demo {
namespace {

struct Tilt {
    float degrees;
    float slide;  ///< sideways, share of half the cap
};
constexpr Tilt kTilts[kAskewCaps] = {{-11, -.10F}, {11, .10F}, {-15, .06F}, {16, -.08F}, {-22, -.22F}, {21, .20F}};

constexpr float kOverhang = 4;  // the cap is that much higher than the glass

Rgb metal(Rgb lacquer, float u)
{
    const float bulge = std::sqrt(std::max(0.0F, 1 - u * u));
    Rgb c = lacquer * (0.34F + 0.62F * bulge);
    c = lightened(c, 0.72F * hill(u, -0.46F, 0.15F) + 0.22F * hill(u, 0.60F, 0.10F));
    return c * (1 - 0.35F * smooth(0.86F, 1, std::abs(u)));
}

/// A pressed metal cork with a crimped skirt; `t` 0 at its top … 1 at its rim.
Rgba crown(Rgb lacquer, float half, float height, float x, float down)
{
    const float t = down / height;
    const float rounding = 8;
    float width = half * (0.84F + 0.16F * smooth(0.30F, 0.95F, t));
    if (down < rounding)
        width -= rounding * 0.9F * (1 - std::sqrt(std::max(0.0F, 1 - (rounding - down) * (rounding - down) / (rounding * rounding))));
    const float u = x / width;
    if (std::abs(u) >= 1)
        return {};
    const float turn = std::asin(u);
    const float crimp = std::sin(turn * 10.5F + 0.8F);
    if (down > height - 2.2F + 2.2F * crimp * 0.8F)
        return {};
    Rgb c = metal(lacquer, u);
    const float skirt = smooth(0.38F, 0.60F, t);
    c = c * (1 + skirt * (0.30F * crimp - 0.10F));
    c = lightened(c, 0.30F * hill(t, 0.30F, 0.08F) * (1 - std::abs(u)));
    return {c * (1 - 0.25F * smooth(0.85F, 1, t)), 1};
}

/// A screwed cap with a knurled side and a tamper ring.
Rgba screw(Rgb lacquer, float half, float height, float x, float down)
{
    const float rounding = 5;
    float width = half;
    if (down < rounding)
        width -= rounding * (1 - std::sqrt(std::max(0.0F, 1 - (rounding - down) * (rounding - down) / (rounding * rounding))));
    const float u = x / width;
    if (std::abs(u) >= 1 || down > height)
        return {};
    const float ring = height * 0.78F;
    Rgb c = metal(lacquer, u);
    if (down > 6 && down < ring - 2)
        c = c * (0.92F + 0.15F * std::sin(std::asin(u) * 26));
    c = lightened(c, 0.25F * hill(down, 5, 1.6F));
    c = c * (1 - 0.55F * hill(down, ring, 1.3F));
    return {c * (1 - 0.25F * smooth(height - 3, height, down)), 1};
}

}  // namespace

Sprite drawCap(const BottleShape &s, const Design &d, float scale, int tilt)
{
    const float height = s.capHeight + kOverhang;
    const float top = -s.height - kOverhang;
    const Tilt pose = tilt < 0 ? Tilt{0, 0} : kTilts[tilt];
    const float angle = pose.degrees * std::numbers::pi_v<float> / 180;
    // A cap that is askew rests on the rim of the glass with one side and has come up with the other.
    const float pivotX = (angle > 0 ? -1 : 1) * s.capHalf * -0.75F;
    const float pivotY = top + height - (tilt < 0 ? 0.0F : 3.0F);
    const float reach = s.capHalf * 1.5F;
    return drawn({-reach, top - 26, reach, top + height + 12}, scale, [&](float x, float y) -> Rgba {
        const float dx = x - pose.slide * s.capHalf - pivotX;
        const float dy = y - pivotY;
        const float cx = pivotX + dx * std::cos(angle) + dy * std::sin(angle);
        const float cy = pivotY - dx * std::sin(angle) + dy * std::cos(angle);
        const float down = cy - top;
        if (down < 0)
            return {};
        return s.cap == CapKind::Crown ? crown(d.cap, s.capHalf, height, cx, down)
                                       : screw(d.cap, s.capHalf, height, cx, down);
    });
}

}  // namespace lineside::demo
