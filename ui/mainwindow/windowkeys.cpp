// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowkeys.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace lineside {

WindowKeys::WindowKeys(QWidget *window) : QObject(window), m_window(window) {}

bool WindowKeys::isTextField(const QWidget *widget)
{
    if (!widget)
        return false;
    const auto *combo = qobject_cast<const QComboBox *>(widget);
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget) || (combo && combo->isEditable());
}

bool WindowKeys::belongsToText(const QKeyEvent &key)
{
    return key.key() == Qt::Key_Backspace && key.modifiers() == Qt::ControlModifier && isTextField(QApplication::focusWidget());
}

QAction *WindowKeys::add(const char *name, const QList<QKeySequence> &keys, std::function<void()> work, bool inText)
{
    auto *action = new QAction(this);
    action->setObjectName(QLatin1String(name));
    action->setShortcuts(keys);
    action->setAutoRepeat(false);
    connect(action, &QAction::triggered, this, [work = std::move(work), inText] {
        if (inText || !isTextField(QApplication::focusWidget()))
            work();
    });
    m_window->addAction(action);
    return action;
}

}  // namespace lineside
