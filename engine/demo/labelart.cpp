// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/bottleart.h"

#include "demo/lettering.h"
#include "demo/mix.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lineside::demo {
namespace {

constexpr float kDip = 5;  // the label's edges bend as the foot of the bottle does

float ragged(float t, int salt)
{
    const auto at = [&](float k) {
        return static_cast<float>(unit(mix(static_cast<std::uint64_t>(static_cast<std::int64_t>(k)),
                                           static_cast<std::uint64_t>(salt)))) * 2 - 1;
    };
    const auto octave = [&](float f) {
        const float k = std::floor(f);
        return mixed({at(k), 0, 0}, {at(k + 1), 0, 0}, f - k).r;
    };
    return octave(t * 5) * 0.6F + octave(t * 13 + 50) * 0.3F + octave(t * 31 + 90) * 0.14F;
}

bool onMotif(Motif motif, float x, float y)
{
    const float r = std::hypot(x, y);
    switch (motif) {
    case Motif::Sun:
        return r < 0.42F || (r < 0.86F && r > 0.52F && std::cos(std::atan2(y, x) * 12) > 0.25F);
    case Motif::Peaks:
        return y < 0.5F && (y > std::abs(x + 0.22F) * 1.35F - 0.62F || y > std::abs(x - 0.38F) * 1.35F - 0.28F);
    case Motif::Drop:
        return y > 0 ? r < 0.5F : std::abs(x) < 0.5F * std::pow(std::max(0.0F, 1 + y / 0.85F), 0.9F);
    case Motif::Leaf: {
        const float a = std::hypot(x - 0.34F, y) < 0.72F && std::hypot(x + 0.34F, y) < 0.72F;
        return a > 0 && std::abs(x - 0.06F * std::sin(y * 5)) > 0.045F;
    }
    }
    return false;
}

/// The print at `x` (units from the label's middle along the paper) and `v` (0 top … 1 foot of the label).
Rgb print(const Design &d, float x, float v, float height)
{
    const float y = v * height;
    Rgb c = mixed(d.paper, d.paper * 0.94F, v);
    const float frame = std::min(y, height - y);
    if (frame < 9)
        return d.ink;
    if (frame < 12.5F)
        return d.accent;
    const float emblem = height * 0.235F;
    const float ex = x / emblem;
    const float ey = (y - height * 0.37F) / emblem;
    const float r = std::hypot(ex, ey);
    if (r < 1.0F) {
        c = d.ink;
        if (r > 0.88F && r < 0.94F)
            c = d.accent;
        else if (r < 0.84F && onMotif(d.motif, ex / 0.84F, ey / 0.84F))
            c = mixed(d.accent, d.paper, 0.25F);
    } else if (std::abs(y - height * 0.37F) < 1.1F && std::abs(x) > emblem + 7 && std::abs(x) < 84) {
        c = d.accent;
    }
    const float size = std::min(height * 0.165F, 118.0F / widthOfWord(d.word));
    if (distanceToWord(d.word, x / size, (y - height * 0.665F) / size) < 0.085F)
        c = d.ink;
    const float small = (y - height * 0.865F) / 3.2F;                                    // small print
    if (small > 0 && small < 3 && std::fmod(small, 1.6F) < 0.7F && std::abs(x) < 46 - 9 * std::floor(small / 1.6F))
        c = mixed(d.paper, d.ink, unit(mix(static_cast<std::uint64_t>(x + 500) / 4)) < 0.8 ? 0.6F : 0.0F);
    return c;
}

/// Below 0 where paper is left; the nearer to 0, the nearer to the tear.
float tearAt(int tear, float s, float v)
{
    switch (tear) {
    case 0: return (s + 0.10F) - (v - 0.02F) * 1.25F + 0.13F * ragged(s + v, 11);         // upper right corner gone
    case 1: return (v - 0.50F) * 1.3F - (s + 0.05F) * 0.75F + 0.13F * ragged(s - v + 2, 12);  // lower left corner gone
    default: return (s - 0.16F) - 0.25F * (v - 0.5F) + 0.15F * ragged(v, 13);             // a side gone
    }
}

}  // namespace

Sprite drawLabel(const BottleShape &s, const Design &d, float scale, int tear)
{
    const float top = s.labelFrom - s.height;
    const float height = s.labelTo - s.labelFrom;
    const float half = s.bodyHalf + 0.6F;                                                // paper lies on the glass
    return drawn({-half - 2, top - 2, half + 2, top + height + kDip + 2}, scale, [&](float x, float y) -> Rgba {
        const float u = x / half;
        if (std::abs(u) >= 1)
            return {};
        const float bulge = std::sqrt(1 - u * u);
        const float v = (y - top - kDip * bulge) / height;
        if (v < 0 || v > 1)
            return {};
        const float around = std::asin(u) / (std::numbers::pi_v<float> / 2);
        Rgba c{print(d, around * half * 1.45F, v, height), 1};
        c.colour = c.colour * (0.36F + 0.66F * std::pow(bulge, 0.65F));
        c.colour = lightened(c.colour, 0.20F * hill(u, -0.60F, 0.13F) + 0.08F * hill(u, 0.74F, 0.06F));
        if (tear < 0)
            return c;
        const float torn = tearAt(tear, around, v);
        if (torn > 0)                                                                    // glue and fibres on the glass
            return {{0.86F, 0.84F, 0.80F}, torn < 0.22F ? 0.16F * (0.5F + ragged(around * 3 + v * 7, 5)) : 0.0F};
        if (torn > -0.075F)                                                              // the bare edge of the paper
            return {Rgb{0.97F, 0.96F, 0.94F} * (0.5F + 0.5F * bulge), 1};
        c.colour = c.colour * (1 - 0.35F * hill(torn, -0.09F, 0.05F));
        return c;
    });
}

}  // namespace lineside::demo
