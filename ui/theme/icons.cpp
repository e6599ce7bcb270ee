// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/icons.h"

#include "theme/theme.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace lineside {

namespace {

// Each glyph is drawn on a grid of 24 by 24.
void paintGlyph(QPainter &p, Glyph glyph)
{
    switch (glyph) {
    case Glyph::Live:
        for (const QRectF &tile : {QRectF(3, 4, 8, 7), QRectF(13, 4, 8, 7), QRectF(3, 13, 8, 7), QRectF(13, 13, 8, 7)})
            p.drawRect(tile);
        break;
    case Glyph::Library:
        p.drawRect(QRectF(4, 4, 4, 16));
        p.drawRect(QRectF(8, 4, 4, 16));
        p.drawPolygon(QPolygonF({{14, 5.5}, {17.8, 4.5}, {21.6, 19}, {17.8, 20}}));
        break;
    case Glyph::Compare:
        p.drawRect(QRectF(3, 5, 18, 14));
        p.drawLine(QPointF(12, 2.5), QPointF(12, 21.5));
        p.drawLine(QPointF(15, 15.5), QPointF(18, 12.5));
        p.drawLine(QPointF(6, 11.5), QPointF(9, 8.5));
        break;
    case Glyph::Canary:  // one first, then more
        p.drawRect(QRectF(3, 14, 4, 6));
        p.drawRect(QRectF(10, 9, 4, 11));
        p.drawRect(QRectF(17, 4, 4, 16));
        break;
    case Glyph::History:
        p.drawEllipse(QRectF(3.5, 3.5, 17, 17));
        p.drawPolyline(QPolygonF({{12, 7}, {12, 12}, {16, 14.5}}));
        break;
    case Glyph::Memory:
        p.drawPolyline(QPolygonF({{3, 3.5}, {3, 20.5}, {21, 20.5}}));
        p.drawPolyline(QPolygonF({{6, 16}, {10, 10}, {14, 13}, {20, 6}}));
        break;
    case Glyph::Settings:
        for (const qreal y : {6.0, 12.0, 18.0})
            p.drawLine(QPointF(3, y), QPointF(21, y));
        p.setBrush(p.pen().color());
        p.drawEllipse(QPointF(8, 6), 2.4, 2.4);
        p.drawEllipse(QPointF(16, 12), 2.4, 2.4);
        p.drawEllipse(QPointF(10, 18), 2.4, 2.4);
        break;
    case Glyph::Lock:
        p.drawArc(QRectF(7.5, 3, 9, 12), 0, 180 * 16);
        p.drawLine(QPointF(7.5, 9), QPointF(7.5, 12));
        p.drawLine(QPointF(16.5, 9), QPointF(16.5, 12));
        p.setBrush(p.pen().color());
        p.drawRect(QRectF(5, 11.5, 14, 9));
        break;
    case Glyph::Help: {
        p.drawEllipse(QRectF(3.5, 3.5, 17, 17));
        QFont font = p.font();
        font.setPixelSize(14);
        font.setBold(true);
        p.setFont(font);
        p.drawText(QRectF(3.5, 3.5, 17, 17), Qt::AlignCenter, QStringLiteral("?"));
        break;
    }
    }
}

class GlyphEngine : public QIconEngine {
public:
    explicit GlyphEngine(Glyph glyph) : m_glyph(glyph) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const QColor ink = palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::WindowText);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 24.0, rect.height() / 24.0);
        painter->setPen(QPen(ink, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(Qt::NoBrush);
        paintGlyph(*painter, m_glyph);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine *clone() const override { return new GlyphEngine(*this); }

private:
    Glyph m_glyph;
};

}  // namespace

QIcon glyphIcon(Glyph glyph)
{
    return QIcon(new GlyphEngine(glyph));
}

QIcon programIcon()
{
    QIcon icon;
    for (const int size : {16, 32, 48, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter p(&pixmap);
        p.setRenderHint(QPainter::Antialiasing);
        p.scale(size / 24.0, size / 24.0);
        p.setPen(Qt::NoPen);
        p.setBrush(QColor(0x1F, 0x1F, 0x1F));
        p.drawRoundedRect(QRectF(0.5, 0.5, 23, 23), 4, 4);
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(QColor(0xE8, 0xE8, 0xE8), 2, Qt::DashLine, Qt::FlatCap, Qt::MiterJoin));
        p.drawRect(QRectF(4, 6, 6, 12));
        p.setPen(QPen(QColor(0xF2, 0xB1, 0x34), 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
        p.drawRect(QRectF(14, 6, 6, 12));
        icon.addPixmap(pixmap);
    }
    return icon;
}

}  // namespace lineside
