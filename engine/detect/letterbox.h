// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/resizefn.h"
#include "lineside/frame.h"

#include <span>

namespace lineside {

/// Where a picture lies in a network's input: scaled by `gain`, centred, bordered with grey 114. Pixels. Value type.
struct LetterboxGeometry {
    int imageWidth = 0, imageHeight = 0;
    int inputWidth = 0, inputHeight = 0;
    int scaledWidth = 0, scaledHeight = 0;
    int left = 0, right = 0, top = 0, bottom = 0;
    double gain = 1;

    bool operator==(const LetterboxGeometry &) const = default;
    /// From input pixels back to the picture, clipped to it, not rounded.
    Box toImage(const Box &inInput) const noexcept;
};

/// The full letterbox of the YOLO field: gain = min(inputH/h, inputW/w), sizes rounded half to even, odd borders to the
/// right and bottom.
LetterboxGeometry letterbox(int imageWidth, int imageHeight, int inputWidth, int inputHeight);

/// The minimal rectangle: as `letterbox`, with borders only up to the next multiple of `stride`.
LetterboxGeometry letterboxMinimal(int imageWidth, int imageHeight, int inputWidth, int inputHeight, int stride);

/// Writes pictures into a network's input: `[3, inputHeight, inputWidth]`, RGB planes, 0…1. Keeps its buffers and what it
/// knows of the borders between frames, so that a steady stream allocates nothing. Inference thread only.
class LetterboxWriter {
public:
    explicit LetterboxWriter(ResizeFn resize) : m_resize(resize) {}

    void write(ImageView picture, const LetterboxGeometry &geometry, std::span<float> input);

private:
    ResizeFn m_resize;
    Image m_scaled;
    LetterboxGeometry m_bordersOf;  ///< the borders in the input are those of this geometry
    const float *m_bordersIn = nullptr;
};

}  // namespace lineside
