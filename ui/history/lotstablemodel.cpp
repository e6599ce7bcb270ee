// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/lotstablemodel.h"

#include "itemmodels/words.h"
#include "widgets/format.h"

#include <utility>

namespace lineside {

LotsTableModel::LotsTableModel(QObject *parent) : QAbstractTableModel(parent), m_names(std::make_shared<const EngineSnapshot>()) {}

void LotsTableModel::setUses(std::vector<RecordedUse> uses, const EngineSnapshotPtr &names)
{
    beginResetModel();
    m_uses = std::move(uses);
    m_names = names;
    endResetModel();
}

void LotsTableModel::retranslate()
{
    if (!m_uses.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

int LotsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_uses.size());
}

int LotsTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant LotsTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const RecordedUse &use = m_uses[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case Station: return Words::stationName(*m_names, use.station);
    case Lot: return use.lot.value_or(std::string()).empty() ? tr("not known") : Words::text(*use.lot);
    case First: return Format::dateTime(use.first);
    case Last: return Format::dateTime(use.last);
    case Parts: return Format::count(use.parts());
    case Passed: return Format::count(use.passed);
    case Failed: return Format::count(use.failed);
    case Unsure: return Format::count(use.unsure);
    case Unknown: return Format::count(use.unknown);
    default: return {};
    }
}

QVariant LotsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Station: return tr("Station");
    case Lot: return tr("Lot");
    case First: return tr("First part");
    case Last: return tr("Last part");
    case Parts: return tr("Parts");
    case Passed: return Words::verdict(Verdict::Pass);
    case Failed: return Words::verdict(Verdict::Fail);
    case Unsure: return Words::verdict(Verdict::Unsure);
    case Unknown: return Words::verdict(Verdict::Unknown);
    default: return {};
    }
}

}  // namespace lineside
