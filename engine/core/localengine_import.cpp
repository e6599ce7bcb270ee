// SPDX-License-Identifier: GPL-3.0-or-later
// The way of an offered file into the library: copied, read, checked, loaded, kept; or refused, or cancelled.
#include "core/importname.h"
#include "core/localengine.h"
#include "core/signaturefile.h"
#include "core/unlessoutofmemory.h"
#include "model/signaturedecision.h"
#include "model/vetting.h"
#include "store/exportfolder.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

constexpr std::ptrdiff_t kKeptFinished = 50;

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
    postLoad(candidate->activate ? LoadCause::Start : LoadCause::Import, [this, candidate] { vet(candidate); });
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
        postLoad(LoadCause::Start, [this, candidate] { vet(candidate); });
    }
}

VettingPolicy LocalEngine::vetting() const
{
    const std::lock_guard lock(m_mutex);
    return m_vetting;
}

void LocalEngine::applyVetting(VettingPolicy policy, Done done)
{
    post([this, policy, done = std::move(done)] {
        const std::string text = formatConfig({stationConfigs(), policy, signingKeys(), m_watched.folder});
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

Result<WeightFile, Refusal> LocalEngine::readFile(const std::filesystem::path &file, const Candidate *candidate, const StoredModel *stored)
{
    VetOptions options;
    options.onlySandboxed = vetting().onlySandboxed;
    if (candidate) {
        options.contract = candidate->contract;
        options.cancelled = candidate->cancelled.get();
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
        const auto file = readFile(known->weights, candidate.get(), &*known);
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
    auto file = readFile(staged, candidate.get(), nullptr);
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
    const auto refuse = [&](Refusal refusal) {
        if (stored)
            return finish(candidate, std::move(refusal));
        // Taking a large copy off the disk takes time, which commands that wait here do not have.
        m_loaderThread->post([this, candidate, staged = model.weights, refusal = std::move(refusal)] {
            std::error_code ignored;
            std::filesystem::remove(staged, ignored);
            const auto tell = [&] { post([this, candidate, refusal] { finish(candidate, refusal); }); };
            unlessOutOfMemory(tell, tell);
        });
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
    if (auto refusal = checkSignatureOf(model.signature, shown.station ? station(*shown.station) : nullptr, candidate.get()))
        return refuse(*refusal);
    if (auto refusal = checkContract(file.network->info, contract))
        return refuse(*refusal);
    if (auto refusal = checkMemory(estimateMemory(file), m_parts.memory().systemAvailable, memoryLimit(contract)))
        return refuse(*refusal);

    if (const ModelHandle running = stored ? m_resident[model.id].lock() : nullptr) {
        candidate->change([&](CandidateSnapshot &s) { s.model = model.id; });
        if (auto refusal = checkLoaded(*running, contract))
            return refuse(*refusal);
        if (Station *s = shown.station ? station(*shown.station) : nullptr)
            offerLoaded(*s, candidate, running);
        return finish(candidate, std::nullopt);
    }
    // The trial run happens on what was checked; the version appears in the library only after it.
    LoadRequest request{model.id, file, std::move(golden), settings, contract.maxLatencyMs, model.fastAgrees.value_or(false), candidate->cancelled,
                        [candidate](CandidateStep step, double share) { candidate->progress(step, share); }};
    candidate->progress(CandidateStep::Check, 1);  // others may be tried out first
    publish();
    postLoad(candidate->activate ? LoadCause::Start : LoadCause::Import,
             orRefuse(candidate, stored ? std::filesystem::path() : model.weights, [this, candidate, model, stored, request = std::move(request)] {
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
        noteAgreement(version.id, **handle);
        post([this, candidate, version, stored, handle = std::move(*handle)] {
            const CandidateSnapshot now = candidate->snapshot();
            Station *s = now.station ? station(*now.station) : nullptr;
            std::optional<Refusal> refusal;
            if (*candidate->cancelled)
                refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
            else if (refusal = checkSignatureOf(version.signature, s, candidate.get()); !refusal && s)  // keys and contract may have changed meanwhile
                refusal = checkLoaded(*handle, s->config.contract);
            if (refusal && !stored && !inUse(version.id))
                return forget(candidate, version.id, *refusal);
            candidate->change([&](CandidateSnapshot &s) { s.model = version.id; });
            m_stateSince[version.id] = std::chrono::system_clock::now();
            m_damaged.erase(version.id);
            // Another copy may be running already: one version is in memory once.
            ModelHandle kept = m_resident[version.id].lock();
            if (!kept) {
                kept = handle;
                m_resident[version.id] = kept;
            }
            if (!now.duplicate && !candidate->activate)
                record({0, {}, EventKind::Imported, now.station.value_or(""), {}, version.id, now.fileName, {}, {}, {}});
            if (s && !refusal)
                offerLoaded(*s, candidate, kept);
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
            if (kept)
                record({0, {}, EventKind::Imported, shown.station.value_or(""), {}, version, shown.fileName, {}, {}, {}});
            finish(candidate, why);
        }); };
        unlessOutOfMemory(tell, tell);
    });
}

void LocalEngine::finish(const std::shared_ptr<Candidate> &candidate, std::optional<Refusal> refusal)
{
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
        if (it == m_candidates.end())
            return;
        *it->second->cancelled = true;
        it->second->change([](CandidateSnapshot &s) { s.cancelling = !s.finished; });
        publish();
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

}  // namespace lineside
