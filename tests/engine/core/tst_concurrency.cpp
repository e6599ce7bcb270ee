// SPDX-License-Identifier: GPL-3.0-or-later
// The stories of tst_schedules with the threads of the program, all commands at once: what is in the way of whom is left to the system.
#include "engine/core/operator.h"
#include "engine/core/surroundings.h"

#include <spdlog/spdlog.h>

#include <QTemporaryDir>
#include <QtTest>

#include <condition_variable>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr int kPatience = 60000;  // ms, of a machine full of other work
constexpr int kCommands = 40;

/// What all cameras do.
struct Cameras {
    std::atomic<bool> there{true}, flowing{true};
};

/// A picture each millisecond.
class QuickCamera final : public FrameSource {
public:
    QuickCamera(int station, const Cameras &cameras) : m_station(station), m_cameras(cameras) {}
    void start(SourceCallbacks callbacks) override
    {
        m_thread = std::jthread([this, callbacks = std::move(callbacks)](const std::stop_token &stop) {
            auto number = static_cast<std::uint32_t>(callbacks.firstSequence);
            std::mutex mutex;
            std::condition_variable_any never;
            while (m_cameras.there) {
                if (m_cameras.flowing)
                    callbacks.onFrame(PictureMark{m_station, number++}.picture());
                std::unique_lock lock(mutex);
                if (never.wait_for(lock, stop, std::chrono::milliseconds(1), [] { return false; }); stop.stop_requested())
                    return;
            }
            callbacks.onState(SourceState::Offline, "unplugged");
        });
    }
    void stop() override
    {
        m_thread.request_stop();
        if (m_thread.joinable())
            m_thread.join();
    }

private:
    const int m_station;
    const Cameras &m_cameras;
    std::jthread m_thread;
};

/// An engine with its threads in a folder of its own.
class ThreadedLine {
public:
    ThreadedLine(Surroundings &around, const Cameras &cameras, const std::filesystem::path &folder) : m_engine(parts(around, cameras, m_clock, folder), m_thread)
    {
        if (const auto started = m_engine.start(); !started)
            qFatal("%s", started.error().detail.c_str());
    }
    LocalEngine *operator->() { return &m_engine; }
    LocalEngine &engine() { return m_engine; }

private:
    static EngineParts parts(Surroundings &around, const Cameras &cameras, const Clock &clock, const std::filesystem::path &folder)
    {
        EngineParts parts = around.parts(folder, clock);
        parts.defaultStations = storyStations();
        parts.sources = [&cameras](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
            if (!cameras.there)
                return Error{ErrorCode::Io, "unplugged"};
            return std::unique_ptr<FrameSource>(new QuickCamera(config.location.back(), cameras));
        };
        return parts;
    }

    const SystemClock m_clock;
    ThreadTaskRunner m_thread{"engine", AtStop::FinishWaiting};
    LocalEngine m_engine;
};

}  // namespace

class TestConcurrency : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { spdlog::set_level(spdlog::level::off); }  // what is lost on purpose

    void whatever_happens_at_once_every_promise_is_kept_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 3 * kStories; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void whatever_happens_at_once_every_promise_is_kept()
    {
        QFETCH(int, seed);
        const QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        std::filesystem::create_directories(folder / "data");
        Surroundings around;
        around.takesTime = [] { std::this_thread::yield(); };
        Cameras cameras;
        ThreadedLine line(around, cameras, folder / "data");
        test::Operator hand(line.engine(), around, folder, {[&](const std::string &, bool there) { cameras.there = there; }, [](const std::string &, int) {}, [] {}});
        for (const int version : {1, 2, 3})
            line->offerFile(Surroundings::write(folder, version), "a");
        const auto through = [&] {
            const auto seen = line->snapshot();
            return std::ranges::all_of(seen->candidates, [](const CandidateSnapshot &c) { return c.finished; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->candidates.size() == 3 && through(), kPatience);

        Dice dice(static_cast<std::uint64_t>(seed));
        for (int i = 0; i < kCommands; ++i)
            hand.command(static_cast<Story>(seed % kStories), [&](std::uint64_t below) { return dice.roll(below); });
        QTRY_VERIFY_WITH_TIMEOUT(hand.allAnswered() && through(), kPatience);
        around.deviceLost = false;
        cameras.there = true;
        const auto judgesWhatItSays = [&] {
            const auto seen = line->snapshot();
            return std::ranges::all_of(seen->stations, [&](const StationSnapshot &s) {
                line->retrySource(s.config.id);
                const JudgedFramePtr newest = line->feed(s.config.id)->newestJudged();
                const bool running = s.source.state == SourceState::Running && s.counters.captured > 0;
                return running && (!s.active || s.activeSince == WallTime() || (newest && newest->judgement.model == *s.active));
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(judgesWhatItSays(), kPatience);
        cameras.flowing = false;
        // Once is enough: the last frames are still on their way, and a frame in hand is neither judged nor lost.
        std::string complaint = "?";
        const auto promisesKept = [&] { return complaint.empty() || (complaint = hand.complaint()).empty(); };
        QTRY_VERIFY2_WITH_TIMEOUT(promisesKept(), (complaint + '\n' + hand.told()).c_str(), kPatience);
    }
};

QTEST_GUILESS_MAIN(TestConcurrency)
#include "tst_concurrency.moc"
