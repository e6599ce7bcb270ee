// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a model: offered, staged, vetted, ready, active, previous, released.
#include "core/errorof.h"
#include "core/localengine.h"
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

CandidateId LocalEngine::offerFile(const std::filesystem::path &file, std::optional<StationId> stationId)
{
    auto candidate = std::make_shared<Candidate>();
    candidate->id = m_nextCandidate++;
    candidate->source = file;
    candidate->shown.id = candidate->id;
    candidate->shown.fileName = file.filename().string();
    candidate->shown.station = stationId;
    post([this, candidate, stationId] {
        m_candidates[candidate->id] = candidate;
        publish();
        m_loaderThread->post([this, candidate] { vet(candidate); });
    });
    return candidate->id;
}

void LocalEngine::vet(const std::shared_ptr<Candidate> &candidate)
{
    const auto refuse = [&](Refusal refusal) {
        post([this, candidate, refusal = std::move(refusal)] { finish(candidate, refusal); });
    };
    std::error_code unknown;
    const auto size = std::filesystem::file_size(candidate->source, unknown);  // here, where a server that does not answer holds nobody
    candidate->change([&](CandidateSnapshot &s) { s.fileBytes = unknown ? 0 : size; });
    const ProposedId proposed = proposeId(candidate->source.filename().string());
    const std::filesystem::path staged = m_store.newStagingFile(proposed.name);
    const auto copied = copyAndHash(candidate->source, staged, kMaxWeightBytes, [&](double share) {
        candidate->progress(CandidateStep::Copy, share);
        return !*candidate->cancelled;
    });
    if (!copied)
        return refuse(copied.error());
    candidate->change([&](CandidateSnapshot &s) {
        s.fileBytes = copied->bytes;
        candidate->sha256 = copied->sha256;
    });

    const auto refuseStaged = [&](Refusal refusal) {
        std::error_code ignored;
        std::filesystem::remove(staged, ignored);
        refuse(std::move(refusal));
    };
    // Before anything is read: a file that does not fit must not push out what the line needs.
    if (auto refusal = checkMemory(memoryToRead(copied->bytes), m_parts.memory().systemAvailable, 0))
        return refuseStaged(*refusal);
    if (const auto known = m_store.findByHash(copied->sha256)) {
        candidate->change([&](CandidateSnapshot &s) {
            s.duplicate = true;
            s.model = known->id;
        });
        if (const auto hash = hashFile(known->weights); hash && *hash == known->sha256) {
            std::error_code ignored;
            std::filesystem::remove(staged, ignored);
        } else if (const auto repaired = m_store.repair(known->id, staged); repaired) {
            spdlog::warn("{}: the stored file was damaged and is repaired from {}", known->id.text(), candidate->source.string());
        } else {
            return refuseStaged({repaired.error().code == ErrorCode::DiskFull ? RefusalReason::DiskFull : RefusalReason::Corrupt, known->sha256,
                                 hash ? *hash : std::string(), "the stored file changed: " + repaired.error().detail});
        }
        const auto file = readWeightFile(known->weights);
        if (!file)
            return refuse(file.error());
        post([this, candidate, known = *known, file = *file] { vetted(candidate, known, file); });
        return;
    }
    candidate->progress(CandidateStep::Read, 0);
    auto file = readWeightFile(staged);
    if (!file || *candidate->cancelled)
        return refuseStaged(file ? Refusal{RefusalReason::Cancelled, {}, {}, {}} : file.error());
    StoredModel model;
    model.id = {proposed.name, proposed.version.value_or(0)};
    model.sha256 = copied->sha256;
    model.bytes = copied->bytes;
    model.originalName = candidate->source.filename().string();
    model.importedAt = std::chrono::system_clock::now();
    model.format = toString(file->format);
    model.family = file->info.family;
    model.labels = file->info.labels;
    model.inputWidth = file->info.inputWidth;
    model.inputHeight = file->info.inputHeight;
    model.parameters = file->info.parameters;
    model.weights = staged;  // becomes a version only when all checks have passed
    post([this, candidate, model = std::move(model), file = std::move(*file)] { vetted(candidate, model, file); });
}

void LocalEngine::vetted(const std::shared_ptr<Candidate> &candidate, const StoredModel &model, const WeightFile &file)
{
    const bool stored = m_store.find(model.id).has_value() && model.weights.filename() == "weights";
    const auto refuse = [&](Refusal refusal) {
        if (!stored) {
            std::error_code ignored;
            std::filesystem::remove(model.weights, ignored);
        }
        finish(candidate, std::move(refusal));
    };
    candidate->progress(CandidateStep::Check, 0);
    if (*candidate->cancelled)
        return refuse({RefusalReason::Cancelled, {}, {}, {}});
    const CandidateSnapshot shown = candidate->snapshot();
    StationContract contract;
    std::vector<FramePtr> golden;
    DetectSettings settings;
    if (shown.station) {
        const Station *s = station(*shown.station);
        if (!s)
            return refuse({RefusalReason::Internal, {}, *shown.station, "no such station"});
        contract = s->config.contract;
        golden = s->pipeline->recentFrames();
        settings = s->config.detect;
    }
    if (auto refusal = checkContract(file.info, contract))
        return refuse(*refusal);
    if (auto refusal = checkMemory(estimateMemory(file), m_parts.memory().systemAvailable, memoryLimit(contract)))
        return refuse(*refusal);

    if (const ModelHandle running = stored ? m_resident[model.id].lock() : nullptr) {
        candidate->change([&](CandidateSnapshot &s) { s.model = model.id; });
        if (auto refusal = checkLoaded(running->choice, running->memoryBytes, contract))
            return refuse(*refusal);
        if (Station *s = shown.station ? station(*shown.station) : nullptr)
            offerLoaded(*s, candidate, running);
        return finish(candidate, std::nullopt);
    }
    // The trial run happens on what was checked; the version appears in the library only after it.
    LoadRequest request{model.id, file, std::move(golden), settings, contract.maxLatencyMs, candidate->cancelled,
                        [candidate](CandidateStep step, double share) { candidate->progress(step, share); }};
    publish();
    m_loaderThread->post([this, candidate, model, stored, request = std::move(request)]() mutable {
        StoredModel version = model;
        const auto refuseHere = [&](Refusal refusal) {
            if (!stored) {
                std::error_code ignored;
                std::filesystem::remove(model.weights, ignored);
            }
            post([this, candidate, refusal = std::move(refusal)] { finish(candidate, refusal); });
        };
        // The same bytes may have been offered twice at once, and the other one was first.
        const auto known = stored ? std::nullopt : m_store.findByHash(model.sha256);
        if (known) {
            std::error_code ignored;
            std::filesystem::remove(model.weights, ignored);
            candidate->change([&](CandidateSnapshot &s) {
                s.duplicate = true;
                s.model = known->id;
            });
            WeightFile same = request.file;
            same.path = known->weights;
            post([this, candidate, known = *known, same = std::move(same)] { vetted(candidate, known, same); });
            return;
        }
        auto handle = m_loader->load(request);
        if (!handle)
            return refuseHere(handle.error());
        if (!stored) {
            auto added = m_store.add(model.weights, model);
            if (!added)
                return refuseHere(added.error());
            version = *added;
            (*handle)->id = version.id;
        }
        post([this, candidate, version, stored, handle = std::move(*handle)] {
            if (*candidate->cancelled && !stored && !inUse(version.id))
                return forget(candidate, version.id);
            candidate->change([&](CandidateSnapshot &s) { s.model = version.id; });
            m_stateSince[version.id] = std::chrono::system_clock::now();
            m_damaged.erase(version.id);
            // Another copy may be running already: one version is in memory once.
            ModelHandle kept = m_resident[version.id].lock();
            if (!kept) {
                kept = handle;
                m_resident[version.id] = kept;
            }
            const CandidateSnapshot now = candidate->snapshot();
            Station *s = now.station ? station(*now.station) : nullptr;
            if (!now.duplicate && !candidate->activate)
                record({0, {}, EventKind::Imported, now.station.value_or(""), {}, version.id, now.fileName, {}, {}, {}});
            if (*candidate->cancelled)
                return finish(candidate, Refusal{RefusalReason::Cancelled, {}, {}, {}});
            if (s)
                offerLoaded(*s, candidate, kept);
            finish(candidate, std::nullopt);
        });
    });
}

void LocalEngine::forget(const std::shared_ptr<Candidate> &candidate, const ModelId &version)
{
    m_loaderThread->post([this, candidate, version] {
        // The same bytes may have been offered once more, and that one goes on.
        const auto wanted = [&] {
            const std::lock_guard lock(m_mutex);
            return std::any_of(m_shownCandidates.begin(), m_shownCandidates.end(), [&](const auto &other) {
                const std::lock_guard inner(other->mutex);
                return other != candidate && !other->shown.finished && other->sha256 == candidate->sha256;
            });
        };
        const bool kept = wanted() || !m_store.remove(version);
        post([this, candidate, version, kept] {
            const CandidateSnapshot shown = candidate->snapshot();
            if (kept)
                record({0, {}, EventKind::Imported, shown.station.value_or(""), {}, version, shown.fileName, {}, {}, {}});
            finish(candidate, Refusal{RefusalReason::Cancelled, {}, {}, {}});
        });
    });
}

void LocalEngine::offerLoaded(Station &s, const std::shared_ptr<Candidate> &candidate, ModelHandle handle)
{
    const bool nothingRuns = !s.pipeline->active();
    if (candidate && candidate->activate && nothingRuns) {
        s.desired.active = handle->id;
        s.pipeline->setActive(std::move(handle), false);
        s.activeSince = std::chrono::system_clock::now();
        saveDesired();
        return;
    }
    if (const ModelHandle active = s.pipeline->active(); active && active->id == handle->id)
        return;  // it judges here already
    s.desired.offered = handle->id;
    s.offered = std::move(handle);
    record({0, {}, EventKind::Offered, s.config.id, {}, s.desired.offered, {}, {}, {}, {}});
    saveDesired();
}

void LocalEngine::finish(const std::shared_ptr<Candidate> &candidate, std::optional<Refusal> refusal)
{
    candidate->change([&](CandidateSnapshot &s) {
        s.finished = true;
        s.refusal = refusal;
        if (!refusal) {
            s.step = CandidateStep::Done;
            s.progress = 1;
        }
    });
    const CandidateSnapshot shown = candidate->snapshot();
    const bool quiet = (candidate->activate && !refusal) || (refusal && refusal->reason == RefusalReason::Cancelled);
    if (quiet)
        m_candidates.erase(candidate->id);  // cancelled leaves nothing behind; the starter model was nobody's offer
    else if (refusal)
        record({0, {}, EventKind::Refused, shown.station.value_or(""), {}, shown.model, shown.fileName, refusal, {}, {}});
    publish();
}

void LocalEngine::cancelCandidate(CandidateId id)
{
    post([this, id] {
        if (const auto it = m_candidates.find(id); it != m_candidates.end())
            *it->second->cancelled = true;
    });
}

void LocalEngine::dismissCandidate(CandidateId id)
{
    post([this, id] {
        const auto it = m_candidates.find(id);
        if (it != m_candidates.end() && it->second->snapshot().finished) {
            m_candidates.erase(it);
            publish();
        }
    });
}

void LocalEngine::withModel(const ModelId &id, const Station *forStation, Loaded loaded)
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
    m_loaderThread->post([this, request = std::move(request)]() mutable {
        const auto outcome = [&]() -> Result<ModelHandle, Refusal> {
            const auto stored = m_store.find(request.id);
            if (!stored)
                return Refusal{RefusalReason::Vanished, {}, request.id.text(), "not in the library"};
            const auto hash = hashFile(stored->weights);
            if (!hash || *hash != stored->sha256)
                return Refusal{RefusalReason::Corrupt, stored->sha256, hash ? *hash : std::string(), "the stored file changed"};
            if (auto refusal = checkMemory(memoryToRead(stored->bytes), m_parts.memory().systemAvailable, 0))
                return *refusal;
            auto file = readWeightFile(stored->weights);
            if (!file)
                return file.error();
            if (auto refusal = checkMemory(estimateMemory(*file), m_parts.memory().systemAvailable, 0))
                return *refusal;
            request.file = std::move(*file);
            return m_loader->load(request);
        }();
        post([this, id = request.id, outcome] {
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
        });
    });
}

void LocalEngine::offerModel(const StationId &stationId, const ModelId &model, Done done)
{
    post([this, stationId, model, done = std::move(done)] {
        Station *s = station(stationId);
        const auto stored = m_store.find(model);
        if (!s || !stored)
            return done(Error{ErrorCode::NotFound, s ? model.text() : stationId});
        NetworkInfo info;
        info.labels = stored->labels;
        info.inputWidth = stored->inputWidth;
        info.inputHeight = stored->inputHeight;
        if (const auto refusal = checkContract(info, s->config.contract))
            return done(refused(stationId, model, *refusal));
        withModel(model, s, [this, stationId, model, done](Result<ModelHandle, Refusal> handle) {
            Station *now = station(stationId);
            if (!now)
                return done(Error{ErrorCode::NotFound, stationId});
            if (!handle)
                return done(refused(stationId, model, handle.error()));
            if (const auto refusal = checkLoaded((*handle)->choice, (*handle)->memoryBytes, now->config.contract))
                return done(refused(stationId, model, *refusal));
            offerLoaded(*now, nullptr, *handle);
            publish();
            done({});
        });
    });
}

void LocalEngine::withdrawOffer(const StationId &stationId, Done done)
{
    post([this, stationId, done = std::move(done)] {
        Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        s->offered.reset();
        s->desired.offered.reset();
        saveDesired();
        publish();
        done({});
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
            const Result<void> removed = beingOffered(model) ? Result<void>(Error{ErrorCode::Busy, model.text()}) : m_store.remove(model);
            post([this, model, removed, done] {
                if (removed)
                    m_damaged.erase(model);
                if (removed)
                    record({0, {}, EventKind::Removed, {}, model, {}, {}, {}, {}, {}});
                publish();
                done(removed);
            });
        });
    });
}

}  // namespace lineside
