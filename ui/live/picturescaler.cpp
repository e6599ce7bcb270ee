// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/picturescaler.h"

#include <QPainter>

#include <algorithm>
#include <cstring>
#include <utility>

namespace lineside {

namespace {

constexpr int kRowsAhead = 2;  // of the result, that memory is asked for before they are made

// Halves of each byte before the sum, so that all bytes of a word are averaged at once without spilling over.
std::uint64_t meanOf(std::uint64_t a, std::uint64_t b) noexcept
{
    return (a & b) + (((a ^ b) >> 1) & 0x7f7f7f7f7f7f7f7fULL);
}

std::uint32_t meanOfHalves(std::uint64_t pair) noexcept
{
    const auto left = static_cast<std::uint32_t>(pair);
    const auto right = static_cast<std::uint32_t>(pair >> 32);
    return (left & right) + (((left ^ right) >> 1) & 0x7f7f7f7fU);
}

/// Asks for memory that is read soon. The rows of a picture that are used lie too far apart for the processor to guess.
void fetchAhead([[maybe_unused]] const void *address) noexcept
{
#ifdef __GNUC__
    __builtin_prefetch(address);
#endif
}

}  // namespace

QImage wrapFrame(const Frame &frame)
{
    const ImageView view = frame.image.view();
    if (view.empty())
        return {};
    return QImage(view.pixels, view.width, view.height, view.strideBytes, QImage::Format_RGB32);
}

QRect fitInto(const QRect &area, int pictureWidth, int pictureHeight)
{
    if (pictureWidth <= 0 || pictureHeight <= 0 || area.isEmpty())
        return area;
    QSize size(pictureWidth, pictureHeight);
    size.scale(area.size(), Qt::KeepAspectRatio);
    QRect fitted(QPoint(0, 0), size.expandedTo(QSize(1, 1)));
    fitted.moveCenter(area.center());
    return fitted;
}

const QImage &PictureScaler::scaled(const FramePtr &frame, QSize size)
{
    if (frame == m_frame && size == m_result.size())
        return m_result;
    m_frame = frame;
    if (!frame || frame->image.view().empty() || size.isEmpty()) {
        m_result = QImage();
        return m_result;
    }
    if (size != m_result.size())
        m_result = QImage(size, QImage::Format_RGB32);
    const ImageView source = frame->image.view();
    if (size.width() < source.width && size.height() < source.height) {
        shrink(source);
    } else {
        QPainter painter(&m_result);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, size != QSize(source.width, source.height));
        painter.drawImage(QRect(QPoint(0, 0), size), wrapFrame(*frame));
    }
    return m_result;
}

void PictureScaler::placeColumns(int sourceWidth, int taken)
{
    const int width = m_result.width();
    if (static_cast<int>(m_columns.size()) == width && m_columnsFor == std::pair(sourceWidth, taken))
        return;
    m_columns.resize(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x)
        m_columns[static_cast<std::size_t>(x)] =
            std::min(static_cast<int>(static_cast<long long>(x) * sourceWidth / width), sourceWidth - taken);
    m_columnsFor = {sourceWidth, taken};
}

void PictureScaler::shrink(const ImageView &source)
{
    const int width = m_result.width();
    const int height = m_result.height();
    const bool oneRow = source.width >= std::max(4, 3 * width) && source.height >= 3 * height;
    placeColumns(source.width, oneRow ? 4 : 2);
    // Where the second pair of pixels lies: beside the first or below it.
    const std::ptrdiff_t second = oneRow ? 8 : source.strideBytes;
    const auto rowOf = [&](int y) { return std::min(static_cast<int>(static_cast<long long>(y) * source.height / height), source.height - 2); };
    for (int y = 0; y < height; ++y) {
        const int row = rowOf(y);
        const std::uint8_t *first = source.pixels + row * source.strideBytes;
        const std::ptrdiff_t ahead = (rowOf(std::min(y + kRowsAhead, height - 1)) - row) * source.strideBytes;
        auto *out = reinterpret_cast<std::uint32_t *>(m_result.scanLine(y));
        for (int x = 0; x < width; ++x) {
            const std::uint8_t *pixels = first + std::ptrdiff_t{4} * m_columns[static_cast<std::size_t>(x)];
            if (x % 4 == 0) {
                fetchAhead(pixels + ahead);
                if (!oneRow)
                    fetchAhead(pixels + ahead + second);
            }
            std::uint64_t a, b;
            std::memcpy(&a, pixels, 8);
            std::memcpy(&b, pixels + second, 8);
            out[x] = meanOfHalves(meanOf(a, b));
        }
    }
}

}  // namespace lineside
