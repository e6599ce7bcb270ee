// SPDX-License-Identifier: GPL-3.0-or-later
// The look at a new model in its first seconds on air, and the way back by itself.
#include "core/localengine.h"

#include <utility>

namespace lineside {
namespace {

CanaryGuardKind guardOf(Health health)
{
    switch (health) {
    case Health::TooSlow: return CanaryGuardKind::Latency;
    case Health::FindsNothing: return CanaryGuardKind::Collapse;
    case Health::Healthy:
    case Health::NotProven:
    case Health::NoVerdicts: break;
    }
    return CanaryGuardKind::FrameFlow;
}

}  // namespace

// `s.previous` is the model before, where it is in memory: it is asked about the same frames, and put back where that must be.
void LocalEngine::watchHealth(Station &s)
{
    s.watch = ++m_watches;
    s.pipeline->watchHealth(s.watch, s.config.contract.maxLatencyMs, s.previous);
}

void LocalEngine::onHealth(const StationId &id, std::uint64_t watch, const HealthRecord &health)
{
    Station *s = station(id);
    if (!s || s->watch != watch)
        return;  // removed, or changed over meanwhile
    s->watch = 0;
    const auto from = s->desired.previous, to = s->desired.active;
    // Who puts a model on air where it was taken back has read why, and wants it all the same.
    const auto before = to ? m_takenBack.find(*to) : m_takenBack.end();
    const bool insisted = before != m_takenBack.end() && before->second.station == id;
    completeChange(id, from, to, [&](HistoryEvent &event) {
        event.health = health;
        return true;
    });
    if (takesBack(health.health) && !insisted) {
        record({0, {}, EventKind::ModelFailed, id, to, from, {}, {}, {}, {}, {}, health});
        if (canaryAt(id))
            return health.health == Health::TooSlow ? canaryHarmed({CanaryGuardKind::Latency, health.latencyMs, health.allowedMs}, id) : canaryHarmed({guardOf(health.health), {}, {}}, id);
        takeBack(*s, health);
    }
    publish();
}

// Beside an alarm, "Roll back" must not mean the model that caused it.
void LocalEngine::takeBack(Station &s, std::optional<HealthRecord> health, Promotion promotion, std::function<void()> done)
{
    if (s.previous) {
        switchTo(s, s.previous, true, {}, std::move(promotion), std::move(health));
        forgetPrevious(s);
        if (done)
            done();
        return;
    }
    const StationId id = s.config.id;
    const auto gone = s.desired.active;
    rollBack(id, [this, id, gone, done = std::move(done)](const Result<void> &back) {  // has to be loaded first; what stands in its way is in the history
        post([this, id, gone, ok = back.ok(), done] {
            if (Station *now = station(id); ok && now && now->desired.previous == gone)
                forgetPrevious(*now);
            if (done)
                done();
        });
    });
}

void LocalEngine::forgetPrevious(Station &s)
{
    s.previous.reset();
    s.desired.previous.reset();
    saveDesired();
    publish();
}

}  // namespace lineside
