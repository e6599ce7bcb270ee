// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QRect>

#include <vector>

class QPainter;

namespace lineside {

/// Draws the boxes of one judged frame over its picture: class colour with a black outline, label and two-digit score. A tag
/// never covers another: it takes a free place at its box, or is left away.
/// Keeps the small tags it has drawn, because writing text anew for every frame of every tile costs more than the
/// pictures do. UI thread only.
class BoxPainter {
public:
    /// `picture`: where the frame's picture is painted; what the painter clips away of it is not seen. `dashed`: boxes of a
    /// model that is not on air.
    void paint(QPainter &painter, const JudgedFrame &judged, const QRect &picture, bool labels, bool dashed = false);

    /// A font for tags on a picture of that size: never larger than the words around it, and small on a small picture.
    static QFont tagFont(const QFont &small, const QRect &picture);

private:
    /// `origin`: where the picture begins; `seen`: what is seen of it.
    void paintTags(QPainter &painter, const JudgedFrame &judged, QPoint origin, const QRect &seen, double sx, double sy);
    const QPixmap &tag(const QPainter &painter, const QString &text, int classIndex);

    QHash<QString, QPixmap> m_tags;
    QFont m_tagsFont;
    qreal m_tagsRatio = 0;
    std::vector<QRect> m_placed;  ///< of the frame in hand; kept for its memory
};

}  // namespace lineside
