// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace lineside {

/// What the one transition button of a station does now: put the previewed model on air, or return to the one before.
/// Value type.
struct Transition {
    Q_DECLARE_TR_FUNCTIONS(Transition)

public:
    enum class Kind {
        None,
        Promote,
        Review,  ///< labels or input size change, the station asks why or for a signature, or the inspection would pause: opens the Promote panel instead
        RollBack,
    };

    Kind kind = Kind::None;
    ModelId model;    ///< that will be on air; meant unless None
    QString text;     ///< "Put line-v2 on Station 2 →"; with … in place of the arrow where a panel follows
    QString compact;  ///< "Put line-v2 on air", "Roll back to line-v1"
    QString brief;    ///< where not even that has room: "Put on air"; empty where `compact` is as short
    QString reason;   ///< None: why there is nothing to do. Review: what changes, who asks, or what it means. Else: what it means, where the text does not say it

    static Transition of(const StationSnapshot &station, const EngineSnapshot &snapshot);
    /// The way back, whatever waits in the preview.
    static Transition backOf(const StationSnapshot &station, const EngineSnapshot &snapshot);
    /// The same between two models that are compared: B goes on air, or the model before comes back where that is B.
    static Transition ofB(const std::optional<ModelId> &b, const StationSnapshot &station, const EngineSnapshot &snapshot);
    bool operator==(const Transition &) const = default;
    bool sameAction(const Transition &other) const { return kind == other.kind && model == other.model; }
};

}  // namespace lineside
