// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bridge/enginebridge.h"
#include "live/livepage.h"
#include "live/stationtile.h"
#include "live/wall.h"
#include "mainwindow/mainwindow.h"
#include "settings/language.h"
#include "support/fakeengine.h"
#include "theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace lineside::test {

/// The whole window over a scripted engine, with settings and a folder for files of its own. Stations "station-1" … run
/// line-v1; line-v2 is in the library. UI thread only.
class FakeConsole {
public:
    /// `desk`: of the window; null: nobody is asked who he is. It must outlive this.
    explicit FakeConsole(int stations = 4, QSize size = {1440, 900}, AccessDesk *desk = nullptr)
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("settings")));
        QCoreApplication::setOrganizationName(QStringLiteral("lineside-test"));
        QSettings().clear();
        QSettings().setValue(QStringLiteral("firstRun/closed"), true);
        engine.addModel(kV1);
        engine.addModel(kV2);
        for (int i = 1; i <= stations; ++i) {
            StationSnapshot &s = engine.addStation("station-" + std::to_string(i), "Station " + std::to_string(i));
            s.active = kV1;
            s.activeSince = std::chrono::system_clock::now();
        }
        engine.publish();
        appearance = std::make_unique<Appearance>(*qApp);
        appearance->setTheme(QStringLiteral("light"));
        language = std::make_unique<Language>();
        language->apply(QStringLiteral("en"));
        bridge = std::make_unique<EngineBridge>(engine);
        window = std::make_unique<MainWindow>(*bridge, *appearance, *language, desk);
        window->setGeometry(QRect(QPoint(0, 0), size));
        window->show();
    }

    /// A file with that name and content, in a folder that goes with this object.
    QString file(const QString &name, const QByteArray &content = "weights")
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    QString folder() const { return m_folder.path(); }

    /// Publishes what the test wrote into the engine's state, and shows it.
    void publish()
    {
        engine.publish();
        bridge->refresh();
    }

    StationTile *tile(const StationId &station) { return window->livePage().wall().tileOf(station); }
    /// The middle of a widget, in coordinates of the window.
    QPoint centreOf(const QWidget *widget) const { return widget->mapTo(window.get(), widget->rect().center()); }
    template <class W>
    W *child(const char *name) const
    {
        return window->findChild<W *>(QLatin1String(name));
    }

    static inline const ModelId kV1{"line", 1}, kV2{"line", 2};

    FakeEngine engine;
    std::unique_ptr<Appearance> appearance;
    std::unique_ptr<Language> language;
    std::unique_ptr<EngineBridge> bridge;
    std::unique_ptr<MainWindow> window;

private:
    QTemporaryDir m_folder;
};

}  // namespace lineside::test
