// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bridge/enginebridge.h"
#include "support/fakeengine.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>

namespace lineside::test {

/// Settings of the test alone: nothing of the user's is read or written. Make one before the first window.
class OwnSettings {
public:
    OwnSettings()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(QStringLiteral("lineside-test"));
        QSettings().clear();
        QSettings().setValue(QStringLiteral("firstRun/closed"), true);
    }

private:
    QTemporaryDir m_folder;
};

/// Stations that run on line-v2, with a grey picture and a passed part each. A test changes `engine.state`, calls `update()`,
/// and the screens show it. UI thread only.
class LiveScene {
public:
    explicit LiveScene(int stations = 4)
    {
        engine.addModel({"line", 1});
        engine.addModel({"line", 2});
        engine.addModel({"line", 3});
        for (int number = 1; number <= stations; ++number)
            addStation(number);
        update();
    }

    void addStation(int number)
    {
        StationSnapshot &s = engine.addStation(idOf(number), "Station " + std::to_string(number));
        s.config.rule = {"Bottle", {"Cap", "Label"}, {}, 0.5, 0.4, 0.6};
        s.active = ModelId{"line", 2};
        s.activeSince = std::chrono::system_clock::now();
        s.judgedFps = 29.6;
        s.p50Ms = 12.1;
        s.p99Ms = 18.4;
        s.counters = {54'012, 3, 53'801, 53'800, 211, 0, 3'500, 71, 12};
        s.last = {Verdict::Pass, VerdictReason::None, {}, {"line", 2}};
        s.verdictSince = std::chrono::system_clock::now();
        s.rejectRate = 0.021;
    }

    FakeEngine engine;
    EngineBridge bridge{engine};

    static std::string idOf(int number) { return "station-" + std::to_string(number); }
    StationSnapshot &station(int number) { return engine.station(idOf(number)); }
    FakeFeed &feed(int number) { return engine.feedOf(idOf(number)); }

    /// A new picture at the station, judged at once if it has a model.
    FramePtr picture(int number, std::uint32_t rgb = 0x8A9096, std::chrono::milliseconds ago = {})
    {
        const FramePtr frame = makeFrame(++m_sequence, 320, 180, rgb, std::chrono::steady_clock::now() - ago);
        feed(number).setNewest(frame);
        if (const StationSnapshot &s = station(number); s.active)
            feed(number).setJudged(makeJudged(frame, "Bottle 0.97 @120,20 60x150\nCap 0.91 @138,22 24x20", *s.active));
        return frame;
    }
    /// New pictures from all cameras that run, then what the engine and the screens do in one tick.
    void update(bool structural = true)
    {
        for (StationSnapshot &s : engine.state.stations)
            if (s.source.state == SourceState::Running && !m_silent.contains(s.config.id))
                picture(std::stoi(s.config.id.substr(8)));
        engine.publish(structural);
        bridge.refresh();
    }
    /// Words of tiles are looked at every third tick.
    void updateWords()
    {
        for (int tick = 0; tick < 3; ++tick)
            update(false);
    }
    /// The camera gives no more pictures.
    void silence(int number) { m_silent[idOf(number)] = true; }
    void setSource(int number, SourceState state)
    {
        station(number).source.state = state;
        station(number).source.since = std::chrono::system_clock::now();
    }

private:
    std::map<std::string, bool> m_silent;
    std::uint64_t m_sequence = 0;
};

}  // namespace lineside::test
