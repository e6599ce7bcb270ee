// SPDX-License-Identifier: GPL-3.0-or-later
// When models are loaded: at once, or once the device, the rate and the station's hours allow it.
#include "base/localminute.h"
#include "base/unlessoutofmemory.h"
#include "core/localengine.h"
#include "store/configfile.h"

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

constexpr std::chrono::seconds kTrembles{2};

std::string words(const LoadingPolicy &p)
{
    return "busy_percent: " + std::to_string(p.busyPercent) + ", busy_wait_seconds: " + std::to_string(p.busyWaitSeconds)
         + ", per_minute: " + std::to_string(p.perMinute) + ", window_wait_minutes: " + std::to_string(p.windowWaitMinutes)
         + ", memory: " + toString(p.memory);
}

}  // namespace

LoadConditions LocalEngine::loadConditions() const
{
    const std::lock_guard lock(m_mutex);
    return {m_parts.clock->now(), localMinute(m_parts.clock->wallNow()).minute, m_busy.mean()};
}

bool LocalEngine::queueLoad(LoadCause cause, WaitingLoad shown, std::function<bool(LoadCause, LoadTurn)> begin)
{
    QueuedLoad load;
    load.ask.cause = cause;
    load.ask.asked = m_parts.clock->now();
    if (const Station *s = shown.station.empty() ? nullptr : station(shown.station))
        load.ask.window = s->config.loadWindow;
    load.shown = std::move(shown);
    load.shown.since = m_parts.clock->wallNow();
    load.begin = std::move(begin);
    const LoadId id = m_loads.add(std::move(load));
    lookAtLoads();
    return std::ranges::none_of(m_loads.loads(), [id](const QueuedLoad &waits) { return waits.shown.id == id; });
}

void LocalEngine::lookAtLoads()
{
    while (const auto load = m_loads.next(loadConditions())) {
        // Let go of on any thread, also when the engine has ended and its thread has not.
        LoadTurn turn(nullptr, [this, alive = m_alive, &thread = m_engineThread](void *) {
            if (!*alive)
                return;
            // Also where a load is given up because memory ran out.
            insist([&] {
                thread.post([this, alive] {
                    if (!*alive)
                        return;
                    m_loads.ended();
                    lookAtLoads();
                });
            });
        });
        if (load->begin(load->ask.cause, std::move(turn)))
            m_loads.count(load->ask.cause, m_parts.clock->now());
    }
    std::vector<WaitingLoad> waiting = m_loads.waiting(loadConditions(), m_parts.clock->wallNow());
    for (WaitingLoad &now : waiting) {
        const auto before = std::ranges::find(m_waitingLoads, now.id, &WaitingLoad::id);
        if (before != m_waitingLoads.end() && before->why == now.why && now.until < before->until + kTrembles && before->until < now.until + kTrembles)
            now.until = before->until;
    }
    if (waiting == m_waitingLoads)
        return;
    m_waitingLoads = std::move(waiting);
    publish();
}

void LocalEngine::lookAtDevice()
{
    if (m_parts.busy) {
        const auto share = m_parts.busy();
        const std::lock_guard lock(m_mutex);
        m_busy.add(share);
    }
    post([this] {
        lookAtLoads();
        lookAtProofs();
        lookAtCanary();
        lookAtComparisons();
    });
}

void LocalEngine::applyLoading(LoadingPolicy policy, Done done, Actor actor)
{
    post([this, policy, done = std::move(done), actor = std::move(actor)] {
        Config wanted = currentConfig();
        wanted.loading = policy;
        const std::string text = formatConfig(wanted);
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        m_loadingPolicy = policy;
        m_loads.setPolicy(policy);
        m_configError.reset();
        record({0, {}, EventKind::LoadingChanged, {}, {}, {}, {}, {}, {}, words(policy)}, actor);
        lookAtLoads();
        publish();
        writeConfig(text, done);
    });
}

void LocalEngine::loadNow(LoadId id, std::string reason, Done done, Actor actor)
{
    post([this, id, reason = std::move(reason), done = std::move(done), actor = std::move(actor)] {
        if (reason.find_first_not_of(" \t\r\n") == std::string::npos)
            return done(Error{ErrorCode::ReasonMissing, "a load that waits begins at once only for one"});
        const auto waits = std::ranges::find(m_waitingLoads, id, &WaitingLoad::id);
        if (waits == m_waitingLoads.end() || !m_loads.hurry(id))
            return done(Error{ErrorCode::NotFound, "it does not wait any more"});
        const auto candidate = m_candidates.find(waits->candidate);
        record({0, {}, EventKind::LoadedNow, waits->station, {}, waits->model,
                candidate == m_candidates.end() ? std::string() : candidate->second->snapshot().fileName, {}, {}, reason}, actor);
        lookAtLoads();
        publish();
        done({});
    });
}

}  // namespace lineside
