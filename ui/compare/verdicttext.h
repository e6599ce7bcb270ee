// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What is known of B against A, in words. UI thread only.
struct VerdictText {
    Q_DECLARE_TR_FUNCTIONS(VerdictText)

public:
    /// The headline: the decision, or what it waits for.
    static QString sentence(const ComparisonSnapshot &comparison);
    /// About how many more parts it takes if they stay as they are, as a sentence; empty: that cannot be said.
    static QString more(const AbStatus &verdict);
    /// What it rests on; without any answer, what can be said and what cannot.
    static QString evidence(const ComparisonSnapshot &comparison);
    /// How far one way to be wrong is from its decision.
    static QString state(const AbStream &stream, std::int64_t parts);
    /// A number of parts as people say it: two digits are enough of "about".
    static QString about(double parts);
    /// Under the button that puts B on air.
    static QString word(const ComparisonSnapshot &comparison);
    /// What a person must look at; empty: nothing.
    static QString notice(const ComparisonSnapshot &comparison);
};

}  // namespace lineside
