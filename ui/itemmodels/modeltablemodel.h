// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace lineside {

/// The versions in the library, one a row. A new snapshot becomes the smallest set of row signals, so that selection,
/// sort order and scroll position of a view survive. UI thread only.
class ModelTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Name, State, Where, Format, Family, Classes, Input, Parameters, FileSize, Sha256, Executor, Memory, Since, Imported,
        ColumnCount
    };
    enum Role {
        SortRole = Qt::UserRole,  ///< compares as numbers and times where the text would not
        ChipRole,                 ///< int(Chip) of the State column
        FilterRole,               ///< all texts of the row
    };
    enum class Chip { OnAir, Preview, Shadow, Previous, Ready, Loading, Offline, Damaged };

    explicit ModelTableModel(QObject *parent = nullptr);

    void setSnapshot(const EngineSnapshotPtr &snapshot);
    void retranslate();  ///< after a change of language

    const ModelSnapshot *model(int row) const;
    const ModelSnapshot *model(const ModelId &id) const;
    int rowOf(const ModelId &id) const;  ///< -1: not there

    static Chip chip(const ModelSnapshot &model);
    static QString chipText(Chip chip);
    /// One sentence on why the model is in its state.
    static QString reason(const ModelSnapshot &model);
    /// "Station 1 (on air), Station 2 (preview)"; empty where it is not used.
    static QString whereText(const ModelSnapshot &model, const EngineSnapshot &snapshot);
    static bool inUse(const ModelSnapshot &model);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        ModelSnapshot model;
        std::array<QString, ColumnCount> text;
        Chip chip = Chip::Offline;
    };
    static Row makeRow(const ModelSnapshot &model, const EngineSnapshot &snapshot);
    QVariant sortValue(const Row &row, int column) const;

    EngineSnapshotPtr m_snapshot;
    std::vector<Row> m_rows;
};

}  // namespace lineside
