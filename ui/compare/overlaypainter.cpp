// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/overlaypainter.h"

#include "compare/boxpairs.h"
#include "itemmodels/words.h"

#include <QLocale>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace lineside {

void paintPart(QPainter &painter, const Box &part, const QTransform &toTarget)
{
    if (part.width() <= 0)
        return;
    const QRectF frame = toTarget.mapRect(QRectF(QPointF(part.x1, part.y1), QPointF(part.x2, part.y2))).adjusted(-6, -6, 6, 6);
    painter.setBrush(Qt::NoBrush);
    for (const QPen &pen : {QPen(Qt::black, 4), QPen(Qt::white, 2, Qt::DotLine)}) {
        painter.setPen(pen);
        painter.drawRect(frame);
    }
}

QColor sideColor(Side side)
{
    return side == Side::A ? QColor(0x00, 0x72, 0xB2) : QColor(0xE6, 0x9F, 0x00);
}

namespace {

struct Line {
    const JudgedFrame *judged;
    const Detection *detection;
    QPen pen;
    Side side;
    bool shared;
};

QPen penOf(Side side)
{
    QPen pen(sideColor(side), 2.5, side == Side::A ? Qt::SolidLine : Qt::CustomDashLine);
    if (side == Side::B)
        pen.setDashPattern({4, 2.5});
    pen.setJoinStyle(Qt::MiterJoin);
    return pen;
}

QRectF rectOf(const Box &box)
{
    return {QPointF(box.x1, box.y1), QPointF(box.x2, box.y2)};
}

bool same(const JudgedFrame &a, const Detection &x, const JudgedFrame &b, const Detection &y)
{
    if (!a.detections.labels || !b.detections.labels || a.detections.label(x) != b.detections.label(y))
        return false;
    return samePlace(x.box, y.box);
}

void paintLines(QPainter &painter, const std::vector<Line> &lines, const QTransform &toTarget, bool labels)
{
    painter.setBrush(Qt::NoBrush);
    for (const Line &line : lines) {
        const QRectF box = toTarget.mapRect(rectOf(line.detection->box));
        // A dark line under the colour keeps it visible on any picture.
        painter.setPen(QPen(Qt::black, line.pen.widthF() + 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(box);
        painter.setPen(line.pen);
        painter.drawRect(box);
    }
    if (!labels)
        return;
    const QFontMetricsF metrics(painter.font());
    const QRectF visible = painter.hasClipping() ? painter.clipBoundingRect() : QRectF(painter.viewport());
    std::vector<QRectF> placed;
    for (const Line &line : lines) {
        const QRectF box = toTarget.mapRect(rectOf(line.detection->box));
        if (!line.judged->detections.labels || !box.intersects(visible))
            continue;
        const QString text = QStringLiteral("%1 %2").arg(Words::text(line.judged->detections.label(*line.detection)),
                                                         QLocale().toString(line.detection->score, 'f', 2));
        QRectF tag(0, 0, metrics.horizontalAdvance(text) + 8, metrics.height() + 2);
        // A's names stand on the box, B's under it, so that both stay readable in one picture; inside or at the other end where
        // another name is there already.
        const double above = box.top() - tag.height(), under = box.bottom(), insideTop = box.top(), insideEnd = box.bottom() - tag.height();
        const std::array<double, 4> places = line.side == Side::A ? std::array{above, insideTop, insideEnd, under}
                                                                  : std::array{under, insideEnd, insideTop, above};
        for (const double top : places) {
            // Of a box that reaches out of the picture the name is still read.
            tag.moveLeft(std::clamp(box.left(), visible.left(), std::max(visible.left(), visible.right() - tag.width())));
            tag.moveTop(std::clamp(top, visible.top(), std::max(visible.top(), visible.bottom() - tag.height())));
            if (std::ranges::none_of(placed, [&](const QRectF &other) { return other.intersects(tag); }))
                break;
        }
        placed.push_back(tag);
        const bool blue = line.side == Side::A && !line.shared;
        painter.fillRect(tag, blue ? sideColor(Side::A) : QColor(0x1F, 0x1F, 0x1F));
        painter.setPen(line.side == Side::B ? sideColor(Side::B) : QColor(Qt::white));
        painter.drawText(tag, Qt::AlignCenter, text);
    }
}

}  // namespace

void paintBoxes(QPainter &painter, const JudgedFrame &judged, Side side, const QTransform &toTarget, bool labels)
{
    std::vector<Line> lines;
    for (const Detection &d : judged.detections.items)
        lines.push_back({&judged, &d, penOf(side), side, false});
    paintLines(painter, lines, toTarget, labels);
}

void paintCompared(QPainter &painter, const ComparedFrame &frame, const QTransform &toTarget, bool labels)
{
    const JudgedFrame &a = *frame.active, &b = *frame.shadow;
    std::vector<Line> lines;
    std::vector<const Detection *> onlyB;
    for (const Detection &d : b.detections.items)
        onlyB.push_back(&d);
    for (const Detection &d : a.detections.items) {
        const auto match = std::find_if(onlyB.begin(), onlyB.end(), [&](const Detection *other) { return same(a, d, b, *other); });
        const bool shared = match != onlyB.end();
        if (shared)
            onlyB.erase(match);
        lines.push_back({&a, &d, shared ? QPen(Qt::white, 1) : penOf(Side::A), Side::A, shared});
    }
    for (const Detection *d : onlyB)
        lines.push_back({&b, d, penOf(Side::B), Side::B, false});
    paintLines(painter, lines, toTarget, labels);
}

}  // namespace lineside
