// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// Which lots and hours a comparison has seen, and why it proves nothing though its parts suffice. UI thread only.
struct CoverageText {
    Q_DECLARE_TR_FUNCTIONS(CoverageText)

public:
    /// A sentence; empty: nothing was seen that could be named.
    static QString seen(const ComparisonSnapshot &comparison);
    /// What keeps B, decided to be at least as good, from being proven, as a sentence; empty: nothing does.
    static QString lack(const ComparisonSnapshot &comparison);
};

}  // namespace lineside
