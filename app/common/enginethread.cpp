// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/enginethread.h"

#include <QMetaObject>

#include <utility>

namespace lineside {

EngineThread::EngineThread() : m_context(new QObject)
{
    m_thread.setObjectName(QStringLiteral("engine"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

EngineThread::~EngineThread()
{
    // Queued behind everything that was posted before.
    post([this] { m_thread.quit(); });
    m_thread.wait();
    delete m_context;
}

void EngineThread::post(std::function<void()> task)
{
    QMetaObject::invokeMethod(m_context, [task = std::move(task)] { task(); }, Qt::QueuedConnection);
}

}  // namespace lineside
