// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What the compare page says about one station, read from a snapshot. UI thread only.
struct CompareText {
    Q_DECLARE_TR_FUNCTIONS(CompareText)

public:
    /// The headline. `station`: null without one; `choices`: how many models could be B.
    static QString sentence(const StationSnapshot *station, int choices);
    /// What makes the two only partly comparable; empty where nothing does. Either may be null.
    static QString labelNotice(const ModelSnapshot *a, const ModelSnapshot *b);
    /// What a rule that names no part means for what is proven, and what to do; empty: nothing.
    static QString partsNotice(const StationSnapshot &station);
    /// Why B is not `asked`: another is compared at the station.
    static QString otherRuns(const StationSnapshot &station, const ModelId &asked);
    /// Latency, memory and count of boxes of each; empty while no comparison runs. `model`: null where it is not known.
    static QString figuresOfA(const StationSnapshot *station, const ModelSnapshot *model);
    static QString figuresOfB(const StationSnapshot *station, const ModelSnapshot *model);
};

}  // namespace lineside
