// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/livepage.h"
#include "live/wall.h"
#include "mainwindow/mainwindow.h"
#include "settings/language.h"
#include "support/livescene.h"
#include "theme/theme.h"

#include <QApplication>
#include <QTest>

namespace lineside::test {

/// The whole console on a scripted engine. UI thread only.
class WindowScene : public LiveScene {
public:
    explicit WindowScene(int stations = 4, QSize size = {1440, 900}) : LiveScene(stations)
    {
        language.apply(QStringLiteral("en"));
        window = std::make_unique<MainWindow>(bridge, appearance, language);
        window->resize(size);
        show();
    }
    void show()
    {
        window->show();
        window->activateWindow();
        (void)QTest::qWaitForWindowActive(window.get());
        settle();
    }
    /// Lets layouts, style changes and what was queued come to rest.
    void settle()
    {
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
        update(false);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    }
    template <class T>
    T *child(const char *name) const
    {
        return window->findChild<T *>(QLatin1String(name));
    }
    StationTile *tile(int number) const { return window->livePage().wall().tileOf(idOf(number)); }

    Appearance appearance{*qApp};
    Language language;
    std::unique_ptr<MainWindow> window;
};

}  // namespace lineside::test
