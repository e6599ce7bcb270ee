// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/qtframesource.h"

#include "base/taskrunner.h"

namespace lineside {

class QtFrameSource::Thread final : public QThread {
public:
    Thread(Open open, SourceCallbacks callbacks, std::string name)
        : m_open(std::move(open)), m_callbacks(std::move(callbacks)), m_name(std::move(name))
    {
    }

protected:
    void run() override
    {
        nameThisThread(m_name);
        const std::unique_ptr<QObject> player = m_open(m_callbacks);
        if (player)
            exec();
    }

private:
    const Open m_open;
    const SourceCallbacks m_callbacks;
    const std::string m_name;
};

QtFrameSource::QtFrameSource(Open open, std::string threadName)
    : m_open(std::move(open)), m_threadName(std::move(threadName))
{
}

QtFrameSource::~QtFrameSource()
{
    stop();
}

void QtFrameSource::start(SourceCallbacks callbacks)
{
    const std::lock_guard lock(m_control);
    if (m_thread)
        return;
    m_thread = std::make_unique<Thread>(m_open, std::move(callbacks), m_threadName);
    m_thread->start();
}

void QtFrameSource::stop()
{
    const std::lock_guard lock(m_control);
    if (!m_thread)
        return;
    m_thread->quit();  // counts also before the loop has begun
    m_thread->wait();
    m_thread.reset();
}

}  // namespace lineside
