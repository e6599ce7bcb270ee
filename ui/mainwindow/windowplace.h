// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>
#include <QString>

namespace lineside {

/// Where a window that was on some screen belongs now that other screens may be there. Pure: screens come in as values.
struct WindowPlace {
    struct Screen {
        QString name;
        QRect area;  ///< without task bars
    };

    QRect geometry;     ///< lies wholly in one of the screens, if there is one
    QString lost, now;  ///< the screen that is not there any more and the one that took the window; empty: nothing was lost

    /// `screens`: the main one first. A window on a screen of that name keeps its size and is only brought wholly into sight; else it
    /// comes to the main screen.
    static WindowPlace of(const QRect &saved, const QString &screen, const QList<Screen> &screens);

    static QList<Screen> connectedScreens();  ///< of the application
};

}  // namespace lineside
