// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detect/resizefn.h"
#include "lineside/frame.h"

#include <span>

namespace lineside {

/// How a picture lies in the input of a network: scaled by `gain` to resizedWidth x resizedHeight, at (left, top), the rest
/// grey. All in pixels. Value type.
struct LetterboxGeometry {
    int imageWidth = 0;
    int imageHeight = 0;
    int netWidth = 0;   ///< of the network's input
    int netHeight = 0;
    int resizedWidth = 0;
    int resizedHeight = 0;
    int left = 0;
    int top = 0;
    double gain = 1;  ///< input pixels per picture pixel

    bool operator==(const LetterboxGeometry &) const = default;

    /// From input pixels to pixels of the picture, clipped to it, not rounded.
    Box toImage(const Box &box) const noexcept;
};

/// The full square (or rectangle) that a network of fixed input size needs. All sizes must be positive.
LetterboxGeometry letterbox(int imageWidth, int imageHeight, int netWidth, int netHeight) noexcept;

/// The same with the picture in the upper left corner, its size cut off to whole pixels: as YOLOX wants it (YOLOX, preproc).
LetterboxGeometry letterboxUpperLeft(int imageWidth, int imageHeight, int netWidth, int netHeight) noexcept;

/// The smallest input within netWidth x netHeight whose sides are short of it by whole strides ("auto"). For networks that
/// accept any multiple of `stride`.
LetterboxGeometry letterboxMinimal(int imageWidth, int imageHeight, int netWidth, int netHeight, int stride) noexcept;

/// Writes the grey around the picture into `out` (`[3, netHeight, netWidth]`). Needed once per geometry and buffer.
void fillBorder(const LetterboxGeometry &geometry, std::span<float> out) noexcept;

/// Writes `frame` into its place in `out`: RGB, 0…1, planar `[3, netHeight, netWidth]`. Leaves the border alone. `scratch`
/// belongs to the caller and keeps its memory from frame to frame, so nothing is allocated after the first.
void fillInput(ImageView frame, const LetterboxGeometry &geometry, ResizeFn resize, Image &scratch, std::span<float> out);

}  // namespace lineside
