// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QPushButton;
class QTableView;
class QWidget;

namespace lineside {

/// Lays out a panel that stands in the place of the pictures: a note, a table, and the button that leads back. The table has the keys. UI thread only.
void layTableColumn(QWidget *panel, QLabel *note, QTableView *table, QPushButton *close);

}  // namespace lineside
