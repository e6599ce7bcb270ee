// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wiring.h"

#include <QtTest>

#include <algorithm>
#include <future>

namespace lineside::test {

/// The engine in a folder of its own, with stations whose sources a test takes away. One of them must play the demo line: that
/// is where the starter model goes live by itself.
class SourceLine {
public:
    using StoreSecret = decltype(EngineParts::storeSecret);

    SourceLine(const std::filesystem::path &dataDir, std::vector<StationConfig> stations, FrameSourceFactory more = {},
               StoreSecret storeSecret = {})
        : m_thread("engine", AtStop::FinishWaiting)
    {
        auto backends = makeBackends();
        if (!backends)
            qFatal("%s", backends.error().detail.c_str());
        EngineParts parts = makeEngineParts(*backends, m_clock, LINESIDE_VET);
        parts.loading = {100, 0, 0, 0, {}};  // no load waits
        parts.dataDir = dataDir;
        parts.configFile = dataDir / "lineside.json";
        parts.defaultStations = std::move(stations);
        parts.starterModel = LINESIDE_SOURCE_DIR "/resources/weights/line-v1.pt";
        parts.sources = makeSourceFactory(std::move(more));
        parts.storeSecret = std::move(storeSecret);
        m_engine = std::make_unique<LocalEngine>(std::move(parts), m_thread);
        if (const auto started = m_engine->start(); !started)
            qFatal("%s", started.error().detail.c_str());
    }

    LocalEngine *operator->() { return m_engine.get(); }

    StationSnapshot station(const StationId &id) const
    {
        const auto snapshot = m_engine->snapshot();
        return *std::find_if(snapshot->stations.begin(), snapshot->stations.end(), [&](const auto &s) { return s.config.id == id; });
    }
    bool isIn(const StationId &id, SourceState state) const { return station(id).source.state == state; }
    std::uint64_t judged(const StationId &id) const { return station(id).counters.judged; }
    /// How often the history tells that of the station.
    int told(const StationId &id, EventKind kind) const
    {
        const auto events = m_engine->history(1000);
        return static_cast<int>(std::count_if(events.begin(), events.end(), [&](const auto &e) { return e.station == id && e.kind == kind; }));
    }
    /// The answer of a command that is given `done`.
    template <class Answer, class Command>
    Answer answer(Command &&command)
    {
        std::promise<Answer> promise;
        command([&promise](Answer result) { promise.set_value(std::move(result)); });
        return promise.get_future().get();
    }
    /// Puts the model of the demo line on air at all other stations too; false where that does not come about.
    bool judgeEverywhere()
    {
        const auto onAir = [this]() -> std::optional<ModelId> {
            const auto snapshot = m_engine->snapshot();
            for (const StationSnapshot &s : snapshot->stations) {
                if (s.active)
                    return s.active;
            }
            return std::nullopt;
        };
        if (!QTest::qWaitFor([&] { return onAir().has_value(); }, 60'000))
            return false;
        const ModelId model = *onAir();
        const auto snapshot = m_engine->snapshot();
        for (const StationSnapshot &s : snapshot->stations) {
            const StationId id = s.config.id;
            if (!s.active
                && (!answer<Result<void>>([&](auto done) { m_engine->offerModel(id, model, done); })
                    || !answer<Result<void>>([&](auto done) { m_engine->promote(id, model, done); })))
                return false;
        }
        return true;
    }
    Result<SourceTest> test(const SourceConfig &source)
    {
        return answer<Result<SourceTest>>([&](auto done) { m_engine->testSource(source, done); });
    }

private:
    SystemClock m_clock;
    ThreadTaskRunner m_thread;
    std::unique_ptr<LocalEngine> m_engine;
};

/// A station of that source with the rule of the demo line.
inline StationConfig stationOn(const StationId &id, const SourceConfig &source)
{
    StationConfig station = demoStations(1).front();
    station.promotion = PromotionPolicy::Nothing;
    station.id = station.name = id;
    station.source = source;
    return station;
}

}  // namespace lineside::test
