// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QRect>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lineside::test {

/// A session bus of this test's own, on which programs offer their screens to assistive technology. Ends with this.
class SessionBus {
public:
    SessionBus(const QProcessEnvironment &environment);
    ~SessionBus();

    /// For the environment of the programs; empty where no bus could be started.
    QString address() const { return m_address; }

private:
    QProcess m_daemon;
    QString m_address;
};

/// One thing on the screen as a screen reader knows it.
struct Element {
    QString service, path;
    QString name;
    QRect place;  ///< pixels of the screen
};

/// Looks at the screens of other processes as a screen reader does (AT-SPI): the words that are spoken, and where things are. Answers
/// of the moment: look again for what may change. Needs the accessibility bus of the desktop.
class ScreenReader {
public:
    using Wanted = std::function<bool(const QString &name)>;

    explicit ScreenReader(const QString &sessionBusAddress);
    ~ScreenReader();

    /// The first thing on the screen whose name is as wanted; inside `within`, where that is given.
    std::optional<Element> find(const Wanted &wanted, const Element *within = nullptr) const;
    /// The same thing as it is now; nothing where it is gone or hidden.
    std::optional<Element> lookAgain(const Element &element) const;
    /// Everything that can be heard, for looking for words and for the message of a failed test.
    QString everything() const;

private:
    bool isShowing(const Element &element) const;
    QString nameOf(const Element &element) const;
    QRect placeOf(const Element &element) const;
    std::vector<Element> childrenOf(const Element &element) const;
    /// Parents before children, only what is shown, until `visit` has seen enough.
    bool walk(const Element &element, int depth, const std::function<bool(const Element &)> &visit) const;

    QString m_name;
    std::unique_ptr<QDBusConnection> m_bus;
};

}  // namespace lineside::test
