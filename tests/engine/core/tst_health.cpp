// SPDX-License-Identifier: GPL-3.0-or-later
// A model that does harm in its first seconds on air is taken back by the engine itself, with the reason.
#include "base/latestslot.h"
#include "engine/core/decisions.h"

#include <QtTest>

#include <array>
#include <cstdlib>

using namespace lineside;
using namespace lineside::test;

namespace {

/// How the model of each version does.
struct Sight {
    std::atomic<bool> sees{true};
    std::atomic<int> picturesLate{0};  ///< so many come while it judges one
};
struct Eyes {
    std::array<Sight, 4> of;                 ///< by version
    std::atomic<std::uint64_t> pictures{0};  ///< that the source has sent

    void hurry()
    {
        for (Sight &sight : of)
            sight.picturesLate = 0;
        ++pictures;
        pictures.notify_all();
    }
};

/// One bottle in each picture, for the model that sees.
class SightedExecutor final : public Executor {
public:
    SightedExecutor(const NetworkInfo &network, Eyes &eyes)
        : m_stub(network), m_eyes(eyes), m_sight(eyes.of[static_cast<std::size_t>(std::atoi(network.producer.c_str()))])
    {
    }
    const ExecutorInfo &info() const noexcept override { return m_stub.info(); }
    const NetworkInfo &network() const noexcept override { return m_stub.network(); }
    std::span<float> input() noexcept override { return m_stub.input(); }
    Result<TensorView> run() override
    {
        const std::uint64_t until = m_eyes.pictures + static_cast<std::uint64_t>(m_sight.picturesLate);
        for (std::uint64_t now = m_eyes.pictures; m_sight.picturesLate > 0 && now < until; now = m_eyes.pictures)
            m_eyes.pictures.wait(now);
        m_output[4] = m_sight.sees ? 0.9f : 0.01f;
        return TensorView{m_output.data(), {1, 6, 1}, 3};
    }

private:
    StubExecutor m_stub;
    Eyes &m_eyes;
    const Sight &m_sight;
    std::array<float, 6> m_output{16, 16, 8, 8, 0, 0};
};

struct CountingReader final : PictureReader {
    explicit CountingReader(Eyes &eyes) : m_eyes(eyes) {}
    Result<double> open() override { return m_stub.open(); }
    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        ++m_eyes.pictures;
        m_eyes.pictures.notify_all();
        return m_stub.next(pool);
    }
    Result<void> rewind() override { return {}; }

private:
    Eyes &m_eyes;
    StubReader m_stub;
};

/// A source that sends what the test gives it.
struct Puppet final : FrameSource {
    explicit Puppet(LatestSlot<SourceCallbacks> &open) : m_open(open) {}
    void start(SourceCallbacks callbacks) override { m_open.put(std::make_shared<SourceCallbacks>(std::move(callbacks))); }
    void stop() override { m_open.clear(); }

private:
    LatestSlot<SourceCallbacks> &m_open;
};

const ModelId kThree{"tiny", 3};

}  // namespace

class TestHealth : public QObject, protected Decisions {
    Q_OBJECT

    std::unique_ptr<Eyes> m_eyes;
    LatestSlot<SourceCallbacks> m_open;

    std::function<void(EngineParts &)> running(bool healthCheck = true)
    {
        return [this, healthCheck](EngineParts &p) {
            auto list = stations({"a"});
            list[0].healthCheck = healthCheck;
            give(p, list);
            p.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new SightedExecutor(file.network->info, *m_eyes));
            };
            p.sources = [this](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
                return std::unique_ptr<FrameSource>(new PacedSource(std::make_unique<CountingReader>(*m_eyes), PlaySettings{config.targetFps}));
            };
        };
    }
    /// Pictures come only where the test sends them.
    std::function<void(EngineParts &)> still()
    {
        return [this](EngineParts &p) {
            running()(p);
            p.sources = [this](const SourceConfig &) -> Result<std::unique_ptr<FrameSource>> { return std::unique_ptr<FrameSource>(new Puppet(m_open)); };
        };
    }
    void picture()
    {
        auto frame = std::make_shared<Frame>();
        frame->image.resize(64, 36);
        frame->capturedAt = std::chrono::steady_clock::now();
        m_open.peek()->onFrame(std::move(frame));
    }
    static void put(StubLine &line, int version)
    {
        QVERIFY(!line.offer(version, "a").refusal);
        QVERIFY(line.promote("a", version));
    }
    static void judges(StubLine &line, std::uint64_t frames = 1)
    {
        const std::uint64_t before = line.station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged >= before + frames, kPatience);
    }
    static std::optional<TakenBack> takenBack(StubLine &line, const ModelId &id)
    {
        const auto snapshot = line->snapshot();
        const auto it = std::ranges::find(snapshot->models, id, &ModelSnapshot::id);
        return it == snapshot->models.end() ? std::nullopt : it->takenBack;
    }
    void sees(std::initializer_list<bool> each)
    {
        std::size_t version = 1;
        for (const bool one : each)
            m_eyes->of[version++].sees = one;
    }

private slots:
    void init()
    {
        begin();
        m_eyes = std::make_unique<Eyes>();
    }

    void a_blind_model_is_taken_back_within_two_seconds_and_the_history_says_why()
    {
        sees({true, false});
        {
            StubLine line(dir(), m_behaviour, running());
            put(line, 1);
            judges(line, 5);
            put(line, 2);
            QTRY_VERIFY_WITH_TIMEOUT(takenBack(line, kTwo), kPatience);  // published after the model before judges and the history says why
            QVERIFY(line.station("a").active == kOne);
            const auto stopped = line.events(EventKind::ModelFailed), back = line.events(EventKind::RolledBack);
            QCOMPARE(stopped.size(), std::size_t{1});
            QVERIFY(stopped[0].from == kTwo && stopped[0].to == kOne && stopped[0].health);
            QVERIFY(stopped[0].health->health == Health::FindsNothing);
            QVERIFY(stopped[0].health->missed >= 3 && stopped[0].health->judged >= 3);
            qInfo("first verdict to the way back: %.0f ms", stopped[0].health->afterMs);
            QCOMPARE(back.size(), std::size_t{1});
            QVERIFY(back[0].from == kTwo && back[0].to == kOne && back[0].health);
            QVERIFY(line.events(EventKind::Promoted)[0].health && line.events(EventKind::Promoted)[0].health->health == Health::FindsNothing);
            QVERIFY(takenBack(line, kTwo) && takenBack(line, kTwo)->station == "a");
            QVERIFY(!takenBack(line, kOne));
            QTRY_VERIFY_WITH_TIMEOUT(line.events(EventKind::RolledBack)[0].swap, kPatience);
            QCOMPARE(line.station("a").counters.lost, std::uint64_t{0});

            QVERIFY(!line.station("a").previous);  // "Roll back" beside the alarm must not mean this model
            QVERIFY(!line.rollBack("a"));
        }
        StubLine line(dir(), m_behaviour, running());
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(takenBack(line, kTwo) && takenBack(line, kTwo)->health.health == Health::FindsNothing);
        QVERIFY(line.events(EventKind::Unfinished).empty());
    }

    void who_promotes_it_again_at_that_station_is_not_overruled_a_second_time()
    {
        sees({true, false});
        StubLine line(dir(), m_behaviour, running());
        put(line, 1);
        judges(line, 5);
        put(line, 2);
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").active == kOne, kPatience);
        QVERIFY(line.offerModel("a", 2));
        QVERIFY(line.promote("a", 2));
        QTRY_VERIFY_WITH_TIMEOUT(line.events(EventKind::Promoted)[0].health, kPatience);
        QVERIFY(line.events(EventKind::Promoted)[0].health->health == Health::FindsNothing);
        QVERIFY(line.station("a").active == kTwo);
        QVERIFY(line.station("a").previous == kOne);
        QVERIFY(takenBack(line, kTwo));
        QCOMPARE(line.events(EventKind::ModelFailed).size(), std::size_t{1});
        QVERIFY(line.rollBack("a"));
        QVERIFY(line.station("a").active == kOne);
    }

    void a_good_model_is_called_healthy_and_a_mark_from_before_goes()
    {
        sees({true, false});
        StubLine line(dir(), m_behaviour, running());
        put(line, 1);
        judges(line, 5);
        put(line, 2);
        QTRY_VERIFY_WITH_TIMEOUT(takenBack(line, kTwo), kPatience);
        sees({true, true});
        QVERIFY(line.offerModel("a", 2));
        QVERIFY(line.promote("a", 2));
        QTRY_VERIFY_WITH_TIMEOUT(line.events(EventKind::Promoted)[0].health, kPatience);
        QVERIFY(line.events(EventKind::Promoted)[0].health->health == Health::Healthy);
        QVERIFY(line.station("a").active == kTwo);
        QVERIFY(!takenBack(line, kTwo));
        QCOMPARE(line.events(EventKind::ModelFailed).size(), std::size_t{1});
    }

    void a_model_that_never_judges_is_taken_back()
    {
        StubLine line(dir(), m_behaviour, running());
        put(line, 1);
        judges(line, 5);
        QVERIFY(!line.offer(2, "a").refusal);
        const auto atEnd = qScopeGuard([this] { m_eyes->hurry(); });  // the line's end waits for the frame in hand
        m_eyes->of[2].picturesLate = 1'000'000;
        QVERIFY(line.promote("a", 2));
        QTRY_VERIFY_WITH_TIMEOUT(!line.events(EventKind::ModelFailed).empty(), kPatience);
        QVERIFY(line.events(EventKind::ModelFailed)[0].health->health == Health::NoVerdicts);
        QVERIFY(line.events(EventKind::ModelFailed)[0].health->waiting >= 3);
        QVERIFY(line.station("a").active == kOne);
        m_eyes->hurry();  // its frame ends at last
        judges(line, 5);
        QVERIFY(line->feed("a")->newestJudged()->judgement.model == kOne);
    }

    void a_model_that_is_too_slow_for_the_camera_is_taken_back()
    {
        StubLine line(dir(), m_behaviour, running());
        put(line, 1);
        judges(line, 60);
        QVERIFY(!line.offer(2, "a").refusal);
        const auto atEnd = qScopeGuard([this] { m_eyes->hurry(); });
        m_eyes->of[2].picturesLate = 8;
        QVERIFY(line.promote("a", 2));
        QTRY_VERIFY_WITH_TIMEOUT(!line.events(EventKind::ModelFailed).empty(), kPatience);
        const HealthRecord why = *line.events(EventKind::ModelFailed)[0].health;
        QVERIFY(why.health == Health::TooSlow);
        QVERIFY(why.latencyMs > why.allowedMs && why.skippedShare > 0.25);
        QVERIFY(line.station("a").active == kOne);
    }

    void a_station_may_be_without_the_check()
    {
        sees({true, false});
        StubLine line(dir(), m_behaviour, running(false));
        put(line, 1);
        judges(line, 5);
        put(line, 2);
        judges(line, 60);
        QVERIFY(line.station("a").active == kTwo);
        QVERIFY(line.events(EventKind::ModelFailed).empty());
        QVERIFY(!line.events(EventKind::Promoted)[0].health);
    }

    void an_empty_belt_takes_nothing_back()
    {
        sees({false, false});
        StubLine line(dir(), m_behaviour, running());
        put(line, 1);
        judges(line, 5);
        put(line, 2);
        judges(line, 120);
        QVERIFY(line.station("a").active == kTwo);
        QVERIFY(line.events(EventKind::ModelFailed).empty());
    }

    void a_second_change_ends_the_watch_of_the_first()
    {
        sees({true, false, true});
        StubLine line(dir(), m_behaviour, still());
        QTRY_VERIFY_WITH_TIMEOUT(m_open.peek(), kPatience);
        put(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT((picture(), line.station("a").counters.judged > 5), kPatience);
        put(line, 2);
        picture();
        put(line, 3);
        QTRY_VERIFY_WITH_TIMEOUT((picture(), line.events(EventKind::Promoted)[0].health), kPatience);
        QVERIFY(line.events(EventKind::Promoted)[0].to == kThree);
        QVERIFY(line.events(EventKind::Promoted)[0].health->health == Health::Healthy);
        QVERIFY(!line.events(EventKind::Promoted)[1].health);
        QVERIFY(line.station("a").active == kThree);
        QVERIFY(line.events(EventKind::ModelFailed).empty());
    }

    void a_change_that_the_operator_takes_back_himself_is_over()
    {
        sees({true, false});
        StubLine line(dir(), m_behaviour, still());
        QTRY_VERIFY_WITH_TIMEOUT(m_open.peek(), kPatience);
        put(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT((picture(), line.station("a").counters.judged > 5), kPatience);
        put(line, 2);
        picture();
        QVERIFY(line.rollBack("a"));
        QTRY_VERIFY_WITH_TIMEOUT((picture(), line.station("a").counters.judged > 40), kPatience);
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(line.events(EventKind::ModelFailed).empty());
        QCOMPARE(line.events(EventKind::RolledBack).size(), std::size_t{1});
    }

    void without_pictures_nothing_is_taken_back_and_after_a_restart_what_was_promoted_runs()
    {
        sees({true, false});
        {
            StubLine line(dir(), m_behaviour, still());
            QTRY_VERIFY_WITH_TIMEOUT(m_open.peek(), kPatience);
            put(line, 1);
            QTRY_VERIFY_WITH_TIMEOUT((picture(), line.station("a").counters.judged > 5), kPatience);
            put(line, 2);
        }
        m_open.clear();
        StubLine line(dir(), m_behaviour, still());
        QTRY_VERIFY_WITH_TIMEOUT(m_open.peek(), kPatience);
        QVERIFY(line.station("a").active == kTwo);
        QTRY_VERIFY_WITH_TIMEOUT((picture(), line.station("a").counters.judged > 40), kPatience);
        QVERIFY(line.station("a").active == kTwo);
        QVERIFY(line.events(EventKind::ModelFailed).empty());
        QVERIFY(line.events(EventKind::Unfinished).empty());
        QVERIFY(line.rollBack("a"));
        QVERIFY(line.station("a").active == kOne);
    }

    void a_station_that_is_removed_meanwhile_takes_its_watch_along()
    {
        sees({true, false});
        StubLine line(dir(), m_behaviour, still());
        QTRY_VERIFY_WITH_TIMEOUT(m_open.peek(), kPatience);
        put(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT((picture(), line.station("a").counters.judged > 5), kPatience);
        put(line, 2);
        picture();
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(stations({"b"}), done); }));
        QVERIFY(line.events(EventKind::ModelFailed).empty());
        QCOMPARE(line->snapshot()->stations.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestHealth)
#include "tst_health.moc"
