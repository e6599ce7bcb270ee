// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stalepicture.h"

#include "theme/theme.h"
#include "widgets/symbols.h"

#include <QPainter>

#include <algorithm>

namespace lineside {

void paintPlate(QPainter &painter, const QRect &plate, const Theme &theme, const QString &words, int flags)
{
    QColor fill = theme.surface;
    fill.setAlpha(0xF0);
    painter.fillRect(plate, fill);
    painter.setPen(theme.text);
    painter.drawText(plate.adjusted(8, 0, -8, 0), flags, words);
}

void paintStale(QPainter &painter, const QRect &picture, const Theme &theme, const QFont &font, const QString &age,
                const QString &message)
{
    painter.save();
    painter.setClipRect(picture, Qt::IntersectClip);
    QColor grey = theme.ground;
    grey.setAlphaF(0.6f);
    painter.fillRect(picture, grey);
    symbols::paintHatch(painter, picture, theme.hatch, std::max(10, picture.height() / 16));

    QFont big = font;
    big.setBold(true);
    big.setPixelSize(std::max(24, picture.height() / 8));
    const QFontMetrics bigMetrics(big);
    QRect plate(0, 0, bigMetrics.horizontalAdvance(age) + 32, bigMetrics.height() + 8);
    painter.setFont(font);
    const QRect limit = picture.adjusted(12, 0, -12, 0);
    const QRect needed = painter.fontMetrics().boundingRect(limit.adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap, message);
    QRect words(limit.left(), 0, limit.width(), needed.height() + 10);
    plate.moveCenter(picture.center());
    plate.moveTop(std::max(picture.top() + 8, picture.center().y() - (plate.height() + 10 + words.height()) / 2));
    words.moveTop(plate.bottom() + 10);

    painter.setFont(big);
    paintPlate(painter, plate, theme, age, Qt::AlignCenter);
    painter.setFont(font);
    paintPlate(painter, words, theme, message, Qt::AlignCenter | Qt::TextWordWrap);
    painter.restore();
}

}  // namespace lineside
