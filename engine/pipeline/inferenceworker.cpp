// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/inferenceworker.h"

#include "base/taskrunner.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lineside {
namespace {

constexpr auto kJobPatience = std::chrono::milliseconds(250);

}  // namespace

InferenceWorker::InferenceWorker() : m_thread([this] { loop(); }) {}

InferenceWorker::~InferenceWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void InferenceWorker::setPipelines(Pipelines pipelines)
{
    auto fresh = std::make_shared<const Pipelines>(std::move(pipelines));
    const std::lock_guard lock(m_mutex);
    m_pipelines.swap(fresh);
}

void InferenceWorker::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_pending = true;
    }
    m_wake.notify_one();
}

void InferenceWorker::postJob(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::move(job), std::chrono::steady_clock::now()});
    }
    m_wake.notify_one();
}

void InferenceWorker::loop()
{
    nameThisThread("inference");
    std::size_t last = 0;
    std::chrono::steady_clock::duration usualRun{};
    std::vector<StationWork> work;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stop || m_pending || !m_jobs.empty(); });
        if (m_stop)
            return;
        const std::shared_ptr<const Pipelines> pipelines = m_pipelines;  // keeps a station that is removed alive for its frame
        work.clear();
        for (const auto &pipeline : *pipelines)
            work.push_back(pipeline->work());
        const SteadyTime now = std::chrono::steady_clock::now();
        const Turn turn = nextTurn(work, last, now, usualRun);
        if (turn.holdUntil) {
            m_wake.wait_until(lock, *turn.holdUntil);
            continue;
        }
        if (!m_jobs.empty() && (!turn.station || now - m_jobs.front().posted > kJobPatience)) {
            const Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            job.run();
            lock.lock();
            continue;
        }
        if (!turn.station) {
            m_pending = false;
            continue;
        }
        last = *turn.station;
        lock.unlock();
        InspectionPipeline *const chosen = (*pipelines)[last].get();
        chosen->judgeNewest([&] {
            return std::any_of(pipelines->begin(), pipelines->end(), [&](const auto &p) { return p.get() != chosen && p->hasWork(); });
        });
        usualRun = std::chrono::steady_clock::now() - now;
        lock.lock();
    }
}

}  // namespace lineside
