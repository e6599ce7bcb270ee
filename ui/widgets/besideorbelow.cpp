// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/besideorbelow.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFontMetrics>

#include <algorithm>

namespace lineside {
namespace {

constexpr int kLeastWords = 24;  ///< letters beside the first: with fewer the words stand below it

}  // namespace

BesideOrBelow::BesideOrBelow(QWidget *first, QWidget *second, QWidget *parent) : QWidget(parent), m_first(first), m_second(second), m_row(new QBoxLayout(QBoxLayout::TopToBottom, this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(8);
    m_row->addWidget(first, 0, Qt::AlignTop);
    m_row->addWidget(second, 1, Qt::AlignTop);
}

// What is beside each other now may stand below each other in less width.
QSize BesideOrBelow::minimumSizeHint() const
{
    const QSize first = m_first->isVisibleTo(this) ? m_first->minimumSizeHint() : QSize(), second = m_second->isVisibleTo(this) ? m_second->minimumSizeHint() : QSize();
    return {std::max({first.width(), second.width(), 0}), QWidget::minimumSizeHint().height()};
}

void BesideOrBelow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool BesideOrBelow::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void BesideOrBelow::arrange()
{
    const int needed = m_first->sizeHint().width() + m_row->spacing() + m_second->minimumSizeHint().width() + fontMetrics().averageCharWidth() * kLeastWords;
    m_row->setDirection(width() >= needed ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

}  // namespace lineside
