// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"

#include <QAbstractTableModel>

#include <memory>

namespace lineside {

/// The classes of a comparison over recorded pictures, one a row, B before A as everywhere. What only labels tell is empty without them. UI thread only.
class RecordedClassesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Objects, BoxesB, BoxesA, Agreement, ScoreB, ScoreA, PrecisionB, PrecisionA, RecallB, RecallA, Ap50B, Ap50A, Ap50To95B, Ap50To95A, Columns };
    static constexpr int SortRole = Qt::UserRole;  ///< text or number

    explicit RecordedClassesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setReport(std::shared_ptr<const OfflineReport> report);  ///< null: none
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(const OfflineClass &of, int column) const;  ///< text or number; none: not known

    std::shared_ptr<const OfflineReport> m_report;
};

}  // namespace lineside
