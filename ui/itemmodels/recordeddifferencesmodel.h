// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lineside {

/// The parts or objects on which two models differ over recorded pictures, one a row, in the order of the report. UI thread only.
class RecordedDifferencesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Picture, Label, SaidB, SaidA, Truth, Columns };

    explicit RecordedDifferencesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    void setReport(std::shared_ptr<const OfflineReport> report);  ///< null: none
    void setAnswers(std::shared_ptr<const OfflineReport> report);  ///< of the same comparison, with other answers
    /// Only places in which this class differs; empty: all. Until another report comes.
    void setOnly(std::optional<std::string> label);
    const std::optional<std::string> &only() const { return m_only; }
    void retranslate();
    const OfflineDisagreement &at(int row) const { return m_report->disagreements[m_places[static_cast<std::size_t>(row)]]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void findPlaces();
    QString truthOf(const OfflineDisagreement &d) const;

    std::shared_ptr<const OfflineReport> m_report;
    std::optional<std::string> m_only;
    std::vector<std::size_t> m_places;  ///< by row
};

}  // namespace lineside
