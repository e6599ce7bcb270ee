// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lineside {

/// The last widget that Tab comes to before `widget` and what is in it. QWidget::setTabOrder wants it to put something first in
/// `widget`: it passes over widgets that take no focus themselves, as containers. UI thread only.
inline QWidget *tabStopBefore(QWidget &widget)
{
    QWidget *before = widget.previousInFocusChain();
    while (before != &widget && (!(before->focusPolicy() & Qt::TabFocus) || widget.isAncestorOf(before)))
        before = before->previousInFocusChain();
    return before;
}

}  // namespace lineside
