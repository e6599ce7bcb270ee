// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtualscreens.h"

#include <QStringList>

namespace lineside::test {

namespace {

constexpr int kPatienceMs = 30'000;

}  // namespace

VirtualScreens::VirtualScreens(const QSize &whole)
{
    m_server.setProcessChannelMode(QProcess::SeparateChannels);
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-nolisten"), QStringLiteral("tcp"),
                    QStringLiteral("-screen"), QStringLiteral("0"), QStringLiteral("%1x%2x24").arg(whole.width()).arg(whole.height())});
    QByteArray number;
    while (!number.contains('\n') && m_server.waitForReadyRead(kPatienceMs))
        number += m_server.readAllStandardOutput();
    if (number.trimmed().isEmpty())
        qFatal("Xvfb does not start: %s", m_server.readAllStandardError().constData());
    qputenv("DISPLAY", ":" + number.trimmed());
    qputenv("QT_QPA_PLATFORM", "xcb");
    m_manager.start(QStringLiteral("openbox"), QStringList());
    if (!m_manager.waitForStarted(kPatienceMs))
        qFatal("openbox does not start");
}

VirtualScreens::~VirtualScreens()
{
    for (QProcess *process : {&m_manager, &m_server}) {
        process->terminate();
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(kPatienceMs))
            process->kill();
        process->waitForFinished(kPatienceMs);
    }
}

void VirtualScreens::plugIn(const QString &name, const QRect &place)
{
    xrandr({QStringLiteral("--setmonitor"), name,
            QStringLiteral("%1/300x%2/200+%3+%4").arg(place.width()).arg(place.height()).arg(place.x()).arg(place.y()),
            m_any ? QStringLiteral("none") : QStringLiteral("screen")});
    m_any = true;
}

void VirtualScreens::pullOut(const QString &name)
{
    xrandr({QStringLiteral("--delmonitor"), name});
}

void VirtualScreens::xrandr(const QStringList &arguments)
{
    QProcess tool;
    tool.start(QStringLiteral("xrandr"), arguments);
    if (!tool.waitForFinished(kPatienceMs) || tool.exitCode() != 0)
        qFatal("xrandr %s: %s", qPrintable(arguments.join(QLatin1Char(' '))), tool.readAllStandardError().constData());
}

}  // namespace lineside::test
