// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/sprite.h"

#include <algorithm>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace lineside::demo {
namespace {

std::uint8_t toByte(float v)
{
    return static_cast<std::uint8_t>(std::clamp(v, 0.0F, 1.0F) * 255.0F + 0.5F);
}

/// target = source + target · (255 − alpha) / 255, rounded; the same bytes on both paths.
void blendRow(const std::uint8_t *source, std::uint8_t *target, int pixels)
{
    int i = 0;
#if defined(__SSE2__)
    const __m128i zero = _mm_setzero_si128();
    const __m128i ones = _mm_set1_epi8(-1);
    const __m128i full = _mm_set1_epi16(255);
    const __m128i half = _mm_set1_epi16(128);
    const auto scaled = [&](__m128i s, __m128i t) {
        __m128i a = _mm_shufflehi_epi16(_mm_shufflelo_epi16(s, 0xFF), 0xFF);
        const __m128i p = _mm_add_epi16(_mm_mullo_epi16(t, _mm_sub_epi16(full, a)), half);
        return _mm_srli_epi16(_mm_add_epi16(p, _mm_srli_epi16(p, 8)), 8);
    };
    for (; i + 4 <= pixels; i += 4) {
        const __m128i s = _mm_loadu_si128(reinterpret_cast<const __m128i *>(source + i * 4));
        // Most of a sprite is either nothing or solid: neither needs what lies below.
        if (_mm_movemask_epi8(_mm_cmpeq_epi8(s, zero)) == 0xFFFF)
            continue;
        if ((_mm_movemask_epi8(_mm_cmpeq_epi8(s, ones)) & 0x8888) == 0x8888) {
            _mm_storeu_si128(reinterpret_cast<__m128i *>(target + i * 4), s);
            continue;
        }
        const __m128i t = _mm_loadu_si128(reinterpret_cast<const __m128i *>(target + i * 4));
        const __m128i low = scaled(_mm_unpacklo_epi8(s, zero), _mm_unpacklo_epi8(t, zero));
        const __m128i high = scaled(_mm_unpackhi_epi8(s, zero), _mm_unpackhi_epi8(t, zero));
        _mm_storeu_si128(reinterpret_cast<__m128i *>(target + i * 4), _mm_adds_epu8(s, _mm_packus_epi16(low, high)));
    }
#endif
    for (; i < pixels; ++i) {
        const unsigned keep = 255U - source[i * 4 + 3];
        for (int c = i * 4; c < i * 4 + 4; ++c) {
            const unsigned p = target[c] * keep + 128U;
            target[c] = static_cast<std::uint8_t>(std::min(255U, source[c] + ((p + (p >> 8)) >> 8)));
        }
    }
}

/// Mean over 2·r+1 pixels along one direction.
void boxBlur(const std::vector<std::uint8_t> &in, std::vector<std::uint8_t> &out, int lines, int length,
             std::size_t lineStep, std::size_t step, int r)
{
    const unsigned n = static_cast<unsigned>(2 * r + 1);
    for (int line = 0; line < lines; ++line) {
        for (std::size_t c = 0; c < 4; ++c) {
            const std::size_t base = static_cast<std::size_t>(line) * lineStep + c;
            const auto at = [&](int i) -> unsigned {
                return i < 0 || i >= length ? 0U : in[base + static_cast<std::size_t>(i) * step];
            };
            unsigned sum = 0;
            for (int i = -r; i < r; ++i)
                sum += at(i);
            for (int i = 0; i < length; ++i) {
                sum += at(i + r);
                out[base + static_cast<std::size_t>(i) * step] = static_cast<std::uint8_t>((sum + n / 2) / n);
                sum -= at(i - r);
            }
        }
    }
}

}  // namespace

void putPixel(Sprite &sprite, int x, int y, Rgb premultiplied, float alpha)
{
    std::uint8_t *p = sprite.bytes.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(sprite.width) +
                                             static_cast<std::size_t>(x)) * 4;
    p[3] = toByte(alpha);
    p[0] = std::min(toByte(premultiplied.b), p[3]);
    p[1] = std::min(toByte(premultiplied.g), p[3]);
    p[2] = std::min(toByte(premultiplied.r), p[3]);
}

void measure(Sprite &sprite)
{
    int x1 = sprite.width, y1 = sprite.height, x2 = 0, y2 = 0;
    for (int y = 0; y < sprite.height; ++y) {
        for (int x = 0; x < sprite.width; ++x) {
            if (sprite.bytes[(static_cast<std::size_t>(y) * static_cast<std::size_t>(sprite.width) +
                              static_cast<std::size_t>(x)) * 4 + 3] < 128)
                continue;
            x1 = std::min(x1, x);
            x2 = std::max(x2, x + 1);
            y1 = std::min(y1, y);
            y2 = std::max(y2, y + 1);
        }
    }
    if (x2 <= x1) {
        sprite.extent = {};
        return;
    }
    sprite.extent = {static_cast<float>(sprite.left + x1), static_cast<float>(sprite.top + y1),
                     static_cast<float>(sprite.left + x2), static_cast<float>(sprite.top + y2)};
}

Sprite blurred(const Sprite &sharp, int rx, int ry)
{
    Sprite s;
    s.left = sharp.left - 2 * rx;
    s.top = sharp.top - 2 * ry;
    s.width = sharp.width + 4 * rx;
    s.height = sharp.height + 4 * ry;
    s.extent = sharp.extent;
    const auto row = static_cast<std::size_t>(s.width) * 4;
    s.bytes.assign(row * static_cast<std::size_t>(s.height), 0);
    for (int y = 0; y < sharp.height; ++y)
        std::memcpy(s.bytes.data() + static_cast<std::size_t>(y + 2 * ry) * row + static_cast<std::size_t>(rx) * 8,
                    sharp.bytes.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(sharp.width) * 4,
                    static_cast<std::size_t>(sharp.width) * 4);
    std::vector<std::uint8_t> other(s.bytes.size());
    for (int pass = 0; pass < 2; ++pass) {
        boxBlur(s.bytes, other, s.height, s.width, row, 4, rx);
        boxBlur(other, s.bytes, s.width, s.height, 4, row, ry);
    }
    return s;
}

void blend(const Sprite &sprite, int x, int y, MutableImageView out)
{
    const int left = x + sprite.left;
    const int top = y + sprite.top;
    const int x1 = std::max(left, 0);
    const int x2 = std::min(left + sprite.width, out.width);
    const int y1 = std::max(top, 0);
    const int y2 = std::min(top + sprite.height, out.height);
    for (int row = y1; row < y2 && x1 < x2; ++row) {
        const std::uint8_t *source = sprite.bytes.data() +
            (static_cast<std::size_t>(row - top) * static_cast<std::size_t>(sprite.width) +
             static_cast<std::size_t>(x1 - left)) * 4;
        blendRow(source, out.pixels + row * out.strideBytes + std::ptrdiff_t{x1} * 4, x2 - x1);
    }
}

}  // namespace lineside::demo
