// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QWidget>

namespace lineside {

/// Leaves the wheel to what scrolls: a value under the pointer must not change by it. UI thread only.
class WheelGuard : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel)
            return QObject::eventFilter(watched, event);
        event->ignore();
        return true;
    }
};

/// Guards every number, time and list that is in `root` now.
inline void guardFromWheel(QWidget &root)
{
    auto *guard = new WheelGuard(&root);
    for (QWidget *widget : root.findChildren<QWidget *>()) {
        if (!qobject_cast<QAbstractSpinBox *>(widget) && !qobject_cast<QComboBox *>(widget))
            continue;
        widget->setFocusPolicy(Qt::StrongFocus);
        widget->installEventFilter(guard);
    }
}

}  // namespace lineside
