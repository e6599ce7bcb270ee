// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/swapmodel.h"

#include <QTimer>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <utility>

namespace lineside {
namespace {

using Answer = Result<void, CommandError>;
using Waits = std::function<void(const WaitingLoad &)>;

constexpr int kPollMs = 50;

Answer toAnswer(const Result<void> &result)
{
    return result ? Answer() : Answer(commandError(result.error()));
}

const StationSnapshot *findStation(const EngineSnapshot &snapshot, const StationId &id)
{
    const auto it = std::ranges::find(snapshot.stations, id, [](const StationSnapshot &s) { return s.config.id; });
    return it == snapshot.stations.end() ? nullptr : &*it;
}

std::optional<ModelId> libraryModel(const EngineSnapshot &snapshot, const std::string &text)
{
    for (const ModelSnapshot &m : snapshot.models) {
        if (m.id.text() == text)
            return m.id;
    }
    return std::nullopt;
}

/// Tells of one load whenever it begins to wait for something else, and hurries it where that is wanted.
class WaitTeller {
public:
    WaitTeller(Engine &engine, const SwapOrder &order, Waits waits) : m_engine(engine), m_order(order), m_waits(std::move(waits)) {}

    void look(const EngineSnapshot &snapshot, const std::function<bool(const WaitingLoad &)> &isIt)
    {
        const auto load = std::ranges::find_if(snapshot.loading.waiting, isIt);
        if (load == snapshot.loading.waiting.end() || (load->id == m_told.id && load->why == m_told.why))
            return;
        if (m_order.now && load->id != m_told.id)
            m_engine.loadNow(load->id, m_order.note.reason, [](const Result<void> &) {});  // one that has begun meanwhile is where it was to go
        m_told = *load;
        m_waits(*load);
    }

private:
    Engine &m_engine;
    const SwapOrder m_order;
    const Waits m_waits;
    WaitingLoad m_told;
};

}  // namespace

void swapModel(Engine &engine, const SwapOrder &order, Waits waits, std::function<void(Answer)> done, QObject *context)
{
    const EngineSnapshotPtr now = engine.snapshot();
    if (!findStation(*now, order.station))
        return done(commandError(Error{ErrorCode::NotFound, "no station " + order.station}));
    if (order.now && order.note.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        return done(commandError(Error{ErrorCode::ReasonMissing, "a load that may not wait needs a reason"}));
    const auto promote = [&engine, order, done](const ModelId &id) {
        const EngineSnapshotPtr snapshot = engine.snapshot();
        if (const StationSnapshot *s = findStation(*snapshot, order.station); s && s->active == id)
            return done({});
        engine.promote(order.station, id, [done](const Result<void> &result) { done(toAnswer(result)); }, order.note);
    };
    const auto teller = std::make_shared<WaitTeller>(engine, order, std::move(waits));
    auto *timer = new QTimer(context);
    if (const auto known = libraryModel(*now, order.model)) {
        const auto answered = std::make_shared<std::atomic<bool>>(false);
        engine.offerModel(order.station, *known, [promote, known, done, answered](const Result<void> &offered) {
            *answered = true;
            if (offered)
                promote(*known);
            else
                done(toAnswer(offered));
        });
        QObject::connect(timer, &QTimer::timeout, context, [&engine, timer, teller, known, answered] {
            if (*answered)
                return timer->deleteLater();
            teller->look(*engine.snapshot(), [&](const WaitingLoad &load) { return load.candidate == 0 && load.model == known; });
        });
        return timer->start(kPollMs);
    }
    if (!std::filesystem::path(order.model).is_absolute()) {
        timer->deleteLater();
        return done(commandError(Error{ErrorCode::NotFound, "neither a file nor a version of the library: " + order.model}));
    }
    const CandidateId candidate = engine.offerFile(order.model, order.station);
    QObject::connect(timer, &QTimer::timeout, context, [&engine, candidate, timer, promote, done, teller, seen = false]() mutable {
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
            promote(*it->model);
        engine.dismissCandidate(candidate);
    });
    timer->start(kPollMs);
}

}  // namespace lineside
