// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/folderwatch.h"

#include "base/filedescriptor.h"
#include "base/taskrunner.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace lineside {
namespace {

constexpr std::chrono::milliseconds kGather{100};  ///< a notice is seldom alone: a copy makes one for every piece that is written
constexpr std::chrono::seconds kGrace{2};

}  // namespace

/// Lives as long as the thread does.
struct FolderWatch::State {
    std::mutex mutex;  ///< of what follows; held while an event is told, so that none is told after the end
    std::condition_variable changed;
    bool ending = false;
    bool ended = false;
    std::vector<bool> finished;  ///< answers that the watcher has not had yet

    FileDescriptor wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    std::optional<FolderWatcher> watcher;  ///< folder thread only

    /// An event that is told only while somebody wants to hear it.
    template <class... Args>
    std::function<void(Args...)> guarded(std::function<void(Args...)> event)
    {
        return [this, event = std::move(event)](Args... args) {
            const std::lock_guard lock(mutex);
            if (!ending)
                event(args...);
        };
    }
    void wakeUp()
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(wake.get(), &one, sizeof one);  // full: it is awake
    }
    /// Answers for the watcher; false at the end.
    bool takeAnswers()
    {
        std::vector<bool> answers;
        {
            const std::lock_guard lock(mutex);
            if (ending)
                return false;
            answers.swap(finished);
        }
        for (const bool had : answers)
            watcher->onFinished(had);
        return true;
    }
    /// Until somebody wakes this thread, the system says something, or `timeout`.
    void wait(std::chrono::milliseconds timeout)
    {
        pollfd fds[] = {{wake.get(), POLLIN, 0}, {watcher->noticesFd(), POLLIN, 0}};
        const auto wait = [](pollfd *first, nfds_t count, std::chrono::milliseconds ms) { return ::poll(first, count, static_cast<int>(std::clamp<std::int64_t>(ms.count(), 0, 60'000))); };
        wait(fds, 2, timeout);
        if (!(fds[0].revents & POLLIN) && fds[1].revents != 0)
            wait(fds, 1, kGather);
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t got = ::read(wake.get(), &count, sizeof count);
    }
    void run(const Clock &clock)
    {
        nameThisThread("folder");
        setThisThreadPriority(ThreadPriority::Low);
        while (takeAnswers()) {
            const SteadyTime now = clock.now();
            const SteadyTime next = watcher->round(now);
            wait(std::chrono::ceil<std::chrono::milliseconds>(next - now));
        }
        const std::lock_guard lock(mutex);
        ended = true;
        changed.notify_all();
    }
};

FolderWatch::FolderWatch(std::filesystem::path folder, std::chrono::milliseconds poll, OfferedMarks offered, FolderWatcher::Events events, const Clock &clock,
                         FolderWatcher::MakeNotices makeNotices)
    : m_state(std::make_shared<State>())
{
    m_state->watcher.emplace(std::move(folder), poll, std::move(offered),
                             FolderWatcher::Events{m_state->guarded(std::move(events.offer)), m_state->guarded(std::move(events.trouble))}, std::move(makeNotices));
    std::thread([state = m_state, &clock] { state->run(clock); }).detach();
}

FolderWatch::~FolderWatch()
{
    std::unique_lock lock(m_state->mutex);
    m_state->ending = true;
    m_state->wakeUp();
    m_state->changed.wait_for(lock, kGrace, [this] { return m_state->ended; });
}

void FolderWatch::onFinished(bool had)
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->finished.push_back(had);
    }
    m_state->wakeUp();
}

}  // namespace lineside
