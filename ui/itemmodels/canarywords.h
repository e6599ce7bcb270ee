// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// A canary in the words of the screen, in the language of now. Pure.
class CanaryWords {
    Q_DECLARE_TR_FUNCTIONS(lineside::CanaryWords)

public:
    static QString state(const CanaryProgress &progress);  ///< "Running", "Paused: too few parts"
    static QString guard(CanaryGuardKind guard);           ///< what it watches
    static QString harm(const CanaryHarm &harm);           ///< what went wrong
    static QString measured(const CanaryHarm &harm);       ///< the same with the numbers that say so, where there are any
    static QString fault(const PlanFault &fault, const EngineSnapshot &snapshot);
    static QString eventKind(EventKind kind);
    static QString event(const HistoryEvent &event, const EngineSnapshot &snapshot);  ///< of a plan's way; empty: another kind
    static QString note(const CanaryNote &note);           ///< "Canary “night”, step 2 of 3"
    static QString place(const StationId &id, const EngineSnapshot &snapshot);  ///< where harm was seen; no station: all of them
    static QString stations(const std::vector<StationId> &ids, const EngineSnapshot &snapshot);
};

}  // namespace lineside
