// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/columnfit.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace lineside {

namespace {
constexpr int kTarget = 40;     ///< px that a finger needs
constexpr int kNarrowest = 90;  ///< px
}  // namespace

ColumnFit::ColumnFit(QTableView *table, int sentences) : QObject(table), m_table(table), m_sentences(sentences)
{
    table->setWordWrap(true);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);  // a row may be higher than the table
    QHeaderView *columns = table->horizontalHeader();
    columns->setMinimumSectionSize(kNarrowest);
    columns->setSectionResizeMode(QHeaderView::ResizeToContents);
    columns->setSectionResizeMode(sentences, QHeaderView::Stretch);
    QHeaderView *rows = table->verticalHeader();
    rows->setMinimumSectionSize(kTarget);
    rows->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(columns, &QHeaderView::sectionResized, rows, [rows, sentences](int column) {
        if (column == sentences)
            rows->resizeSections(QHeaderView::ResizeToContents);
    });
    table->viewport()->installEventFilter(this);
    limitWidths();
}

bool ColumnFit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        limitWidths();
    return QObject::eventFilter(watched, event);
}

void ColumnFit::limitWidths()
{
    QHeaderView *columns = m_table->horizontalHeader();
    const int most = std::max(kNarrowest, m_table->viewport()->width() / 5);
    if (columns->maximumSectionSize() == most)
        return;
    columns->setMaximumSectionSize(most);
    columns->setSectionResizeMode(m_sentences, QHeaderView::Stretch);  // all are measured anew
}

}  // namespace lineside
