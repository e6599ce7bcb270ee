// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/boxpainter.h"

#include "theme/theme.h"

#include <QFontMetrics>
#include <QLocale>
#include <QPaintDevice>
#include <QPainter>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kMaxTags = 600;

}  // namespace

void BoxPainter::paint(QPainter &painter, const JudgedFrame &judged, const QRect &picture, bool labels, bool dashed)
{
    if (!judged.frame || picture.isEmpty())
        return;
    const double sx = picture.width() / static_cast<double>(std::max(1, judged.frame->image.width()));
    const double sy = picture.height() / static_cast<double>(std::max(1, judged.frame->image.height()));
    const QLocale locale;
    painter.save();
    painter.setClipRect(picture);
    painter.setBrush(Qt::NoBrush);
    const auto &known = judged.detections.labels;
    for (const Detection &d : judged.detections.items) {
        const QRect box = QRectF(QPointF(picture.x() + d.box.x1 * sx, picture.y() + d.box.y1 * sy),
                                 QPointF(picture.x() + d.box.x2 * sx, picture.y() + d.box.y2 * sy))
                              .toRect()
                              .intersected(picture.adjusted(1, 1, -2, -2));
        painter.setPen(QPen(Qt::black, 4, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(box);
        QPen pen(Theme::classColor(d.classIndex), 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
        if (dashed)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.drawRect(box);
    }
    if (labels && known) {
        for (const Detection &d : judged.detections.items) {
            if (d.classIndex < 0 || static_cast<std::size_t>(d.classIndex) >= known->size())
                continue;
            const QString text =
                QString::fromStdString(judged.detections.label(d)) + QLatin1Char(' ') + locale.toString(d.score, 'f', 2);
            const QPixmap &pixmap = tag(painter, text, d.classIndex);
            const QSize size = pixmap.deviceIndependentSize().toSize();
            const int x = static_cast<int>(picture.x() + d.box.x1 * sx) - 2;
            const int y = static_cast<int>(picture.y() + d.box.y1 * sy) - size.height();
            painter.drawPixmap(std::clamp(x, picture.left(), std::max(picture.left(), picture.right() - size.width())),
                               std::max(y, picture.top()), pixmap);
        }
    }
    painter.restore();
}

const QPixmap &BoxPainter::tag(const QPainter &painter, const QString &text, int classIndex)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    if (painter.font() != m_tagsFont || ratio != m_tagsRatio || m_tags.size() > kMaxTags) {
        m_tags.clear();
        m_tagsFont = painter.font();
        m_tagsRatio = ratio;
    }
    QPixmap &pixmap = m_tags[text];
    if (!pixmap.isNull())
        return pixmap;
    const QFontMetrics metrics(painter.font());
    const QSize size(metrics.horizontalAdvance(text) + 9, metrics.height() + 2);
    pixmap = QPixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(QColor(0x14, 0x14, 0x14));
    QPainter p(&pixmap);
    p.setFont(painter.font());
    p.fillRect(QRect(0, 0, 4, size.height()), Theme::classColor(classIndex));
    p.setPen(Qt::white);
    p.drawText(QRect(4, 0, size.width() - 4, size.height()), Qt::AlignCenter, text);
    return pixmap;
}

}  // namespace lineside
