// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/tablecolumn.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace lineside {

void layTableColumn(QWidget *panel, QLabel *note, QTableView *table, QPushButton *close)
{
    note->setWordWrap(true);
    note->setProperty("second", true);
    table->setMinimumHeight(126);
    close->setMinimumHeight(40);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(note);
    column->addWidget(table, 1);
    column->addWidget(close, 0, Qt::AlignLeft);
    panel->setFocusProxy(table);
}

}  // namespace lineside
