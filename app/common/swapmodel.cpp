// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/swapmodel.h"

#include "common/changemeant.h"
#include "common/importmodel.h"

#include <QTimer>

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace lineside {
namespace {

using Answer = Result<void, CommandError>;

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
        if (const auto unmeant = order.acceptsChange ? std::nullopt : changeNotMeant(*snapshot, {order.station}, id))
            return done(*unmeant);
        engine.promote(order.station, id, [done](const Result<void> &result) { done(toAnswer(result)); }, order.note);
    };
    const auto teller = std::make_shared<WaitTeller>(engine, order.now ? order.note.reason : std::string(), std::move(waits));
    if (const auto known = libraryModel(*now, order.model)) {
        if (const auto unmeant = order.acceptsChange ? std::nullopt : changeNotMeant(*now, {order.station}, *known))
            return done(*unmeant);
        auto *timer = new QTimer(context);
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
    importModel(engine, order.model, order.station, teller, [promote, done](const Result<ModelId, CommandError> &model) {
        if (model)
            promote(*model);
        else
            done(model.error());
    }, context);
}

}  // namespace lineside
