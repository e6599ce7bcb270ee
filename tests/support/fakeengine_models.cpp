// SPDX-License-Identifier: GPL-3.0-or-later
// Models: offered, on air, in shadow, gone.
#include "support/fakeengine.h"

#include <utility>

namespace lineside::test {

CandidateId FakeEngine::offerFile(const std::filesystem::path &file, std::optional<StationId> station, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("offerFile " + file.filename().string());
    offers.emplace_back(file.string(), station.value_or(""));
    CandidateSnapshot c;
    c.id = m_nextCandidate++;
    c.fileName = file.filename().string();
    std::error_code ignored;
    c.fileBytes = std::filesystem::is_regular_file(file, ignored) ? std::filesystem::file_size(file, ignored) : 0;
    c.station = station;
    for (StationSnapshot &s : state.stations)
        if (s.config.id == station)
            s.candidate = c.id;
    state.candidates.push_back(c);
    publish();
    return c.id;
}

void FakeEngine::advanceCandidates(double share)
{
    for (CandidateSnapshot &c : state.candidates) {
        if (c.finished)
            continue;
        c.progress += share;
        if (c.progress < 1)
            continue;
        c.progress = 0;
        c.step = static_cast<CandidateStep>(static_cast<int>(c.step) + 1);
        if (c.step != CandidateStep::Done)
            continue;
        c.finished = true;
        c.model = ModelId{"line", m_nextVersion++};
        addModel(*c.model);
        HistoryEvent imported;
        imported.kind = EventKind::Imported;
        imported.to = c.model;
        imported.file = c.fileName;
        addEvent(imported);
        if (c.station) {
            StationSnapshot &s = station(*c.station);
            s.candidate.reset();
            s.offered = c.model;
        }
    }
    publish();
}

void FakeEngine::cancelCandidate(CandidateId id)
{
    calls.push_back("cancelCandidate " + std::to_string(id));
    for (CandidateSnapshot &c : state.candidates) {
        if (c.id != id || c.finished)
            continue;
        c.finished = true;
        c.refusal = Refusal{RefusalReason::Cancelled, {}, {}, {}};
    }
    for (StationSnapshot &s : state.stations)
        if (s.candidate == id)
            s.candidate.reset();
    publish();
}

void FakeEngine::dismissCandidate(CandidateId id)
{
    calls.push_back("dismissCandidate " + std::to_string(id));
    std::erase_if(state.candidates, [id](const CandidateSnapshot &c) { return c.id == id; });
    publish();
}

void FakeEngine::offerModel(const StationId &id, const ModelId &model, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("offerModel " + id + " " + model.text());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).offered = model;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::withdrawOffer(const StationId &id, Done done)
{
    calls.push_back("withdrawOffer " + id);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).offered.reset();
    publish();
    answer(std::move(done), {});
}

void FakeEngine::swap(StationSnapshot &s, const ModelId &to, bool rollBack)
{
    SwapRecord record;
    record.from = s.active.value_or(ModelId{});
    record.to = to;
    record.rollBack = rollBack;
    record.at = std::chrono::system_clock::now();
    record.firstVerdictMs = 31.5;
    record.framesDuring = 1802;
    s.previous = s.active;
    s.active = to;
    if (s.offered == to)
        s.offered.reset();
    s.activeSince = record.at;
    s.lastSwap = record;
    HistoryEvent event;
    event.at = record.at;
    event.kind = rollBack ? EventKind::RolledBack : EventKind::Promoted;
    event.station = s.config.id;
    if (s.previous)
        event.from = s.previous;
    event.to = to;
    event.swap = record;
    addEvent(event);
}

void FakeEngine::promote(const StationId &id, const ModelId &model, Done done, PromotionNote note)
{
    calls.push_back("promote " + id + " " + model.text());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    swap(station(id), model, false);
    events.back().detail = std::move(note.reason);
    events.back().by = std::move(note.by);
    events.back().role = note.role;
    events.back().signedBy = std::move(note.signature);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::rollBack(const StationId &id, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("rollBack " + id);
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    StationSnapshot &s = station(id);
    if (!s.previous)
        return answer(std::move(done), Error{ErrorCode::NotFound, "no model before this one"});
    swap(s, ModelId(*s.previous), true);
    publish();
    answer(std::move(done), {});
}

void FakeEngine::setShadow(const StationId &id, std::optional<ModelId> model, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("setShadow " + id + " " + (model ? model->text() : "none"));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).shadow = model;
    publish();
    answer(std::move(done), {});
}

void FakeEngine::removeModel(const ModelId &model, Done done, Actor actor)
{
    actors.push_back(std::move(actor));
    calls.push_back("removeModel " + model.text());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    std::erase_if(state.models, [&](const ModelSnapshot &m) { return m.id == model; });
    publish();
    answer(std::move(done), {});
}

}  // namespace lineside::test
