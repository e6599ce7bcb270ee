// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

#include <set>
#include <vector>

namespace lineside {

/// What was answered in the Promote panel so far. Value type.
struct PromoteAnswers {
    QString reason, by;
    bool changeIsMeant = false;  ///< labels or input size that change
    QString mayNot;              ///< why whoever is here may not, as a sentence; empty: he may
    QString signatureLacks;      ///< what is missing of a signature, where one is asked for; empty: nothing
};

/// What putting one model on the chosen stations would mean, read from a snapshot: the decisions of the Promote panel
/// without its widgets. Value type.
struct PromotePlan {
    Q_DECLARE_TR_FUNCTIONS(PromotePlan)

public:
    struct Row {
        StationId station;
        QString name, now, then;
        bool canCheck = false;  ///< the model has to be checked and loaded for this station first
    };

    std::vector<Row> rows;          ///< every station, in the order of the snapshot
    std::vector<StationId> ready;   ///< chosen, and the model can go on air there at once
    std::vector<StationId> signedFor;  ///< those of them that want a signature
    bool needsReason = false;       ///< labels or input size change somewhere, or a station asks why: the history keeps it
    bool needsBy = false;           ///< a chosen station wants a verdict and has none: somebody answers for it
    bool needsSignature = false;    ///< a chosen station wants a signature
    QString change;                 ///< what of labels and input size changes at the chosen stations, by name; empty: nothing. To be confirmed on its own
    bool pauses = false;            ///< a chosen station judges nothing while the model is loaded for it
    bool possible = false;
    QString button;                 ///< named with the result: "Put line-v3 on Station 2"
    QString summary;                ///< what is missing; empty where nothing is

    /// What one most likely means to put on the station: the model in its preview; else the one of the library that came last and is
    /// not on air there. Null: the library has no other.
    static const ModelSnapshot *likely(const EngineSnapshot &snapshot, const StationId &station);

    /// `model`: null where none is chosen.
    static PromotePlan of(const EngineSnapshot &snapshot, const ModelSnapshot *model, const std::set<StationId> &chosen,
                          const PromoteAnswers &answers);
};

}  // namespace lineside
