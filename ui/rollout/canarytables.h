// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

class QLabel;
class QStandardItemModel;
class QTableView;

namespace lineside {

/// Where a canary is: its stations with their parts, and its guards with their evidence, as two tables. Filled anew in place, so that selection and widths stay. UI thread only.
class CanaryTables : public QWidget {
    Q_OBJECT

public:
    explicit CanaryTables(QWidget *parent = nullptr);

    void show(const EngineSnapshot &snapshot);
    void retranslate();

private:
    QTableView *table(QStandardItemModel *model, const char *name);

    QStandardItemModel *m_stations, *m_guards;
    QLabel *m_stationsTitle, *m_guardsTitle;
};

}  // namespace lineside
