// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/livescene.h"

#include <functional>
#include <vector>

namespace lineside::test {

/// A state that a tile can be in, how a station comes into it, and the word that tells it.
struct LiveState {
    const char *name;
    const char *word;
    bool abnormal;  ///< somebody has to do something
    std::function<void(LiveScene &, int station)> bring;
};

inline const std::vector<LiveState> &liveStates()
{
    const auto source = [](SourceState state) {
        return [state](LiveScene &scene, int n) {
            scene.setSource(n, state);
            if (state == SourceState::Offline)
                scene.station(n).source.nextTry = std::chrono::steady_clock::now() + std::chrono::seconds(8);
        };
    };
    static const std::vector<LiveState> states{
        {"pass", "PASS", false, [](LiveScene &, int) {}},
        {"fail", "FAIL", false,
         [](LiveScene &scene, int n) { scene.station(n).last = {Verdict::Fail, VerdictReason::MissingLabel, "Cap", {"line", 2}}; }},
        {"unsure", "UNSURE", true,
         [](LiveScene &scene, int n) { scene.station(n).last = {Verdict::Unsure, VerdictReason::LowScore, "Cap", {"line", 2}}; }},
        {"connecting", "UNKNOWN", true, source(SourceState::Connecting)},
        {"offline", "UNKNOWN", true, source(SourceState::Offline)},
        {"frozen", "UNKNOWN", true, source(SourceState::Frozen)},
        {"stalled", "UNKNOWN", true, source(SourceState::Stalled)},
        {"ended", "UNKNOWN", true, source(SourceState::Ended)},
        {"busy", "UNKNOWN", true, source(SourceState::Busy)},
        {"no model", "NO MODEL", true,
         [](LiveScene &scene, int n) { scene.station(n).active.reset(), scene.station(n).last = {}; }},
        {"slow", "behind", true,
         [](LiveScene &scene, int n) { scene.station(n).config.contract.maxLatencyMs = 15, scene.station(n).judgedFps = 28.8; }},
        {"many rejects", "rejects", true,
         [](LiveScene &scene, int n) { scene.station(n).rejectRate = 0.091, scene.station(n).rejectsHigh = true; }},
        {"fell back", "stopped", true,
         [](LiveScene &scene, int n) {
             HistoryEvent e;
             e.kind = EventKind::ModelFailed;
             e.station = LiveScene::idOf(n);
             e.from = ModelId{"line", 3};
             e.to = ModelId{"line", 2};
             scene.engine.addEvent(e);
         }},
        {"taken back", "taken back", true,
         [](LiveScene &scene, int n) {
             HistoryEvent e;
             e.kind = EventKind::ModelFailed;
             e.station = LiveScene::idOf(n);
             e.from = ModelId{"line", 3};
             e.to = ModelId{"line", 2};
             e.health = HealthRecord{Health::FindsNothing, 400, 12, 0, 20, 66, 0, 4, 3};
             scene.engine.addEvent(e);
         }},
        {"loading", "Step 5 of 6", false,
         [](LiveScene &scene, int n) {
             const CandidateId id = scene.engine.offerFile("/data/line-v4.pt", LiveScene::idOf(n));
             scene.engine.candidate(id).step = CandidateStep::WarmUp;
         }},
        {"shadow", "shadow line-v3", false, [](LiveScene &scene, int n) { scene.station(n).shadow = ModelId{"line", 3}; }},
        {"in preview", "Put line-v3 on air", false, [](LiveScene &scene, int n) { scene.station(n).offered = ModelId{"line", 3}; }},
        {"switched", "waits for line-v2", false, [](LiveScene &scene, int n) { scene.station(n).last.model = {"line", 1}; }},
    };
    return states;
}

}  // namespace lineside::test
