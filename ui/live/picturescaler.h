// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "live/pictureshrinker.h"

#include <QImage>
#include <QRect>
#include <QRegion>
#include <QSize>

namespace lineside {

/// The pixels of a frame as an image, without a copy; valid while the frame lives. Thread-safe.
QImage wrapFrame(const Frame &frame);

/// The largest rectangle of the picture's shape inside `area`, centred.
QRect fitInto(const QRect &area, int pictureWidth, int pictureHeight);

/// Shows a camera's picture in the size of a tile or a view: smaller by PictureShrinker, larger by Qt. UI thread only.
class PictureScaler {
public:
    /// `size` in device pixels; the result stays valid until the next call, and is kept for a repaint without a new picture.
    const QImage &scaled(const FramePtr &frame, QSize size);

    /// Paints the picture at `place` of the widget or image that `painter` is on, in its logical pixels and without any
    /// clip of its own. `exposed`: what of it is painted now (QPaintEvent::region()); nothing beside that is touched.
    /// A smaller picture goes straight into the window's memory where that is possible.
    void paint(QPainter &painter, const FramePtr &frame, const QRect &place, const QRegion &exposed);

private:
    PictureShrinker m_shrinker;
    FramePtr m_frame;
    QImage m_result;
};

}  // namespace lineside
