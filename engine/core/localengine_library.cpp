// SPDX-License-Identifier: GPL-3.0-or-later
// The models of the library: into memory, in use or not, removed.
#include "base/unlessoutofmemory.h"
#include "core/errorof.h"
#include "core/localengine.h"
#include "model/vetting.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <utility>

namespace lineside {

bool LocalEngine::runOnInference(const std::function<void()> &job)
{
    if (!*m_alive)
        return false;
    struct Wait {
        std::mutex mutex;
        std::condition_variable done;
        bool finished = false;
        bool ran = false;
    };
    const auto wait = std::make_shared<Wait>();
    // Dropped jobs finish the wait too: the ticket's last owner says so.
    std::shared_ptr<void> ticket(nullptr, [wait](void *) {
        const std::lock_guard lock(wait->mutex);
        wait->finished = true;
        wait->done.notify_all();
    });
    m_inference->postJob([job, wait, t = std::move(ticket)] {
        job();
        const std::lock_guard lock(wait->mutex);
        wait->ran = true;
        wait->finished = true;
        wait->done.notify_all();
    });
    // To its end, also while the engine ends: the job works on what lies on the stack of the caller. The inference thread outlives us.
    std::unique_lock lock(wait->mutex);
    wait->done.wait(lock, [&] { return wait->finished; });
    return wait->ran;
}

void LocalEngine::postLoad(LoadCause cause, std::shared_ptr<const std::atomic<bool>> cancelled, std::function<void()> load)
{
    m_loaderThread->post([threads = m_parts.threads, cause, cancelled = std::move(cancelled), load = std::move(load)] {
        if (!*cancelled)
            threads->runWithPriority(priorityOf(cause), "loader", load);
    });
}

void LocalEngine::withModel(const ModelId &id, LoadCause cause, const Station *forStation, ModelWaiter waiter)
{
    if (const auto resident = m_resident.find(id); resident != m_resident.end()) {
        if (ModelHandle handle = resident->second.lock())
            return waiter.loaded(std::move(handle));
    }
    Loading &loading = m_loading[id];
    loading.waiters.push_back(std::move(waiter));
    if (loading.waiters.size() > 1) {
        m_loads.raise(id, cause);
        return lookAtLoads();
    }
    m_stateSince[id] = std::chrono::system_clock::now();
    publish();
    WaitingLoad shown;
    shown.model = id;
    shown.station = forStation ? forStation->config.id : StationId();
    queueLoad(cause, shown, [this, id, station = shown.station](LoadCause now, LoadTurn turn) {
        if (!m_loading.contains(id))
            return false;
        loadStored(id, station, now, std::move(turn));
        return true;
    });
}

Result<WeightFile, Refusal> LocalEngine::readStored(const StoredModel &stored, const std::atomic<bool> &cancelled)
{
    const auto hash = hashFile(stored.weights);
    if (!hash || *hash != stored.sha256)
        return Refusal{RefusalReason::Corrupt, stored.sha256, hash ? *hash : std::string(), "the stored file changed"};
    if (auto refusal = checkMemory(memoryToRead(stored.bytes), m_parts.memory().systemAvailable, 0))
        return *refusal;
    return readFile(stored.weights, nullptr, &stored, cancelled);
}

void LocalEngine::loadStored(const ModelId &id, const StationId &forStation, LoadCause cause, LoadTurn turn)
{
    LoadRequest request;
    request.id = id;
    const auto cancelled = m_loading.at(id).cancelled;
    request.cancelled = cancelled;
    if (const Station *s = forStation.empty() ? nullptr : station(forStation)) {
        request.trialFrames = s->pipeline->recentFrames();
        request.settings = s->config.detect;
    }
    postLoad(cause, cancelled, [this, turn = std::move(turn), request = std::move(request)]() mutable {
        const SteadyTime began = m_parts.clock->now();
        std::uint64_t needed = 0;
        const auto load = [&]() -> Result<ModelHandle, Refusal> {
            const auto stored = m_store.find(request.id);
            if (!stored)
                return Refusal{RefusalReason::Vanished, {}, request.id.text(), "not in the library"};
            auto file = readStored(*stored, *request.cancelled);
            if (!file)
                return file.error();
            needed = estimateMemory(*file);
            if (auto refusal = checkMemory(needed, freeMemory(), 0))
                return *refusal;
            request.file = std::move(*file);
            recallTrial(*stored, request);
            request.sha256 = stored->sha256;
            auto handle = m_loader->load(request);
            if (handle)
                noteAgreement(request.id, **handle);
            return handle;
        };
        // As long as memory has run out the waiters are told nothing else; the telling itself needs some too.
        Result<ModelHandle, Refusal> outcome = ModelHandle();
        unlessOutOfMemory([&] { outcome = load(); }, [&] { outcome = Refusal{RefusalReason::Memory, {}, {}, "memory ran out on the way"}; });
        const auto tell = [&] { post([this, id = request.id, cancelled = request.cancelled, turn, outcome, needed, began] {
            if (needed > 0)
                m_needs[id] = needed;
            const auto loading = m_loading.find(id);
            if (loading == m_loading.end() || loading->second.cancelled != cancelled)
                return;  // dropped meanwhile, and told; what came of it all the same goes with this task
            const Result<ModelHandle, Refusal> result = outcome ? Result<ModelHandle, Refusal>(keepOne(id, *outcome)) : outcome;
            if (outcome)
                m_loadMs = std::chrono::duration<double, std::milli>(m_parts.clock->now() - began).count();
            else
                spdlog::error("{} could not be loaded: {} {}", id.text(), toString(outcome.error().reason), outcome.error().detail);
            if (!outcome && outcome.error().reason == RefusalReason::Corrupt)
                m_damaged.insert(id);
            else
                m_damaged.erase(id);
            m_stateSince[id] = std::chrono::system_clock::now();
            answerWaiting(id, result);
            publish();
        }); };
        insist(tell);
        if (outcome)
            noteTrial(request.id, request, (*outcome)->choice);  // nobody waits for that
    });
}

// Two ways may lead into memory at once, an offered file's and one from the library.
ModelHandle LocalEngine::keepOne(const ModelId &id, const ModelHandle &fresh)
{
    std::weak_ptr<LoadedModel> &resident = m_resident[id];
    if (ModelHandle there = resident.lock())
        return there;
    resident = fresh;
    return fresh;
}

// The last handle may go with a frame in flight, or with the task in which it was needed last: after the snapshot that could tell of it.
void LocalEngine::onFreed(const ModelId &id)
{
    if (const auto resident = m_resident.find(id); resident != m_resident.end() && resident->second.expired())
        m_stateSince[id] = std::chrono::system_clock::now();
    for (const auto &s : m_stations) {
        if (s->releasing.erase(id) > 0 && s->releasing.empty())
            post(std::exchange(s->afterRelease, nullptr));
    }
    publish();
}

void LocalEngine::answerWaiting(const ModelId &id, const Result<ModelHandle, Refusal> &outcome)
{
    const auto loading = m_loading.find(id);
    if (loading == m_loading.end())
        return;
    const Loading ended = std::move(loading->second);
    m_loading.erase(loading);
    m_loads.drop(id);
    *ended.cancelled = true;  // where it came by another way
    for (const ModelWaiter &waiter : ended.waiters)
        waiter.loaded(waiter.wanted() ? outcome : Refusal{RefusalReason::Cancelled, {}, {}, {}});
}

void LocalEngine::dropUnwanted()
{
    std::vector<ModelWaiter> dropped;
    for (auto it = m_loading.begin(); it != m_loading.end();) {
        auto &[id, loading] = *it;
        const auto unwanted = std::stable_partition(loading.waiters.begin(), loading.waiters.end(), [](const ModelWaiter &waiter) { return waiter.wanted(); });
        std::move(unwanted, loading.waiters.end(), std::back_inserter(dropped));
        loading.waiters.erase(unwanted, loading.waiters.end());
        if (!loading.waiters.empty()) {
            ++it;
            continue;
        }
        *loading.cancelled = true;
        m_loads.drop(id);
        m_stateSince[id] = std::chrono::system_clock::now();
        it = m_loading.erase(it);
    }
    for (const ModelWaiter &waiter : dropped)
        waiter.loaded(Refusal{RefusalReason::Cancelled, {}, {}, {}});
    if (dropped.empty())
        return;
    publish();
    lookAtLoads();
}

bool LocalEngine::inUse(const ModelId &id, const Candidate *except) const
{
    if (m_canary && m_canary->underWay() && m_canary->progress.model == id)
        return true;
    for (const auto &s : m_stations) {
        const DesiredModels &d = s->desired;
        if (d.active == id || d.shadow == id || d.offered == id || d.previous == id)
            return true;
    }
    return m_loading.contains(id) || m_goldenAsked.contains(id) || usedOffline(id) || beingOffered(id, except);
}

bool LocalEngine::beingOffered(const ModelId &id, const Candidate *except) const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_shownCandidates.begin(), m_shownCandidates.end(), [&](const auto &candidate) {
        const CandidateSnapshot shown = candidate->snapshot();
        return candidate.get() != except && !shown.finished && shown.model == id;
    });
}

Error LocalEngine::refused(const StationId &stationId, const ModelId &model, const Refusal &refusal, const Actor &actor)
{
    if (refusal.reason == RefusalReason::Cancelled)
        return Error{ErrorCode::Cancelled, model.text()};  // by a later word of an operator, whose effect is seen
    const auto stored = m_store.find(model);
    record({0, {}, EventKind::Refused, stationId, {}, model, stored ? stored->originalName : std::string(), refusal, {}, {}}, actor);
    publish();
    return errorOf(refusal);
}

void LocalEngine::removeModel(const ModelId &model, Done done, Actor actor)
{
    post([this, model, done = std::move(done), actor = std::move(actor)] {
        if (!m_store.find(model))  // not one that is yet to come either, which the loader may have in hand
            return done(Error{ErrorCode::NotFound, model.text()});
        if (inUse(model))
            return done(Error{ErrorCode::Busy, model.text()});
        m_resident.erase(model);  // a frame in flight may hold it still: who asks for it now waits for the loader, and hears that it is gone
        m_loaderThread->post([this, model, done, actor] {
            // A file of the same bytes may have been offered since.
            Result<void> removed;
            unlessOutOfMemory([&] { removed = beingOffered(model) ? Result<void>(Error{ErrorCode::Busy, model.text()}) : m_store.remove(model); },
                              [&] { removed = Error{ErrorCode::OutOfMemory, "memory ran out on the way"}; });
            const auto tell = [&] { post([this, model, removed, done, actor] {
                if (removed) {
                    m_damaged.erase(model);
                    forgetProven(model);
                }
                if (removed)
                    record({0, {}, EventKind::Removed, {}, model, {}, {}, {}, {}, {}}, actor);
                publish();
                done(removed);
            }); };
            insist(tell);
        });
    });
}

}  // namespace lineside
