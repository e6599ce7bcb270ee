// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/picturememory.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lineside {

using SteadyTime = std::chrono::steady_clock::time_point;

/// A picture in memory: 32 bits a pixel in the byte order B, G, R, X on little-endian machines (Qt's Format_RGB32,
/// OpenCV's CV_8UC4 in BGRA order with the fourth byte ignored, written as 255). One format everywhere, so that the
/// picture is converted once, in the source, and painted without another copy.
/// Does not own the pixels.
struct ImageView {
    const std::uint8_t *pixels = nullptr;
    int width = 0;                 ///< pixels
    int height = 0;                ///< pixels
    std::ptrdiff_t strideBytes = 0;  ///< from one row to the next

    bool empty() const noexcept { return pixels == nullptr || width <= 0 || height <= 0; }
};

/// As ImageView, writable.
struct MutableImageView {
    std::uint8_t *pixels = nullptr;
    int width = 0;
    int height = 0;
    std::ptrdiff_t strideBytes = 0;

    operator ImageView() const noexcept { return {pixels, width, height, strideBytes}; }
};

/// Owns the pixels of one picture. Reuses its memory when it is resized to the same or a smaller size.
class Image {
public:
    Image() = default;
    Image(int width, int height) { resize(width, height); }

    void resize(int width, int height)
    {
        m_width = width;
        m_height = height;
        m_bytes.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    }
    /// Takes memory for that size without touching it, and says where; what the picture shows is gone.
    void *reserve(int width, int height)
    {
        m_width = m_height = 0;
        m_bytes.clear();
        m_bytes.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
        return m_bytes.data();
    }
    int width() const noexcept { return m_width; }
    int height() const noexcept { return m_height; }
    MutableImageView view() noexcept { return {m_bytes.data(), m_width, m_height, m_width * std::ptrdiff_t{4}}; }
    ImageView view() const noexcept { return {m_bytes.data(), m_width, m_height, m_width * std::ptrdiff_t{4}}; }

private:
    std::vector<std::uint8_t, PictureMemory<std::uint8_t>> m_bytes;
    int m_width = 0;
    int m_height = 0;
};

/// An axis-parallel box in pixels of the picture it belongs to; x to the right, y down.
struct Box {
    float x1 = 0, y1 = 0, x2 = 0, y2 = 0;

    float width() const noexcept { return x2 - x1; }
    float height() const noexcept { return y2 - y1; }

    bool operator==(const Box &) const = default;
};

/// What is really in a picture. Only sources that know it (the demo line) attach it.
struct TruthBox {
    Box box;
    std::string label;
};

/// One picture of one source at one moment. Immutable once published; shared by display, inspection and recording.
struct Frame {
    std::uint64_t sequence = 0;  ///< counts the pictures that the source produced, from 1; a gap is a picture dropped by it
    SteadyTime capturedAt;       ///< when the source had it complete
    Image image;
    std::vector<TruthBox> truth;
};
using FramePtr = std::shared_ptr<const Frame>;

}  // namespace lineside
