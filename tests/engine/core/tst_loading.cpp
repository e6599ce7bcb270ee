// SPDX-License-Identifier: GPL-3.0-or-later
// Loads wait for a busy device, the rate and a station's hours; a roll back waits for nothing.
#include "engine/core/stubline.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = StubLine::kPatience;

/// A line whose time and whose device the test moves.
struct HeldLine {
    explicit HeldLine(LoadingPolicy policy = {}) : m_policy(policy) {}

    QTemporaryDir dir;
    ManualClock clock;
    std::atomic<double> busy{0};
    Behaviour behaviour;
    LoadingPolicy m_policy;
    StubLine line{fs::path(dir.path().toStdString()), behaviour, [this](EngineParts &parts) {
                      parts.clock = &clock;
                      parts.loading = m_policy;
                      parts.busy = [this] { return busy.load(); };
                  }};

    std::vector<WaitingLoad> waiting() { return line->snapshot()->loading.waiting; }
    bool isBusy() { return line->snapshot()->loading.busy > 0.9; }
    CandidateId offer(int version) { return line->offerFile(line.file(version), "a"); }
    Result<void> loadNow(LoadId id, const std::string &reason)
    {
        return line.carryOut([&](Engine::Done done) { line->loadNow(id, reason, done); });
    }
};

LoadingPolicy anyRate()
{
    LoadingPolicy policy;
    policy.perMinute = 0;
    return policy;
}

}  // namespace

class TestLoading : public QObject {
    Q_OBJECT

private slots:
    void the_second_file_of_a_minute_waits_says_for_what_and_is_loaded_when_the_minute_is_over()
    {
        HeldLine held;
        QVERIFY(!held.line.offer(1, "a").refusal);
        const CandidateId second = held.offer(2);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        const WaitingLoad waits = held.waiting()[0];
        QCOMPARE(waits.why, LoadWait::Rate);
        QCOMPARE(waits.cause, LoadCause::Import);
        QCOMPARE(waits.candidate, second);
        QCOMPARE(waits.station, StationId("a"));
        QVERIFY(waits.until > held.clock.wallNow());
        QVERIFY(!held.line.candidate(second).finished);
        held.clock.advance(60s);
        QTRY_VERIFY_WITH_TIMEOUT(held.line.candidate(second).finished, kPatience);
        QVERIFY(!held.line.candidate(second).refusal);
        QVERIFY(held.waiting().empty());
        QCOMPARE(held.line->snapshot()->loading.lastHour[std::size_t(LoadCause::Import)], std::uint64_t{2});
    }
    void a_busy_device_lets_it_wait_and_after_the_set_time_it_goes_on_all_the_same()
    {
        HeldLine held(anyRate());
        held.busy = 1.0;
        QTRY_VERIFY_WITH_TIMEOUT(held.isBusy(), kPatience);
        const CandidateId id = held.offer(1);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        QCOMPARE(held.waiting()[0].why, LoadWait::Busy);
        QCOMPARE(held.waiting()[0].until, held.clock.wallNow() + 120s);
        held.clock.advance(120s);
        QTRY_VERIFY_WITH_TIMEOUT(held.line.candidate(id).finished, kPatience);
        QVERIFY(!held.line.candidate(id).refusal);
    }
    void a_roll_back_to_a_model_that_is_not_in_memory_waits_for_nothing()
    {
        HeldLine held(anyRate());
        for (int version : {1, 2}) {
            QVERIFY(!held.line.offer(version, "a").refusal);
            QVERIFY(held.line.promote("a", version));
        }
        QVERIFY(held.line.carryOut([&](Engine::Done done) { held.line->applyLoading({}, done); }));
        held.busy = 1.0;
        QTRY_VERIFY_WITH_TIMEOUT(held.isBusy(), kPatience);
        held.behaviour.broken = true;  // the second goes, the first is back, and the second is not kept in memory
        QTRY_COMPARE_WITH_TIMEOUT(held.line.station("a").active, std::optional(ModelId{"tiny", 1}), kPatience);
        held.behaviour.broken = false;
        QTRY_COMPARE_WITH_TIMEOUT(held.line.stateOf({"tiny", 2}), ModelState::Offline, kPatience);
        const CandidateId waits = held.offer(3);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        QVERIFY(held.line.rollBack("a"));
        QCOMPARE(held.line.station("a").active, std::optional(ModelId{"tiny", 2}));
        QVERIFY(!held.line.candidate(waits).finished);
    }
    void with_a_reason_it_is_loaded_at_once_and_the_history_has_the_reason()
    {
        HeldLine held;
        QVERIFY(!held.line.offer(1, "a").refusal);
        const CandidateId second = held.offer(2);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        const LoadId id = held.waiting()[0].id;
        QCOMPARE(held.loadNow(id, " \n").error().code, ErrorCode::ReasonMissing);
        QVERIFY(!held.line.candidate(second).finished);
        QVERIFY(held.loadNow(id, "customer waits"));
        QTRY_VERIFY_WITH_TIMEOUT(held.line.candidate(second).finished, kPatience);
        const auto told = held.line.events(EventKind::LoadedNow);
        QCOMPARE(told.size(), std::size_t{1});
        QCOMPARE(told[0].detail, std::string("customer waits"));
        QCOMPARE(told[0].file, std::string("tiny-v2.pt"));
        QCOMPARE(told[0].station, StationId("a"));
        QCOMPARE(held.loadNow(id, "once more").error().code, ErrorCode::NotFound);
    }
    void one_that_waits_is_cancelled_at_once_and_leaves_nothing_behind()
    {
        HeldLine held;
        QVERIFY(!held.line.offer(1, "a").refusal);
        const CandidateId second = held.offer(2);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        held.line->cancelCandidate(second);
        QTRY_COMPARE_WITH_TIMEOUT(held.line->snapshot()->candidates.size(), std::size_t{1}, kPatience);
        QVERIFY(held.waiting().empty());
        QTRY_VERIFY_WITH_TIMEOUT(fs::is_empty(fs::path(held.dir.path().toStdString()) / "data/staging"), kPatience);
        QCOMPARE(held.line->snapshot()->models.size(), std::size_t{1});
    }
    void what_the_station_requires_by_the_time_it_is_loaded_counts()
    {
        HeldLine held;
        QVERIFY(!held.line.offer(1, "a").refusal);
        const CandidateId second = held.offer(2);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        auto stations = std::vector{held.line.station("a").config};
        stations[0].contract.labels = {"something else"};
        QVERIFY(held.line.carryOut([&](Engine::Done done) { held.line->applyStations(stations, done); }));
        held.clock.advance(60s);
        QTRY_VERIFY_WITH_TIMEOUT(held.line.candidate(second).finished, kPatience);
        QVERIFY(held.line.candidate(second).refusal);
    }
    void outside_the_stations_hours_it_waits()
    {
        HeldLine held(anyRate());
        auto stations = std::vector{held.line.station("a").config};
        const std::time_t now = std::chrono::system_clock::to_time_t(held.clock.wallNow());
        std::tm local{};
        localtime_r(&now, &local);
        const int minute = 60 * local.tm_hour + local.tm_min;
        stations[0].loadWindow = {(minute + 30) % 1440, (minute + 60) % 1440};
        QVERIFY(held.line.carryOut([&](Engine::Done done) { held.line->applyStations(stations, done); }));
        const CandidateId id = held.offer(1);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        QCOMPARE(held.waiting()[0].why, LoadWait::Window);
        held.clock.advance(30min);
        QTRY_VERIFY_WITH_TIMEOUT(held.line.candidate(id).finished, kPatience);
        QVERIFY(!held.line.candidate(id).refusal);
    }
    void a_version_of_the_library_waits_too_and_the_command_answers_when_it_is_there()
    {
        HeldLine held(anyRate());
        for (int version : {1, 2, 3})  // the first is pushed out of the preview, and out of memory
            QVERIFY(!held.line.offer(version, "a").refusal);
        QTRY_COMPARE_WITH_TIMEOUT(held.line.stateOf({"tiny", 1}), ModelState::Offline, kPatience);
        QVERIFY(held.line.carryOut([&](Engine::Done done) { held.line->applyLoading({}, done); }));
        std::promise<Result<void>> answer;
        auto answered = answer.get_future();
        held.line->offerModel("a", {"tiny", 1}, [&](Result<void> r) { answer.set_value(std::move(r)); });
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
        QCOMPARE(held.waiting()[0].model, std::optional(ModelId{"tiny", 1}));
        QCOMPARE(held.waiting()[0].cause, LoadCause::Library);
        QCOMPARE(held.line.stateOf({"tiny", 1}), ModelState::Loading);
        QVERIFY(answered.wait_for(0s) == std::future_status::timeout);
        held.clock.advance(60s);
        QVERIFY(answered.get());
        QCOMPARE(held.line.station("a").offered, std::optional(ModelId{"tiny", 1}));
    }
    void what_the_policy_is_now_counts_for_those_that_wait_and_after_a_restart()
    {
        QTemporaryDir dir;
        const Behaviour behaviour;
        const auto hold = [](EngineParts &parts) { parts.loading = {}; };
        {
            StubLine line(dir.path().toStdString(), behaviour, hold);
            QVERIFY(!line.offer(1, "a").refusal);
            const CandidateId second = line->offerFile(line.file(2), "a");
            QTRY_COMPARE_WITH_TIMEOUT(line->snapshot()->loading.waiting.size(), std::size_t{1}, kPatience);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->applyLoading(anyRate(), done); }));
            QTRY_VERIFY_WITH_TIMEOUT(line.candidate(second).finished, kPatience);
            QCOMPARE(line.events(EventKind::LoadingChanged).size(), std::size_t{1});
        }
        StubLine line(dir.path().toStdString(), behaviour, hold);
        QCOMPARE(line->snapshot()->loading.policy, anyRate());
    }
    void a_policy_out_of_range_changes_nothing()
    {
        HeldLine held;
        LoadingPolicy bad;
        bad.busyPercent = 5;
        QCOMPARE(held.line.carryOut([&](Engine::Done done) { held.line->applyLoading(bad, done); }).error().code, ErrorCode::InvalidInput);
        QCOMPARE(held.line->snapshot()->loading.policy, LoadingPolicy());
    }
    void the_program_ends_while_loads_wait()
    {
        HeldLine held;
        QVERIFY(!held.line.offer(1, "a").refusal);
        held.offer(2);
        QTRY_COMPARE_WITH_TIMEOUT(held.waiting().size(), std::size_t{1}, kPatience);
    }
};

QTEST_GUILESS_MAIN(TestLoading)
#include "tst_loading.moc"
