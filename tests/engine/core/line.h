// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/taskrunner.h"
#include "wiring.h"

#include <QtGlobal>

#include <algorithm>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <vector>

namespace lineside::test {

/// How long a machine full of other work may take, not how long it should; ms.
inline constexpr int kPatience = 60000;

/// A real engine with its threads, in a folder of its own; for tests. Stations come from `lineside.json` there, or are those given.
class Line {
public:
    Line(const std::filesystem::path &dataDir, std::vector<StationConfig> stations) : m_thread("engine", AtStop::FinishWaiting)
    {
        auto backends = makeBackends();
        if (!backends)
            qFatal("%s", backends.error().detail.c_str());
        EngineParts parts = makeEngineParts(*backends, m_clock, LINESIDE_VET);
        parts.loading = {100, 0, 0, 0, {}};  // no load waits
        parts.dataDir = dataDir;
        parts.configFile = dataDir / "lineside.json";
        parts.recordVerdicts = true;
        parts.defaultStations = std::move(stations);
        m_engine = std::make_unique<LocalEngine>(parts, m_thread);
        if (const auto started = m_engine->start(); !started)
            qFatal("%s", started.error().detail.c_str());
    }

    LocalEngine *operator->() { return m_engine.get(); }

    StationSnapshot station(const StationId &id) const
    {
        const auto snapshot = m_engine->snapshot();
        return *std::find_if(snapshot->stations.begin(), snapshot->stations.end(), [&](const auto &s) { return s.config.id == id; });
    }
    CandidateSnapshot candidate(CandidateId id) const
    {
        const auto snapshot = m_engine->snapshot();
        const auto it = std::find_if(snapshot->candidates.begin(), snapshot->candidates.end(), [&](const auto &c) { return c.id == id; });
        return it == snapshot->candidates.end() ? CandidateSnapshot{} : *it;
    }
    bool finished(CandidateId id) const { return candidate(id).finished; }

    /// A command's answer.
    template <class Command>
    Result<void> carryOut(Command &&command)
    {
        std::promise<Result<void>> answer;
        command([&](Result<void> r) { answer.set_value(std::move(r)); });
        return answer.get_future().get();
    }
    Result<void> promote(const StationId &s, const ModelId &m, const PromotionNote &note = {})
    {
        return carryOut([&](Engine::Done done) { m_engine->promote(s, m, done, note); });
    }
    Result<void> rollBack(const StationId &s)
    {
        return carryOut([&](Engine::Done done) { m_engine->rollBack(s, done); });
    }
    std::optional<HistoryEvent> newest(EventKind kind) const
    {
        for (const HistoryEvent &e : m_engine->history(1000)) {
            if (e.kind == kind)
                return e;
        }
        return std::nullopt;
    }

private:
    const SystemClock m_clock;
    ThreadTaskRunner m_thread;
    std::unique_ptr<LocalEngine> m_engine;
};

}  // namespace lineside::test
