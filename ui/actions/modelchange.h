// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What besides its weights differs between the model on air and the one that would follow. Value type.
struct ModelChange {
    Q_DECLARE_TR_FUNCTIONS(ModelChange)

public:
    Labels gone, added;      ///< by name, never by index
    QString inputNow, inputThen;  ///< "320 × 320"; empty where the input size stays

    /// Nothing where either is null.
    static ModelChange between(const ModelSnapshot *now, const ModelSnapshot *then);
    /// Whether somebody should read it before the model goes on air.
    bool any() const { return !gone.empty() || !added.empty() || !inputNow.isEmpty(); }
    QString text() const;  ///< "No longer knows Cap. Input 640 × 640 instead of 320 × 320."
};

}  // namespace lineside
