// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/lettering.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <vector>

namespace lineside::demo {
namespace {

constexpr float kAdvance = 0.86F;
constexpr float kWidth = 0.62F;

struct Stroke {
    float x1, y1, x2, y2;
};

// Coordinates in a cell of 1 × 1; round letters are polygons fine enough for print of twenty pixels.
constexpr Stroke kA[] = {{0, 1, .5F, 0}, {.5F, 0, 1, 1}, {.18F, .66F, .82F, .66F}};
constexpr Stroke kD[] = {{0, 0, 0, 1}, {0, 0, .55F, 0}, {.55F, 0, 1, .3F}, {1, .3F, 1, .7F}, {1, .7F, .55F, 1}, {.55F, 1, 0, 1}};
constexpr Stroke kE[] = {{0, 0, 0, 1}, {0, 0, .9F, 0}, {0, .5F, .75F, .5F}, {0, 1, .9F, 1}};
constexpr Stroke kL[] = {{0, 0, 0, 1}, {0, 1, .9F, 1}};
constexpr Stroke kM[] = {{0, 1, 0, 0}, {0, 0, .5F, .7F}, {.5F, .7F, 1, 0}, {1, 0, 1, 1}};
constexpr Stroke kN[] = {{0, 1, 0, 0}, {0, 0, 1, 1}, {1, 1, 1, 0}};
constexpr Stroke kO[] = {{.3F, 0, .7F, 0}, {.7F, 0, 1, .3F}, {1, .3F, 1, .7F}, {1, .7F, .7F, 1},
                         {.7F, 1, .3F, 1}, {.3F, 1, 0, .7F}, {0, .7F, 0, .3F}, {0, .3F, .3F, 0}};
constexpr Stroke kQ[] = {{.3F, 0, .7F, 0}, {.7F, 0, 1, .3F}, {1, .3F, 1, .7F}, {1, .7F, .7F, 1}, {.7F, 1, .3F, 1},
                         {.3F, 1, 0, .7F}, {0, .7F, 0, .3F}, {0, .3F, .3F, 0}, {.62F, .66F, 1, 1.08F}};
constexpr Stroke kR[] = {{0, 1, 0, 0}, {0, 0, .7F, 0}, {.7F, 0, .95F, .14F}, {.95F, .14F, .95F, .38F}, {.95F, .38F, .7F, .52F},
                         {.7F, .52F, 0, .52F}, {.5F, .52F, 1, 1}};
constexpr Stroke kS[] = {{.95F, .14F, .7F, 0}, {.7F, 0, .25F, 0}, {.25F, 0, .03F, .15F}, {.03F, .15F, .03F, .33F},
                         {.03F, .33F, .25F, .48F}, {.25F, .48F, .75F, .52F}, {.75F, .52F, .97F, .67F},
                         {.97F, .67F, .97F, .85F}, {.97F, .85F, .75F, 1}, {.75F, 1, .28F, 1}, {.28F, 1, .03F, .86F}};
constexpr Stroke kU[] = {{0, 0, 0, .7F}, {0, .7F, .3F, 1}, {.3F, 1, .7F, 1}, {.7F, 1, 1, .7F}, {1, .7F, 1, 0}};
constexpr Stroke kV[] = {{0, 0, .5F, 1}, {.5F, 1, 1, 0}};

std::span<const Stroke> strokes(char letter)
{
    switch (letter) {
    case 'A': return kA;
    case 'D': return kD;
    case 'E': return kE;
    case 'L': return kL;
    case 'M': return kM;
    case 'N': return kN;
    case 'O': return kO;
    case 'Q': return kQ;
    case 'R': return kR;
    case 'S': return kS;
    case 'U': return kU;
    case 'V': return kV;
    default: return {};
    }
}

float squaredDistanceTo(Stroke s, float x, float y)
{
    const float dx = (s.x2 - s.x1) * kWidth;
    const float dy = s.y2 - s.y1;
    const float px = x - s.x1 * kWidth;
    const float py = y - s.y1;
    const float t = std::clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0.0F, 1.0F);
    const float ex = px - t * dx;
    const float ey = py - t * dy;
    return ex * ex + ey * ey;
}

}  // namespace

float widthOfWord(const char *word)
{
    return static_cast<float>(std::strlen(word)) * kAdvance - (kAdvance - kWidth);
}

float distanceToWord(const char *word, float x, float y)
{
    float nearest = 100;
    if (y < -0.4F || y > 1.4F)
        return 10;
    float left = -widthOfWord(word) / 2;
    for (; *word != 0; ++word, left += kAdvance) {
        if (x < left - 0.3F || x > left + kWidth + 0.3F)
            continue;
        for (const Stroke &s : strokes(*word))
            nearest = std::min(nearest, squaredDistanceTo(s, x - left, y));
    }
    return std::sqrt(nearest);
}

}  // namespace lineside::demo
