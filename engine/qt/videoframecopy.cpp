// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/videoframecopy.h"

#include "qt/yuvtobgrx.h"

#include <QImage>
#include <QVideoFrame>
#include <QVideoFrameFormat>

#include <cstring>

namespace lineside {

namespace {

using Format = QVideoFrameFormat;

/// Unmaps on leaving.
class Mapping {
public:
    explicit Mapping(const QVideoFrame &frame) : m_frame(frame), m_mapped(m_frame.map(QVideoFrame::ReadOnly)) {}
    ~Mapping()
    {
        if (m_mapped)
            m_frame.unmap();
    }
    Mapping(const Mapping &) = delete;
    Mapping &operator=(const Mapping &) = delete;

    bool mapped() const { return m_mapped; }
    int planes() const { return m_frame.planeCount(); }
    const uchar *bits(int plane) const { return m_frame.bits(plane); }
    int stride(int plane) const { return m_frame.bytesPerLine(plane); }
    int bytes(int plane) const { return m_frame.mappedBytes(plane); }
    /// Whether a plane really holds `rows` rows of `rowBytes`; drivers have been seen to promise more than they map.
    bool holds(int plane, int rowBytes, int rows) const
    {
        return plane < planes() && stride(plane) >= rowBytes
            && m_frame.mappedBytes(plane) >= static_cast<qint64>(stride(plane)) * (rows - 1) + rowBytes;
    }

private:
    QVideoFrame m_frame;
    bool m_mapped;
};

YuvLayout colours(const QVideoFrame &frame)
{
    YuvLayout layout;
    const Format format = frame.surfaceFormat();
    switch (format.colorSpace()) {
    case Format::ColorSpace_BT709:
        layout.matrix = YuvMatrix::Bt709;
        break;
    case Format::ColorSpace_BT2020:
        layout.matrix = YuvMatrix::Bt2020;
        break;
    case Format::ColorSpace_Undefined:
        // What players agree on for streams that do not say.
        layout.matrix = frame.height() > 576 ? YuvMatrix::Bt709 : YuvMatrix::Bt601;
        break;
    default:
        layout.matrix = YuvMatrix::Bt601;
    }
    layout.fullRange = format.colorRange() == Format::ColorRange_Full;
    return layout;
}

bool copyPlanar(const Mapping &in, YuvLayout layout, int shiftY, bool vFirst, MutableImageView out)
{
    const int chromaWidth = (out.width + 1) / 2, chromaHeight = (out.height + (1 << shiftY) - 1) >> shiftY;
    if (!in.holds(0, out.width, out.height) || !in.holds(1, chromaWidth, chromaHeight)
        || !in.holds(2, chromaWidth, chromaHeight) || in.stride(1) != in.stride(2))
        return false;
    layout.y = in.bits(0);
    layout.u = in.bits(vFirst ? 2 : 1);
    layout.v = in.bits(vFirst ? 1 : 2);
    layout.yStride = in.stride(0);
    layout.chromaStride = in.stride(1);
    layout.chromaShiftY = shiftY;
    yuvToBgrx(layout, out);
    return true;
}

bool copySemiPlanar(const Mapping &in, YuvLayout layout, bool vFirst, MutableImageView out)
{
    if (!in.holds(0, out.width, out.height) || !in.holds(1, (out.width + 1) / 2 * 2, (out.height + 1) / 2))
        return false;
    layout.y = in.bits(0);
    layout.u = in.bits(1) + (vFirst ? 1 : 0);
    layout.v = in.bits(1) + (vFirst ? 0 : 1);
    layout.yStride = in.stride(0);
    layout.chromaStride = in.stride(1);
    layout.chromaStep = 2;
    yuvToBgrx(layout, out);
    return true;
}

bool copyPacked(const Mapping &in, YuvLayout layout, int y, int u, int v, MutableImageView out)
{
    if (!in.holds(0, (out.width + 1) / 2 * 4, out.height))
        return false;
    layout.y = in.bits(0) + y;
    layout.u = in.bits(0) + u;
    layout.v = in.bits(0) + v;
    layout.yStride = layout.chromaStride = in.stride(0);
    layout.yStep = 2;
    layout.chromaStep = 4;
    layout.chromaShiftY = 0;
    yuvToBgrx(layout, out);
    return true;
}

bool copyGrey(const Mapping &in, MutableImageView out)
{
    if (!in.holds(0, out.width, out.height))
        return false;
    for (int row = 0; row < out.height; ++row) {
        const uchar *from = in.bits(0) + static_cast<std::ptrdiff_t>(row) * in.stride(0);
        auto *to = reinterpret_cast<std::uint32_t *>(out.pixels + row * out.strideBytes);
        for (int x = 0; x < out.width; ++x)
            to[x] = from[x] * 0x010101U | 0xff000000U;
    }
    return true;
}

bool copyImage(const QImage &image, MutableImageView out)
{
    if (image.width() != out.width || image.height() != out.height)
        return false;
    const QImage bgrx = image.convertToFormat(QImage::Format_RGB32);
    for (int row = 0; row < out.height; ++row)
        std::memcpy(out.pixels + row * out.strideBytes, bgrx.constScanLine(row), static_cast<std::size_t>(out.width) * 4);
    return true;
}

/// Four bytes a pixel with blue, green and red at these places.
template <int B, int G, int R>
bool copyRgb(const Mapping &in, MutableImageView out)
{
    if (!in.holds(0, out.width * 4, out.height))
        return false;
    for (int row = 0; row < out.height; ++row) {
        const uchar *from = in.bits(0) + static_cast<std::ptrdiff_t>(row) * in.stride(0);
        auto *to = reinterpret_cast<std::uint32_t *>(out.pixels + row * out.strideBytes);
        for (int x = 0; x < out.width; ++x, from += 4)
            to[x] = static_cast<std::uint32_t>(from[B] | from[G] << 8 | from[R] << 16) | 0xff000000U;
    }
    return true;
}

bool copyPixels(const QVideoFrame &frame, const Mapping &in, MutableImageView out)
{
    switch (frame.pixelFormat()) {
    case Format::Format_YUV420P:
        return copyPlanar(in, colours(frame), 1, false, out);
    case Format::Format_YV12:
        return copyPlanar(in, colours(frame), 1, true, out);
    case Format::Format_YUV422P:
        return copyPlanar(in, colours(frame), 0, false, out);
    case Format::Format_NV12:
        return copySemiPlanar(in, colours(frame), false, out);
    case Format::Format_NV21:
        return copySemiPlanar(in, colours(frame), true, out);
    case Format::Format_YUYV:
        return copyPacked(in, colours(frame), 0, 1, 3, out);
    case Format::Format_UYVY:
        return copyPacked(in, colours(frame), 1, 0, 2, out);
    case Format::Format_Y8:
        return copyGrey(in, out);
    case Format::Format_BGRA8888:
    case Format::Format_BGRA8888_Premultiplied:
    case Format::Format_BGRX8888:
        return copyRgb<0, 1, 2>(in, out);
    case Format::Format_RGBA8888:
    case Format::Format_RGBX8888:
        return copyRgb<2, 1, 0>(in, out);
    case Format::Format_ARGB8888:
    case Format::Format_ARGB8888_Premultiplied:
    case Format::Format_XRGB8888:
        return copyRgb<3, 2, 1>(in, out);
    case Format::Format_ABGR8888:
    case Format::Format_XBGR8888:
        return copyRgb<1, 2, 3>(in, out);
    default:
        return false;
    }
}

}  // namespace

Result<std::shared_ptr<Frame>> copyVideoFrame(const QVideoFrame &videoFrame, FramePool &pool)
{
    const Mapping mapping(videoFrame);
    if (!mapping.mapped() || mapping.planes() < 1)
        return Error{ErrorCode::Io, "the picture's memory cannot be read"};
    if (videoFrame.pixelFormat() == Format::Format_Jpeg) {
        const QImage image = QImage::fromData(mapping.bits(0), mapping.bytes(0), "JPEG");
        const std::shared_ptr<Frame> frame = pool.acquire(image.width(), image.height());
        if (!frame || !copyImage(image, frame->image.view()))
            return Error{ErrorCode::InvalidInput, "a picture that is no JPEG"};
        return frame;
    }
    std::shared_ptr<Frame> frame = pool.acquire(videoFrame.width(), videoFrame.height());
    if (!frame)
        return Error{ErrorCode::InvalidInput, "a picture of " + std::to_string(videoFrame.width()) + "x"
                         + std::to_string(videoFrame.height()) + " pixels"};
    if (!copyPixels(videoFrame, mapping, frame->image.view()))
        return Error{ErrorCode::Unsupported,
                     "pixel format " + QVideoFrameFormat::pixelFormatToString(videoFrame.pixelFormat()).toStdString()};
    return frame;
}

}  // namespace lineside
