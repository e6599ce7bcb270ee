// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace lineside {

/// The stations that have the same model on air as one of them, and what B does there. Value type; points into the snapshot that it was made of.
struct StationsWithA {
    std::vector<const StationSnapshot *> all, running, free;  ///< as configured; those where B is compared, and those where nothing is

    /// `b`: empty where none is chosen.
    static StationsWithA of(const EngineSnapshot &snapshot, const StationSnapshot &station, const std::optional<ModelId> &b);
    /// B is compared, or can be, at more than one.
    bool areSeveral() const noexcept { return running.size() + free.size() > 1; }
};

/// What several stations that compare the same two models know, in words. UI thread only.
struct StationsText {
    Q_DECLARE_TR_FUNCTIONS(StationsText)

public:
    /// What they know together, as a sentence; or that each decides for itself. Empty: there is nothing to say yet.
    static QString together(const StationSnapshot &station, const StationsWithA &stations);
    /// Under the button that puts B on air: by this station, or by all of them together.
    static QString word(const ComparisonSnapshot &comparison);
    /// A verdict in a cell of a table. `covered`: it has seen what it must besides parts.
    static QString verdict(AbState state, bool contradicted, bool covered, const std::optional<MoreParts> &more, std::int64_t parts);
};

}  // namespace lineside
