// SPDX-License-Identifier: GPL-3.0-or-later
// An offered file is copied and read, on the loader thread.
#include "base/unlessoutofmemory.h"
#include "core/importname.h"
#include "core/localengine.h"
#include "core/signaturefile.h"
#include "model/signaturedecision.h"
#include "model/vetting.h"
#include "store/exportfolder.h"

#include <spdlog/spdlog.h>

#include <functional>
#include <utility>

namespace lineside {

VettingPolicy LocalEngine::vetting() const
{
    const std::lock_guard lock(m_mutex);
    return m_vetting;
}

void LocalEngine::applyVetting(VettingPolicy policy, Done done, Actor actor)
{
    post([this, policy, done = std::move(done), actor = std::move(actor)] {
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
        record({0, {}, EventKind::VettingChanged, {}, {}, {}, {}, {}, {}, policy.onlySandboxed ? "only_sandboxed: true" : "only_sandboxed: false"}, actor);
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

void LocalEngine::orRefuse(const std::shared_ptr<Candidate> &candidate, const std::filesystem::path &staged, const std::function<void()> &work)
{
    unlessOutOfMemory(work, [&] {
        ModelStore::discard(staged);
        post([this, candidate] { finish(candidate, Refusal{RefusalReason::Memory, {}, {}, "memory ran out on the way"}); });
    });
}

void LocalEngine::vet(const std::shared_ptr<Candidate> &candidate)
{
    std::filesystem::path staged;
    const auto work = [&] { examine(candidate, staged); };
    orRefuse(candidate, staged, std::cref(work));
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
        ModelStore::discard(staged);
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
            ModelStore::discard(staged);
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

}  // namespace lineside
