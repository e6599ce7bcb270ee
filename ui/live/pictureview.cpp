// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/pictureview.h"

#include "live/stalepicture.h"
#include "theme/theme.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace lineside {

PictureView::PictureView(Role role, PictureViewport &viewport, QWidget *parent) : ZoomView(viewport, parent), m_role(role)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setObjectName(role == Role::Preview ? QStringLiteral("previewView") : QStringLiteral("onAirView"));
    describe();
}

void PictureView::describe()
{
    const QString word = m_role == Role::Preview ? tr("PREVIEW") : tr("ON AIR");
    setAccessibleName(m_title.isEmpty() ? word : tr("%1: %2", "preview or on air, model").arg(word, m_title));
}

void PictureView::setTitle(const QString &model)
{
    if (model == m_title)
        return;
    m_title = model;
    describe();
    update();
}

void PictureView::setPlaceholder(const QString &words)
{
    if (words == m_placeholder)
        return;
    m_placeholder = words;
    update();
}

void PictureView::setFrame(const ShownFrame &shown)
{
    if (shown.frame == picture() && shown.judged == m_judged)
        return;
    m_judged = shown.judged;
    setPicture(shown.frame);
}

void PictureView::setState(TileText::Picture picture, const QString &age, const QString &message)
{
    if (picture == m_state && age == m_age && message == m_message)
        return;
    m_state = picture;
    m_age = age;
    m_message = message;
    update();
}

void PictureView::setBoxes(bool boxes, bool labels)
{
    m_boxes = boxes;
    m_labels = labels;
    update();
}

QRect PictureView::titleArea() const
{
    return QRect(kBorder, kBorder, width() - 2 * kBorder, std::max(36, fontMetrics().height() + 14));
}

QRectF PictureView::pictureArea() const
{
    return QRectF(rect().adjusted(kBorder, titleArea().bottom() + 1, -kBorder, -kBorder));
}

void PictureView::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);

    const QRect title = titleArea();
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    const QString word = m_role == Role::Preview ? tr("PREVIEW") : tr("ON AIR");
    const QFontMetrics metrics(bold);
    QRect block(title.left(), title.top(), metrics.horizontalAdvance(word) + 24, title.height());
    if (m_role == Role::OnAir) {
        painter.fillRect(block, theme.text);
        painter.setPen(theme.ground);
    } else {
        painter.setPen(theme.text);
    }
    painter.drawText(block, Qt::AlignCenter, word);
    painter.setFont(font());
    painter.setPen(theme.text);
    const QRect rest(block.right() + 12, title.top(), title.right() - block.right() - 20, title.height());
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(m_title, Qt::ElideRight, rest.width()));

    const QRect area = pictureArea().toRect();
    const QColor around = theme.dark ? QColor(0x1E, 0x1E, 0x1E) : QColor(0xC9, 0xC9, 0xC9);
    if (!m_placeholder.isEmpty() || m_state == TileText::Picture::None || !picture()) {
        painter.fillRect(area, around);
        paintWords(painter, area.adjusted(16, 8, -16, -8), theme, font(), {}, m_placeholder.isEmpty() ? m_message : m_placeholder);
    } else {
        const QRect place = paintPicture(painter, around).toRect();
        if (m_state == TileText::Picture::Stale) {
            paintStale(painter, place & area, area, theme, font(), m_age, m_message);
        } else if (m_boxes && m_judged) {
            painter.save();
            painter.setClipRect(area);
            m_boxPainter.paint(painter, *m_judged, place, font(), m_labels, m_role == Role::Preview);
            painter.restore();
        }
    }
    paintBorder(painter, theme.text, m_role == Role::Preview);
}

void PictureView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace lineside
