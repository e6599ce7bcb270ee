// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstrun/samplefileicon.h"

#include <QApplication>
#include <QDrag>
#include <QFileInfo>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QUrl>

namespace lineside {

SampleFileIcon::SampleFileIcon(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("sampleFile"));
    setCursor(Qt::OpenHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SampleFileIcon::setFile(const QString &path)
{
    m_path = path;
    setAccessibleName(QFileInfo(path).fileName());
    updateGeometry();
    update();
}

QSize SampleFileIcon::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(QFileInfo(m_path).fileName());
    return {std::max(96, text + 24), 64 + fontMetrics().height() + 16};
}

void SampleFileIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ink = palette().color(QPalette::WindowText);
    QPen dashes(ink, 1.5, Qt::CustomDashLine);
    dashes.setDashPattern({4, 3});
    painter.setPen(dashes);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);

    const QRectF sheet(width() / 2.0 - 19, 9, 38, 50);
    const double fold = 12;
    QPainterPath page;
    page.moveTo(sheet.topLeft());
    page.lineTo(sheet.right() - fold, sheet.top());
    page.lineTo(sheet.right(), sheet.top() + fold);
    page.lineTo(sheet.bottomRight());
    page.lineTo(sheet.bottomLeft());
    page.closeSubpath();
    painter.setPen(QPen(ink, 2));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawPath(page);
    painter.drawPolyline(QPolygonF{sheet.topRight() - QPointF(fold, 0), QPointF(sheet.right() - fold, sheet.top() + fold),
                                   sheet.topRight() + QPointF(0, fold)});
    QFont bold = font();
    bold.setBold(true);
    bold.setPixelSize(12);
    painter.setFont(bold);
    painter.drawText(sheet.adjusted(0, 12, 0, 0), Qt::AlignCenter, QFileInfo(m_path).suffix().left(5));
    painter.setFont(font());
    painter.drawText(QRectF(0, 62, width(), height() - 66), Qt::AlignCenter, QFileInfo(m_path).fileName());
}

void SampleFileIcon::mousePressEvent(QMouseEvent *event)
{
    m_pressedAt = event->pos();
}

QMimeData *SampleFileIcon::mimeData() const
{
    auto *mime = new QMimeData;
    mime->setUrls({QUrl::fromLocalFile(m_path)});
    return mime;
}

QPixmap SampleFileIcon::picture() const
{
    return const_cast<SampleFileIcon *>(this)->grab();
}

void SampleFileIcon::mouseMoveEvent(QMouseEvent *event)
{
    const bool far = (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
    if (!(event->buttons() & Qt::LeftButton) || !far || m_path.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(mimeData());
    drag->setPixmap(picture());
    drag->setHotSpot(event->pos());
    drag->exec(Qt::CopyAction);
}

}  // namespace lineside
