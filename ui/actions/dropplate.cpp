// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/dropplate.h"

#include "theme/theme.h"

#include <QPainter>

namespace lineside {

DropPlate::DropPlate(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    hide();
}

void DropPlate::setWords(const QString &words, const QString &more)
{
    m_words = words;
    m_more = more;
    update();
}

void DropPlate::setUnder(bool under)
{
    if (under == m_under)
        return;
    m_under = under;
    update();
}

void DropPlate::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current(this);
    QPainter painter(this);
    painter.fillRect(rect(), m_under ? theme.text : theme.surface);
    painter.setPen(QPen(theme.text, 3, m_under ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawRect(rect().adjusted(2, 2, -3, -3));
    painter.setPen(m_under ? theme.ground : theme.text);
    QFont big = font();
    big.setBold(true);
    big.setPointSizeF(font().pointSizeF() * 1.3);
    const QRect inside = rect().adjusted(16, 8, -16, -8);
    painter.setFont(big);
    if (m_more.isEmpty())
        return painter.drawText(inside, Qt::AlignCenter | Qt::TextWordWrap, m_words);
    const QRect first = painter.fontMetrics().boundingRect(inside, Qt::AlignHCenter | Qt::TextWordWrap, m_words);
    const QRect second = QFontMetrics(font()).boundingRect(inside, Qt::AlignHCenter | Qt::TextWordWrap, m_more);
    const int top = inside.center().y() - (first.height() + 8 + second.height()) / 2;
    painter.drawText(QRect(inside.left(), top, inside.width(), first.height()), Qt::AlignCenter | Qt::TextWordWrap, m_words);
    painter.setFont(font());
    painter.drawText(QRect(inside.left(), top + first.height() + 8, inside.width(), second.height()),
                     Qt::AlignCenter | Qt::TextWordWrap, m_more);
}

}  // namespace lineside
