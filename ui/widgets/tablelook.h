// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QTableView;

namespace lineside {

/// What all tables of the pages have in common: whole rows are selected, Tab leaves, rows and header are targets of at
/// least 40 px, and widths follow the text size. Owned by its table. UI thread only.
class TableLook : public QObject {
    Q_OBJECT

public:
    /// `name`: under which the layout is remembered; empty: it is not. `widths`: of the columns, pixels at normal text size.
    TableLook(QTableView *table, const QString &name, std::vector<int> widths);

    /// Columns, their order, widths and sorting as `save` left them, at whatever text size that was.
    void restore();
    void save() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setRowHeight();
    void scaleColumns(double factor);
    int textWidth() const;

    QTableView *m_table;
    QString m_name;
    int m_textWidth;
};

}  // namespace lineside
