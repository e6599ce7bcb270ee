// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/windowplace.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace lineside {

WindowPlace WindowPlace::of(const QRect &saved, const QString &screen, const QList<Screen> &screens)
{
    if (screens.isEmpty() || saved.isEmpty())
        return {saved, {}, {}};
    const auto same = std::find_if(screens.begin(), screens.end(), [&](const Screen &s) { return s.name == screen; });
    const bool found = same != screens.end() || screen.isEmpty();
    const Screen &target = same != screens.end() ? *same : screens.first();
    QRect place(saved.topLeft(), saved.size().boundedTo(target.area.size()));
    if (!found)
        place.moveCenter(target.area.center());
    place.moveLeft(std::clamp(place.left(), target.area.left(), target.area.right() + 1 - place.width()));
    place.moveTop(std::clamp(place.top(), target.area.top(), target.area.bottom() + 1 - place.height()));
    return {place, found ? QString() : screen, found ? QString() : target.name};
}

QList<WindowPlace::Screen> WindowPlace::connectedScreens()
{
    QList<Screen> list;
    const QScreen *main = QGuiApplication::primaryScreen();
    for (const QScreen *screen : QGuiApplication::screens())
        list.insert(screen == main ? 0 : list.size(), {screen->name(), screen->availableGeometry()});
    return list;
}

}  // namespace lineside
