// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/modeldifference.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What besides its weights differs between the model on air and the one that would follow, in words. Value type.
struct ModelChange : ModelDifference {
    Q_DECLARE_TR_FUNCTIONS(ModelChange)

public:
    /// Nothing where either is null.
    static ModelChange between(const ModelSnapshot *now, const ModelSnapshot *then) { return {ModelDifference::between(now, then)}; }
    QString text() const;  ///< "No longer knows Cap. Input 640 × 640 instead of 320 × 320."
    /// What changes at those stations, each sentence once, by lines; empty: nothing.
    static QString textAt(const EngineSnapshot &snapshot, const std::vector<StationId> &stations, const ModelId &model);
};

}  // namespace lineside
