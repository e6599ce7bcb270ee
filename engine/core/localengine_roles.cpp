// SPDX-License-Identifier: GPL-3.0-or-later
// Which model plays which part at a station: offered, active, previous, shadow.
#include "core/localengine.h"
#include "model/vetting.h"
#include "store/historyline.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

/// What is asked about the golden frames there for an earlier word is not wanted any more.
void stopAsking(Station &s)
{
    if (s.goldenCancelled)
        *s.goldenCancelled = true;
}

}  // namespace

NetworkInfo LocalEngine::networkOf(const StoredModel &stored)
{
    NetworkInfo info;
    info.labels = stored.labels;
    info.family = stored.family;
    info.layout = stored.layout;
    info.inputWidth = stored.inputWidth;
    info.inputHeight = stored.inputHeight;
    return info;
}

void LocalEngine::restoreModels(std::span<const std::unique_ptr<Station>> stations)
{
    for (const auto &s : stations) {
        if (s->desired.shadow == s->desired.active)
            s->desired.shadow.reset();  // written by an older version
        restore(*s, &DesiredModels::active, [](Station &now, ModelHandle handle) {
            now.pipeline->setActive(std::move(handle), false);
            now.activeSince = std::chrono::system_clock::now();
            now.proof = {};
        });
    }
    for (const auto &s : stations)
        if (!m_safeMode)
            restoreOthers(*s);
}

void LocalEngine::restoreOthers(Station &s)
{
    if (!s.previous)
        restore(s, &DesiredModels::previous, [](Station &now, ModelHandle handle) { now.previous = std::move(handle); });
    if (!s.offered)
        restore(s, &DesiredModels::offered, [](Station &now, ModelHandle handle) { now.offered = std::move(handle); });
    if (!s.pipeline->shadow())
        restore(s, &DesiredModels::shadow, [this](Station &now, ModelHandle handle) {
            const auto told = toldBefore(now, handle->id);
            now.pipeline->setShadow(std::move(handle), told);
            if (told)
                recallReviews(now, told->told);
        });
}

void LocalEngine::restore(Station &s, std::optional<ModelId> DesiredModels::*part, std::function<void(Station &, ModelHandle)> place)
{
    const StationId id = s.config.id;
    const std::optional<ModelId> model = s.desired.*part;
    if (!model)
        return;
    const auto wanted = [this, id, part, model] {
        const Station *now = station(id);
        return now && now->desired.*part == model;
    };
    withModel(*model, LoadCause::Start, nullptr, {wanted, [this, id, model, offered = part == &DesiredModels::offered, place = std::move(place)](Result<ModelHandle, Refusal> handle) {
        Station *now = station(id);
        const bool cancelled = !handle && handle.error().reason == RefusalReason::Cancelled;
        const auto pause = !handle && !cancelled && offered && now->desired.active != model ? pauseFor(*now, *model, handle.error()) : std::nullopt;
        if (handle)
            place(*now, *handle);
        else if (pause)
            now->offeredPauses = pause;
        else if (!cancelled)
            record({0, {}, EventKind::ModelFailed, id, model, {}, {}, handle.error(), {}, {}});
        publish();
    }});
}

void LocalEngine::offerLoaded(Station &s, const std::shared_ptr<Candidate> &candidate, ModelHandle handle, const Actor &actor)
{
    const bool nothingRuns = !s.pipeline->active();
    if (candidate && candidate->activate && nothingRuns)
        return switchTo(s, std::move(handle), false);
    if (const ModelHandle active = s.pipeline->active(); active && active->id == handle->id)
        return;  // it judges here already
    s.desired.offered = handle->id;
    s.offered = std::move(handle);
    s.offeredPauses.reset();
    record({0, {}, EventKind::Offered, s.config.id, {}, s.desired.offered, {}, {}, {}, {}}, actor);
    saveDesired();
}

void LocalEngine::offerModel(const StationId &stationId, const ModelId &model, Done done, Actor actor)
{
    post([this, stationId, model, done = std::move(done), actor = std::move(actor)] {
        Station *s = station(stationId);
        const auto stored = m_store.find(model);
        if (!s || !stored)
            return done(Error{ErrorCode::NotFound, s ? model.text() : stationId});
        if (const auto refusal = checkSignatureOf(model, *s))
            return done(refused(stationId, model, *refusal, actor));
        if (const auto refusal = checkContract(networkOf(*stored), s->config.contract))
            return done(refused(stationId, model, *refusal, actor));
        s->askedOffer = model;
        stopAsking(*s);
        dropUnwanted();
        const auto wanted = [this, stationId, model] {
            const Station *now = station(stationId);
            return now && now->askedOffer == model;
        };
        withModel(model, LoadCause::Library, s, {wanted, [this, stationId, model, done, actor](Result<ModelHandle, Refusal> handle) {
            Station *now = station(stationId);
            if (!now)
                return done(Error{ErrorCode::NotFound, stationId});
            if (const auto pause = handle ? std::nullopt : pauseFor(*now, model, handle.error())) {
                offerPaused(*now, model, *pause, actor);
                publish();
                return done({});
            }
            if (!handle)
                return done(refused(stationId, model, handle.error(), actor));
            stopAsking(*now);
            now->goldenCancelled = std::make_shared<std::atomic<bool>>(false);
            withGolden(stationId, *handle, now->goldenCancelled, {}, [this, stationId, model, loaded = *handle, asked = now->goldenCancelled, done, actor](std::optional<Refusal> refusal) {
                Station *s = station(stationId);
                if (!s)
                    return done(Error{ErrorCode::NotFound, stationId});
                if (!refusal && *asked)
                    refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
                if (!refusal)
                    refusal = checkSignatureOf(model, *s);
                if (!refusal)
                    refusal = checkLoaded(*loaded, s->config.contract);
                if (refusal)
                    return done(refused(stationId, model, *refusal, actor));
                offerLoaded(*s, nullptr, loaded, actor);
                publish();
                done({});
            });
        }});
    });
}

void LocalEngine::withdrawOffer(const StationId &stationId, Done done)
{
    post([this, stationId, done = std::move(done)] {
        Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        s->offered.reset();
        s->offeredPauses.reset();
        s->desired.offered.reset();
        s->askedOffer.reset();
        stopAsking(*s);
        saveDesired();
        publish();
        done({});
    });
}

void LocalEngine::switchTo(Station &s, ModelHandle handle, bool rollBack, Done done, Promotion promotion, std::optional<HealthRecord> health)
{
    ModelHandle old = s.pipeline->active();
    const ModelId to = handle->id;
    // What is to run counts, also where it is still being loaded.
    const std::optional<ModelId> from = s.desired.active;
    s.pipeline->setActive(std::move(handle), rollBack, std::exchange(s.pause, std::nullopt));
    s.activeSince = std::chrono::system_clock::now();
    s.proof = {};
    s.desired.active = to;
    if (from != to) {
        s.desired.previous = from;
        s.previous = old && from == old->id ? std::move(old) : nullptr;
    }
    // The way back, by hand or by itself, is not watched: this model has judged here, and two must not take turns for ever.
    s.watch = 0;
    if (!rollBack && from && from != to && s.config.healthCheck)
        watchHealth(s);
    if (s.desired.offered == to) {
        s.desired.offered.reset();
        s.offered.reset();
        s.offeredPauses.reset();
    }
    if (s.desired.shadow == to)
        stopShadow(s);  // it would be compared with itself; before the change, which is what is read last
    // Into the history first: where the program ends between the two, the next start can say that the change was not finished.
    // The first verdict completes the event with its figures; where no picture comes, it is in the history all the same.
    record({0, {}, rollBack ? EventKind::RolledBack : EventKind::Promoted, s.config.id, from, to, {}, {}, {},
            std::move(promotion.note.reason), {}, std::move(health), std::move(promotion.note.by), promotion.note.role, std::move(promotion.note.signature), std::move(promotion.evidence), std::move(promotion.canary)});
    saveDesired(std::move(done));
    if (from != to)
        changedBesideCanary(s.config.id);
    publish();
}

void LocalEngine::rollBack(const StationId &stationId, Done done, Actor actor)
{
    post([this, stationId, done = std::move(done), actor = std::move(actor)] {
        Station *s = station(stationId);
        if (!s || !s->desired.previous)
            return done(Error{ErrorCode::NotFound, s ? "no previous model" : stationId});
        if (canaryAt(stationId)) {
            abortCanary(actor, "rolled back at " + stationId);  // at one of its stations is at all of them
            return done({});
        }
        if (s->pause)
            return done(Error{ErrorCode::Busy, stationId + " waits for a model that is being loaded"});
        if (s->previous)
            return switchTo(*s, s->previous, true, std::move(done), byHand(actor));
        const ModelId wanted = *s->desired.previous;
        const auto stillPrevious = [this, stationId, wanted] {
            const Station *now = station(stationId);
            return now && now->desired.previous == wanted;
        };
        withModel(wanted, LoadCause::RollBack, s, {stillPrevious, [this, stationId, wanted, done, actor](Result<ModelHandle, Refusal> handle) {
            Station *now = station(stationId);
            if (!now)
                return done(Error{ErrorCode::NotFound, stationId});
            if (now->desired.active == wanted)
                return done({});  // somebody was quicker: it is where it was to go
            if (now->desired.previous != wanted)
                return done(Error{ErrorCode::NotFound, wanted.text() + " is not the model before any more"});
            if (const auto pause = handle ? std::nullopt : pauseFor(*now, wanted, handle.error()); pause && !now->pause)
                return changeAfterRelease(*now, wanted, pause->expectedMs, true, done, byHand(actor));
            if (!handle)
                return done(refused(stationId, wanted, handle.error(), actor));
            switchTo(*now, *handle, true, done, byHand(actor));
        }});
    });
}

void LocalEngine::onFirstVerdict(const StationId &id, const SwapRecord &swap)
{
    const bool completed = completeChange(id, swap.from, swap.to, [&](HistoryEvent &event) {
        return !event.swap && (event.swap = swap, true);
    });
    if (completed)
        publish();
}

void LocalEngine::onModelFailed(const StationId &id, const ModelId &model, const Error &error)
{
    Station *s = station(id);
    if (!s)
        return;
    const bool goesBack = s->desired.active == model && s->previous;
    record({0, {}, EventKind::ModelFailed, id, model, goesBack ? s->desired.previous : std::nullopt, {}, {}, {}, error.detail});
    if (s->desired.shadow == model) {
        s->desired.shadow.reset();
        s->pipeline->setShadow(nullptr);
        saveDesired();
    }
    if (s->desired.active == model && canaryAt(id))
        return canaryHarmed({CanaryGuardKind::FrameFlow, {}, {}}, id);
    if (goesBack) {
        switchTo(*s, s->previous, true);
        s->previous.reset();  // it failed: nobody goes back to it by himself, else two that fail take turns for ever; rollBack loads it anew
    }
    publish();
}

void LocalEngine::stopShadow(Station &s, const Actor &actor)
{
    const auto was = std::exchange(s.desired.shadow, std::nullopt);
    s.pipeline->setShadow(nullptr);
    record({0, {}, EventKind::ShadowStopped, s.config.id, was, {}, {}, {}, {}, {}}, actor);
}

void LocalEngine::setShadow(const StationId &stationId, std::optional<ModelId> model, Done done, Actor actor)
{
    post([this, stationId, model, done = std::move(done), actor = std::move(actor)] {
        Station *s = station(stationId);
        if (!s)
            return done(Error{ErrorCode::NotFound, stationId});
        if (canaryAt(stationId) && m_canary->progress.plan.guard.shadow)
            return done(*heldByCanary(stationId));  // the old model guards there
        s->askedShadow = model;
        if (!model) {
            stopShadow(*s, actor);
            saveDesired();
            publish();
            return done({});
        }
        dropUnwanted();
        if (s->desired.active == model)
            return done(Error{ErrorCode::InvalidInput, model->text() + " judges here already"});
        const auto wanted = [this, stationId, model] {
            const Station *now = station(stationId);
            return now && now->askedShadow == model;
        };
        withModel(*model, LoadCause::Shadow, s, {wanted, [this, stationId, model, done, actor](Result<ModelHandle, Refusal> handle) {
            Station *now = station(stationId);
            if (!now)
                return done(Error{ErrorCode::NotFound, stationId});
            if (now->desired.active == model)
                return done(Error{ErrorCode::InvalidInput, model->text() + " judges here already"});
            if (!handle)
                return done(refused(stationId, *model, handle.error(), actor));
            now->desired.shadow = model;
            now->pipeline->setShadow(*handle);
            record({0, {}, EventKind::ShadowStarted, stationId, {}, model, {}, {}, {}, {}}, actor);
            saveDesired();
            publish();
            done({});
        }});
    });
}

}  // namespace lineside
