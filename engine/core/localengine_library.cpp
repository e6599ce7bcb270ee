// SPDX-License-Identifier: GPL-3.0-or-later
// The models of the library: into memory, in use or not, removed.
#include "core/errorof.h"
#include "core/localengine.h"
#include "core/unlessoutofmemory.h"
#include "model/vetting.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
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

// For the loads to come whose golden frames have nothing on them, as when the program starts.
void LocalEngine::noteAgreement(const ModelId &id, const LoadedModel &model)
{
    const auto stored = m_store.find(id);
    if (!stored || model.choice.comparedBoxes == 0 || stored->fastAgrees == model.choice.fastAgrees)
        return;
    if (const auto noted = m_store.noteAgreement(id, model.choice.fastAgrees); !noted)
        spdlog::warn("{}: {}", id.text(), noted.error().detail);
}

void LocalEngine::postLoad(LoadCause cause, std::function<void()> load)
{
    m_loaderThread->post([cause, load = std::move(load)] { runWithPriority(priorityOf(cause), "loader", load); });
}

void LocalEngine::withModel(const ModelId &id, LoadCause cause, const Station *forStation, Loaded loaded)
{
    if (const auto resident = m_resident.find(id); resident != m_resident.end()) {
        if (ModelHandle handle = resident->second.lock())
            return loaded(std::move(handle));
    }
    std::vector<Loaded> &waiting = m_loading[id];
    waiting.push_back(std::move(loaded));
    if (waiting.size() > 1)
        return;
    m_stateSince[id] = std::chrono::system_clock::now();
    LoadRequest request;
    request.id = id;
    if (forStation) {
        request.golden = forStation->pipeline->recentFrames();
        request.settings = forStation->config.detect;
    }
    publish();
    postLoad(cause, [this, request = std::move(request)]() mutable {
        const auto load = [&]() -> Result<ModelHandle, Refusal> {
            const auto stored = m_store.find(request.id);
            if (!stored)
                return Refusal{RefusalReason::Vanished, {}, request.id.text(), "not in the library"};
            const auto hash = hashFile(stored->weights);
            if (!hash || *hash != stored->sha256)
                return Refusal{RefusalReason::Corrupt, stored->sha256, hash ? *hash : std::string(), "the stored file changed"};
            if (auto refusal = checkMemory(memoryToRead(stored->bytes), m_parts.memory().systemAvailable, 0))
                return *refusal;
            auto file = readFile(stored->weights, nullptr, &*stored);
            if (!file)
                return file.error();
            if (auto refusal = checkMemory(estimateMemory(*file), m_parts.memory().systemAvailable, 0))
                return *refusal;
            request.file = std::move(*file);
            request.fastAgreedBefore = stored->fastAgrees.value_or(false);
            auto handle = m_loader->load(request);
            if (handle)
                noteAgreement(request.id, **handle);
            return handle;
        };
        // As long as memory has run out the waiters are told nothing else; the telling itself needs some too.
        Result<ModelHandle, Refusal> outcome = ModelHandle();
        unlessOutOfMemory([&] { outcome = load(); }, [&] { outcome = Refusal{RefusalReason::Memory, {}, {}, "memory ran out on the way"}; });
        const auto tell = [&] { post([this, id = request.id, outcome] {
            if (outcome)
                m_resident[id] = *outcome;
            else
                spdlog::error("{} could not be loaded: {} {}", id.text(), toString(outcome.error().reason), outcome.error().detail);
            if (!outcome && outcome.error().reason == RefusalReason::Corrupt)
                m_damaged.insert(id);
            else
                m_damaged.erase(id);
            m_stateSince[id] = std::chrono::system_clock::now();
            const std::vector<Loaded> waiters = std::exchange(m_loading[id], {});
            m_loading.erase(id);
            for (const Loaded &waiter : waiters)
                waiter(outcome);
            publish();
        }); };
        unlessOutOfMemory(tell, tell);
    });
}

bool LocalEngine::inUse(const ModelId &id) const
{
    for (const auto &s : m_stations) {
        const DesiredModels &d = s->desired;
        if (d.active == id || d.shadow == id || d.offered == id || d.previous == id)
            return true;
    }
    return m_loading.contains(id) || beingOffered(id);
}

bool LocalEngine::beingOffered(const ModelId &id) const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_shownCandidates.begin(), m_shownCandidates.end(), [&](const auto &candidate) {
        const CandidateSnapshot shown = candidate->snapshot();
        return !shown.finished && shown.model == id;
    });
}

Error LocalEngine::refused(const StationId &stationId, const ModelId &model, const Refusal &refusal)
{
    const auto stored = m_store.find(model);
    record({0, {}, EventKind::Refused, stationId, {}, model, stored ? stored->originalName : std::string(), refusal, {}, {}});
    publish();
    return errorOf(refusal);
}

void LocalEngine::removeModel(const ModelId &model, Done done)
{
    post([this, model, done = std::move(done)] {
        if (inUse(model))
            return done(Error{ErrorCode::Busy, model.text()});
        m_loaderThread->post([this, model, done] {
            // A file of the same bytes may have been offered since.
            Result<void> removed;
            unlessOutOfMemory([&] { removed = beingOffered(model) ? Result<void>(Error{ErrorCode::Busy, model.text()}) : m_store.remove(model); },
                              [&] { removed = Error{ErrorCode::OutOfMemory, "memory ran out on the way"}; });
            const auto tell = [&] { post([this, model, removed, done] {
                if (removed)
                    m_damaged.erase(model);
                if (removed)
                    record({0, {}, EventKind::Removed, {}, model, {}, {}, {}, {}, {}});
                publish();
                done(removed);
            }); };
            unlessOutOfMemory(tell, tell);
        });
    });
}

}  // namespace lineside
