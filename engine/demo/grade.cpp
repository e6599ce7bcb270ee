// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/grade.h"

#include "demo/mix.h"

#include <algorithm>
#include <cmath>

namespace lineside::demo {
namespace {

constexpr int kNoiseZero = 16;      // the noise is stored as bytes, this means none
constexpr double kNoiseLevel = 2.2; // standard deviation, steps of 255
constexpr std::size_t kNoisePixels = 16384;

std::uint8_t noiseByte(std::uint64_t bits)
{
    // The sum of four even chances is near enough to the bell curve of a sensor.
    double sum = 0;
    for (int k = 0; k < 4; ++k)
        sum += static_cast<double>((bits >> (16 * k)) & 0xFFFF) / 65535.0 - 0.5;
    const double v = std::clamp(sum / 0.577 * kNoiseLevel, -15.0, 15.0);
    return static_cast<std::uint8_t>(kNoiseZero + std::lround(v));
}

/// pixel · gain / 128 + noise; written so that the compiler makes vector code of it.
void gradeRow(std::uint8_t *__restrict pixels, const std::uint8_t *__restrict noise, const std::uint16_t *__restrict gain,
              std::size_t count)
{
    for (std::size_t block = 0; block + 16 <= count; block += 16) {
        for (std::size_t i = 0; i < 16; ++i) {
            const auto lit = static_cast<std::uint16_t>(static_cast<std::uint16_t>(pixels[block + i] * gain[i]) >> 7);
            const auto noisy = static_cast<std::int16_t>(lit + noise[block + i] - kNoiseZero);
            pixels[block + i] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(noisy, 0, 255));
        }
    }
    for (std::size_t i = count & ~std::size_t{15}; i < count; ++i)
        pixels[i] = static_cast<std::uint8_t>(std::clamp((pixels[i] * gain[i & 15] >> 7) + noise[i] - kNoiseZero, 0, 255));
}

}  // namespace

Grade::Grade(int width, std::uint64_t seed) : m_seed(seed)
{
    const std::size_t pixels = kNoisePixels + static_cast<std::size_t>(width);
    m_noise.resize(pixels * 4, kNoiseZero);
    for (std::size_t i = 0; i < pixels * 4; ++i)
        if (i % 4 != 3)
            m_noise[i] = noiseByte(mix(seed, i));
}

void Grade::apply(MutableImageView rows, int firstRow, const CameraState &camera, std::uint64_t frameIndex) const
{
    std::uint16_t gain[16];
    for (int i = 0; i < 16; ++i)
        gain[i] = i % 4 == 3 ? 128
                             : static_cast<std::uint16_t>(std::lround(std::clamp(camera.gain[i % 4], 0.0F, 1.9F) * 128));
    for (int row = 0; row < rows.height; ++row) {
        const std::uint64_t from = mix(m_seed, frameIndex, static_cast<std::uint64_t>(firstRow + row)) % kNoisePixels;
        gradeRow(rows.pixels + row * rows.strideBytes, m_noise.data() + from * 4, gain,
                 static_cast<std::size_t>(rows.width) * 4);
    }
}

}  // namespace lineside::demo
