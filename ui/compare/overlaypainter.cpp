// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/overlaypainter.h"

#include "itemmodels/words.h"

#include <QLocale>
#include <QPainter>
#include <QPen>

namespace lineside {

QImage imageOf(const Frame &frame)
{
    const ImageView view = frame.image.view();
    if (view.empty())
        return {};
    return QImage(view.pixels, view.width, view.height, view.strideBytes, QImage::Format_RGB32);
}

QColor sideColor(Side side)
{
    return side == Side::A ? QColor(0x00, 0x72, 0xB2) : QColor(0xE6, 0x9F, 0x00);
}

void paintBoxes(QPainter &painter, const JudgedFrame &judged, Side side, const QTransform &toTarget, bool labels)
{
    QPen pen(sideColor(side), 2, side == Side::A ? Qt::SolidLine : Qt::CustomDashLine);
    if (side == Side::B)
        pen.setDashPattern({4, 3});
    pen.setJoinStyle(Qt::MiterJoin);
    const QPen outline(Qt::black, 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin);
    painter.setBrush(Qt::NoBrush);
    for (const Detection &d : judged.detections.items) {
        const QRectF box = toTarget.mapRect(QRectF(QPointF(d.box.x1, d.box.y1), QPointF(d.box.x2, d.box.y2)));
        // A dark line under the colour keeps it visible on any picture.
        painter.setPen(outline);
        painter.drawRect(box);
        painter.setPen(pen);
        painter.drawRect(box);
        if (!labels || !judged.detections.labels)
            continue;
        const QString text = QStringLiteral("%1 %2").arg(Words::text(judged.detections.label(d)),
                                                         QLocale().toString(d.score, 'f', 2));
        const QFontMetricsF metrics(painter.font());
        QRectF tag(0, 0, metrics.horizontalAdvance(text) + 8, metrics.height() + 2);
        // A's names stand on the box, B's under it, so that both stay readable in one picture.
        tag.moveTopLeft(side == Side::A ? box.topLeft() - QPointF(0, tag.height()) : box.bottomLeft());
        painter.fillRect(tag, side == Side::A ? sideColor(side) : QColor(0x1F, 0x1F, 0x1F));
        painter.setPen(side == Side::A ? QColor(Qt::white) : sideColor(side));
        painter.drawText(tag, Qt::AlignCenter, text);
    }
}

}  // namespace lineside
