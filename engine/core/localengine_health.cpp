// SPDX-License-Identifier: GPL-3.0-or-later
// The look at a new model in its first seconds on air, and the way back by itself.
#include "core/localengine.h"

#include <utility>

namespace lineside {

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
    completeChange(id, from, to, [&](HistoryEvent &event) {
        event.health = health;
        return true;
    });
    if (takesBack(health.health)) {
        record({0, {}, EventKind::ModelFailed, id, to, from, {}, {}, {}, {}, {}, health});
        if (s->previous) {
            switchTo(*s, s->previous, true, {}, {}, health);
            s->previous.reset();  // nobody goes back to it by himself; rollBack loads it anew
        } else {
            rollBack(id, [](const Result<void> &) {});  // has to be loaded first; what stands in its way is in the history
        }
    }
    publish();
}

}  // namespace lineside
