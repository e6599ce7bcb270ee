// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lineside {

/// Tells screen readers the name of a widget where it is another than before. Qt sends an event over the accessibility bus with
/// each call, also for the same name, and what follows the engine is told many times a second. UI thread only.
inline void nameForReaders(QWidget *widget, const QString &name)
{
    if (widget->accessibleName() != name)
        widget->setAccessibleName(name);
}

}  // namespace lineside
