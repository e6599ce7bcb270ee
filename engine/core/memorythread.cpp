// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/memorythread.h"

#include "base/taskrunner.h"

#include <chrono>
#include <utility>

namespace lineside {

MemoryThread::MemoryThread(std::function<void()> look, std::function<void()> giveBack)
    : m_look(std::move(look)), m_giveBack(std::move(giveBack)), m_thread([this](std::stop_token stop) { run(std::move(stop)); })
{
}

MemoryThread::~MemoryThread()
{
    m_thread.request_stop();
    m_thread.join();
}

void MemoryThread::returnFree()
{
    std::unique_lock lock(m_mutex);
    const std::uint64_t mine = ++m_asked;
    m_wake.notify_all();
    m_wake.wait(lock, m_thread.get_stop_token(), [&] { return m_served >= mine; });
}

void MemoryThread::run(std::stop_token stop)
{
    nameThisThread("memory");
    auto nextLook = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
        if (std::chrono::steady_clock::now() >= nextLook) {
            m_look();
            nextLook = std::chrono::steady_clock::now() + std::chrono::seconds(1);
        }
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, stop, nextLook, [&] { return m_asked > m_served; });
        const std::uint64_t asked = m_asked;
        if (asked == m_served)
            continue;
        lock.unlock();
        m_giveBack();
        lock.lock();
        m_served = asked;
        m_wake.notify_all();
    }
}

}  // namespace lineside
