// SPDX-License-Identifier: GPL-3.0-or-later
// An offered file as everybody sees it: offered, cancelled, through, dismissed.
#include "core/localengine.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

constexpr std::ptrdiff_t kKeptFinished = 50;

}  // namespace

std::shared_ptr<Candidate> LocalEngine::newCandidate(const std::filesystem::path &file, std::optional<StationId> stationId, Actor actor)
{
    auto candidate = std::make_shared<Candidate>();
    candidate->id = m_nextCandidate++;
    candidate->actor = std::move(actor);
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

CandidateId LocalEngine::offerFile(const std::filesystem::path &file, std::optional<StationId> stationId, Actor actor)
{
    const auto candidate = newCandidate(file, std::move(stationId), std::move(actor));
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
    postLoad(candidate->cause(), candidate->cancelled, [candidate, load = std::move(load)] {
        if (!candidate->taken.exchange(true))
            load();
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
        record({0, {}, EventKind::Refused, shown.station.value_or(""), {}, shown.model, shown.fileName, refusal, {}, {}}, candidate->actor);
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
        m_loaderThread->post([staged = candidate->staged] { ModelStore::discard(staged); });
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
