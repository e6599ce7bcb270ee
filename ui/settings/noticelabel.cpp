// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/noticelabel.h"

#include "theme/theme.h"
#include "widgets/copymenu.h"

#include <QPainter>

namespace lineside {

NoticeLabel::NoticeLabel(QWidget *parent) : QLabel(parent)
{
    setWordWrap(true);
    // Not contents margins: QFrame reckons those anew from its size when the style changes, and has none left where that is smaller.
    setMargin(7);
    setIndent(3);
    addCopyMenu(this);
    hide();
}

void NoticeLabel::setNotice(const QString &sentence)
{
    if (sentence == m_sentence)
        return;
    m_sentence = sentence;
    setText(sentence.isEmpty() ? QString() : QStringLiteral("◆  ") + sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

void NoticeLabel::paintEvent(QPaintEvent *event)
{
    // Colours follow the theme at each painting, so that a switch of theme needs no message here.
    const Theme &theme = Theme::current(this);
    if (palette().color(foregroundRole()) != theme.onAmber) {
        QPalette colours = palette();
        colours.setColor(foregroundRole(), theme.onAmber);
        setPalette(colours);
    }
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.onAmber, 2));
        painter.setBrush(theme.amber);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
    QLabel::paintEvent(event);
}

}  // namespace lineside
