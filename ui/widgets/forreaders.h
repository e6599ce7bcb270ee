// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace lineside {

/// Tells screen readers the name of a widget where it is another than before. Qt sends an event over the accessibility bus with
/// each call, also for the same name, and what follows the engine is told many times a second. UI thread only.
inline void nameForReaders(QWidget *widget, const QString &name)
{
    if (widget->accessibleName() != name)
        widget->setAccessibleName(name);
}

/// What stands on a button, for the eye and for screen readers, and what it does. UI thread only.
inline void nameButton(QAbstractButton *button, const QString &text, const QString &does)
{
    button->setText(text);
    nameForReaders(button, text);
    button->setToolTip(does);
}

}  // namespace lineside
