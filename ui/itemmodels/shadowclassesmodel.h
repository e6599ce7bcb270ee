// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <string>
#include <vector>

namespace lineside {

/// The classes of a comparison on a station's frames, one a row, B before A as everywhere. UI thread only.
class ShadowClassesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, BoxesB, BoxesA, Both, Agreement, ScoreB, ScoreA, Columns };
    static constexpr int SortRole = Qt::UserRole;  ///< text or number

    explicit ShadowClassesModel(QObject *parent = nullptr) : QAbstractTableModel(parent) {}

    /// While the classes stay the same their rows do too, so that what is chosen stays chosen.
    void setClasses(const std::vector<ShadowClass> &classes);
    void retranslate();
    const std::string &nameAt(int row) const { return m_classes[static_cast<std::size_t>(row)].name; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_classes.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void tellNewValues();

    std::vector<ShadowClass> m_classes;
};

}  // namespace lineside
