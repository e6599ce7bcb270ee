// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace lineside {

/// Which model judged the parts of a station at a moment, after the history. Value type. UI thread only.
struct JudgedThen {
    Q_DECLARE_TR_FUNCTIONS(JudgedThen)

public:
    std::optional<ModelId> model;     ///< empty: none was on air
    std::optional<WallTime> since;    ///< of its first verdict; empty: from before the history begins
    std::optional<WallTime> out;      ///< since when `model` did not run although it was on air: it stopped by itself or was not loaded
    std::optional<WallTime> restart;  ///< what follows that moment is a start of Lineside: whether it ran before is not written

    struct Span;

    /// The events newest first: `event(0)`, `event(1)`… until null.
    static JudgedThen at(WallTime moment, const StationSnapshot &station, const std::function<const HistoryEvent *(int)> &event);
    /// "Station 2: line-v2, since 13:05:12.431"
    QString text(const StationSnapshot &station) const;

    /// One after the other from the first moment to the second, at least one; neighbours differ.
    static std::vector<Span> between(WallTime from, WallTime to, const StationSnapshot &station, const std::function<const HistoryEvent *(int)> &event);
    /// "Station 2: line-v1 until 13:05:12.431, line-v2"
    static QString text(const std::vector<Span> &spans, const StationSnapshot &station);

    /// What an operator types: "14:02", "14:02:10", "14:02:10.431", with a date "2026-03-02 " before it or not, or as a row of the
    /// history has it, with " +01:00" behind. Without a date: the last time that the clock showed it before `now`.
    static std::optional<WallTime> momentOf(const QString &typed, const QDateTime &now);
};

/// The same model judged, or did not, from one moment to another. Value type.
struct JudgedThen::Span {
    JudgedThen then;
    WallTime from, to;
};

}  // namespace lineside
