// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QRect>

class QPainter;

namespace lineside {

/// Draws the boxes of one judged frame over its picture: class colour with a black outline, label and two-digit score.
/// Keeps the small tags it has drawn, because writing text anew for every frame of every tile costs more than the
/// pictures do. UI thread only.
class BoxPainter {
public:
    /// `picture`: where the frame's picture is painted. `dashed`: boxes of a model that is not on air.
    void paint(QPainter &painter, const JudgedFrame &judged, const QRect &picture, bool labels, bool dashed = false);

private:
    const QPixmap &tag(const QPainter &painter, const QString &text, int classIndex);

    QHash<QString, QPixmap> m_tags;
    QFont m_tagsFont;
    qreal m_tagsRatio = 0;
};

}  // namespace lineside
