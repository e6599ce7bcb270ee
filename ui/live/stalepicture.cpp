// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stalepicture.h"

#include "theme/theme.h"
#include "widgets/blendedfill.h"
#include "widgets/symbols.h"

#include <QFontInfo>
#include <QPainter>

#include <algorithm>

namespace lineside {

void paintPlate(QPainter &painter, const QRect &plate, const Theme &theme, const QString &words, int flags)
{
    QColor fill = theme.surface;
    fill.setAlpha(0xF0);
    fillBlended(painter, plate, fill);
    painter.setPen(theme.text);
    painter.drawText(plate.adjusted(8, 0, -8, 0), flags, words);
}

void paintWords(QPainter &painter, const QRect &area, const Theme &theme, const QFont &font, const QString &age, const QString &message)
{
    constexpr int kAround = 8, kGap = 6;
    const auto wrapped = [&](const QFont &f, const QString &words) {
        const QRect room(0, 0, area.width() - 2 * kAround, 10000);
        return QFontMetrics(f).boundingRect(room, Qt::AlignCenter | Qt::TextWordWrap, words).size() + QSize(2 * kAround + 2, 6);
    };
    QFont big = font, small = font;
    big.setBold(true);
    big.setPixelSize(std::max(24, area.height() / 8));
    while (big.pixelSize() > 11 && QFontMetrics(big).horizontalAdvance(age) + 32 > area.width())
        big.setPixelSize(big.pixelSize() - 1);
    small.setPixelSize(std::max(11, QFontInfo(font).pixelSize() * 86 / 100));
    const QSize ageSize = age.isEmpty() ? QSize(0, 0) : QSize(QFontMetrics(big).horizontalAdvance(age) + 32, QFontMetrics(big).height() + 4);
    for (const QFont &f : {font, small}) {
        const QSize words = wrapped(f, message);
        const int height = ageSize.height() + (age.isEmpty() ? 0 : kGap) + words.height();
        if (height > area.height())
            continue;
        QRect plate(QPoint(0, 0), ageSize);
        plate.moveCenter(area.center());
        plate.moveTop(area.center().y() - height / 2);
        if (!age.isEmpty()) {
            painter.setFont(big);
            paintPlate(painter, plate, theme, age, Qt::AlignCenter);
        }
        QRect lower(QPoint(0, 0), words);
        lower.moveCenter(area.center());
        lower.moveTop(age.isEmpty() ? plate.top() : plate.bottom() + 1 + kGap);
        painter.setFont(f);
        paintPlate(painter, lower, theme, message, Qt::AlignCenter | Qt::TextWordWrap);
        return;
    }
    // Too little room for both: the age goes before the words, and what is too long even so ends in dots.
    QFont tiny = small;
    for (int pixels = small.pixelSize(); pixels >= 11; --pixels) {
        tiny.setPixelSize(pixels);
        if (wrapped(tiny, message).height() <= area.height())
            break;
    }
    const QFontMetrics metrics(tiny);
    const int lines = std::max(1, area.height() / std::max(1, metrics.lineSpacing()));
    const QString words = lines > 1 && wrapped(tiny, message).height() <= area.height()
                            ? message
                            : metrics.elidedText(age.isEmpty() ? message : age + QStringLiteral(" · ") + message, Qt::ElideRight, area.width() - 2 * kAround);
    painter.setFont(tiny);
    const QSize size = wrapped(tiny, words).boundedTo(area.size());
    QRect plate(QPoint(0, 0), size);
    plate.moveCenter(area.center());
    paintPlate(painter, plate, theme, words, Qt::AlignCenter | Qt::TextWordWrap);
}

void paintStale(QPainter &painter, const QRect &picture, const QRect &area, const Theme &theme, const QFont &font, const QString &age,
                const QString &message)
{
    QColor grey = theme.ground;
    grey.setAlphaF(0.6f);
    fillBlended(painter, picture, grey);
    symbols::paintHatch(painter, picture, theme.hatch, std::max(10, picture.height() / 16));
    paintWords(painter, area.adjusted(8, 2, -8, -2), theme, font, age, message);
}

}  // namespace lineside
