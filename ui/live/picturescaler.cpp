// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/picturescaler.h"

#include <QPaintEngine>
#include <QPainter>

#include <cstddef>

namespace lineside {

namespace {

/// The image that `painter` paints on, and where in it `place` lies; nothing where pixels are not put there one to one.
struct Canvas {
    QImage *image = nullptr;
    QRect place;  ///< device pixels

    static Canvas of(QPainter &painter, const QRect &place)
    {
        QPaintEngine *engine = painter.paintEngine();
        QPaintDevice *device = engine && engine->type() == QPaintEngine::Raster ? engine->paintDevice() : nullptr;
        if (!device || device->devType() != QInternal::Image || painter.deviceTransform().type() > QTransform::TxScale)
            return {};
        auto *image = static_cast<QImage *>(device);
        const QRectF exact = painter.deviceTransform().mapRect(QRectF(place));
        const QRect whole = exact.toRect();
        const bool oneToOne = image->format() == QImage::Format_RGB32 || image->format() == QImage::Format_ARGB32_Premultiplied;
        if (!oneToOne || !image->isDetached() || exact != QRectF(whole) || !image->rect().contains(whole))
            return {};
        return {image, whole};
    }
    MutableImageView view() const
    {
        return {image->scanLine(place.top()) + std::ptrdiff_t{4} * place.left(), place.width(), place.height(), image->bytesPerLine()};
    }
};

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
    if (PictureShrinker::canShrink(source, size.width(), size.height())) {
        m_shrinker.shrink(source, {m_result.bits(), size.width(), size.height(), m_result.bytesPerLine()});
    } else {
        QPainter painter(&m_result);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, size != QSize(source.width, source.height));
        painter.drawImage(QRect(QPoint(0, 0), size), wrapFrame(*frame));
    }
    return m_result;
}

void PictureScaler::paint(QPainter &painter, const FramePtr &frame, const QRect &place, const QRegion &exposed)
{
    if (!frame)
        return;
    const ImageView source = frame->image.view();
    // On a wall of cameras putting a picture down twice costs a sixth of all painting.
    const bool allOfIt = exposed.boundingRect().contains(place) && (exposed.rectCount() == 1 || QRegion(place).subtracted(exposed).isEmpty());
    if (allOfIt) {
        const Canvas canvas = Canvas::of(painter, place);
        if (canvas.image && PictureShrinker::canShrink(source, canvas.place.width(), canvas.place.height())) {
            m_shrinker.shrink(source, canvas.view());
            m_frame.reset();
            m_result = QImage();
            return;
        }
    }
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QImage &image = scaled(frame, (QSizeF(place.size()) * ratio).toSize());
    // One rectangle, also where words beside it are painted with it: under a clip of several, Qt hands the picture out to
    // other threads line by line and waits for them, on a machine that has none to spare.
    painter.setClipRect(place);
    if (ratio == 1)
        painter.drawImage(place.topLeft(), image);
    else
        painter.drawImage(place, image);
    painter.setClipping(false);
}

}  // namespace lineside
