// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace lineside {

/// Runs tasks one after another, in the order they were posted. Thread-safe.
class TaskRunner {
public:
    virtual ~TaskRunner() = default;
    virtual void post(std::function<void()> task) = 0;
};

/// A runner that its owner ends, at the latest by the destructor. Thread-safe.
class EndingTaskRunner : public TaskRunner {
public:
    /// Returns when the running task has ended, and those that wait where the runner finishes them; also if somebody else stops it at
    /// the same time, or did before. Not for a task of this runner, which would wait for itself.
    virtual void stop() = 0;
};

/// Runs each task inside `post`, unless one is running: then after it. For tests that want no threads. Thread-safe as
/// long as one thread posts.
class InlineTaskRunner final : public EndingTaskRunner {
public:
    void post(std::function<void()> task) override;
    void stop() override {}  // nothing waits outside `post`

private:
    std::deque<std::function<void()>> m_tasks;
    bool m_running = false;
};

/// What happens to the tasks that wait when a runner is destroyed.
enum class AtStop { FinishWaiting, DropWaiting };

enum class ThreadPriority {
    Normal,
    Low,   ///< gives way to normal threads, but for about a tenth of a processor
    Idle,  ///< has only what no other thread wants, and loses its processor at once; where all are full it hardly gets on
};

/// Runs tasks on a thread of its own, which ends with the runner. Thread-safe.
class ThreadTaskRunner final : public EndingTaskRunner {
public:
    ThreadTaskRunner(std::string threadName, AtStop atStop, ThreadPriority priority = ThreadPriority::Normal);
    ~ThreadTaskRunner() override;  ///< stops
    void stop() override;

    void post(std::function<void()> task) override;

private:
    void loop(const std::string &threadName, ThreadPriority priority);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    bool m_stop = false;
    const AtStop m_atStop;
    std::mutex m_joining;  ///< held by who waits for the end
    std::thread m_thread;
};

/// Names the calling thread for debuggers and process lists (15 characters are kept).
void nameThisThread(const std::string &name);
/// What was given up cannot be taken back by who has no right to: for a while, see `runWithPriority`.
void setThisThreadPriority(ThreadPriority priority);

/// Runs it on a thread of its own that has this priority, as threads and processes started meanwhile have, and waits for its end. Where the
/// system has no thread left it runs on this one, as it is.
void runWithPriority(ThreadPriority priority, const std::string &threadName, const std::function<void()> &run);

}  // namespace lineside
