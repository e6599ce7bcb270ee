// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/yuvtobgrx.h"

#include <cmath>
#include <vector>

// Without it the row loop runs on the oldest processors' instructions, four times slower. Thread sanitizer cannot start a
// program that chooses functions at load time.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_THREAD__)
#define LINESIDE_BEST_INSTRUCTIONS __attribute__((target_clones("avx2", "sse4.1", "default")))
#else
#define LINESIDE_BEST_INSTRUCTIONS
#endif

namespace lineside {

namespace {

/// Factors in 1/65536.
struct Factors {
    int black;
    int y, rv, gu, gv, bu;
};

Factors factorsFor(YuvMatrix matrix, bool fullRange)
{
    const double kr = matrix == YuvMatrix::Bt709 ? 0.2126 : matrix == YuvMatrix::Bt2020 ? 0.2627 : 0.299;
    const double kb = matrix == YuvMatrix::Bt709 ? 0.0722 : matrix == YuvMatrix::Bt2020 ? 0.0593 : 0.114;
    const double kg = 1 - kr - kb;
    const double luma = fullRange ? 1 : 255.0 / 219, chroma = fullRange ? 1 : 255.0 / 224;
    const auto fixed = [](double factor) { return static_cast<int>(std::lround(factor * 65536)); };
    return {fullRange ? 0 : 16,
            fixed(luma),
            fixed(2 * (1 - kr) * chroma),
            fixed(2 * kb * (1 - kb) / kg * chroma),
            fixed(2 * kr * (1 - kr) / kg * chroma),
            fixed(2 * (1 - kb) * chroma)};
}

inline int clampByte(int value)
{
    return value < 0 ? 0 : value > 255 ? 255 : value;
}

LINESIDE_BEST_INSTRUCTIONS
void convertRow(const std::uint8_t *__restrict y, const std::uint8_t *__restrict u, const std::uint8_t *__restrict v,
                std::uint32_t *__restrict out, int width, Factors f)
{
    for (int x = 0; x < width; ++x) {
        const int light = (y[x] - f.black) * f.y + 32768;
        const int cu = u[x] - 128;
        const int cv = v[x] - 128;
        const int r = clampByte((light + f.rv * cv) >> 16);
        const int g = clampByte((light - f.gu * cu - f.gv * cv) >> 16);
        const int b = clampByte((light + f.bu * cu) >> 16);
        out[x] = static_cast<std::uint32_t>(b | g << 8 | r << 16) | 0xff000000U;
    }
}

void spread(const std::uint8_t *in, int step, int shift, std::uint8_t *out, int width)
{
    for (int x = 0; x < width; ++x)
        out[x] = in[(x >> shift) * step];
}

/// The common case, a sample for two pixels, in a form that the compiler turns into vector instructions.
void spreadPairs(const std::uint8_t *__restrict in, std::uint8_t *__restrict out, int width)
{
    const int pairs = width / 2;
    for (int i = 0; i < pairs; ++i) {
        out[2 * i] = in[i];
        out[2 * i + 1] = in[i];
    }
    if (width % 2)
        out[width - 1] = in[pairs];
}

}  // namespace

void yuvToBgrx(const YuvLayout &in, MutableImageView out)
{
    const Factors factors = factorsFor(in.matrix, in.fullRange);
    const auto width = static_cast<std::size_t>(out.width);
    std::vector<std::uint8_t> rows(3 * width);
    std::uint8_t *const luma = rows.data(), *const u = luma + width, *const v = u + width;
    std::ptrdiff_t chromaRowInBuffer = -1;
    for (int row = 0; row < out.height; ++row) {
        const std::uint8_t *y = in.y + row * in.yStride;
        if (in.yStep != 1) {
            spread(y, in.yStep, 0, luma, out.width);
            y = luma;
        }
        if (const std::ptrdiff_t chromaRow = row >> in.chromaShiftY; chromaRow != chromaRowInBuffer) {
            chromaRowInBuffer = chromaRow;
            const std::uint8_t *const inU = in.u + chromaRow * in.chromaStride, *const inV = in.v + chromaRow * in.chromaStride;
            if (in.chromaStep == 1 && in.chromaShiftX == 1) {
                spreadPairs(inU, u, out.width);
                spreadPairs(inV, v, out.width);
            } else {
                spread(inU, in.chromaStep, in.chromaShiftX, u, out.width);
                spread(inV, in.chromaStep, in.chromaShiftX, v, out.width);
            }
        }
        convertRow(y, u, v, reinterpret_cast<std::uint32_t *>(out.pixels + row * out.strideBytes), out.width, factors);
    }
}

}  // namespace lineside
