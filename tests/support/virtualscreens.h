// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QRect>
#include <QString>

namespace lineside::test {

/// An X server of the test's own, with screens that are plugged in and pulled out while it runs: monitors of RANDR 1.5 on one
/// large Xvfb, with a window manager as every desktop has one. Make it before the application object, which then comes up on it.
/// Needs Xvfb, xrandr and openbox; ends the program with a sentence where they are not there. One thread only.
class VirtualScreens {
public:
    explicit VirtualScreens(const QSize &whole);
    ~VirtualScreens();
    VirtualScreens(const VirtualScreens &) = delete;
    VirtualScreens &operator=(const VirtualScreens &) = delete;

    /// The first one replaces the server's own.
    void plugIn(const QString &name, const QRect &place);
    void pullOut(const QString &name);

private:
    void xrandr(const QStringList &arguments);

    QProcess m_server, m_manager;
    bool m_any = false;
};

}  // namespace lineside::test
