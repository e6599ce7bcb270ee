// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/pagescroll.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

#include <algorithm>

namespace lineside {

PageScroll::PageScroll(QWidget *page, QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QString(page->objectName()).replace(QLatin1String("Page"), QLatin1String("Scroll")));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setFocusProxy(page);
    setWidget(page);
    page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

QSize PageScroll::least(int width) const
{
    const QLayout *layout = widget()->layout();
    QSize size = layout->totalMinimumSize();
    if (layout->hasHeightForWidth())
        size.setHeight(layout->totalMinimumHeightForWidth(std::max(width, size.width())));
    return size;
}

void PageScroll::fit()
{
    QSize room = maximumViewportSize();
    if (least(room.width()).width() > room.width())
        room.rheight() -= horizontalScrollBar()->sizeHint().height();
    if (least(room.width()).height() > room.height())
        room.rwidth() -= verticalScrollBar()->sizeHint().width();
    widget()->resize(room.expandedTo(least(room.width())));
}

bool PageScroll::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QScrollArea::event(event);
}

void PageScroll::resizeEvent(QResizeEvent *event)
{
    fit();
    QScrollArea::resizeEvent(event);
}

}  // namespace lineside
