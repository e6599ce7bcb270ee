// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QGridLayout;
class QLabel;

namespace lineside {

/// Names and values in two columns, for reading; a value can be selected and copied. UI thread only.
class FactsTable : public QWidget {
    Q_OBJECT

public:
    using Facts = std::vector<std::pair<QString, QString>>;

    explicit FactsTable(QWidget *parent = nullptr);
    void show(const Facts &facts);

private:
    QGridLayout *m_grid;
    std::vector<std::pair<QLabel *, QLabel *>> m_rows;
};

}  // namespace lineside
