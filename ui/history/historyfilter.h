// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/wordfilterproxy.h"

#include <cstdint>
#include <optional>
#include <set>

namespace lineside {

/// Narrows the history to one station, one kind of event and one person besides the words typed. UI thread only.
class HistoryFilter : public WordFilterProxy {
    Q_OBJECT

public:
    explicit HistoryFilter(QObject *parent = nullptr);

    void setStation(const QString &id);  ///< empty: all
    void setKind(int kind);              ///< -1: all but seals of the record, of which there may be one an hour and station
    void setPerson(const QString &name); ///< empty: all
    void setEvents(std::optional<std::set<std::uint64_t>> sequences);  ///< these alone; empty: all

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_station, m_person;
    int m_kind = -1;
    std::optional<std::set<std::uint64_t>> m_events;
};

}  // namespace lineside
