// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QStringList>
#include <QTabBar>
#include <QWidget>

namespace lineside::test {

/// What is wrong with the interactive widgets of a page: no object name, no accessible name, lower than 40 px, or not
/// to be reached by Tab. Parts of other widgets (a spin box's text field, a view's header) are not asked.
inline QStringList unreachable(const QWidget &page)
{
    QStringList problems;
    for (const QWidget *widget : page.findChildren<QWidget *>()) {
        const bool interactive = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
                                 || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
                                 || qobject_cast<const QAbstractItemView *>(widget);
        const QWidget *parent = widget->parentWidget();
        const bool part = qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent)
                          || qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QTabBar *>(parent)
                          || qobject_cast<const QAbstractItemView *>(parent) || widget->inherits("QHeaderView")
                          || widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QComboBoxListView");
        if (!interactive || part || widget->isHidden())
            continue;
        const QString name = QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
        if (widget->objectName().isEmpty())
            problems << name + QStringLiteral(": no object name");
        if (widget->accessibleName().isEmpty())
            problems << name + QStringLiteral(": no accessible name");
        if (widget->height() < 40 && widget->isVisible())
            problems << name + QStringLiteral(": %1 px high").arg(widget->height());
        if (widget->isEnabled() && !(widget->focusPolicy() & Qt::TabFocus))
            problems << name + QStringLiteral(": not reached by Tab");
    }
    return problems;
}

}  // namespace lineside::test
