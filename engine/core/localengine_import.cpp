// SPDX-License-Identifier: GPL-3.0-or-later
// The way of an offered file into the library: copied, read, checked, loaded, kept; or refused, or cancelled.
#include "base/unlessoutofmemory.h"
#include "core/importname.h"
#include "core/localengine.h"
#include "core/signaturefile.h"
#include "model/signaturedecision.h"
#include "model/vetting.h"
#include "store/exportfolder.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

constexpr std::ptrdiff_t kKeptFinished = 50;

LoadCause causeOf(const Candidate &candidate)
{
    return candidate.activate ? LoadCause::Start : LoadCause::Import;
}

Refusal memoryRanOut()
{
    return {RefusalReason::Memory, {}, {}, "memory ran out on the way"};
}

}  // namespace

std::shared_ptr<Candidate> LocalEngine::newCandidate(const std::filesystem::path &file, std::optional<StationId> stationId)
{
    auto candidate = std::make_shared<Candidate>();
    candidate->id = m_nextCandidate++;
    candidate->source = file.has_filename() ? file : file.parent_path();  // a folder may be written with a slash at its end
    candidate->shown.id = candidate->id;
    candidate->shown.fileName = candidate->source.filename().string();
    candidate->shown.station = std::move(stationId);
    return candidate;
}

void LocalEngine::startCandidate(const std::shared_ptr<Candidate> &candidate)
{
    const std::optional<StationId> to = candidate->snapshot().station;
    if (const Station *s = to ? station(*to) : nullptr) {
        candidate->contract = s->config.contract;
        candidate->signatures = s->config.signatures;
    }
    m_candidates[candidate->id] = candidate;
    publish();
    postLoad(candidate, [this, candidate] { vet(candidate); });
}

CandidateId LocalEngine::offerFile(const std::filesystem::path &file, std::optional<StationId> stationId)
{
    const auto candidate = newCandidate(file, std::move(stationId));
    post([this, candidate] { startCandidate(candidate); });
    return candidate->id;
}

void LocalEngine::importStarter()
{
    for (const auto &s : m_stations) {
        if (s->config.source.kind != SourceKind::DemoLine)
            continue;  // it knows the demo line only
        auto candidate = std::make_shared<Candidate>();
        candidate->id = m_nextCandidate++;
        candidate->source = m_parts.starterModel;
        candidate->activate = true;
        candidate->shown.id = candidate->id;
        candidate->shown.fileName = m_parts.starterModel.filename().string();
        candidate->shown.station = s->config.id;
        m_candidates[candidate->id] = candidate;
        postLoad(candidate, [this, candidate] { vet(candidate); });
    }
}

void LocalEngine::postLoad(const std::shared_ptr<Candidate> &candidate, std::function<void()> load)
{
    candidate->taken = false;
    postLoad(causeOf(*candidate), candidate->cancelled, [candidate, load = std::move(load)] {
        if (!candidate->taken.exchange(true))
            load();
    });
}

VettingPolicy LocalEngine::vetting() const
{
    const std::lock_guard lock(m_mutex);
    return m_vetting;
}

void LocalEngine::applyVetting(VettingPolicy policy, Done done)
{
    post([this, policy, done = std::move(done)] {
        Config wanted = currentConfig();
        wanted.vetting = policy;
        const std::string text = formatConfig(wanted);
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        {
            const std::lock_guard lock(m_mutex);
            m_vetting = policy;
        }
        m_configError.reset();
        record({0, {}, EventKind::VettingChanged, {}, {}, {}, {}, {}, {}, policy.onlySandboxed ? "only_sandboxed: true" : "only_sandboxed: false"});
        publish();
        writeConfig(text, done);
    });
}

Result<WeightFile, Refusal> LocalEngine::readFile(const std::filesystem::path &file, const Candidate *candidate, const StoredModel *stored,
                                                  const std::atomic<bool> &cancelled)
{
    VetOptions options;
    options.onlySandboxed = vetting().onlySandboxed;
    options.cancelled = &cancelled;
    if (candidate) {
        options.contract = candidate->contract;
        options.read.layout = options.contract.layout;
        options.read.labels = options.contract.labels;
    }
    // A version stays what it was imported as; another station that requires something else refuses it.
    if (stored) {
        options.read.layout = stored->layout;
        options.read.labels = stored->labels;
    }
    auto vetted = m_parts.vetFile(file, options);
    if (!vetted)
        return vetted.error();
    return std::move(vetted->file);
}

void LocalEngine::vet(const std::shared_ptr<Candidate> &candidate)
{
    std::filesystem::path staged;
    unlessOutOfMemory([&] { examine(candidate, staged); }, [&] {
        std::error_code ignored;
        if (!staged.empty())
            std::filesystem::remove(staged, ignored);
        post([this, candidate] { finish(candidate, memoryRanOut()); });
    });
}

std::function<void()> LocalEngine::orRefuse(const std::shared_ptr<Candidate> &candidate, std::filesystem::path staged, std::function<void()> load)
{
    return [this, candidate, staged = std::move(staged), load = std::move(load)] {
        unlessOutOfMemory(load, [&] {
            std::error_code ignored;
            if (!staged.empty())
                std::filesystem::remove(staged, ignored);
            post([this, candidate] { finish(candidate, memoryRanOut()); });
        });
    };
}

void LocalEngine::examine(const std::shared_ptr<Candidate> &candidate, std::filesystem::path &staged)
{
    const auto refuse = [&](Refusal refusal) {
        post([this, candidate, refusal = std::move(refusal)] { finish(candidate, refusal); });
    };
    if (candidate->source.extension() == kSignatureEnding)
        return refuse({RefusalReason::SignatureOnly, {}, {}, {}});
    std::error_code unknown;
    const auto size = std::filesystem::file_size(candidate->source, unknown);  // here, where a server that does not answer holds nobody
    candidate->change([&](CandidateSnapshot &s) { s.fileBytes = unknown ? 0 : size; });
    const ProposedId proposed = proposeId(candidate->source.filename().string());
    staged = m_store.newStagingFile(proposed.name);
    const auto copied = stageAndHash(candidate->source, staged, kMaxWeightBytes, [&](double share) {
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
    const auto signature = examineSignature(*candidate, staged, *copied);
    if (!signature)
        return refuseStaged(signature.error());
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
        const auto file = readFile(known->weights, candidate.get(), &*known, *candidate->cancelled);
        if (!file)
            return refuse(file.error());
        const auto same = signedAgain(*known, *signature);
        if (!same)
            return refuse(same.error());
        if (candidate->fromFolder)  // it is there, and nobody asked for it once more
            return post([this, candidate] { finish(candidate, std::nullopt); });
        post([this, candidate, known = *same, file = *file] { vetted(candidate, known, file); });
        return;
    }
    // Nothing reads what nobody vouches for, where the station asks for that.
    if (auto refusal = decideSignature(standing(signature->info, signingKeys()), candidate->signatures).refusal)
        return refuseStaged(*refusal);
    candidate->progress(CandidateStep::Read, 0);
    auto file = readFile(staged, candidate.get(), nullptr, *candidate->cancelled);
    if (!file || *candidate->cancelled)
        return refuseStaged(file ? Refusal{RefusalReason::Cancelled, {}, {}, {}} : file.error());
    const auto name = importName(proposed, signature->claims);
    if (!name)
        return refuseStaged(name.error());
    if (name->versionIsSigned && m_store.find(name->id))
        return refuseStaged({RefusalReason::VersionTaken, name->id.text(), {}, {}});
    StoredModel model;
    model.id = name->id;
    model.versionIsSigned = name->versionIsSigned;
    model.signature = signature->info;
    model.sha256 = copied->sha256;
    model.bytes = copied->bytes;
    model.originalName = candidate->source.filename().string();
    model.importedAt = std::chrono::system_clock::now();
    model.format = toString(file->format);
    const NetworkInfo &network = file->network->info;
    model.family = network.family;
    model.labels = network.labels;
    model.layout = network.layout;
    model.inputWidth = network.inputWidth;
    model.inputHeight = network.inputHeight;
    model.parameters = network.parameters;
    model.weights = staged;  // becomes a version only when all checks have passed
    post([this, candidate, model = std::move(model), file = std::move(*file)] { vetted(candidate, model, file); });
}

void LocalEngine::vetted(const std::shared_ptr<Candidate> &candidate, const StoredModel &model, const WeightFile &file)
{
    const bool stored = m_store.find(model.id).has_value() && model.weights.filename() == "weights";
    const auto checked = std::make_shared<Checked>(Checked{model, stored, file.network->info, estimateMemory(file), std::make_shared<WeightFile>(file)});
    candidate->progress(CandidateStep::Check, 0);
    candidate->staged = stored ? std::filesystem::path() : model.weights;
    if (settled(candidate, *checked))
        return;
    candidate->progress(CandidateStep::Check, 1);  // others may be tried out first
    candidate->taken = false;
    publish();
    WaitingLoad shown;
    shown.candidate = candidate->id;
    shown.station = candidate->snapshot().station.value_or("");
    const bool began = queueLoad(causeOf(*candidate), std::move(shown), [this, candidate, checked](LoadCause, LoadTurn turn) {
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
    m_loaderThread->post([this, candidate, staged = checked.model.weights, refusal = std::move(refusal)] {
        std::error_code ignored;
        std::filesystem::remove(staged, ignored);
        const auto tell = [&] { post([this, candidate, refusal] { finish(candidate, refusal); }); };
        unlessOutOfMemory(tell, tell);
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
    if (s)
        offerLoaded(*s, candidate, running);
    finish(candidate, std::nullopt);
    return true;
}

void LocalEngine::loadChecked(const std::shared_ptr<Candidate> &candidate, const Checked &checked, LoadTurn turn)
{
    // The trial run happens on what was checked; the version appears in the library only after it.
    LoadRequest request;
    request.id = checked.model.id;
    request.fastAgreedBefore = checked.model.fastAgrees.value_or(false);
    request.cancelled = candidate->cancelled;
    request.onProgress = [candidate](CandidateStep step, double share) { candidate->progress(step, share); };
    const CandidateSnapshot shown = candidate->snapshot();
    if (const Station *s = shown.station ? station(*shown.station) : nullptr) {
        request.golden = s->pipeline->recentFrames();
        request.settings = s->config.detect;
        request.maxLatencyMs = s->config.contract.maxLatencyMs;
    }
    postLoad(candidate, orRefuse(candidate, candidate->staged, [this, candidate, checked, turn = std::move(turn), request = std::move(request)]() mutable {
        const StoredModel &model = checked.model;
        StoredModel version = model;
        const auto refuseHere = [&](Refusal refusal) {
            if (!checked.stored) {
                std::error_code ignored;
                std::filesystem::remove(model.weights, ignored);
            }
            post([this, candidate, turn, refusal = std::move(refusal)] { finish(candidate, refusal); });
        };
        // The same bytes may have been offered twice at once, and the other one was first.
        const auto known = checked.stored ? std::nullopt : m_store.findByHash(model.sha256);
        const std::filesystem::path from = known ? known->weights : model.weights;
        if (checked.file) {
            request.file = *checked.file;
        } else {
            const auto hash = hashFile(from);
            if (!hash || *hash != model.sha256)
                return refuseHere({RefusalReason::Corrupt, model.sha256, hash ? *hash : std::string(), "the copy changed while it waited"});
            auto file = readFile(from, candidate.get(), known ? &*known : checked.stored ? &model : nullptr, *candidate->cancelled);
            if (!file)
                return refuseHere(file.error());
            request.file = std::move(*file);
        }
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
        const SteadyTime began = m_parts.clock->now();
        auto handle = m_loader->load(request);
        if (!handle)
            return refuseHere(handle.error());
        const double loadMs = std::chrono::duration<double, std::milli>(m_parts.clock->now() - began).count();
        if (!checked.stored) {
            auto added = m_store.add(model.weights, model);
            if (!added)
                return refuseHere(added.error());
            version = *added;
            (*handle)->id = version.id;
            candidate->change([&](CandidateSnapshot &s) { s.model = version.id; });  // nobody removes it before the engine's thread hears of it
        }
        noteAgreement(version.id, **handle);
        post([this, candidate, version, stored = checked.stored, needed = checked.memoryBytes, loadMs, turn, handle = std::move(*handle)] {
            m_loadMs = loadMs;
            m_needs[version.id] = needed;
            const CandidateSnapshot now = candidate->snapshot();
            Station *s = now.station ? station(*now.station) : nullptr;
            std::optional<Refusal> refusal;
            if (*candidate->cancelled)
                refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
            else if (refusal = checkSignatureOf(version.signature, s, candidate.get()); !refusal && s)  // keys and contract may have changed meanwhile
                refusal = checkLoaded(*handle, s->config.contract);
            if (refusal && !stored && !inUse(version.id, candidate.get()))
                return forget(candidate, version.id, *refusal);
            candidate->change([&](CandidateSnapshot &s) { s.model = version.id; });
            m_stateSince[version.id] = std::chrono::system_clock::now();
            m_damaged.erase(version.id);
            const ModelHandle kept = keepOne(version.id, handle);
            if (!now.duplicate && !candidate->activate)
                record({0, {}, EventKind::Imported, now.station.value_or(""), {}, version.id, now.fileName, {}, {}, {}});
            if (s && !refusal)
                offerLoaded(*s, candidate, kept);
            answerWaiting(version.id, kept);
            finish(candidate, std::move(refusal));
        });
    }));
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
        const auto tell = [&] { post([this, candidate, version, kept, why] {
            const CandidateSnapshot shown = candidate->snapshot();
            if (!kept)
                candidate->change([](CandidateSnapshot &s) { s.model.reset(); });
            if (kept)
                record({0, {}, EventKind::Imported, shown.station.value_or(""), {}, version, shown.fileName, {}, {}, {}});
            finish(candidate, why);
        }); };
        unlessOutOfMemory(tell, tell);
    });
}

void LocalEngine::finish(const std::shared_ptr<Candidate> &candidate, std::optional<Refusal> refusal)
{
    if (refusal && refusal->reason == RefusalReason::Cancelled && candidate->stopped)
        refusal = candidate->stopped;
    candidate->change([&](CandidateSnapshot &s) {
        s.finished = true;
        s.cancelling = false;
        s.refusal = refusal;
        if (!refusal) {
            s.step = CandidateStep::Done;
            s.progress = 1;
        }
    });
    const CandidateSnapshot shown = candidate->snapshot();
    const bool told = !candidate->fromFolder || finishFromFolder(*candidate, refusal);
    const bool quiet = !told || (candidate->activate && !refusal) || (refusal && refusal->reason == RefusalReason::Cancelled);
    if (quiet)
        m_candidates.erase(candidate->id);  // cancelled leaves nothing behind; the starter model was nobody's offer
    else if (refusal)
        record({0, {}, EventKind::Refused, shown.station.value_or(""), {}, shown.model, shown.fileName, refusal, {}, {}});
    // Nobody may be there to dismiss them: of those that are through the newest stay. The history has them all.
    auto through = std::ranges::count_if(m_candidates, [](const auto &entry) { return entry.second->snapshot().finished; });
    std::erase_if(m_candidates, [&](const auto &entry) {
        return through > kKeptFinished && entry.second->snapshot().finished && through-- > 0;
    });
    publish();
}

void LocalEngine::cancelCandidate(CandidateId id)
{
    post([this, id] {
        const auto it = m_candidates.find(id);
        if (it == m_candidates.end() || it->second->snapshot().finished)
            return;
        stopCandidate(std::shared_ptr(it->second));
    });
}

void LocalEngine::stopCandidate(const std::shared_ptr<Candidate> &candidate)
{
    *candidate->cancelled = true;
    if (candidate->taken.exchange(true)) {
        candidate->change([](CandidateSnapshot &s) { s.cancelling = true; });
        return publish();
    }
    // It waits, and will not be begun. The loader may be busy for long with another; taking a large copy off the disk takes time too.
    if (!candidate->staged.empty())
        m_loaderThread->post([staged = candidate->staged] {
            std::error_code ignored;
            std::filesystem::remove(staged, ignored);
        });
    m_loads.drop(candidate->id);
    finish(candidate, Refusal{RefusalReason::Cancelled, {}, {}, {}});
    lookAtLoads();
}

void LocalEngine::stopCandidatesOf(const StationId &gone)
{
    const auto all = m_candidates;  // those that are through leave it
    for (const auto &[id, candidate] : all) {
        const CandidateSnapshot shown = candidate->snapshot();
        if (shown.finished || shown.station != gone)
            continue;
        if (candidate->fromFolder) {  // kept in the library, as those are that come without the station
            candidate->change([](CandidateSnapshot &s) { s.station.reset(); });
            continue;
        }
        candidate->stopped = Refusal{RefusalReason::Internal, {}, gone, "no such station"};
        stopCandidate(candidate);
    }
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

}  // namespace lineside
