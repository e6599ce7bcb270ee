// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/support/consoleundertest.h"

#include <QDir>
#include <QSettings>

namespace lineside::test {
namespace {

QProcessEnvironment accessibleUser(const QString &home, const QString &bus)
{
    QProcessEnvironment environment = ownUser(home);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), bus);
    return environment;
}

}  // namespace

ConsoleUnderTest::ConsoleUnderTest(const QString &configFile, const QString &home, const QString &sessionBus)
{
    const QProcessEnvironment environment = accessibleUser(home, sessionBus);
    // The card of the first steps would lie over a tile.
    QSettings settings(QDir(home).filePath(QStringLiteral("config/lineside/lineside.conf")), QSettings::IniFormat);
    settings.setValue(QStringLiteral("firstRun/closed"), true);
    settings.sync();
    m_console = std::make_unique<Background>(QStringLiteral(LINESIDE_CONSOLE), QStringList{"--config", configFile}, configFile, environment);
    m_reader = std::make_unique<ScreenReader>(sessionBus);
}

std::optional<Element> ConsoleUnderTest::tile(const QString &stationName) const
{
    const auto isIt = [&](const QString &name) { return name.startsWith(stationName + QStringLiteral(", ")); };
    if (const auto known = m_tiles.find(stationName); known != m_tiles.end()) {
        const auto now = m_reader->lookAgain(known->second);
        if (now && isIt(now->name))
            return now;
    }
    const auto found = m_reader->find(isIt);
    if (found)
        m_tiles[stationName] = *found;
    return found;
}

std::optional<Element> ConsoleUnderTest::transitionButton(const QString &stationName) const
{
    const auto where = tile(stationName);
    if (!where)
        return std::nullopt;
    return m_reader->find([](const QString &name) { return name.startsWith(QStringLiteral("Put ")) || name.startsWith(QStringLiteral("Roll back to ")); },
                          &*where);
}

bool ConsoleUnderTest::click(QPoint screen)
{
    return QProcess::execute(QStringLiteral("xdotool"), {"mousemove", QString::number(screen.x()), QString::number(screen.y()), "click", "1"}) == 0;
}

bool ConsoleUnderTest::keys(const QStringList &words) const
{
    // Without a window manager nobody gives a window the keys.
    const QStringList window{"search", "--all", "--sync", "--onlyvisible", "--pid", QString::number(m_console->process().processId()), "--name",
                             "^Lineside$", "windowfocus", "--sync"};
    return QProcess::execute(QStringLiteral("timeout"), QStringList{"30", "xdotool"} + window + words) == 0;
}

QString ConsoleUnderTest::everythingSaid() const
{
    return m_reader->everything();
}

}  // namespace lineside::test
