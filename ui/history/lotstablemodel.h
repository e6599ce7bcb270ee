// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/recordquestion.h"
#include "lineside/snapshot.h"

#include <QAbstractTableModel>

#include <vector>

namespace lineside {

/// Which lots a model judged, a row for each station and lot, as the record says. UI thread only.
class LotsTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Station, Lot, First, Last, Parts, Passed, Failed, Unsure, Unknown, ColumnCount };

    explicit LotsTableModel(QObject *parent = nullptr);

    void setUses(std::vector<RecordedUse> uses, const EngineSnapshotPtr &names);
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    EngineSnapshotPtr m_names;
    std::vector<RecordedUse> m_uses;
};

}  // namespace lineside
