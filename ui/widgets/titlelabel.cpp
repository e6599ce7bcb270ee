// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/titlelabel.h"

#include <QEvent>

namespace lineside {

TitleLabel::TitleLabel(double factor, QWidget *parent) : QLabel(parent), m_factor(factor)
{
    setWordWrap(true);
    parent->installEventFilter(this);
    follow();
}

bool TitleLabel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::FontChange)
        follow();
    return QLabel::eventFilter(watched, event);
}

void TitleLabel::changeEvent(QEvent *event)
{
    // A new style sheet brings the font back that the label had when it was first polished.
    if (event->type() == QEvent::StyleChange)
        follow();
    QLabel::changeEvent(event);
}

// So does the first polishing of a page that was hidden until now.
void TitleLabel::showEvent(QShowEvent *event)
{
    follow();
    QLabel::showEvent(event);
}

void TitleLabel::follow()
{
    QFont font = parentWidget()->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * m_factor);
    setFont(font);
}

}  // namespace lineside
