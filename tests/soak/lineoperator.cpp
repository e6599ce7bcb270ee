// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineoperator.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <utility>

namespace lineside::soak {
namespace {

namespace fs = std::filesystem;

Error unexpected(const std::string &what, const Error &error)
{
    return {error.code, what + ": " + toString(error.code) + " " + error.detail};
}

}  // namespace

LineOperator::LineOperator(SoakLine &line, std::vector<fs::path> files, std::uint64_t seed, std::function<void()> onSwap)
    : m_line(line), m_files(std::move(files)), m_random(seed), m_onSwap(std::move(onSwap))
{
}

Result<void> LineOperator::begin()
{
    for (std::size_t file = 0; file < m_files.size(); ++file) {
        const std::size_t station = file % SoakLine::kStations;
        const auto model = drop(file, station);
        if (!model)
            return model.error();
        if (file < SoakLine::kStations) {
            if (const auto done = promote(station, *model); !done)
                return done;
        }
    }
    m_line.outages().setClosed(false);
    return {};
}

Result<void> LineOperator::once()
{
    const std::size_t station = below(SoakLine::kStations);
    const std::size_t what = below(100);
    const Result<void> done = what < 35 ? promoteFromLibrary(station) : what < 50 ? rollOut() : what < 65 ? dropAndPromote(station) : what < 67 ? dropNonsense(station)
                              : what < 82 ? rollBack(station) : what < 92 ? shadow(station) : removeOne();
    noteTakenBack();
    return done;
}

Result<ModelId> LineOperator::drop(std::size_t file, std::size_t station)
{
    const auto seen = m_line.drop(m_files[file], station);
    if (!seen)
        return seen.error();
    if (seen->refusal || !seen->model)
        return Error{ErrorCode::Internal, seen->fileName + " was refused: " + (seen->refusal ? std::string(toString(seen->refusal->reason)) + " " + seen->refusal->detail : "")};
    ++m_counts.dropped;
    return *seen->model;
}

Result<void> LineOperator::promote(std::size_t station, const ModelId &model)
{
    const SteadyTime commanded = std::chrono::steady_clock::now();
    m_line.ledger().mayJudge(station, model);
    const auto done = m_line.carryOut([&](Engine::Done answer) { m_line.engine().promote(SoakLine::idOf(station), model, std::move(answer)); });
    if (!done)
        return unexpected("promote " + model.text() + " at " + SoakLine::idOf(station), done.error());
    m_line.ledger().onlyMayJudge(station, model);
    ++m_counts.promoted;
    awaitVerdict(station, model, commanded);
    m_onSwap();
    return {};
}

void LineOperator::awaitVerdict(std::size_t station, const ModelId &model, SteadyTime since)
{
    const FrameFeedPtr feed = m_line.engine().feed(SoakLine::idOf(station));
    waitUntil([&] {
        const JudgedFramePtr judged = feed->newestJudged();
        if (judged && judged->judgement.model == model && judged->judgedAt >= since)
            return true;
        // A source that is out brings no verdict, and the engine may have taken the model back.
        const StationSnapshot now = m_line.station(station);
        return now.source.state != SourceState::Running || now.active != model;
    });
}

Result<void> LineOperator::goTo(std::size_t station, const ModelId &model)
{
    const auto offered = m_line.carryOut([&](Engine::Done answer) { m_line.engine().offerModel(SoakLine::idOf(station), model, std::move(answer)); });
    if (!offered)
        return unexpected("offer " + model.text() + " at " + SoakLine::idOf(station), offered.error());
    if (m_line.station(station).active == model)
        return {};  // the engine itself went back to it meanwhile
    return promote(station, model);
}

Result<void> LineOperator::promoteFromLibrary(std::size_t station)
{
    const EngineSnapshotPtr now = m_line.engine().snapshot();
    std::vector<ModelSnapshot> others;
    std::ranges::copy_if(now->models, std::back_inserter(others), [&](const ModelSnapshot &m) { return m.id != now->stations.at(station).active; });
    if (others.empty())
        return dropAndPromote(station);
    // One that has to be loaded first, where there is one.
    if (std::ranges::any_of(others, [](const ModelSnapshot &m) { return m.state == ModelState::Offline; }))
        std::erase_if(others, [](const ModelSnapshot &m) { return m.state != ModelState::Offline; });
    const ModelSnapshot &next = others[below(others.size())];
    m_counts.loaded += next.state != ModelState::Ready;
    return goTo(station, next.id);
}

Result<void> LineOperator::rollOut()
{
    if (const auto first = promoteFromLibrary(0); !first)
        return first;
    const auto model = m_line.station(0).active;
    for (std::size_t station = 1; model && station < SoakLine::kStations; ++station) {
        if (m_line.station(station).active == model)
            continue;
        if (const auto gone = goTo(station, *model); !gone)
            return gone;
    }
    return {};
}

Result<void> LineOperator::dropAndPromote(std::size_t station)
{
    const auto model = drop(below(m_files.size()), station);
    if (!model)
        return model.error();
    const StationSnapshot now = m_line.station(station);
    if (now.offered != *model)
        return {};  // it judges here already
    if (below(5) > 0)
        return promote(station, *model);
    ++m_counts.withdrawn;
    return m_line.carryOut([&](Engine::Done answer) { m_line.engine().withdrawOffer(SoakLine::idOf(station), std::move(answer)); });
}

Result<void> LineOperator::dropNonsense(std::size_t station)
{
    const fs::path file = m_files.front().parent_path() / "nonsense.pt";
    std::ofstream(file) << "this is no model " << m_random();
    const auto seen = m_line.drop(file, station);
    if (!seen)
        return seen.error();
    if (!seen->refusal)
        return Error{ErrorCode::Internal, "a file that is no model was taken"};
    ++m_counts.refused;
    return {};
}

Result<void> LineOperator::rollBack(std::size_t station)
{
    const auto before = m_line.station(station).previous;
    if (!before)
        return {};
    const SteadyTime commanded = std::chrono::steady_clock::now();
    m_line.ledger().mayJudge(station, *before);
    const auto done = m_line.carryOut([&](Engine::Done answer) { m_line.engine().rollBack(SoakLine::idOf(station), std::move(answer)); });
    if (!done) {
        if (done.error().code == ErrorCode::NotFound && !m_line.station(station).previous)
            return {};  // the engine itself took that way meanwhile, and left none
        return unexpected("roll back at " + SoakLine::idOf(station), done.error());
    }
    m_line.ledger().onlyMayJudge(station, *before);
    ++m_counts.rolledBack;
    awaitVerdict(station, *before, commanded);
    m_onSwap();
    return {};
}

Result<void> LineOperator::shadow(std::size_t station)
{
    const EngineSnapshotPtr now = m_line.engine().snapshot();
    const StationSnapshot &s = now->stations.at(station);
    std::optional<ModelId> wanted;
    if (!s.shadow) {
        const ModelSnapshot &any = now->models[below(now->models.size())];
        if (any.id == s.active)
            return {};
        wanted = any.id;
    }
    const auto done = m_line.carryOut([&](Engine::Done answer) { m_line.engine().setShadow(SoakLine::idOf(station), wanted, std::move(answer)); });
    if (!done && done.error().code != ErrorCode::InvalidInput)
        return unexpected("shadow at " + SoakLine::idOf(station), done.error());
    ++(wanted ? m_counts.shadowsSet : m_counts.shadowsStopped);
    return {};
}

Result<void> LineOperator::removeOne()
{
    const EngineSnapshotPtr now = m_line.engine().snapshot();
    for (const ModelSnapshot &m : now->models) {
        if (!m.activeAt.empty() || !m.previousAt.empty() || !m.shadowAt.empty() || !m.offeredAt.empty())
            continue;
        const auto done = m_line.carryOut([&](Engine::Done answer) { m_line.engine().removeModel(m.id, std::move(answer)); });
        if (!done && done.error().code != ErrorCode::Busy)
            return unexpected("remove " + m.id.text(), done.error());
        m_counts.removed += done.ok();
        return {};
    }
    return {};
}

void LineOperator::noteTakenBack()
{
    for (const HistoryEvent &event : m_line.engine().history(100)) {
        if (event.sequence <= m_lastEvent)
            break;
        if (event.kind != EventKind::RolledBack || !event.health || !event.to)
            continue;
        ++m_counts.takenBack;
        for (std::size_t i = 0; i < SoakLine::kStations; ++i) {
            if (SoakLine::idOf(i) == event.station) {
                const auto ago = std::chrono::system_clock::now() - event.at + std::chrono::milliseconds(100);
                m_line.ledger().explain(i, *event.to, std::chrono::steady_clock::now() - ago);
            }
        }
    }
    if (const auto newest = m_line.engine().history(1); !newest.empty())
        m_lastEvent = newest.front().sequence;
}

Result<void> LineOperator::settle()
{
    std::vector<ModelId> two;
    for (const std::size_t file : {std::size_t{0}, std::size_t{2}}) {
        const auto model = drop(file, 0);
        if (!model)
            return model.error();
        two.push_back(*model);
    }
    for (std::size_t i = 0; i < SoakLine::kStations; ++i) {
        const StationId id = SoakLine::idOf(i);
        const auto stopped = m_line.carryOut([&](Engine::Done answer) { m_line.engine().setShadow(id, std::nullopt, std::move(answer)); });
        const auto withdrawn = m_line.carryOut([&](Engine::Done answer) { m_line.engine().withdrawOffer(id, std::move(answer)); });
        if (!stopped || !withdrawn)
            return stopped ? withdrawn : stopped;
        for (const ModelId &model : two) {
            if (m_line.station(i).active == model)
                continue;
            if (const auto gone = goTo(i, model); !gone)
                return gone;
            noteTakenBack();
        }
    }
    const bool settled = waitUntil([&] {
        const EngineSnapshotPtr now = m_line.engine().snapshot();
        return std::ranges::all_of(now->stations, [&](const StationSnapshot &s) { return s.active == two.back() && s.previous == two.front() && s.source.state == SourceState::Running; })
            && std::ranges::all_of(now->models, [&](const ModelSnapshot &m) { return (m.state == ModelState::Ready) == (m.id == two.front() || m.id == two.back()); });
    });
    noteTakenBack();
    return settled ? Result<void>() : Error{ErrorCode::Busy, "the line did not come to rest: a source that is not back, or a model that stays in memory"};
}

}  // namespace lineside::soak
