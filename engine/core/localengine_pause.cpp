// SPDX-License-Identifier: GPL-3.0-or-later
// Where there is no room for two models and the policy is MemoryFirst: the station's own are released, it judges nothing until the new one
// is loaded, which is said before and measured.
#include "core/errorof.h"
#include "core/localengine.h"
#include "model/vetting.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace lineside {

std::uint64_t LocalEngine::freeMemory() const
{
    std::uint64_t free = m_parts.memory().systemAvailable;
    if (m_parts.acceleration != Acceleration::Used || !m_parts.deviceMemory)
        return free;
    for (const DeviceMemory &device : m_parts.deviceMemory()) {
        if (!device.total || !device.used || *device.used > *device.total)
            continue;
        const std::uint64_t kept = device.reserved.value_or(0) > device.allocated.value_or(0) ? *device.reserved - device.allocated.value_or(0) : 0;
        free = std::min(free, *device.total - *device.used + kept);  // what the library holds back is there for the next model
    }
    return free;
}

std::uint64_t LocalEngine::releasable(const Station &s) const
{
    std::uint64_t bytes = 0;
    for (const auto &[id, weak] : m_resident) {
        const ModelHandle model = weak.lock();
        const auto holds = [&](const Station &at) {
            return at.pipeline->active() == model || at.pipeline->shadow() == model || at.previous == model || at.offered == model;
        };
        if (model && holds(s) && std::ranges::none_of(m_stations, [&](const auto &other) { return other.get() != &s && holds(*other); }))
            bytes += model->memoryBytes;
    }
    return bytes;
}

std::optional<PausedChange> LocalEngine::pauseFor(const Station &s, std::uint64_t needed, const Refusal &refusal) const
{
    if (refusal.reason != RefusalReason::Memory || m_loads.policy().memory != MemoryPolicy::MemoryFirst || needed == 0)
        return std::nullopt;
    const std::uint64_t free = freeMemory();
    if (checkMemory(needed, free + releasable(s), memoryLimit(s.config.contract)))
        return std::nullopt;
    return PausedChange{needed, free, m_loadMs};
}

std::optional<PausedChange> LocalEngine::pauseFor(const Station &s, const ModelId &model, const Refusal &refusal) const
{
    const auto needs = m_needs.find(model);
    return needs == m_needs.end() ? std::nullopt : pauseFor(s, needs->second, refusal);
}

void LocalEngine::offerPaused(Station &s, const ModelId &model, const PausedChange &pause, const Actor &actor)
{
    s.offered.reset();
    s.desired.offered = model;
    s.offeredPauses = pause;
    record({0, {}, EventKind::Offered, s.config.id, {}, model, {}, {}, {}, {}}, actor);
    saveDesired();
}

void LocalEngine::keepForPause(const std::shared_ptr<Candidate> &candidate, const Checked &checked, const PausedChange &pause)
{
    const auto keep = [this, candidate, checked, pause] {
        // The same bytes may have been offered twice at once.
        const auto known = checked.stored ? std::optional(checked.model) : m_store.findByHash(checked.model.sha256);
        const auto version = known ? Result<StoredModel, Refusal>(*known) : m_store.add(checked.model.weights, checked.model);
        if (version)
            candidate->change([&](CandidateSnapshot &c) { c.model = version->id; });  // nobody removes it before the engine's thread hears of it
        if (known || !version)
            ModelStore::discard(checked.staged());
        post([this, candidate, version, pause, fresh = !known] {
            if (!version)
                return finish(candidate, version.error());
            const auto fits = [](const Station &) { return std::optional<Refusal>(); };  // known when it is loaded
            takeIn(candidate, *version, fresh, pause.neededBytes, fits, [&](Station *s) {
                if (s)
                    offerPaused(*s, version->id, pause, candidate->actor);
            });
        });
    };
    postLoad(candidate, [this, candidate, staged = checked.staged(), keep] { orRefuse(candidate, staged, std::cref(keep)); });
}

void LocalEngine::changeAfterRelease(Station &s, const ModelId &to, double announcedMs, bool rollBack, Done done, Promotion promotion)
{
    const StationId id = s.config.id;
    spdlog::warn("{}: judges nothing until {} is loaded; its models are released first", id, to.text());
    std::vector<ModelHandle> released;
    const auto release = [&](ModelHandle handle) {
        if (handle && std::ranges::find(released, handle) == released.end())
            released.push_back(std::move(handle));
    };
    s.pause = AfterPause{s.desired.active.value_or(ModelId{}), m_parts.clock->now(), announcedMs};
    if (s.desired.shadow) {
        release(s.pipeline->shadow());
        stopShadow(s);
        saveDesired();
    }
    release(s.pipeline->active());
    s.pipeline->setActive(nullptr, rollBack);
    s.watch = 0;
    s.activeSince = {};
    release(std::exchange(s.previous, nullptr));
    release(std::exchange(s.offered, nullptr));
    // A frame in flight finishes on its model. What other stations have stays.
    std::erase_if(released, [&](const ModelHandle &model) {
        return std::ranges::any_of(m_stations, [&](const auto &other) {
            return other->pipeline->active() == model || other->pipeline->shadow() == model || other->previous == model || other->offered == model;
        });
    });
    for (const ModelHandle &model : released) {
        s.releasing.insert(model->id);
        m_resident.erase(model->id);  // nobody takes it up again
    }
    s.afterRelease = [this, id, to, rollBack, done = std::move(done), promotion = std::move(promotion)] { loadAfterRelease(id, to, rollBack, done, promotion); };
    publish();
    if (released.empty())
        post(std::exchange(s.afterRelease, nullptr));
}

void LocalEngine::loadAfterRelease(const StationId &id, const ModelId &to, bool rollBack, Done done, Promotion promotion)
{
    Station *s = station(id);
    if (!s)
        return done(Error{ErrorCode::NotFound, id});
    const auto wanted = [this, id] {
        const Station *now = station(id);
        return now && now->pause;
    };
    withModel(to, LoadCause::Replace, s, {wanted, [this, id, to, rollBack, done = std::move(done), promotion = std::move(promotion)](Result<ModelHandle, Refusal> handle) mutable {
        Station *now = station(id);
        if (!now)
            return done(Error{ErrorCode::NotFound, id});
        std::optional<Refusal> refusal;
        if (!handle)
            refusal = handle.error();
        else if (!rollBack)
            refusal = checkSignatureOf(to, *now);
        if (!refusal && !rollBack)
            refusal = checkLoaded(**handle, now->config.contract);
        if (refusal)
            return returnAfterPause(id, to, *refusal, std::move(done));
        if (rollBack)
            return switchTo(*now, std::move(*handle), true, std::move(done), std::move(promotion));
        withGolden(id, *handle, nullptr, {}, [this, id, to, loaded = *handle, done = std::move(done), promotion = std::move(promotion)](std::optional<Refusal> refusal) {
            Station *s = station(id);
            if (!s)
                return done(Error{ErrorCode::NotFound, id});
            if (refusal)
                return returnAfterPause(id, to, *refusal, done);
            switchTo(*s, loaded, false, done, promotion);
        });
    }});
}

// The model that was released comes back: it judged here a moment ago, and there was room for it.
void LocalEngine::returnAfterPause(const StationId &id, const ModelId &to, Refusal why, Done done)
{
    const Station *s = station(id);
    done(refused(id, to, why));
    if (!s || !s->desired.active)
        return;
    const ModelId back = *s->desired.active;
    const auto wanted = [this, id, back] {
        const Station *now = station(id);
        return now && now->pause && now->desired.active == back;
    };
    withModel(back, LoadCause::Replace, nullptr, {wanted, [this, id, back](Result<ModelHandle, Refusal> handle) {
        Station *now = station(id);
        if (!now)
            return;
        now->pause.reset();
        if (handle && now->desired.active == back) {
            now->pipeline->setActive(std::move(*handle), false);
            now->proof = {};
            now->activeSince = std::chrono::system_clock::now();
        } else if (!handle) {
            record({0, {}, EventKind::ModelFailed, id, back, {}, {}, handle.error(), {}, {}});
        }
        publish();
    }});
}

}  // namespace lineside
