// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <QFont>
#include <QHash>
#include <QLocale>
#include <QPixmap>
#include <QRect>

#include <memory>
#include <vector>

class QPainter;

namespace lineside {

/// Draws the boxes of one judged frame over its picture: class colour with a black outline, label and two-digit score. A tag
/// never covers another: it takes a free place at its box, or is left away.
/// Keeps the small tags it has drawn, because writing text anew for every frame of every tile costs more than the
/// pictures do; as long as the words stay the same, also where another model speaks them. UI thread only.
class BoxPainter {
public:
    /// `picture`: where the frame's picture is painted; what the painter clips away of it is not seen. `small`: the font of the
    /// words around it, which those of the tags never exceed. `dashed`: boxes of a model that is not on air.
    void paint(QPainter &painter, const JudgedFrame &judged, const QRect &picture, const QFont &small, bool labels, bool dashed = false);

    /// Tags that need not be drawn again.
    qsizetype keptTags() const { return m_tags.size(); }

private:
    /// What the kept tags were drawn for.
    struct Look {
        QFont font;
        qreal ratio = 0;
        QLocale locale;
        std::shared_ptr<const Labels> labels;

        /// The words decide, not whose they are: models that change places at a station have the same ones as a rule.
        bool operator==(const Look &other) const;
    };

    void chooseFont(const QFont &small, int pictureHeight);
    /// `origin`: where the picture begins; `seen`: what is seen of it.
    void paintTags(QPainter &painter, const JudgedFrame &judged, QPoint origin, const QRect &seen, double sx, double sy);
    const QPixmap &tag(const Detection &detection);

    QFont m_small, m_font;  ///< of the words around, of the tags
    int m_fontFor = 0;  ///< height of the picture
    Look m_look;
    QHash<quint32, QPixmap> m_tags;  ///< by class and hundredths of the score
    std::vector<QRect> m_placed;  ///< of the frame in hand; kept for its memory
};

}  // namespace lineside
