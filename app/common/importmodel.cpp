// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/importmodel.h"

#include <QTimer>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace lineside {
namespace {

constexpr int kPollMs = 50;

}  // namespace

void WaitTeller::look(const EngineSnapshot &snapshot, const std::function<bool(const WaitingLoad &)> &isIt)
{
    const auto load = std::ranges::find_if(snapshot.loading.waiting, isIt);
    if (load == snapshot.loading.waiting.end() || (load->id == m_told.id && load->why == m_told.why))
        return;
    if (!m_hurryFor.empty() && load->id != m_told.id)
        m_engine.loadNow(load->id, m_hurryFor, [](const Result<void> &) {});  // one that has begun meanwhile is where it was to go
    m_told = *load;
    m_waits(*load);
}

std::optional<ModelId> libraryModel(const EngineSnapshot &snapshot, const std::string &text)
{
    for (const ModelSnapshot &m : snapshot.models) {
        if (m.id.text() == text)
            return m.id;
    }
    return std::nullopt;
}

void importModel(Engine &engine, const std::string &path, std::optional<StationId> station, std::shared_ptr<WaitTeller> teller, Imported done, QObject *context)
{
    if (!std::filesystem::path(path).is_absolute())
        return done(commandError(Error{ErrorCode::NotFound, "neither a file nor a version of the library: " + path}));
    const CandidateId candidate = engine.offerFile(path, std::move(station));
    if (candidate == 0)
        return done(commandError(Error{ErrorCode::NotAllowed, toString(needed(Deed::ImportModel))}));
    auto *timer = new QTimer(context);
    QObject::connect(timer, &QTimer::timeout, context, [&engine, candidate, timer, done = std::move(done), teller = std::move(teller), seen = false]() mutable {
        const EngineSnapshotPtr snapshot = engine.snapshot();
        const auto it = std::ranges::find(snapshot->candidates, candidate, &CandidateSnapshot::id);
        const bool there = it != snapshot->candidates.end();
        if (there ? !it->finished : !seen) {
            seen = seen || there;
            return teller->look(*snapshot, [&](const WaitingLoad &load) { return load.candidate == candidate; });
        }
        timer->stop();
        timer->deleteLater();
        if (!there)
            return done(commandError(Error{ErrorCode::Cancelled, "cancelled at the console"}));
        if (it->refusal)
            done(commandError(*it->refusal));
        else
            done(*it->model);
        engine.dismissCandidate(candidate);
    });
    timer->start(kPollMs);
}

}  // namespace lineside
