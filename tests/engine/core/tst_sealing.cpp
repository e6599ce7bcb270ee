// SPDX-License-Identifier: GPL-3.0-or-later
// That the engine writes seals of the record into the history, holds one against the other, and answers from the record.
#include "audit/readhistory.h"
#include "core/wholecheck.h"
#include "engine/core/decisions.h"
#include "record/recordfile.h"

#include <QtTest>

#include <atomic>
#include <fstream>
#include <future>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

/// The system's time, but for the hours that a test puts on the wall's.
class ShiftedClock final : public Clock {
public:
    SteadyTime now() const override { return m_system.now(); }
    WallTime wallNow() const override { return m_system.wallNow() + std::chrono::hours(hours); }
    void waitUntil(std::unique_lock<std::mutex> &lock, std::condition_variable &condition, SteadyTime deadline) const override { m_system.waitUntil(lock, condition, deadline); }

    std::atomic<int> hours{0};

private:
    const SystemClock m_system;
};

/// Threads of the system, but that which checks history and record as a whole waits before each check until the test lets it go on.
class HeldChecks final : public EngineThreads {
public:
    std::shared_ptr<EndingTaskRunner> runner(const std::string &name, AtStop atStop, ThreadPriority priority) override
    {
        auto made = m_system->runner(name, atStop, priority);
        return name == "checker" ? std::make_shared<Held>(std::move(made), m_goOn.get_future().share()) : made;
    }
    void runWithPriority(ThreadPriority priority, const std::string &name, const std::function<void()> &run) override { m_system->runWithPriority(priority, name, run); }
    std::unique_ptr<Inference> inference(int lanes, std::vector<std::vector<int>> processors) override { return m_system->inference(lanes, std::move(processors)); }
    std::shared_ptr<MemoryReturn> memory(std::function<void()> look, std::function<void()> giveBack) override { return m_system->memory(std::move(look), std::move(giveBack)); }
    std::unique_ptr<StationSource> source(const SourceConfig &config, const FrameSourceFactory &factory, const Clock &clock) override { return m_system->source(config, factory, clock); }

    void letGo() { m_goOn.set_value(); }

private:
    class Held final : public EndingTaskRunner {
    public:
        Held(std::shared_ptr<EndingTaskRunner> runner, std::shared_future<void> goOn) : m_runner(std::move(runner)), m_goOn(std::move(goOn)) {}
        void post(std::function<void()> task) override
        {
            m_runner->post([goOn = m_goOn, task = std::move(task)] {
                goOn.wait();
                task();
            });
        }
        void stop() override { m_runner->stop(); }

    private:
        const std::shared_ptr<EndingTaskRunner> m_runner;
        const std::shared_future<void> m_goOn;
    };

    const std::shared_ptr<EngineThreads> m_system = realThreads();
    std::promise<void> m_goOn;
};

}  // namespace

class TestSealing : public QObject, protected Decisions {
    Q_OBJECT

    std::function<void(EngineParts &)> recorded()
    {
        return [this](EngineParts &p) {
            auto list = stations({"a", "b"});
            for (StationConfig &s : list)
                s.healthCheck = false;
            give(p, list);
            p.recordVerdicts = true;
        };
    }
    static void judge(StubLine &line)
    {
        const std::uint64_t judged = line.station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > judged + 5, kPatience);
    }
    /// The engine runs until some parts were judged at station a, and ends in order.
    void runOnce()
    {
        StubLine line(dir(), m_behaviour, recorded());
        if (!line.station("a").active) {
            QVERIFY(!line.offer(1, "a").refusal);
            QVERIFY(line.promote("a", 1));
        }
        judge(line);
    }
    std::vector<HistoryEvent> seals() const { return audit::readHistory(data(), {WallTime::min(), WallTime::max(), {}, EventKind::RecordSealed, 0})->events; }
    AuditReport checked() const { return *checkHistoryAndRecord(data(), {}); }
    void edit(const char *command) const { QVERIFY(Database::open(recordFileOf(data()), Database::Access::Write)->run(command)); }

private slots:
    void init() { begin(); }

    void an_end_in_order_seals_the_parts_and_a_start_without_one_does_not()
    {
        runOnce();
        QCOMPARE(seals().size(), std::size_t{1});
        const HistoryEvent first = seals().front();
        QCOMPARE(first.station, StationId("a"));
        QCOMPARE(first.seal->first, 1);
        QVERIFY(first.seal->parts > 5 && first.seal->parts == first.seal->last);
        {
            StubLine line(dir(), m_behaviour, recorded());
            QVERIFY(line.events(EventKind::RecordSealed).size() == 1);
        }
        runOnce();
        QVERIFY(seals().size() >= 2);
        QCOMPARE(seals()[1].seal->first, first.seal->last + 1);
        QVERIFY(*audit::sealedUpTo(data()) == (std::map<StationId, std::int64_t, std::less<>>{{"a", seals().back().seal->last}}));
        const AuditReport report = checked();
        QVERIFY(!report.broken && report.record && !report.record->broken);
        QCOMPARE(report.record->seals, seals().size());
        QCOMPARE(report.record->parts, static_cast<std::uint64_t>(seals().back().seal->last));
        QCOMPARE(report.record->unsealed, 0u);
    }
    void an_engine_that_runs_finds_what_was_changed_beside_it()
    {
        runOnce();
        StubLine line(dir(), m_behaviour, recorded());
        const auto verify = [&] {
            std::promise<Result<AuditReport>> answer;
            line->verifyHistory([&](Result<AuditReport> r) { answer.set_value(std::move(r)); });
            return answer.get_future().get();
        };
        const auto whole = verify();
        QVERIFY(whole && whole->record && !whole->record->broken);
        edit("UPDATE verdicts SET verdict = 1 WHERE part = 3");
        const auto broken = verify();
        QVERIFY(broken && !broken->broken && broken->record && broken->record->broken);
        QCOMPARE(broken->record->station, std::string("a"));
        QVERIFY(*broken->record->broken == *seals().front().seal);
    }
    void a_history_that_is_broken_says_nothing_of_the_record()
    {
        runOnce();
        std::string text;
        std::getline(std::ifstream(data() / "history.jsonl"), text, '\0');
        const auto at = text.find("\"sha256\":\"", text.find("record_sealed")) + 10;
        text[at] = text[at] == '0' ? '1' : '0';
        std::ofstream(data() / "history.jsonl") << text;
        QVERIFY(checked().broken);
        QVERIFY(!checked().record);
    }
    void a_record_that_is_away_is_gone()
    {
        runOnce();
        for (const char *end : {"", "-wal", "-shm"})
            fs::remove(recordFileOf(data()).string() + end);
        const AuditReport report = checked();
        QVERIFY(report.record && !report.record->broken);
        QCOMPARE(report.record->gone, static_cast<std::uint64_t>(seals().front().seal->parts));
    }
    void the_engine_says_who_judged_and_what_a_model_touched()
    {
        StubLine line(dir(), m_behaviour, recorded());
        const auto ask = [&](const RecordQuestion &question) {
            std::promise<Result<RecordAnswer>> answer;
            line->askRecord(question, [&](Result<RecordAnswer> r) { answer.set_value(std::move(r)); });
            return answer.get_future().get();
        };
        const WallTime before = std::chrono::system_clock::now();
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("a", "4711", done); }));
        judge(line);
        const auto judged = [&] { return ask({"a", before, before + std::chrono::hours(1), {}}); };
        QTRY_VERIFY_WITH_TIMEOUT(judged() && judged()->uses.size() == 1, kPatience);
        const auto answer = judged();
        QVERIFY(answer->uses[0].model == kOne && answer->uses[0].station == "a" && !answer->uses[0].lot);
        QVERIFY(answer->uses[0].parts() > 0);
        QVERIFY(ask({{}, before - std::chrono::hours(2), before - std::chrono::hours(1), {}})->uses.empty());
        const auto lots = [&] { return ask({{}, {}, {}, kOne}); };
        QTRY_VERIFY_WITH_TIMEOUT(!lots()->uses.empty() && lots()->uses.back().lot == "4711", kPatience);
        QVERIFY(ask({"b", {}, {}, kOne})->uses.empty());
        QVERIFY(ask({{}, {}, {}, ModelId{"nobody", 9}})->uses.empty());
    }
    void parts_that_cannot_be_sealed_are_told_until_a_later_seal_has_them_and_the_line_runs_on()
    {
        ShiftedClock clock;
        {
            StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
                recorded()(p);
                p.clock = &clock;
            });
            QVERIFY(!line.offer(1, "a").refusal);
            QVERIFY(line.promote("a", 1));
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("a", "4711", done); }));
            const auto written = [&] { return *Database::open(recordFileOf(data()), Database::Access::Read)->number("SELECT count(*) FROM verdicts WHERE lot > 0"); };
            QTRY_VERIFY_WITH_TIMEOUT(fs::exists(recordFileOf(data())) && written() > 0, kPatience);
            edit("ALTER TABLE lots RENAME TO away");
            ++clock.hours;
            QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->sealTrouble, kPatience);
            QVERIFY(!line->snapshot()->sealTrouble->error.detail.empty());
            QVERIFY(!line->snapshot()->recordTrouble && !line->snapshot()->saveTrouble);
            QCOMPARE(line.events(EventKind::NotSealed).size(), std::size_t{1});
            QCOMPARE(line.events(EventKind::NotSealed).front().detail, line->snapshot()->sealTrouble->error.detail);
            QVERIFY(line.events(EventKind::RecordSealed).empty());
            const std::int64_t before = written();
            judge(line);
            QTRY_VERIFY_WITH_TIMEOUT(written() > before, kPatience);
            edit("ALTER TABLE away RENAME TO lots");
            ++clock.hours;
            QTRY_VERIFY_WITH_TIMEOUT(!line->snapshot()->sealTrouble, kPatience);
            QCOMPARE(line.events(EventKind::RecordSealed).size(), std::size_t{1});
            QCOMPARE(line.events(EventKind::RecordSealed).front().seal->first, 1);
            QCOMPARE(line.events(EventKind::NotSealed).size(), std::size_t{1});
        }
        const AuditReport report = checked();
        QVERIFY(!report.broken && report.record && !report.record->broken);
        QCOMPARE(report.record->unsealed, 0u);
    }
    void a_question_is_answered_while_history_and_record_are_checked()
    {
        runOnce();
        const auto threads = std::make_shared<HeldChecks>();
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) {
            recorded()(p);
            p.threads = threads;
        });
        std::promise<Result<AuditReport>> check;
        auto checked = check.get_future();
        line->verifyHistory([&](Result<AuditReport> r) { check.set_value(std::move(r)); });
        std::promise<Result<RecordAnswer>> answer;
        line->askRecord({{}, {}, {}, kOne}, [&](Result<RecordAnswer> r) { answer.set_value(std::move(r)); });
        const auto told = answer.get_future().get();
        QVERIFY(told && !told->uses.empty());
        QVERIFY(checked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
        threads->letGo();
        const auto report = checked.get();
        QVERIFY(report && report->record && !report->record->broken);
    }
    void without_a_record_there_is_no_answer()
    {
        {
            StubLine line(dir(), m_behaviour);
            std::promise<Result<RecordAnswer>> answer;
            line->askRecord({}, [&](Result<RecordAnswer> r) { answer.set_value(std::move(r)); });
            QCOMPARE(answer.get_future().get().error().code, ErrorCode::NotFound);
        }
        QVERIFY(!checked().record);
    }
};

QTEST_GUILESS_MAIN(TestSealing)
#include "tst_sealing.moc"
