// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What a change means for which there is no room beside the model on air. UI thread only.
struct PauseText {
    Q_DECLARE_TR_FUNCTIONS(PauseText)

public:
    /// "No room for both models: Station 2 judges nothing for about 2.3 s."
    static QString before(const PausedChange &pause, const QString &station);
    /// "Judged nothing for 2.1 s, 2.3 s were expected."; empty where it never stopped
    static QString after(const SwapRecord &swap);
};

}  // namespace lineside
