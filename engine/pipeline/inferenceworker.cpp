// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/inferenceworker.h"

#include "base/processors.h"
#include "base/taskrunner.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lineside {
namespace {

constexpr auto kIdleAfter = std::chrono::seconds(1);
constexpr int kForgetting = 16;  // runs after which a long one counts for a third: a quarter of a second on a busy lane

}  // namespace

int inferenceLanes(std::size_t stations, unsigned processors, bool accelerated) noexcept
{
    return accelerated || stations < 2 || processors < 2 ? 1 : 2;
}

std::vector<std::vector<int>> laneProcessors(int lanes, std::span<const int> allowed)
{
    const std::size_t count = static_cast<std::size_t>(std::max(lanes, 1));
    if (count < 2 || allowed.size() < count || allowed.size() / count > 1)
        return {};
    std::vector<std::vector<int>> processors;
    for (std::size_t lane = 0; lane < count; ++lane) {
        const auto first = allowed.begin() + static_cast<std::ptrdiff_t>(lane * allowed.size() / count);
        const auto last = allowed.begin() + static_cast<std::ptrdiff_t>((lane + 1) * allowed.size() / count);
        processors.emplace_back(first, last);
    }
    return processors;
}

InferenceWorker::InferenceWorker(int lanes, std::vector<std::vector<int>> processors) : m_inHand(static_cast<std::size_t>(std::max(lanes, 1))), m_busySince(m_inHand.size())
{
    processors.resize(m_inHand.size());
    for (std::size_t lane = 0; lane < m_inHand.size(); ++lane)
        m_threads.emplace_back([this, lane, mine = std::move(processors[lane])] { loop(lane, mine); });
}

InferenceWorker::~InferenceWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

void InferenceWorker::setPipelines(Pipelines pipelines)
{
    auto fresh = std::make_shared<const Pipelines>(std::move(pipelines));
    const std::lock_guard lock(m_mutex);
    m_pipelines.swap(fresh);
}

// All lanes: the one that is told might not be one that can do it.
void InferenceWorker::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_news;
    }
    m_wake.notify_all();
}

void InferenceWorker::postJob(std::function<void()> job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::move(job), std::chrono::steady_clock::now()});
    }
    m_wake.notify_all();
}

std::optional<SteadyTime> InferenceWorker::busySince() const
{
    const std::lock_guard lock(m_mutex);
    std::optional<SteadyTime> longest;
    for (const auto &since : m_busySince) {
        if (since && (!longest || *since < *longest))
            longest = since;
    }
    return longest;
}

bool InferenceWorker::idle() const
{
    const std::lock_guard lock(m_mutex);
    return idleAt(std::chrono::steady_clock::now());
}

bool InferenceWorker::idleAt(SteadyTime now) const
{
    const bool inHand = std::ranges::any_of(m_inHand, [](const InspectionPipeline *pipeline) { return pipeline != nullptr; });
    return !inHand && (!m_lastJudged || now - *m_lastJudged >= kIdleAfter);
}

void InferenceWorker::look(std::size_t lane, const Pipelines &pipelines, std::vector<StationWork> &work) const
{
    work.clear();
    for (const auto &pipeline : pipelines) {
        work.push_back(pipeline->work(lane));
        if (std::ranges::find(m_inHand, pipeline.get()) != m_inHand.end())
            work.back().hasFrame = false;  // one after the other, so that verdicts come in the order of the frames
    }
}

void InferenceWorker::loop(std::size_t lane, const std::vector<int> &processors)
{
    nameThisThread("inference");
    if (!processors.empty())
        (void)keepThisThreadOn(processors);  // where it may not, it judges all the same
    std::uint64_t seen = 0;
    std::chrono::steady_clock::duration longRun{};
    SteadyTime jobBegan{}, jobEnded{};
    std::vector<StationWork> work;
    std::unique_lock lock(m_mutex);
    const auto hasJob = [&] { return lane == 0 && !m_jobs.empty(); };
    for (;;) {
        m_wake.wait(lock, [&] { return m_stop || m_news != seen || hasJob(); });
        if (m_stop)
            return;
        // Keeps a station that is removed alive for its frame, and is given up where it may be the last: outside the lock.
        std::shared_ptr<const Pipelines> pipelines = m_pipelines;
        look(lane, *pipelines, work);
        const SteadyTime now = std::chrono::steady_clock::now();
        const Turn turn = nextTurn(work, m_last, now, longRun);
        if (turn.holdUntil) {
            pipelines.reset();
            m_wake.wait_until(lock, *turn.holdUntil);
            continue;
        }
        if (hasJob()) {
            const JobWait wait{m_jobs.front().posted, jobBegan, jobEnded, idleAt(now)};
            if (jobIsNext(wait, turn.station.has_value(), now)) {
                const Job job = std::move(m_jobs.front());
                m_jobs.pop_front();
                pipelines.reset();
                m_busySince[lane] = jobBegan = now;
                lock.unlock();
                job.run();
                jobEnded = std::chrono::steady_clock::now();
                lock.lock();
                m_busySince[lane].reset();
                continue;
            }
            if (!turn.station) {
                pipelines.reset();
                m_wake.wait_until(lock, jobIsDue(wait));
                continue;
            }
        }
        if (!turn.station) {
            seen = m_news;
            continue;
        }
        m_last = *turn.station;
        InspectionPipeline *const chosen = (*pipelines)[m_last].get();
        m_inHand[lane] = chosen;
        m_busySince[lane] = now;
        lock.unlock();
        chosen->judgeNext(lane, [&] {
            return std::any_of(pipelines->begin(), pipelines->end(), [&](const auto &p) { return p.get() != chosen && p->hasWork(); });
        });
        const SteadyTime judged = std::chrono::steady_clock::now();
        longRun = std::max(judged - now, longRun - longRun / kForgetting);
        pipelines.reset();
        lock.lock();
        m_inHand[lane] = nullptr;
        m_busySince[lane].reset();
        m_lastJudged = judged;
        ++m_news;  // a frame that came meanwhile to this station is anybody's now
        if (m_threads.size() > 1)
            m_wake.notify_all();
    }
}

}  // namespace lineside
