// SPDX-License-Identifier: GPL-3.0-or-later
// What an engine does about starts that do not last.
#include "core/proof.h"
#include "engine/core/stubline.h"
#include "store/files.h"
#include "store/starts.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr const char *kBoot = "boot";
constexpr std::int64_t kNow = 500'000;

ModelId tiny(int version)
{
    return {"tiny", version};
}

/// One run of an executor, held until the test lets it go on.
struct HeldRun {
    std::atomic<bool> next{false};
    std::promise<void> held, goOn;
};

class HangingExecutor final : public Executor {
public:
    HangingExecutor(NetworkInfo network, HeldRun &held) : m_stub(std::move(network)), m_held(held) {}
    const ExecutorInfo &info() const noexcept override { return m_stub.info(); }
    const NetworkInfo &network() const noexcept override { return m_stub.network(); }
    std::span<float> input() noexcept override { return m_stub.input(); }
    Result<TensorView> run() override
    {
        if (m_held.next.exchange(false)) {
            m_held.held.set_value();
            m_held.goOn.get_future().wait();
        }
        return m_stub.run();
    }

private:
    StubExecutor m_stub;
    HeldRun &m_held;
};

/// A line whose starts happen when a test says.
void atTheTestsTime(EngineParts &parts)
{
    parts.moment = [] { return BootMoment{kBoot, kNow}; };
}

}  // namespace

class TestSafeMode : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    Behaviour m_behaviour;

    fs::path folder() const { return m_dir->path().toStdString(); }
    fs::path startsFile() const { return folder() / "data/starts.json"; }
    Starts starts() const { return *parseStarts(*readSmallFile(startsFile(), kMaxStartsBytes)); }
    /// As if that many starts of the last seconds had crashed.
    void crashed(int times)
    {
        Starts starts;
        for (int i = 0; i < times; ++i)
            starts.push_back({kBoot, kNow - 1000 * (times - i)});
        fs::create_directories(folder() / "data");
        QVERIFY(replaceFile(startsFile(), formatStarts(starts)));
    }
    DesiredState state() const { return *parseDesiredState(*readSmallFile(folder() / "data/state.json", 1 << 20)); }
    /// Versions 1 to 3 in the library and version 2 on air after 1; 3 offered, 1 judging along.
    void fill(StubLine &line)
    {
        for (int version = 1; version <= 3; ++version) {
            QVERIFY(!line.offer(version, "a").refusal);
            if (version < 3)
                QVERIFY(line.promote("a", version));
        }
        QVERIFY(line.setShadow("a", 1));
    }
    /// That, and what the state file says of what is known to work.
    void filled(std::optional<ModelId> proven)
    {
        {
            StubLine line(folder(), m_behaviour, atTheTestsTime);
            fill(line);
        }
        DesiredState desired = state();
        desired.at("a").proven = proven;
        QVERIFY(replaceFile(folder() / "data/state.json", formatDesiredState(desired)));
        QVERIFY(replaceFile(folder() / "data/state.copy.json", formatDesiredState(desired)));
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
    }
    void a_start_is_noted_while_it_lasts_and_taken_out_where_it_ends_in_order()
    {
        crashed(2);
        {
            StubLine line(folder(), m_behaviour, atTheTestsTime);
            QCOMPARE(starts().size(), std::size_t{3});
            QCOMPARE(starts().back(), (BootMoment{kBoot, kNow}));
            QVERIFY(!line->snapshot()->safeMode);
        }
        QCOMPARE(starts().size(), std::size_t{2});
    }
    void after_five_crashes_each_station_runs_what_is_known_to_work_there_and_nothing_else_is_loaded()
    {
        filled(tiny(1));
        crashed(5);
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(line->snapshot()->safeMode);
        QCOMPARE(line->snapshot()->safeMode->starts, 5);
        QVERIFY(line.station("a").active == tiny(1));
        QVERIFY(line.station("a").previous == tiny(2));
        QTRY_VERIFY_WITH_TIMEOUT(line->feed("a")->newestJudged() && line->feed("a")->newestJudged()->judgement.model == tiny(1), StubLine::kPatience);
        QVERIFY(line.stateOf(tiny(1)) == ModelState::Ready);
        QVERIFY(line.stateOf(tiny(2)) == ModelState::Offline);
        QVERIFY(line.stateOf(tiny(3)) == ModelState::Offline);
        QVERIFY(!line.station("a").offered && !line.station("a").shadow);

        QCOMPARE(line.events(EventKind::SafeModeBegun).size(), std::size_t{1});
        QVERIFY(line.events(EventKind::SafeModeBegun).at(0).detail.starts_with("5 starts in 5 s"));
        const auto back = line.events(EventKind::SetBack);
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY(back.at(0).station == "a" && back.at(0).from == tiny(2) && back.at(0).to == tiny(1));
    }
    void what_was_set_back_stays_so_at_the_next_start_and_is_no_unfinished_change()
    {
        filled(tiny(1));
        crashed(5);
        {
            StubLine line(folder(), m_behaviour, atTheTestsTime);
        }
        fs::remove(startsFile());
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(!line->snapshot()->safeMode);
        QVERIFY(line.station("a").active == tiny(1));
        QVERIFY(line.events(EventKind::Unfinished).empty());
    }
    void a_station_of_which_nothing_is_known_to_work_keeps_what_it_has()
    {
        filled({});
        crashed(5);
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(line->snapshot()->safeMode);
        QVERIFY(line.station("a").active == tiny(2));
        QVERIFY(line.events(EventKind::SetBack).empty());
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, StubLine::kPatience);
        QVERIFY(line.stateOf(tiny(1)) == ModelState::Offline);
    }
    void a_station_that_runs_what_is_known_to_work_keeps_it()
    {
        filled(tiny(2));
        crashed(5);
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(line.station("a").active == tiny(2));
        QVERIFY(line.station("a").previous == tiny(1));
        QVERIFY(line.events(EventKind::SetBack).empty());
    }
    void a_model_that_is_not_in_the_library_any_more_is_no_way_back()
    {
        filled(tiny(1));
        fs::remove_all(folder() / "data/models/tiny/1");
        crashed(5);
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(line.station("a").active == tiny(2));
        QVERIFY(line.events(EventKind::SetBack).empty());
    }
    void by_hand_everything_works_in_safe_mode_one_step_forward_too()
    {
        filled(tiny(1));
        crashed(5);
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(line.rollBack("a"));  // forward again, to what was on air
        QVERIFY(line.station("a").active == tiny(2));
        QVERIFY(line.offerModel("a", 3));
        QVERIFY(line.promote("a", 3));
        QVERIFY(line.rollBack("a"));
        QVERIFY(!line.offer(4, "a").refusal);
        QVERIFY(line.promote("a", 4));
        QVERIFY(line->snapshot()->safeMode);
    }
    void leaving_safe_mode_loads_the_rest_and_forgets_the_loop()
    {
        filled(tiny(2));
        crashed(5);
        {
            StubLine line(folder(), m_behaviour, atTheTestsTime);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->leaveSafeMode(done); }));
            QVERIFY(!line->snapshot()->safeMode);
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == tiny(3), StubLine::kPatience);
            QTRY_VERIFY_WITH_TIMEOUT(line.stateOf(tiny(1)) == ModelState::Ready, StubLine::kPatience);
            QVERIFY(line.station("a").shadow == tiny(1));
            QVERIFY(line.station("a").active == tiny(2));
            QCOMPARE(line.events(EventKind::SafeModeEnded).size(), std::size_t{1});
            QTRY_VERIFY_WITH_TIMEOUT(starts().size() == 1, StubLine::kPatience);  // this one
            QVERIFY(line.carryOut([&](Engine::Done done) { line->leaveSafeMode(done); }));  // again: it is as asked
            QCOMPARE(line.events(EventKind::SafeModeEnded).size(), std::size_t{1});
        }
        QVERIFY(starts().empty());
    }
    void the_watched_folder_is_left_alone_until_safe_mode_is_left_and_stays_in_the_configuration()
    {
        const fs::path watched = folder() / "new";
        fs::create_directories(watched);
        crashed(5);
        const auto parts = [&](EngineParts &p) {
            atTheTestsTime(p);
            Config config{p.defaultStations, {}};
            config.folder = {watched.string(), "a", kMinPollSeconds};
            QVERIFY(replaceFile(p.configFile, formatConfig(config)));
        };
        StubLine line(folder(), m_behaviour, parts);
        fs::copy_file(line.file(1), watched / "tiny-v1.pt");
        VettingPolicy policy;
        policy.onlySandboxed = !line->snapshot()->vetting.onlySandboxed;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyVetting(policy, done); }));  // writes the configuration
        QCOMPARE(parseConfig(*readSmallFile(folder() / "data/lineside.json", kMaxConfigBytes))->folder.path, watched.string());
        QVERIFY(line->snapshot()->watchedFolder.path == watched.string());
        QVERIFY(line->snapshot()->candidates.empty());
        QVERIFY(line.carryOut([&](Engine::Done done) { line->leaveSafeMode(done); }));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered == tiny(1), StubLine::kPatience);
    }
    void the_starter_model_is_not_imported_before_safe_mode_is_left()
    {
        crashed(5);
        StubLine line(folder(), m_behaviour, [&](EngineParts &p) {
            atTheTestsTime(p);
            TinyCheckpoint checkpoint;
            p.starterModel = folder() / "starter-v1.pt";
            std::ofstream(p.starterModel, std::ios::binary) << checkpoint.bytes();
        });
        QVERIFY(line->snapshot()->candidates.empty());
        QVERIFY(line.carryOut([&](Engine::Done done) { line->leaveSafeMode(done); }));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").active.has_value(), StubLine::kPatience);
    }
    void a_damaged_torn_or_large_file_is_no_reason_not_to_start_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("torn") << QByteArray("{\"version\": 1, \"starts\": [{\"boot\": \"bo");
        QTest::newRow("large") << QByteArray(1 << 20, ' ');
        QTest::newRow("no text") << QByteArray::fromHex("00ff00ff");
    }
    void a_damaged_torn_or_large_file_is_no_reason_not_to_start()
    {
        QFETCH(const QByteArray, content);
        fs::create_directories(folder() / "data");
        std::ofstream(startsFile(), std::ios::binary) << content.toStdString();
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(!line->snapshot()->safeMode);
        QCOMPARE(starts().size(), std::size_t{1});
    }
    void a_start_that_cannot_be_noted_starts()
    {
        fs::create_directories(startsFile());  // a folder in its place: neither read nor replaced
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(!line->snapshot()->safeMode);
    }
    void a_model_that_judged_for_long_enough_is_remembered_as_known_to_work()
    {
        const auto soon = [](EngineParts &p) {
            atTheTestsTime(p);
            p.safeMode.proven = std::chrono::milliseconds(1);
        };
        StubLine line(folder(), m_behaviour, soon);
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.station("a").proven);
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").proven == tiny(1), StubLine::kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(state().at("a").proven == tiny(1), StubLine::kPatience);
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.promote("a", 2));
        QVERIFY(line.station("a").proven == tiny(1));  // nothing is known of the new one yet
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").proven == tiny(2), StubLine::kPatience);
    }
    void a_version_that_leaves_the_library_is_not_known_to_work_any_more()
    {
        filled(tiny(3));
        StubLine line(folder(), m_behaviour, atTheTestsTime);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));
        QTRY_VERIFY_WITH_TIMEOUT(line.stateOf(tiny(3)) == ModelState::Offline, StubLine::kPatience);
        QVERIFY(line.station("a").proven == tiny(3));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->removeModel(tiny(3), done); }));
        QTRY_VERIFY_WITH_TIMEOUT(!line.station("a").proven, StubLine::kPatience);
    }
    void judging_counts_from_the_first_picture_seen_to_one_that_comes_late_enough()
    {
        const SteadyTime begin{};
        const auto at = [&](int s) { return begin + std::chrono::seconds(s); };
        constexpr std::chrono::seconds kEnough{60};
        Proof proof;
        QVERIFY(!proof.look(at(0), 7, kEnough));    // by whomever they were judged
        QVERIFY(!proof.look(at(100), 7, kEnough));  // no picture comes
        QVERIFY(!proof.look(at(101), 8, kEnough));
        QVERIFY(!proof.look(at(160), 9, kEnough));
        QVERIFY(!proof.look(at(170), 9, kEnough));  // late enough, but none was judged
        QVERIFY(proof.look(at(171), 10, kEnough));
    }
    void the_engine_answers_while_it_lives_and_not_where_an_inference_thread_hangs()
    {
        HeldRun held;
        StubLine line(folder(), m_behaviour, [&](EngineParts &p) {
            p.executors.make = [&](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new HangingExecutor(file.network->info, held));
            };
        });
        const auto alive = [&](std::chrono::milliseconds patience) {
            bool answered = false;
            line->whenAlive(patience, [&] { answered = true; });
            std::promise<void> after;
            line.thread().post([&] { after.set_value(); });
            after.get_future().wait();
            return answered;
        };
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(alive(std::chrono::hours(1)));
        held.next = true;
        held.held.get_future().wait();
        QVERIFY(alive(std::chrono::hours(1)));
        QTRY_VERIFY_WITH_TIMEOUT(!alive(std::chrono::milliseconds(1)), StubLine::kPatience);
        held.goOn.set_value();
        QTRY_VERIFY_WITH_TIMEOUT(alive(std::chrono::hours(1)), StubLine::kPatience);
    }
};

QTEST_GUILESS_MAIN(TestSafeMode)
#include "tst_safemode.moc"
