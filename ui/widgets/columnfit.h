// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QTableView;

namespace lineside {

/// Columns that follow what is in them: each as wide as its contents, but a fifth of the table at most, and one of sentences that takes the rest. What is longer is broken into lines, and its row is as high as they are.
/// For tables of some dozen rows: they are measured whenever they change. The table has its model already. Owned by its table. UI thread only.
class ColumnFit : public QObject {
    Q_OBJECT

public:
    ColumnFit(QTableView *table, int sentences);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void limitWidths();

    QTableView *m_table;
    const int m_sentences;
};

}  // namespace lineside
