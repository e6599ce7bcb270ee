// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/bottleart.h"

#include <algorithm>
#include <cmath>

namespace lineside::demo {
namespace {

constexpr float kFootRound = 15;   // radius of the rounding at the foot
constexpr float kFootDip = 6;      // the foot is seen slightly from above: its front edge hangs that much lower

/// Half of the width of the glass `down` units below its top.
float halfWidth(const BottleShape &s, float down)
{
    float half = s.neckHalf + (s.bodyHalf - s.neckHalf) * smooth(s.shoulderFrom, s.shoulderTo, down);
    half += 2.2F * hill(down, s.capHeight + 9, 4.5F);       // the bead under the cap
    half += 0.04F * std::max(0.0F, down - s.capHeight) * (1 - smooth(s.shoulderFrom - 30, s.shoulderFrom + 20, down));
    if (s.cap == CapKind::Screw && down < s.capHeight)      // the thread, seen where the cap is missing
        half += 1.5F * std::sin(down * 0.75F) - 1.0F;
    const float up = s.height - down;
    if (up < kFootRound) {
        const float d = kFootRound - std::max(up, 0.0F);
        half -= kFootRound - std::sqrt(std::max(0.0F, kFootRound * kFootRound - d * d));
    }
    return half;
}

struct Sight {
    float u;     ///< across the bottle, −1…1
    float bulge; ///< 1 in the middle, 0 at the edge: how much the glass faces the camera
    float down;
};

Rgb liquidColour(const BottleShape &s, const Design &d, Sight at)
{
    const float depth = 0.34F + 0.66F * std::pow(at.bulge, 0.7F);
    Rgb c = d.liquid * (depth * 1.02F);
    c = c + mixed(d.liquid, {1, 1, 1}, 0.25F) * (0.34F * hill(at.u, 0.22F, 0.42F));      // light from behind
    const float foot = smooth(s.height - 70, s.height, at.down);
    return c * (1.06F - 0.30F * foot);
}

Rgba body(const BottleShape &s, const Design &d, Sight at)
{
    const float edge = smooth(0.80F, 1.0F, std::abs(at.u));
    const float surface = s.fill + 3.5F * at.bulge;
    Rgba c;
    if (at.down > surface) {
        c = {liquidColour(s, d, at), 0.97F};
        c.colour = lightened(c.colour, 0.45F * hill(at.down, surface, 2.2F));            // meniscus
    } else {
        c = {mixed(d.glass, {1, 1, 1}, 0.22F) * (0.62F + 0.38F * at.bulge), 0.52F + 0.34F * (1 - at.bulge)};
        if (at.down > s.fill - 3.5F * at.bulge)                                          // the surface, from below
            c = over({lightened(d.liquid, 0.35F), 0.7F}, c);
    }
    c.colour = c.colour * (1 - 0.62F * edge * edge);
    c.colour = lightened(c.colour, 0.20F * hill(std::abs(at.u), 0.90F, 0.03F));          // the wall of the glass
    c.alpha = std::min(1.0F, c.alpha + 0.4F * edge);
    return c;
}

void shine(const BottleShape &s, Rgba &c, Sight at)
{
    const float length = smooth(s.capHeight + 8, s.capHeight + 26, at.down) *
        (1 - smooth(s.height - 40, s.height - 14, at.down));
    const float bars = 1 - 0.55F * hill(at.down, s.shoulderTo + 60, 3);                  // bar of the lamp's frame
    float light = 0.80F * hill(at.u, -0.60F, 0.085F) * bars + 0.34F * hill(at.u, -0.40F, 0.022F);
    light += 0.42F * hill(at.u, 0.74F, 0.05F);
    const float shoulder = hill(at.down, (s.shoulderFrom + s.shoulderTo) / 2 + 14, 26) * hill(at.u, -0.5F, 0.20F);
    c.colour = lightened(c.colour, light * length + 0.40F * shoulder);
    c.alpha = std::min(1.0F, c.alpha + 0.5F * light * length);

    const float up = s.height - at.down;                                                 // the thick glass of the foot
    c.colour = c.colour * (1 - 0.35F * hill(up, 4, 4));
    c.colour = lightened(c.colour, 0.28F * hill(up, 11, 2.4F) * at.bulge);
    const float rim = hill(at.down, 2.5F, 2.0F) + hill(at.down, s.capHeight + 7, 2.5F);  // lip and bead
    c.colour = lightened(c.colour, 0.34F * rim * (0.3F + hill(at.u, -0.35F, 0.4F)));
    if (s.cap == CapKind::Screw && at.down < s.capHeight)
        c.colour = c.colour * (0.84F + 0.16F * std::sin(at.down * 0.75F));
}

}  // namespace

Sprite drawGlass(const BottleShape &s, const Design &d, float scale)
{
    const float margin = s.bodyHalf + 4;
    return drawn({-margin, -s.height - 2, margin, kFootDip + 2}, scale, [&](float x, float y) -> Rgba {
        const float across = std::min(1.0F, std::abs(x) / s.bodyHalf);
        const float down = s.height + y - kFootDip * std::sqrt(1 - across * across) * smooth(-60, 0, y);
        if (down < 0 || down > s.height)
            return {};
        const float half = halfWidth(s, down);
        const float u = x / half;
        if (std::abs(u) >= 1)
            return {};
        const Sight at{u, std::sqrt(1 - u * u), down};
        Rgba c = body(s, d, at);
        shine(s, c, at);
        return c;
    });
}

Sprite drawShadow(const BottleShape &s, const Design &d, float scale)
{
    const float reach = s.bodyHalf * 1.9F;
    return drawn({-reach, -24, reach, 40}, scale, [&](float x, float y) -> Rgba {
        const float contact = std::hypot(x / (s.bodyHalf * 1.04F), (y - 3) / 10);
        const float wide = std::hypot((x - 8) / reach, (y - 10) / 26);
        const float glow = std::hypot(x / (s.bodyHalf * 0.72F), (y - 22) / 14);           // light through the liquid
        Rgba c{{0.02F, 0.02F, 0.03F}, 0.46F * (1 - smooth(0.1F, 1.0F, wide))};
        c = over({{0.01F, 0.01F, 0.01F}, 0.75F * (1 - smooth(0.55F, 1.12F, contact))}, c);
        return over({lightened(d.liquid, 0.15F), 0.34F * (1 - smooth(0.0F, 1.0F, glow))}, c);
    });
}

}  // namespace lineside::demo
