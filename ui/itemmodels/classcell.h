// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>

namespace lineside {

/// How a table of classes shows a value. Text, a number of things as LongLong, a share or a score as a double; none: not known. UI thread only.
struct ClassCell {
    /// What is read. `isShare`: of a hundred, never rounded up to all of them; else a score.
    static QVariant shown(const QVariant &known, bool isShare);
    /// What the column is sorted by: what is not known stands together.
    static QVariant sortedBy(const QVariant &known);
};

}  // namespace lineside
