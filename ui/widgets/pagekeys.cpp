// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pagekeys.h"

#include <QKeyEvent>
#include <QWidget>

#include <utility>

namespace lineside {

PageKeys::PageKeys(QWidget *page, const QList<QWidget *> &widgets, std::function<bool(const QKeyEvent &)> take)
    : QObject(page), m_take(std::move(take))
{
    page->installEventFilter(this);
    for (QWidget *widget : widgets)
        widget->installEventFilter(this);
}

bool PageKeys::eventFilter(QObject *, QEvent *event)
{
    return event->type() == QEvent::KeyPress && m_take(*static_cast<QKeyEvent *>(event));
}

}  // namespace lineside
