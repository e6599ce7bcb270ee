// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <QAbstractTableModel>
#include <QString>

#include <optional>
#include <vector>

namespace lineside {

/// What one station's comparison has come to, or all of them together. Value type.
struct StationComparisonRow {
    StationId station;  ///< empty: all of them together
    QString name;
    std::optional<std::int64_t> parts, differ, toReview;  ///< empty: none runs there
    QString verdict;
};

/// The stations where B may be compared with the same A, one a row, and last what they know together. UI thread only.
class StationComparisonsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Parts, Differ, ToReview, Verdict, Columns };

    explicit StationComparisonsModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    /// While the stations stay the same their rows do too, so that what is chosen stays chosen.
    void setRows(std::vector<StationComparisonRow> rows);
    const StationComparisonRow &row(int number) const { return m_rows[static_cast<std::size_t>(number)]; }
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<StationComparisonRow> m_rows;
};

}  // namespace lineside
