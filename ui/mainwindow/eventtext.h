// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// One line of the history as a sentence, for the bar at the bottom. UI thread only.
struct EventText {
    Q_DECLARE_TR_FUNCTIONS(EventText)

public:
    static QString of(const HistoryEvent &event, const EngineSnapshot &snapshot);
};

}  // namespace lineside
