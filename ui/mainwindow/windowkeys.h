// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QAction;
class QKeyEvent;
class QKeySequence;
class QWidget;

namespace lineside {

/// The keys that work on every screen. Those that a text field has its own meaning for do nothing while one has the
/// focus. UI thread only.
class WindowKeys : public QObject {
    Q_OBJECT

public:
    explicit WindowKeys(QWidget *window);

    /// `name`: object name of the action. `inText`: also while a text field has the focus.
    QAction *add(const char *name, const QList<QKeySequence> &keys, std::function<void()> work, bool inText = true);

    /// A key that the text field with the focus has its own meaning for, although it is one of the window's.
    static bool belongsToText(const QKeyEvent &key);
    /// Something that the operator types into.
    static bool isTextField(const QWidget *widget);

private:
    QWidget *m_window;
};

}  // namespace lineside
