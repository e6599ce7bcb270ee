// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockmeter.h"

#include "threadtime.h"

#include <QAbstractEventDispatcher>
#include <QMetaEnum>

#include <algorithm>
#include <chrono>
#include <utility>

namespace lineside::bench {
namespace {

std::string nameOf(const QObject &receiver, const QEvent &event)
{
    const char *type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event.type());
    std::string name = receiver.metaObject()->className();
    if (const QString object = receiver.objectName(); !object.isEmpty())
        name += " \"" + object.toStdString() + "\"";
    if (receiver.parent())
        name += std::string(" of ") + receiver.parent()->metaObject()->className();
    return name + " " + (type ? std::string(type) : std::to_string(event.type()));
}

}  // namespace

bool TimedApplication::notify(QObject *receiver, QEvent *event)
{
    if (m_inHand || !onHandled || receiver->thread() != thread())
        return QApplication::notify(receiver, event);
    const std::string what = nameOf(*receiver, *event);  // neither need be there afterwards
    m_inHand = true;
    const double ran = threadSeconds(), waited = threadWaitedSeconds();
    const auto begin = std::chrono::steady_clock::now();
    const bool taken = QApplication::notify(receiver, event);
    const auto end = std::chrono::steady_clock::now();
    m_inHand = false;
    if (onHandled)
        onHandled({std::chrono::duration<double, std::milli>(end - begin).count(), 1000 * (threadSeconds() - ran), 1000 * (threadWaitedSeconds() - waited), what});
    return taken;
}

BlockMeter::BlockMeter() : m_application(static_cast<TimedApplication &>(*QCoreApplication::instance()))
{
    m_application.onHandled = [this](const TimedApplication::Handled &handled) {
        m_now.ms += handled.ms;
        m_now.processorMs += handled.processorMs;
        m_now.waitedMs += handled.waitedMs;
        if (handled.ms > m_worstMs) {
            m_worstMs = handled.ms;
            m_now.worst = handled.what;
        }
        double &worst = m_handlers[handled.what];
        worst = std::max(worst, handled.ms);
    };
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        if (m_now.ms > m_longest.ms)
            m_longest = std::exchange(m_now, {});
        m_now = {};
        m_worstMs = 0;
    });
}

BlockMeter::~BlockMeter()
{
    m_application.onHandled = {};
}

BlockMeter::Block BlockMeter::takeLongest()
{
    return std::exchange(m_longest, {});
}

}  // namespace lineside::bench
