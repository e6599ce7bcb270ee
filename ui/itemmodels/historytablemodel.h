// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <cstdint>
#include <deque>
#include <set>
#include <vector>

namespace lineside {

/// What happened, newest first, at most `kMaxRows`. Filled once from the recorded history, then extended from
/// snapshots by sequence number, so that no event is shown twice. UI thread only.
class HistoryTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, What, Station, From, To, File, Who, As, Signed, Details, ColumnCount };
    enum Role { SequenceRole = Qt::UserRole, KindRole, StationRole, PersonRole, FilterRole };
    static constexpr int kMaxRows = 20000;

    explicit HistoryTableModel(QObject *parent = nullptr);

    void setHistory(const std::vector<HistoryEvent> &newestFirst, const EngineSnapshotPtr &names);
    /// `newestLast`: without a gap behind the newest event that is listed; what is listed already is brought up to date.
    void append(const std::vector<HistoryEvent> &newestLast, const EngineSnapshotPtr &names);
    void retranslate();

    const HistoryEvent *event(int row) const;
    int seals() const;  ///< how many of the events are seals of the record
    /// Everybody who did one of the listed things, in the order of the language.
    QStringList people() const;
    /// The lots that the listed events name, in the order of the language.
    QStringList lots() const;
    /// Sequences of what happened at a station while that lot ran there: from the event that began it to the one that ended it, and the change that put on air what judged when it began.
    std::set<std::uint64_t> duringLot(const QString &lot) const;
    /// What the event says beyond names, in words: refusal, measured swap, the driver's detail.
    static QString details(const HistoryEvent &event);
    /// All that the row says, one part after the other.
    static QString sentence(const HistoryEvent &event, const EngineSnapshot &names);
    /// "2026-03-02 13:05:12.431 +01:00": a record is read in other time zones and after the clocks were changed.
    static QString moment(WallTime time);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    EngineSnapshotPtr m_names;
    std::deque<HistoryEvent> m_events;  ///< newest first
};

}  // namespace lineside
