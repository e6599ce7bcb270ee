// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <QImage>
#include <QRect>
#include <QSize>

#include <vector>

namespace lineside {

/// The pixels of a frame as an image, without a copy; valid while the frame lives. Thread-safe.
QImage wrapFrame(const Frame &frame);

/// The largest rectangle of the picture's shape inside `area`, centred.
QRect fitInto(const QRect &area, int pictureWidth, int pictureHeight);

/// Makes the small picture of a tile out of a camera's large one: each pixel is the mean of two by two around its place,
/// which costs about as much as taking one and does not shimmer. Keeps its result, so that a repaint without a new
/// picture costs a copy. UI thread only.
class PictureScaler {
public:
    /// `size` in device pixels; the result stays valid until the next call.
    const QImage &scaled(const FramePtr &frame, QSize size);

private:
    void shrink(const ImageView &source);

    FramePtr m_frame;
    QImage m_result;
    std::vector<int> m_columns;  ///< source column of each result column
    int m_columnsFor = 0;
};

}  // namespace lineside
