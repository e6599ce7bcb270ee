// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/boxpainter.h"

#include "theme/theme.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QLocale>
#include <QPaintDevice>
#include <QPainter>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kMaxTags = 600;
constexpr int kLeastTag = 9;  // pixels of its letters
constexpr int kLine = 2, kOutline = 4;  // pixels; the black outline shows on both sides of the line

/// The line around `box`, half of its width outside. Filled, not stroked: on a wall of cameras that is a quarter of all painting.
void paintFrame(QPainter &painter, const QRect &box, int width, const QColor &colour)
{
    const QRect outer = box.adjusted(-width / 2, -width / 2, width / 2, width / 2);
    const int side = std::max(0, outer.height() - 2 * width);
    painter.fillRect(outer.left(), outer.top(), outer.width(), width, colour);
    painter.fillRect(outer.left(), outer.bottom() + 1 - width, outer.width(), width, colour);
    painter.fillRect(outer.left(), outer.top() + width, width, side, colour);
    painter.fillRect(outer.right() + 1 - width, outer.top() + width, width, side, colour);
}

}  // namespace

bool BoxPainter::Look::operator==(const Look &other) const
{
    const bool sameWords = labels == other.labels || (labels && other.labels && *labels == *other.labels);
    return sameWords && font == other.font && ratio == other.ratio && locale == other.locale;
}

void BoxPainter::paint(QPainter &painter, const JudgedFrame &judged, const QRect &picture, const QFont &small, bool labels,
                       bool dashed)
{
    if (!judged.frame || picture.isEmpty())
        return;
    const double sx = picture.width() / static_cast<double>(std::max(1, judged.frame->image.width()));
    const double sy = picture.height() / static_cast<double>(std::max(1, judged.frame->image.height()));
    painter.save();
    // Of a picture that is seen in part, that part.
    const QRect seen = painter.hasClipping() ? painter.clipBoundingRect().toAlignedRect() & picture : picture;
    painter.setClipRect(seen);
    painter.setBrush(Qt::NoBrush);
    for (const Detection &d : judged.detections.items) {
        const QRect box = QRectF(QPointF(picture.x() + d.box.x1 * sx, picture.y() + d.box.y1 * sy),
                                 QPointF(picture.x() + d.box.x2 * sx, picture.y() + d.box.y2 * sy))
                              .toRect()
                              .intersected(picture.adjusted(1, 1, -2, -2));
        paintFrame(painter, box, kOutline, Qt::black);
        if (!dashed) {
            paintFrame(painter, box, kLine, Theme::classColor(d.classIndex));
            continue;
        }
        QPen pen(Theme::classColor(d.classIndex), kLine, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawRect(box.adjusted(0, 0, -1, -1));
    }
    if (labels && judged.detections.labels) {
        chooseFont(small, picture.height());
        paintTags(painter, judged, picture.topLeft(), seen, sx, sy);
    }
    painter.restore();
}

void BoxPainter::chooseFont(const QFont &small, int pictureHeight)
{
    if (m_fontFor == pictureHeight && small == m_small)
        return;
    m_small = m_font = small;
    m_fontFor = pictureHeight;
    m_font.setPixelSize(std::clamp(pictureHeight / 14, kLeastTag, std::max(kLeastTag, QFontInfo(small).pixelSize())));
}

void BoxPainter::paintTags(QPainter &painter, const JudgedFrame &judged, QPoint origin, const QRect &seen, double sx, double sy)
{
    Look look{m_font, painter.device()->devicePixelRatioF(), QLocale(), judged.detections.labels};
    if (look != m_look || m_tags.size() > kMaxTags)
        m_tags.clear();
    m_look = std::move(look);
    m_placed.clear();
    for (const Detection &d : judged.detections.items) {
        if (d.classIndex < 0 || static_cast<std::size_t>(d.classIndex) >= judged.detections.labels->size())
            continue;
        const QRectF box(QPointF(origin.x() + d.box.x1 * sx, origin.y() + d.box.y1 * sy),
                         QPointF(origin.x() + d.box.x2 * sx, origin.y() + d.box.y2 * sy));
        if (!box.intersects(QRectF(seen)))
            continue;
        const QPixmap &pixmap = tag(d);
        const QSize size = pixmap.deviceIndependentSize().toSize();
        const int left = std::clamp(static_cast<int>(box.left()) - 2, seen.left(), std::max(seen.left(), seen.right() - size.width()));
        const int top = static_cast<int>(box.top()), bottom = static_cast<int>(box.bottom());
        // Over the box, under it, inside at the top: the first free one.
        for (const int y : {std::max(top - size.height(), seen.top()), bottom + 1, top + 2}) {
            const QRect place(QPoint(left, y), size);
            const bool taken = std::ranges::any_of(m_placed, [&](const QRect &other) { return other.intersects(place); });
            if (taken || place.top() < seen.top() || place.bottom() > seen.bottom())
                continue;
            m_placed.push_back(place);
            painter.drawPixmap(place.topLeft(), pixmap);
            break;
        }
    }
}

const QPixmap &BoxPainter::tag(const Detection &detection)
{
    const int hundredths = std::clamp(qRound(detection.score * 100), 0, 100);
    QPixmap &pixmap = m_tags[static_cast<quint32>(detection.classIndex) << 8 | static_cast<quint32>(hundredths)];
    if (!pixmap.isNull())
        return pixmap;
    const QString label = QString::fromStdString((*m_look.labels)[static_cast<std::size_t>(detection.classIndex)]);
    const QString text = label + QLatin1Char(' ') + m_look.locale.toString(hundredths / 100.0, 'f', 2);
    const QFontMetrics metrics(m_font);
    const QSize size(metrics.horizontalAdvance(text) + 9, metrics.height() + 2);
    pixmap = QPixmap(size * m_look.ratio);
    pixmap.setDevicePixelRatio(m_look.ratio);
    pixmap.fill(QColor(0x14, 0x14, 0x14));
    QPainter p(&pixmap);
    p.setFont(m_font);
    p.fillRect(QRect(0, 0, 4, size.height()), Theme::classColor(detection.classIndex));
    p.setPen(Qt::white);
    p.drawText(QRect(4, 0, size.width() - 4, size.height()), Qt::AlignCenter, text);
    return pixmap;
}

}  // namespace lineside
