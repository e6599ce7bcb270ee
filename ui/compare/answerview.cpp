// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/answerview.h"

#include "compare/overlaypainter.h"

#include <QPainter>

#include <algorithm>

namespace lineside {
namespace {
constexpr int kHeader = 28;  ///< logical pixels above the picture
constexpr int kLeastPicture = 170;  ///< logical pixels: less, and nobody sees what is asked about
}

AnswerView::AnswerView(PictureViewport &viewport, QWidget *parent) : ZoomView(viewport, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize AnswerView::minimumSizeHint() const
{
    return {320, kLeastPicture + std::max(kHeader, fontMetrics().height() + 8) + 2 * kBorder};
}

void AnswerView::setAnswer(const JudgedFramePtr &answer, const Box &part, const QString &says)
{
    m_answer = answer;
    m_part = part;
    m_says = says;
    setAccessibleDescription(answer || m_emptyText.isEmpty() ? says : m_emptyText);
    setPicture(answer ? answer->frame : nullptr);
    update();
}

QRectF AnswerView::pictureArea() const
{
    const int header = std::max(kHeader, fontMetrics().height() + 8);
    return QRectF(rect()).adjusted(kBorder, kBorder + header, -kBorder, -kBorder);
}

void AnswerView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF area = pictureArea();
    const QRectF header(kBorder + 8, kBorder, width() - 2.0 * kBorder - 16, area.top() - kBorder);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(header, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(m_says, Qt::ElideRight, static_cast<int>(header.width())));
    painter.setFont(font());
    if (m_answer) {
        const QRectF whole = paintPicture(painter, Qt::black);
        painter.save();
        painter.setClipRect(area);
        paintPart(painter, m_part, toWidget());
        // The words of the boxes stand over the frame.
        m_boxes.paint(painter, *m_answer, whole.toRect(), font(), true);
        painter.restore();
    } else {
        painter.fillRect(area, palette().color(QPalette::AlternateBase));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(area.adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    }
    paintBorder(painter, palette().color(QPalette::WindowText), false);
}

}  // namespace lineside
