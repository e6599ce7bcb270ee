// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fakeengine.h"

namespace lineside::test {

inline const ModelId kV1{"line", 1}, kV2{"line", 2}, kV3{"line", 3}, kBlind{"line-blind", 1}, kOld{"line", 10};

inline HistoryEvent happened(EventKind kind, const StationId &station, std::optional<ModelId> from, std::optional<ModelId> to,
                          std::chrono::seconds ago)
{
    HistoryEvent e;
    e.kind = kind;
    e.station = station;
    e.from = from;
    e.to = to;
    e.at = std::chrono::system_clock::now() - ago;
    return e;
}

/// Four stations, five versions in different states, and an hour's worth of events: what every page has to show.
inline void fillLine(FakeEngine &engine)
{
    using namespace std::chrono_literals;
    const auto now = std::chrono::system_clock::now();
    for (int i = 1; i <= 4; ++i) {
        StationSnapshot &s = engine.addStation("station-" + std::to_string(i), "Station " + std::to_string(i));
        s.config.rule.partLabel = "Bottle";
        s.config.rule.requiredLabels = {"Cap", "Label"};
        s.config.source.demoStation = i - 1;
        s.active = i == 3 ? kV2 : kV1;
        s.activeSince = now - 40min;
        s.p50Ms = 11.8;
        s.p99Ms = 14.2;
        s.judgedFps = 15;
    }
    engine.addModel(kV1);
    ModelSnapshot &v2 = engine.addModel(kV2);
    v2.format = "torchscript";
    v2.sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    v2.executor = {"openvino", "CPU", "bf16", true, 9.7, 19.4};
    ModelSnapshot &v3 = engine.addModel(kV3);
    v3.format = "onnx";
    v3.state = ModelState::Offline;
    v3.memoryBytes = 0;
    ModelSnapshot &blind = engine.addModel(kBlind, {"Bottle", "Label"});
    blind.executor.fastAgrees = false;
    blind.executor.comparedBoxes = 24;
    ModelSnapshot &old = engine.addModel(kOld);
    old.state = ModelState::Damaged;
    old.memoryBytes = 0;
    engine.station("station-3").previous = kV1;

    engine.addEvent(happened(EventKind::Started, {}, {}, {}, 3600s));
    engine.addEvent(happened(EventKind::Imported, {}, {}, kV2, 3000s));
    engine.addEvent(happened(EventKind::Offered, "station-3", {}, kV2, 2990s));
    HistoryEvent promoted = happened(EventKind::Promoted, "station-3", kV1, kV2, 300s);
    promoted.swap = SwapRecord{kV1, kV2, false, promoted.at, 41.3, 1802, 0};
    engine.addEvent(promoted);
    HistoryEvent refused = happened(EventKind::Refused, "station-2", {}, {}, 120s);
    refused.file = "best.pt";
    refused.refusal = Refusal{RefusalReason::Labels, "Bottle, Cap, Label", "Car, Bus", {}};
    engine.addEvent(refused);
    HistoryEvent lost = happened(EventKind::SourceLost, "station-4", {}, {}, 60s);
    lost.detail = "no route to host";
    engine.addEvent(lost);

    for (int second = 900; second >= 0; --second) {
        MemorySample sample;
        sample.at = now - std::chrono::seconds(second);
        sample.systemTotal = 25'000'000'000;
        sample.systemAvailable = 18'400'000'000;
        const std::uint64_t v2Bytes = second < 320 ? 66'000'000 : 0;
        sample.models = {{kV1, 62'000'000, "CPU"}};
        if (v2Bytes)
            sample.models.push_back({kV2, v2Bytes, "CPU"});
        const std::uint64_t peak = second < 320 && second > 308 ? 48'000'000 : 0;
        sample.processResident = 310'000'000 + v2Bytes + peak + static_cast<std::uint64_t>(second % 7) * 300'000;
        engine.memory.push_back(std::move(sample));
    }
    engine.publish();
}

}  // namespace lineside::test
