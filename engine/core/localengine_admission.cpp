// SPDX-License-Identifier: GPL-3.0-or-later
// What was read and fits is loaded and becomes a version of the library; or it is refused, or cancelled.
#include "base/unlessoutofmemory.h"
#include "core/localengine.h"
#include "model/vetting.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace lineside {

void LocalEngine::vetted(const std::shared_ptr<Candidate> &candidate, const StoredModel &model, const WeightFile &file)
{
    const bool stored = m_store.find(model.id).has_value() && model.weights.filename() == "weights";
    const auto checked = std::make_shared<Checked>(Checked{model, stored, file.network->info, estimateMemory(file), std::make_shared<WeightFile>(file)});
    candidate->progress(CandidateStep::Check, 0);
    candidate->staged = checked->staged();
    if (settled(candidate, *checked))
        return;
    candidate->progress(CandidateStep::Check, 1);  // others may be tried out first
    candidate->taken = false;
    publish();
    WaitingLoad shown;
    shown.candidate = candidate->id;
    shown.station = candidate->snapshot().station.value_or("");
    const bool began = queueLoad(candidate->cause(), std::move(shown), [this, candidate, checked](LoadCause, LoadTurn turn) {
        candidate->taken = true;
        if (settled(candidate, *checked))  // station, keys and memory are as they are now
            return false;
        loadChecked(candidate, *checked, std::move(turn));
        return true;
    });
    if (!began)
        checked->file.reset();
}

void LocalEngine::refuseStaged(const std::shared_ptr<Candidate> &candidate, const Checked &checked, Refusal refusal)
{
    if (checked.stored)
        return finish(candidate, std::move(refusal));
    // Taking a large copy off the disk takes time, which commands that wait here do not have.
    m_loaderThread->post([this, candidate, staged = checked.staged(), refusal = std::move(refusal)] {
        ModelStore::discard(staged);
        insist([&] { post([this, candidate, refusal] { finish(candidate, refusal); }); });
    });
}

bool LocalEngine::settled(const std::shared_ptr<Candidate> &candidate, const Checked &checked)
{
    const auto refuse = [&](Refusal refusal) {
        refuseStaged(candidate, checked, std::move(refusal));
        return true;
    };
    if (*candidate->cancelled)
        return refuse({RefusalReason::Cancelled, {}, {}, {}});
    const CandidateSnapshot shown = candidate->snapshot();
    Station *s = shown.station ? station(*shown.station) : nullptr;
    if (shown.station && !s)
        return refuse({RefusalReason::Internal, {}, *shown.station, "no such station"});
    const StationContract contract = s ? s->config.contract : StationContract{};
    if (auto refusal = checkSignatureOf(checked.model.signature, s, candidate.get()))
        return refuse(*refusal);
    if (auto refusal = checkContract(checked.network, contract))
        return refuse(*refusal);
    const ModelHandle running = checked.stored ? m_resident[checked.model.id].lock() : nullptr;
    if (!running) {
        const auto refusal = checkMemory(checked.memoryBytes, freeMemory(), memoryLimit(contract));
        const auto pause = refusal && s ? pauseFor(*s, checked.memoryBytes, *refusal) : std::nullopt;
        if (refusal && !pause)
            return refuse(*refusal);
        if (pause)
            keepForPause(candidate, checked, *pause);
        return pause.has_value();
    }
    candidate->change([&](CandidateSnapshot &c) { c.model = checked.model.id; });
    if (auto refusal = checkLoaded(*running, contract))
        return refuse(*refusal);
    if (!s) {
        finish(candidate, std::nullopt);
        return true;
    }
    const auto onShare = [candidate](double share) { candidate->progress(CandidateStep::WarmUp, share); };
    withGolden(s->config.id, running, candidate->cancelled, onShare, [this, candidate, running, id = s->config.id, signature = checked.model.signature](std::optional<Refusal> refusal) {
        Station *now = station(id);  // keys and contract may have changed meanwhile
        if (!refusal && *candidate->cancelled)
            refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
        if (!refusal && now)
            refusal = checkSignatureOf(signature, now, candidate.get());
        if (!refusal && now)
            refusal = checkLoaded(*running, now->config.contract);
        if (!refusal && now)
            offerLoaded(*now, candidate, running, candidate->actor);
        finish(candidate, std::move(refusal));
    });
    return true;
}

void LocalEngine::loadChecked(const std::shared_ptr<Candidate> &candidate, const Checked &checked, LoadTurn turn)
{
    // The trial run happens on what was checked; the version appears in the library only after it.
    LoadRequest request;
    request.id = checked.model.id;
    request.cancelled = candidate->cancelled;
    const CandidateSnapshot shown = candidate->snapshot();
    const Station *s = shown.station ? station(*shown.station) : nullptr;
    std::optional<GoldenQuestion> golden = goldenQuestion(s);
    const bool asked = golden && !golden->store->frames().empty();
    request.onProgress = [candidate, asked](CandidateStep step, double share) { candidate->progress(step, asked && step == CandidateStep::WarmUp ? share / 2 : share); };
    if (s) {
        request.trialFrames = s->pipeline->recentFrames();
        request.settings = s->config.detect;
        request.maxLatencyMs = s->config.contract.maxLatencyMs;
    }
    postLoad(candidate, [this, candidate, checked, staged = checked.staged(), turn = std::move(turn), request = std::move(request), golden = std::move(golden)]() mutable {
        const auto work = [&] { tryOut(candidate, checked, std::move(turn), std::move(request), std::move(golden)); };
        orRefuse(candidate, staged, std::cref(work));
    });
}

void LocalEngine::tryOut(const std::shared_ptr<Candidate> &candidate, const Checked &checked, LoadTurn turn, LoadRequest request, std::optional<GoldenQuestion> golden)
{
    const StoredModel &model = checked.model;
    const auto refuse = [&](Refusal refusal) {
        ModelStore::discard(checked.staged());
        post([this, candidate, turn, refusal = std::move(refusal)] { finish(candidate, refusal); });
    };
    // The same bytes may have been offered twice at once, and the other one was first.
    const auto known = checked.stored ? std::nullopt : m_store.findByHash(model.sha256);
    if (checked.file) {
        request.file = *checked.file;
    } else {
        const std::filesystem::path from = known ? known->weights : model.weights;
        const auto hash = hashFile(from);
        if (!hash || *hash != model.sha256)
            return refuse({RefusalReason::Corrupt, model.sha256, hash ? *hash : std::string(), "the copy changed while it waited"});
        auto file = readFile(from, candidate.get(), known ? &*known : checked.stored ? &model : nullptr, *candidate->cancelled);
        if (!file)
            return refuse(file.error());
        request.file = std::move(*file);
    }
    if (known) {
        ModelStore::discard(checked.staged());
        candidate->change([&](CandidateSnapshot &s) {
            s.duplicate = true;
            s.model = known->id;
        });
        request.file.path = known->weights;
        return post([this, candidate, known = *known, file = std::move(request.file)] { vetted(candidate, known, file); });
    }
    recallTrial(model, request);
    request.sha256 = model.sha256;
    const SteadyTime began = m_parts.clock->now();
    auto handle = m_loader->load(request);
    if (!handle)
        return refuse(handle.error());
    const double loadMs = std::chrono::duration<double, std::milli>(m_parts.clock->now() - began).count();
    GoldenAnswer asked;
    if (golden) {
        const auto cancelled = [this, &candidate] { return !*m_alive || *candidate->cancelled; };
        asked = askGoldenOf(*golden, **handle, true, cancelled, [&candidate](double share) { candidate->progress(CandidateStep::WarmUp, 0.5 + share / 2); });
        if (!asked.unread.empty())
            post([this, id = candidate->snapshot().station.value_or(""), unread = asked.unread] { tellUnread(id, unread); });
        if (asked.refusal)
            return refuse(*asked.refusal);
    }
    StoredModel version = model;
    if (!checked.stored) {
        auto added = m_store.add(model.weights, model);
        if (!added)
            return refuse(added.error());
        version = *added;
        (*handle)->id = version.id;
        candidate->change([&](CandidateSnapshot &s) { s.model = version.id; });  // nobody removes it before the engine's thread hears of it
    }
    noteAgreement(version.id, **handle);
    const ExecutorChoice choice = (*handle)->choice;
    post([this, candidate, version, fresh = !checked.stored, needed = checked.memoryBytes, loadMs, turn, handle = std::move(*handle), terms = golden ? std::optional(asked.terms) : std::nullopt] {
        m_loadMs = loadMs;
        const auto fits = [&](const Station &s) { return checkLoaded(*handle, s.config.contract); };
        takeIn(candidate, version, fresh, needed, fits, [&](Station *s) {
            m_stateSince[version.id] = std::chrono::system_clock::now();
            m_damaged.erase(version.id);
            const ModelHandle kept = keepOne(version.id, handle);
            if (s && terms)
                m_goldenPassed[s->config.id][version.id] = *terms;
            if (s)
                offerLoaded(*s, candidate, kept, candidate->actor);
            answerWaiting(version.id, kept);
        });
    });
    noteTrial(version.id, request, choice);  // nobody waits for that
}

void LocalEngine::takeIn(const std::shared_ptr<Candidate> &candidate, const StoredModel &version, bool fresh, std::uint64_t needed,
                         const std::function<std::optional<Refusal>(const Station &)> &fits, const std::function<void(Station *)> &place)
{
    const CandidateSnapshot now = candidate->snapshot();
    Station *s = now.station ? station(*now.station) : nullptr;
    std::optional<Refusal> refusal;  // keys and contract may have changed meanwhile
    if (*candidate->cancelled)
        refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
    else if (refusal = checkSignatureOf(version.signature, s, candidate.get()); !refusal && s)
        refusal = fits(*s);
    if (refusal && fresh && !inUse(version.id, candidate.get()))
        return forget(candidate, version.id, *refusal);
    candidate->change([&](CandidateSnapshot &c) { c.model = version.id; });
    m_needs[version.id] = needed;
    if (fresh && !candidate->activate)
        record({0, {}, EventKind::Imported, now.station.value_or(""), {}, version.id, now.fileName, {}, {}, {}}, candidate->actor);
    place(refusal ? nullptr : s);
    finish(candidate, std::move(refusal));
}

void LocalEngine::forget(const std::shared_ptr<Candidate> &candidate, const ModelId &version, Refusal why)
{
    m_loaderThread->post([this, candidate, version, why = std::move(why)] {
        // The same bytes may have been offered once more, and that one goes on.
        const auto wanted = [&] {
            const std::lock_guard lock(m_mutex);
            return std::any_of(m_shownCandidates.begin(), m_shownCandidates.end(), [&](const auto &other) {
                const std::lock_guard inner(other->mutex);
                return other != candidate && !other->shown.finished && other->sha256 == candidate->sha256;
            });
        };
        bool kept = true;
        unlessOutOfMemory([&] { kept = wanted() || !m_store.remove(version); }, [] {});
        insist([&] {
            post([this, candidate, version, kept, why] {
                const CandidateSnapshot shown = candidate->snapshot();
                if (kept)
                    record({0, {}, EventKind::Imported, shown.station.value_or(""), {}, version, shown.fileName, {}, {}, {}}, candidate->actor);
                else
                    candidate->change([](CandidateSnapshot &c) { c.model.reset(); });
                finish(candidate, why);
            });
        });
    });
}

}  // namespace lineside
