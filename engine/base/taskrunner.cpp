// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/taskrunner.h"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <exception>
#include <utility>

namespace lineside {

void InlineTaskRunner::post(std::function<void()> task)
{
    m_tasks.push_back(std::move(task));
    if (m_running)
        return;
    m_running = true;
    while (!m_tasks.empty()) {
        const auto next = std::move(m_tasks.front());
        m_tasks.pop_front();
        next();
    }
    m_running = false;
}

ThreadTaskRunner::ThreadTaskRunner(std::string threadName, AtStop atStop, ThreadPriority priority)
    : m_atStop(atStop), m_thread([this, name = std::move(threadName), priority] { loop(name, priority); })
{
}

ThreadTaskRunner::~ThreadTaskRunner()
{
    stop();
}

void ThreadTaskRunner::stop()
{
    std::deque<std::function<void()>> dropped;  // outside the lock: what they hold may post as it goes
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        if (m_atStop == AtStop::DropWaiting)
            dropped.swap(m_tasks);
    }
    m_wake.notify_one();
    const std::lock_guard joining(m_joining);
    if (m_thread.joinable())
        m_thread.join();
}

void ThreadTaskRunner::post(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop && m_atStop == AtStop::DropWaiting)
            return;
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

void ThreadTaskRunner::loop(const std::string &threadName, ThreadPriority priority)
{
    nameThisThread(threadName);
    setThisThreadPriority(priority);
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stop || !m_tasks.empty(); });
        if (m_tasks.empty())
            return;
        auto task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        task = nullptr;  // what the task holds is released outside the lock
        lock.lock();
    }
}

void nameThisThread(const std::string &name)
{
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
}

void setThisThreadPriority(ThreadPriority priority)
{
    if (priority == ThreadPriority::Normal)
        return;
    // Linux: nice value and policy belong to the thread. Giving way needs no right, so there is nothing to report. 10 leaves about a
    // tenth of a processor that others fill, but a thread that has it is not put aside before its slice of some milliseconds ends.
    // One of SCHED_IDLE is, and a processor where nothing else runs is taken for free by whoever wakes (sched(7)).
    const auto thread = static_cast<id_t>(gettid());
    (void)setpriority(PRIO_PROCESS, thread, 10);
    if (priority == ThreadPriority::Idle) {
        const sched_param none{};
        (void)sched_setscheduler(gettid(), SCHED_IDLE, &none);
    }
}

void runWithPriority(ThreadPriority priority, const std::string &threadName, const std::function<void()> &run)
{
    std::jthread thread;
    try {
        thread = std::jthread([&] {
            nameThisThread(threadName);
            setThisThreadPriority(priority);
            run();
        });
    } catch (const std::exception &) {  // no memory or no thread to be had
        return run();
    }
    thread.join();
}

}  // namespace lineside
