// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyfilter.h"

#include "itemmodels/historytablemodel.h"

#include <utility>

namespace lineside {

HistoryFilter::HistoryFilter(QObject *parent)
    : WordFilterProxy(HistoryTableModel::FilterRole, HistoryTableModel::SequenceRole, parent)
{
}

void HistoryFilter::setStation(const QString &id)
{
    if (id == m_station)
        return;
    m_station = id;
    invalidateFilter();
}

void HistoryFilter::setKind(int kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    invalidateFilter();
}

void HistoryFilter::setPerson(const QString &name)
{
    if (name == m_person)
        return;
    m_person = name;
    invalidateFilter();
}

void HistoryFilter::setEvents(std::optional<std::set<std::uint64_t>> sequences)
{
    if (sequences == m_events)
        return;
    m_events = std::move(sequences);
    invalidateFilter();
}

bool HistoryFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_station.isEmpty() && index.data(HistoryTableModel::StationRole).toString() != m_station)
        return false;
    const int kind = index.data(HistoryTableModel::KindRole).toInt();
    if (m_kind < 0 ? kind == static_cast<int>(EventKind::RecordSealed) : kind != m_kind)
        return false;
    if (!m_person.isEmpty() && index.data(HistoryTableModel::PersonRole).toString() != m_person)
        return false;
    if (m_events && !m_events->contains(index.data(HistoryTableModel::SequenceRole).toULongLong()))
        return false;
    return WordFilterProxy::filterAcceptsRow(row, parent);
}

}  // namespace lineside
