// SPDX-License-Identifier: GPL-3.0-or-later
// What the new model of a canary must keep at once and always, and a step that waits because nothing can be saved.
#include "core/localengine.h"
#include "model/vetting.h"

#include <utility>

namespace lineside {

FlowLook LocalEngine::flowOf(const Station &s) const
{
    const CanaryRun &run = *m_canary;
    const StationContract &contract = s.config.contract;
    StationSnapshot now;
    s.pipeline->fill(now);
    FlowLook look{m_parts.clock->now(), now.counters.captured, now.counters.judged};
    if (contract.maxLatencyMs > 0) {
        look.latencyMs = now.p50Ms;
        look.allowedMs = contract.maxLatencyMs;
    } else if (const auto before = run.latencyBefore.find(s.config.id); before != run.latencyBefore.end()) {
        const auto watch = run.flows.find(s.config.id);
        const std::uint64_t seen = watch == run.flows.end() || !watch->second.last() ? 0 : watch->second.last()->judged;
        look.latencyMs = now.p99Ms;
        look.allowedMs = allowedLatency(before->second, s.config.source.targetFps);
        look.slowestMs = s.pipeline->slowestMs(look.judged - seen);
    }
    look.memory = run.model ? run.model->memoryBytes : 0;
    look.allowedMemory = memoryLimit(contract);
    return look;
}

void LocalEngine::noteLatencyBefore(const Station &s)
{
    StationSnapshot before;
    s.pipeline->fill(before);
    if (before.p99Ms > 0)
        m_canary->latencyBefore[s.config.id] = before.p99Ms;
}

std::vector<GuardEvidence> LocalEngine::limitsOfCanary() const
{
    std::vector<GuardEvidence> all;
    if (!m_canary->underWay() || !m_canary->progress.plan.guard.health)
        return all;
    for (const auto &[id, watch] : m_canary->flows) {
        for (const HeldLimit &held : watch.limits()) {
            GuardEvidence word;
            word.guard = held.guard;
            word.station = id;
            word.now = held.now;
            word.limit = held.limit;
            all.push_back(std::move(word));
        }
    }
    return all;
}

// Who has let it go on said so, which holds: it waits as one that waits for its hours, and `nextStep` pauses it.
void LocalEngine::holdUntilSaved(const CanaryTurn &turn, const Actor &by)
{
    CanaryProgress &at = m_canary->progress;
    if (at.state == CanaryState::Asking) {
        at.by = by.name;
        tellCanary(EventKind::CanaryResumed, by, {});
    }
    at.step = turn.progress.step;
    at.state = CanaryState::Waiting;
    turnCanary(CanaryHand::None, {});
    showCanary();
}

}  // namespace lineside
