// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/symbols.h"

#include "theme/theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace lineside::symbols {

namespace {

QRectF squareIn(const QRect &area)
{
    const int side = std::min(area.width(), area.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(area).center());
    return square;
}

}  // namespace

void paintVerdict(QPainter &painter, const QRect &area, Verdict verdict, const QColor &ink)
{
    const QRectF s = squareIn(area);
    const qreal w = std::max(2.0, s.width() / 7);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, w, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    const QRectF inner = s.adjusted(w, w, -w, -w);
    switch (verdict) {
    case Verdict::Pass:
        painter.drawLine(QPointF(inner.left(), s.center().y()), QPointF(inner.right(), s.center().y()));
        break;
    case Verdict::Fail:
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case Verdict::Unsure: {
        QFont font = painter.font();
        font.setPixelSize(std::max(8, static_cast<int>(s.height())));
        font.setBold(true);
        painter.setFont(font);
        painter.drawText(s.adjusted(-4, -4, 4, 4), Qt::AlignCenter, QStringLiteral("?"));
        break;
    }
    case Verdict::Unknown:
        painter.setPen(QPen(ink, 1.5));
        painter.drawRect(inner);
        painter.setRenderHint(QPainter::Antialiasing, false);
        paintHatch(painter, inner.toRect(), ink, 6);
        break;
    }
    painter.restore();
}

void paintWarning(QPainter &painter, const QRect &area)
{
    const Theme &theme = Theme::light();
    const QRectF s = squareIn(area).adjusted(1, 1, -1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.onAmber, 2));
    painter.setBrush(theme.amber);
    painter.drawPolygon(QPolygonF({QPointF(s.center().x(), s.top()), QPointF(s.right(), s.center().y()),
                                   QPointF(s.center().x(), s.bottom()), QPointF(s.left(), s.center().y())}));
    painter.restore();
}

void paintDeviceLetter(QPainter &painter, const QRect &area, QChar letter, const QColor &ink, const QColor &fill)
{
    const QRectF s = squareIn(area).adjusted(1, 1, -1, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.5));
    painter.setBrush(fill);
    QRectF text = s;
    if (letter == QLatin1Char('F')) {
        painter.drawEllipse(s);
    } else if (letter == QLatin1Char('C')) {
        painter.drawPolygon(QPolygonF({QPointF(s.center().x(), s.top() - 1), s.bottomRight(), s.bottomLeft()}));
        text.adjust(0, s.height() * 0.22, 0, s.height() * 0.1);
    } else if (letter == QLatin1Char('S')) {
        painter.drawPolygon(QPolygonF({QPointF(s.center().x(), s.top() - 1), QPointF(s.right() + 1, s.center().y()),
                                       QPointF(s.center().x(), s.bottom() + 1), QPointF(s.left() - 1, s.center().y())}));
    } else {
        painter.drawRect(s);
    }
    QFont font = painter.font();
    font.setBold(true);
    font.setPixelSize(std::max(8, static_cast<int>(s.height() * 0.58)));
    painter.setFont(font);
    painter.drawText(text, Qt::AlignCenter, QString(letter));
    painter.restore();
}

void paintLock(QPainter &painter, const QRect &area, const QColor &ink, const QColor &ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(area.topLeft());
    painter.scale(area.width() / 10.0, area.height() / 10.0);
    painter.translate(-1, -1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(1, 1, 10, 10), 2, 2);
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(3.7, 1.6, 4.6, 6), 0, 180 * 16);
    painter.drawLine(QPointF(3.7, 4.6), QPointF(3.7, 6));
    painter.drawLine(QPointF(8.3, 4.6), QPointF(8.3, 6));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawRoundedRect(QRectF(2.2, 5.6, 7.6, 5.2), 0.8, 0.8);
    painter.restore();
}

void paintHatch(QPainter &painter, const QRect &area, const QColor &color, int spacing)
{
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    painter.setPen(QPen(color, std::max(1.0, spacing / 5.0)));
    for (int x = area.left() - area.height(); x < area.right(); x += spacing)
        painter.drawLine(x, area.bottom(), x + area.height(), area.top());
    painter.restore();
}

}  // namespace lineside::symbols
