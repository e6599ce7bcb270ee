// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <QImage>
#include <QRect>
#include <QSize>

#include <utility>
#include <vector>

namespace lineside {

/// The pixels of a frame as an image, without a copy; valid while the frame lives. Thread-safe.
QImage wrapFrame(const Frame &frame);

/// The largest rectangle of the picture's shape inside `area`, centred.
QRect fitInto(const QRect &area, int pictureWidth, int pictureHeight);

/// Makes the small picture of a tile out of a camera's large one: each pixel is the mean of four around its place, which
/// does not shimmer. Two by two; where a pixel stands for three or more, four of one row: fetching the rows is
/// what costs. Keeps its result, so that a repaint without a new picture costs a copy. UI thread only.
class PictureScaler {
public:
    /// `size` in device pixels; the result stays valid until the next call.
    const QImage &scaled(const FramePtr &frame, QSize size);

private:
    void shrink(const ImageView &source);
    void placeColumns(int sourceWidth, int taken);

    FramePtr m_frame;
    QImage m_result;
    std::vector<int> m_columns;  ///< source column of each result column
    std::pair<int, int> m_columnsFor{0, 0};  ///< width of the source, pixels taken of a row
};

}  // namespace lineside
