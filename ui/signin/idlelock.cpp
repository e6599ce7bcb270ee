// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/idlelock.h"

#include "settings/interfacesettings.h"
#include "signin/windowaccess.h"

#include <QApplication>
#include <QEvent>

#include <chrono>

namespace lineside {

IdleLock::IdleLock(WindowAccess &access, QObject *parent) : QObject(parent), m_access(access)
{
    setClock([] { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); });
    // Who has just signed in begins anew, also where a program did it for him.
    connect(&access, &WindowAccess::changed, this, [this] { m_lastInput = m_clock(); });
    qApp->installEventFilter(this);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::look);
    m_timer.start(1000);
}

void IdleLock::setClock(std::function<qint64()> clock)
{
    m_clock = std::move(clock);
    m_lastInput = m_clock();
}

void IdleLock::look()
{
    const int minutes = InterfaceSettings::idleLockMinutes();
    if (!m_access.status().who || minutes <= 0 || m_clock() - m_lastInput < minutes * qint64{60'000})
        return;
    m_access.signOut();
    emit locked();
}

bool IdleLock::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::DragMove:
    case QEvent::Drop: m_lastInput = m_clock(); break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace lineside
