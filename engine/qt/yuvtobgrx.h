// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstddef>
#include <cstdint>

namespace lineside {

enum class YuvMatrix { Bt601, Bt709, Bt2020 };

/// How a camera's or decoder's brightness and colour bytes lie in memory: sample x of a row is at base[x * step], and a
/// colour row serves `1 << chromaShiftY` rows. Does not own the bytes; each plane must hold every sample of a picture of
/// the output's size.
struct YuvLayout {
    const std::uint8_t *y = nullptr, *u = nullptr, *v = nullptr;
    std::ptrdiff_t yStride = 0, chromaStride = 0;  ///< bytes from row to row
    int yStep = 1, chromaStep = 1;                 ///< bytes from sample to sample
    int chromaShiftX = 1, chromaShiftY = 1;        ///< pixels a colour sample serves, as a power of two
    YuvMatrix matrix = YuvMatrix::Bt601;
    bool fullRange = false;  ///< 0…255 instead of 16…235
};

/// Converts into BGRX, each value within 1 of the exact one. Pure.
void yuvToBgrx(const YuvLayout &in, MutableImageView out);

}  // namespace lineside
