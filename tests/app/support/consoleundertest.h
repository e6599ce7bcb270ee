// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/support/background.h"
#include "app/support/screenreader.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>

namespace lineside::test {

/// The built console on the X display of this test, as a user of its own starts it, seen through a screen reader and worked with the
/// mouse. Needs xdotool and the accessibility bus.
class ConsoleUnderTest {
public:
    /// `home`: the folder of that user; kept between two starts. `sessionBus`: the address of one that outlives this.
    ConsoleUnderTest(const QString &configFile, const QString &home, const QString &sessionBus);

    Background &background() { return *m_console; }
    /// The tile of the station that is shown under this name, with what a screen reader says about it.
    std::optional<Element> tile(const QString &stationName) const;
    /// The button on the tile at whose press the model of the station changes.
    std::optional<Element> transitionButton(const QString &stationName) const;
    /// Presses the left button of the mouse there.
    static bool click(QPoint screen);
    /// Words to xdotool (key, type) for whoever types at the console's window.
    bool keys(const QStringList &words) const;
    std::optional<Element> find(const ScreenReader::Wanted &wanted) const { return m_reader->find(wanted); }
    QString everythingSaid() const;

private:
    std::unique_ptr<Background> m_console;
    std::unique_ptr<ScreenReader> m_reader;
    mutable std::map<QString, Element> m_tiles;  ///< by the name of the station; looking for one takes a while
};

}  // namespace lineside::test
