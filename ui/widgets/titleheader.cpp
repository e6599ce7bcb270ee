// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/titleheader.h"

#include <QHelpEvent>
#include <QStyleOptionHeader>
#include <QToolTip>

namespace lineside {

TitleHeader::TitleHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setTextElideMode(Qt::ElideRight);
}

QString TitleHeader::title(int column) const
{
    return model()->headerData(column, Qt::Horizontal).toString();
}

QString TitleHeader::fitted(QStyleOptionHeader option, int column) const
{
    option.rect = QRect(0, 0, sectionSize(column), height());
    QRect room = style()->subElementRect(QStyle::SE_HeaderLabel, &option, this);
    if (option.sortIndicator != QStyleOptionHeader::None)
        room.setRight(std::min(room.right(), style()->subElementRect(QStyle::SE_HeaderArrow, &option, this).left()));
    return option.fontMetrics.elidedText(option.text, Qt::ElideRight, room.width());
}

void TitleHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int column) const
{
    QHeaderView::initStyleOptionForIndex(option, column);
    option->text = title(column);
    option->text = fitted(*option, column);
}

bool TitleHeader::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int column = logicalIndexAt(help->pos());
    QToolTip::showText(help->globalPos(), column >= 0 ? title(column) : QString(), this);
    return true;
}

}  // namespace lineside
