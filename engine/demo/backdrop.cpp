// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/backdrop.h"

#include "demo/mix.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace lineside::demo {
namespace {

constexpr float kLampTop = 62, kLampFoot = 508, kLampBar = 16;
constexpr float kBeltTop = 562, kBeltEdge = 636, kBeltFoot = 668;  // back edge, front edge, foot of the front side
constexpr int kSlats = 16;                                         // of different wear, before the belt repeats
constexpr float kSlat = 53;

float grain(int x, int y, std::uint64_t salt)
{
    return static_cast<float>(unit(mix(static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y), salt))) - 0.5F;
}

void put(MutableImageView out, int x, int y, Rgb c)
{
    const auto byte = [](float v) { return static_cast<std::uint8_t>(std::clamp(v, 0.0F, 1.0F) * 255 + 0.5F); };
    std::uint8_t *p = out.pixels + y * out.strideBytes + x * 4;
    p[0] = byte(c.b);
    p[1] = byte(c.g);
    p[2] = byte(c.r);
    p[3] = 255;
}

/// A round steel bar seen from the side; `t` −1…1 across it.
Rgb steel(float t, Rgb light)
{
    const float bulge = std::sqrt(std::max(0.0F, 1 - t * t));
    Rgb c = Rgb{0.50F, 0.52F, 0.55F} * (0.30F + 0.72F * bulge);
    return lightened(c * mixed(light, {1, 1, 1}, 0.4F), 0.62F * hill(t, -0.42F, 0.20F));
}

/// The lamp: an opal sheet with light behind it, in a dark frame with posts.
Rgb lamp(const StationLook &look, float x, float y, float wide)
{
    const float v = (y - kLampTop) / (kLampFoot - kLampTop);
    const float h = (x - wide / 2) / wide;
    float level = 0.90F - 0.42F * h * h - 0.20F * (v - 0.42F) * (v - 0.42F);
    level *= 0.985F + 0.015F * std::cos(v * 28);                                         // rows of diodes, faintly
    Rgb c = look.light * level;
    const float post = std::abs(std::fmod(x + 1000 * 426.0F + 213 + 70, 426.0F) - 213);   // posts behind the sheet
    c = c * (1 - 0.10F * (1 - smooth(7, 17, post)));
    const float side = std::min(y - kLampTop, kLampFoot - y);
    return c * (0.74F + 0.26F * smooth(0, 26, side));
}

Rgb wall(const StationLook &look, float x, float y, int station)
{
    Rgb c = look.wall * (0.62F + 0.38F * smooth(0, kLampTop, y));
    if (y < kLampTop)
        c = c + look.light * (0.20F * smooth(kLampTop - 30, kLampTop, y));
    else
        c = c + look.light * (0.22F * (1 - smooth(kLampFoot, kLampFoot + 34, y)));
    // Cable duct with a name plate above the lamp.
    if (y > 8 && y < 34) {
        c = Rgb{0.21F, 0.22F, 0.24F} * (1.15F - 0.35F * (y - 8) / 26);
        const float slot = std::fmod(x + 4000, 20.0F);
        if (y > 14 && y < 28 && slot < 8)
            c = c * 0.58F;
    }
    const float plate = x - 34;
    if (plate > 0 && plate < 96 && y > 10 && y < 32) {
        c = Rgb{0.80F, 0.81F, 0.80F} * (1.0F - 0.10F * (y - 10) / 22);
        for (int k = 0; k <= (station & 3); ++k)                                          // one mark for each station
            if (std::hypot(plate - 18 - 20 * static_cast<float>(k), y - 21) < 6)
                c = {0.10F, 0.30F, 0.52F};
    }
    return c;
}

Rgb frameSide(const StationLook &look, float x, float y)
{
    const float v = (y - kBeltFoot) / (720 - kBeltFoot);
    Rgb c = Rgb{0.36F, 0.38F, 0.41F} * (0.95F - 0.45F * v) * mixed(look.light, {1, 1, 1}, 0.5F);
    c = lightened(c, 0.35F * hill(y, kBeltFoot + 4, 2.0F));
    const float bx = std::fmod(x + 2000 + 80, 160.0F) - 80;
    const float r = std::hypot(bx, y - 692);
    if (r < 9)
        c = Rgb{0.55F, 0.57F, 0.60F} * (0.75F + 0.35F * smooth(9, -9, y - 692));
    if (r < 5)
        c = {0.20F, 0.21F, 0.23F};
    return c * (1 - 0.4F * hill(r, 10, 2));
}

}  // namespace

Backdrop::Backdrop(const StationLook &look, int station, int width, int height)
    : m_width(width), m_height(height), m_scale(static_cast<float>(height) / 720), m_still(width, height)
{
    drawStill(look, station);
    drawBelt(look);
}

void Backdrop::drawStill(const StationLook &look, int station)
{
    const float wide = static_cast<float>(m_width) / m_scale;
    const MutableImageView out = m_still.view();
    for (int row = 0; row < m_height; ++row) {
        for (int column = 0; column < m_width; ++column) {
            const float x = (static_cast<float>(column) + 0.5F) / m_scale;
            const float y = (static_cast<float>(row) + 0.5F) / m_scale;
            Rgb c;
            if (y >= kBeltFoot)
                c = frameSide(look, x, y);
            else if (y > kLampTop && y < kLampFoot)
                c = lamp(look, x, y, wide);
            else
                c = wall(look, x, y, station);
            const float bar = std::min(std::abs(y - kLampTop + kLampBar / 2), std::abs(y - kLampFoot - kLampBar / 2));
            if (bar < kLampBar / 2)
                c = Rgb{0.15F, 0.16F, 0.18F} * (1.3F - 0.5F * bar / kLampBar) + look.light * 0.03F;
            // Two guide rails behind the bottles, on brackets.
            const float bracket = std::abs(std::fmod(x + 3000, 320.0F) - 160);
            if (bracket < 7 && y > 430 && y < kBeltTop + 4)
                c = Rgb{0.24F, 0.25F, 0.27F} * (1.25F - 0.10F * bracket);
            for (const float rail : {452.0F, 540.0F}) {
                if (std::abs(y - rail - 13) < 6)
                    c = c * (1 - 0.22F * hill(y, rail + 11, 4));
                if (std::abs(y - rail) < 9)
                    c = steel((y - rail) / 9, look.light);
            }
            const float dx = (x - wide / 2) / wide;
            c = c * (1.03F - 0.34F * dx * dx);
            put(out, column, row, c + Rgb{1, 1, 1} * (0.010F * grain(column, row, 3)));
        }
    }
}

void Backdrop::drawBelt(const StationLook &look)
{
    m_beltTop = static_cast<int>(std::lround(kBeltTop * m_scale));
    m_beltRows = std::min(m_height, static_cast<int>(std::lround(kBeltFoot * m_scale))) - m_beltTop;
    const int slat = std::max(4, static_cast<int>(std::lround(kSlat * m_scale)));
    m_period = slat * kSlats;
    m_belt.resize(m_width + m_period, m_beltRows);
    const MutableImageView out = m_belt.view();
    for (int row = 0; row < m_beltRows; ++row) {
        for (int column = 0; column < m_width + m_period; ++column) {
            const int inPeriod = column % m_period;
            const int number = inPeriod / slat;
            const float u = (static_cast<float>(inPeriod % slat) + 0.5F) / static_cast<float>(slat);
            const float y = (static_cast<float>(m_beltTop + row) + 0.5F) / m_scale;
            const float wear = grain(number, 0, 7);
            const float gap = std::min(u, 1 - u) * kSlat;
            Rgb c = look.belt * (1.10F + 0.20F * wear);
            if (y < kBeltEdge) {
                const float v = (y - kBeltTop) / (kBeltEdge - kBeltTop);
                c = c * (0.72F + 0.50F * v);
                c = c + look.light * (0.16F * hill(v, 0.20F, 0.22F));                     // sheen of the lamp
                c = c * (1 - 0.60F * hill(gap, 0, 1.7F));
                c = lightened(c, 0.10F * hill(u * kSlat, 4, 1.6F));
                const float scratch = grain(inPeriod / 9 + 977 * row, number, 5);
                c = c * (1 + 0.06F * grain(inPeriod, row, 9) + (scratch > 0.47F ? 0.10F : 0.0F));
                c = c * (1 - 0.5F * (1 - smooth(0, 0.10F, v)));
            } else {                                                                      // links of the chain
                const float v = (y - kBeltEdge) / (kBeltFoot - kBeltEdge);
                const float pin = std::hypot((u - 0.5F) * kSlat, y - (kBeltEdge + kBeltFoot) / 2);
                c = c * (0.62F - 0.26F * v) * (gap < 3.5F ? 0.45F : 1.0F);
                c = lightened(c, 0.35F * hill(v, 0.03F, 0.05F));
                if (pin < 7)
                    c = Rgb{0.50F, 0.52F, 0.54F} * (0.62F + 0.5F * hill(y, 648, 5));
                c = c * (1 - 0.5F * smooth(0.80F, 1.0F, v));
            }
            put(out, column, row, c);
        }
    }
}

void Backdrop::copyTo(MutableImageView out, int firstRow, std::int64_t beltOffset) const
{
    const ImageView still = m_still.view();
    const ImageView belt = m_belt.view();
    const auto rowBytes = static_cast<std::size_t>(m_width) * 4;
    // The belt moves to the right: its picture begins the further left in the strip the further it has moved.
    std::int64_t begin = (-beltOffset) % m_period;
    if (begin < 0)
        begin += m_period;
    for (int row = 0; row < out.height; ++row) {
        const int y = firstRow + row;
        const bool onBelt = y >= m_beltTop && y < m_beltTop + m_beltRows;
        const std::uint8_t *source = onBelt ? belt.pixels + (y - m_beltTop) * belt.strideBytes + begin * 4
                                            : still.pixels + y * still.strideBytes;
        std::memcpy(out.pixels + row * out.strideBytes, source, rowBytes);
    }
}

}  // namespace lineside::demo
