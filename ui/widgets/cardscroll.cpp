// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cardscroll.h"

#include <QEvent>
#include <QLayout>
#include <QResizeEvent>

#include <algorithm>

namespace lineside {

namespace {
constexpr int kMostLines = 16;  ///< three or four cards; the next one shows that there is more
}

CardScroll::CardScroll(QWidget &content, QWidget *parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);  // the cards' buttons take it, and are scrolled to
    const bool wanted = !content.isHidden();
    setWidgetResizable(true);
    setWidget(&content);  // shows it
    content.setVisible(wanted);
    content.installEventFilter(this);
    setVisible(wanted);
}

QSize CardScroll::sizeHint() const
{
    const QWidget &content = *widget();
    const int wide = std::max(width(), content.minimumSizeHint().width());
    const int tall = content.hasHeightForWidth() ? content.heightForWidth(wide) : content.sizeHint().height();
    return {content.sizeHint().width(), std::min(tall, kMostLines * fontMetrics().lineSpacing())};
}

QSize CardScroll::minimumSizeHint() const
{
    return {widget()->minimumSizeHint().width(), sizeHint().height()};
}

bool CardScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget()) {
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry();
        else if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
            setVisible(!widget()->isHidden());
    }
    return QScrollArea::eventFilter(watched, event);
}

// Text wraps otherwise at another width.
void CardScroll::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
    QScrollArea::resizeEvent(event);
}

void CardScroll::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QScrollArea::changeEvent(event);
}

}  // namespace lineside
