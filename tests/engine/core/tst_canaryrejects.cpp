// SPDX-License-Identifier: GPL-3.0-or-later
// People are asked about rejects of a canary: what they say takes the model back, or nothing does.
#include "engine/core/decisions.h"
#include "engine/core/sightedexecutor.h"

#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

class TestCanaryRejects : public QObject, protected Decisions {
    Q_OBJECT

    Sights m_sights;

    /// Three stations where every picture is a part, and a cap is a reject. No record of verdicts: nothing is known of clumps, and every reject is one to ask about.
    std::function<void(EngineParts &)> three()
    {
        return [this](EngineParts &p) {
            auto list = stations({"a", "b", "c"});
            for (StationConfig &s : list) {
                s.rule.rejectLabels = {"Cap"};
                s.healthCheck = false;
            }
            give(p, list);
            p.executors.make = [this](const WeightFile &file, const ExecutorOptions &) -> Result<std::unique_ptr<Executor>> {
                return std::unique_ptr<Executor>(new SightedExecutor(file.network->info, m_sights));
            };
        };
    }
    /// Station a, then b; nothing but people guards.
    static CanaryPlan plan(std::int64_t parts = 1'000'000)
    {
        CanaryPlan plan;
        plan.name = "asked";
        for (const char *id : {"a", "b"})
            plan.steps.push_back({.stations = {id}, .leastParts = parts, .leastTime = 0min, .end = StepEnd::GoOn});
        plan.guard = {.controls = false, .ownPast = false, .collapse = false, .reviewLimit = 0.2, .health = false};
        return plan;
    }
    static std::shared_ptr<const CanarySnapshot> canary(StubLine &line) { return line->snapshot()->canary; }
    static CanaryState stateOf(StubLine &line) { return canary(line)->progress.state; }
    static std::vector<std::optional<ModelId>> onAir(StubLine &line) { return {line.station("a").active, line.station("b").active, line.station("c").active}; }
    static const GuardEvidence &word(const std::shared_ptr<const CanarySnapshot> &canary) { return canary->evidence.guards.front(); }

    /// Version 1 on air everywhere; version 2, which rejects all, on air at station a.
    void begin(StubLine &line, const CanaryPlan &plan)
    {
        for (const char *id : {"a", "b", "c"}) {
            QVERIFY(!line.offer(1, id).refusal);
            QVERIFY(line.promote(id, 1));
        }
        QVERIFY(!line.offer(2, std::nullopt).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->startCanary(plan, kTwo, {"better caps", "Nina"}, done); }));
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryStepBegun).size(), std::size_t{1}, kPatience);
    }
    static void wait(StubLine &line, std::size_t rejects)
    {
        QTRY_VERIFY_WITH_TIMEOUT(line->canaryRejects().size() >= rejects, kPatience);
    }
    static Result<void> answer(StubLine &line, std::uint64_t number, Truth truth, const std::string &by = "Ada")
    {
        return line.carryOut([&](Engine::Done done) { line->reviewReject(number, truth, done, {by, {}}); });
    }
    static bool notFound(const Result<void> &answer) { return !answer && answer.error().code == ErrorCode::NotFound; }

private slots:
    void init()
    {
        Decisions::begin();
        for (auto &sight : m_sights)
            sight = Sight::Bottle;
        m_sights[2] = Sight::Cap;
    }

    void a_model_whose_rejects_a_person_calls_good_is_taken_back()
    {
        StubLine line(dir(), m_behaviour, three());
        begin(line, plan());
        wait(line, 8);
        const auto rejects = line->canaryRejects();
        for (const RejectReview &r : rejects) {
            QCOMPARE(r.station, StationId("a"));
            QVERIFY(r.judged && r.judged->frame && r.judged->judgement.verdict == Verdict::Fail);
            QCOMPARE(r.judged->judgement.model, kTwo);
            QCOMPARE(r.box, Box());  // the whole picture is the part
            QVERIFY(r.truth == Truth::Unknown && r.by.empty());
        }
        QVERIFY(canary(line)->rejectsWaiting >= 8);
        std::size_t answers = 0;
        while (stateOf(line) == CanaryState::Running && answers < rejects.size()) {
            QVERIFY(answer(line, rejects[answers].number, Truth::Good));
            ++answers;
        }
        QVERIFY2(answers <= 6, qPrintable(QString::number(answers)));
        QCOMPARE(stateOf(line), CanaryState::RolledBack);  // at once, not at the next look
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Review);
        QCOMPARE(canary(line)->progress.harm->station, StationId("a"));
        QTRY_COMPARE_WITH_TIMEOUT(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)), kPatience);
        QVERIFY(line->canaryRejects().empty());
        QCOMPARE(canary(line)->rejectsWaiting, 0);
        QVERIFY(notFound(answer(line, rejects.back().number, Truth::Good)));
    }
    void a_part_that_is_not_the_whole_picture_is_marked_in_it()
    {
        StubLine line(dir(), m_behaviour, [this](EngineParts &p) {
            three()(p);
            auto list = stations({"a", "b", "c"});
            for (StationConfig &s : list) {
                s.rule.partLabel = "Bottle";
                s.rule.requiredLabels = {"Cap"};
                s.healthCheck = false;
            }
            give(p, list);
        });
        m_sights[2] = Sight::Bottle;  // and no cap
        begin(line, plan());
        const auto judged = line.station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > judged + 3, kPatience);  // by the new model
        m_sights[2] = Sight::Nothing;  // the part leaves
        wait(line, 1);
        const RejectReview reject = line->canaryRejects().front();
        const auto &items = reject.judged->detections.items;
        QCOMPARE(items.size(), std::size_t{1});
        QCOMPARE(reject.box, items.front().box);
        QVERIFY(reject.box.width() > 0);
    }
    void answers_that_are_taken_back_do_not_take_it_back()
    {
        StubLine line(dir(), m_behaviour, three());
        begin(line, plan());
        wait(line, 8);
        const auto rejects = line->canaryRejects();
        for (std::size_t i = 0; i < 8; ++i) {
            QVERIFY(answer(line, rejects[i].number, Truth::Good));
            QCOMPARE(word(canary(line)).units, 1);
            QCOMPARE(line->canaryRejects()[i].by, std::string("Ada"));
            QVERIFY(answer(line, rejects[i].number, Truth::Unknown));
            QVERIFY(line->canaryRejects()[i].truth == Truth::Unknown && line->canaryRejects()[i].by.empty());
        }
        QCOMPARE(word(canary(line)).units, 0);
        QVERIFY(answer(line, rejects[0].number, Truth::Good));
        QVERIFY(answer(line, rejects[0].number, Truth::Defective, "Bea"));
        QCOMPARE(line->canaryRejects()[0].by, std::string("Bea"));
        QCOMPARE(word(canary(line)).units, 1);
        QVERIFY(word(canary(line)).log < 0);
        QCOMPARE(stateOf(line), CanaryState::Running);
    }
    void where_nobody_answers_nothing_is_said()
    {
        StubLine line(dir(), m_behaviour, three());
        begin(line, plan());
        wait(line, kMostRejectReviews);
        const std::int64_t parts = canary(line)->progress.stations[0].parts;
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations[0].parts > parts + 20, kPatience);
        QCOMPARE(line->canaryRejects().size(), kMostRejectReviews);
        QCOMPARE(canary(line)->rejectsWaiting, static_cast<std::int64_t>(kMostRejectReviews));
        QCOMPARE(stateOf(line), CanaryState::Running);
        QCOMPARE(word(canary(line)).units, 0);
        QCOMPARE(word(canary(line)).log, 0.0);
    }
    void what_was_answered_makes_room_and_still_counts()
    {
        StubLine line(dir(), m_behaviour, three());
        begin(line, plan());
        wait(line, kMostRejectReviews);
        const auto before = line->canaryRejects();
        QVERIFY(answer(line, before[5].number, Truth::Even));
        QTRY_VERIFY_WITH_TIMEOUT(line->canaryRejects().back().number > before.back().number, kPatience);
        QVERIFY(notFound(answer(line, before[5].number, Truth::Unknown)));
        QCOMPARE(word(canary(line)).units, 0);  // nobody could tell
        QVERIFY(answer(line, before[0].number, Truth::Defective));
        QTRY_VERIFY_WITH_TIMEOUT(line->canaryRejects().front().number == before[1].number, kPatience);
        QCOMPARE(word(canary(line)).units, 1);
        const auto now = line->canaryRejects();
        QVERIFY(std::ranges::is_sorted(now, {}, &RejectReview::number));
        QCOMPARE(now.size(), kMostRejectReviews);
    }
    void a_station_that_gets_the_model_later_has_places_too()
    {
        StubLine line(dir(), m_behaviour, three());
        CanaryPlan both = plan(60);
        both.steps[1].leastParts = 1'000'000;
        begin(line, both);
        const auto of = [&](const StationId &id) { return static_cast<std::size_t>(std::ranges::count(line->canaryRejects(), id, &RejectReview::station)); };
        QTRY_COMPARE_WITH_TIMEOUT(of("b"), kMostRejectReviews / 2, kPatience);
        QCOMPARE(of("a"), kMostRejectReviews / 2);
        QCOMPARE(of("c"), std::size_t{0});
    }
    void what_cannot_be_answered_is_refused_and_nothing_changes()
    {
        StubLine line(dir(), m_behaviour, three());
        QVERIFY(line->canaryRejects().empty());
        QVERIFY(notFound(answer(line, 1, Truth::Good)));  // no canary
        begin(line, plan());
        wait(line, 1);
        const auto first = line->canaryRejects().front();
        QVERIFY(notFound(answer(line, first.number + 1'000'000, Truth::Good)));
        const auto name = answer(line, first.number, Truth::Good, "Ada\nBea");
        QVERIFY(!name && name.error().code == ErrorCode::InvalidInput);
        QVERIFY(line->canaryRejects().front().truth == Truth::Unknown);
        QCOMPARE(word(canary(line)).units, 0);
        QVERIFY(answer(line, first.number, Truth::Good, {}));  // a name is not asked for
    }
    void a_plan_that_asks_nobody_keeps_nothing()
    {
        StubLine line(dir(), m_behaviour, three());
        CanaryPlan silent = plan();
        silent.guard.reviewLimit = 0;
        begin(line, silent);
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations[0].parts > 20, kPatience);
        QVERIFY(line->canaryRejects().empty());
        QCOMPARE(canary(line)->rejectsWaiting, 0);
    }
    void what_passes_is_not_asked_about()
    {
        m_sights[2] = Sight::Bottle;
        StubLine line(dir(), m_behaviour, three());
        begin(line, plan());
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations[0].parts > 20, kPatience);
        QVERIFY(line->canaryRejects().empty());
    }
    void nothing_waits_when_it_is_over()
    {
        StubLine line(dir(), m_behaviour, three());
        begin(line, plan());
        wait(line, 4);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->steerCanary(CanaryHand::Abort, done, {"Ada", {}}); }));
        QVERIFY(line->canaryRejects().empty());
        QCOMPARE(canary(line)->rejectsWaiting, 0);
        QTRY_COMPARE_WITH_TIMEOUT(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)), kPatience);
        const auto judged = line.station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > judged + 10, kPatience);
        QVERIFY(line->canaryRejects().empty());
    }
    void a_plan_that_is_done_asks_nobody_any_more()
    {
        StubLine line(dir(), m_behaviour, three());
        CanaryPlan quick = plan(40);
        quick.steps.pop_back();
        begin(line, quick);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Done, kPatience);
        QVERIFY(line->canaryRejects().empty());
        QCOMPARE(canary(line)->rejectsWaiting, 0);
        QCOMPARE(line.station("a").active, std::optional(kTwo));
    }
    void after_a_restart_the_answers_count_and_new_rejects_come()
    {
        std::uint64_t last = 0;
        {
            StubLine line(dir(), m_behaviour, three());
            begin(line, plan());
            wait(line, 8);
            const auto rejects = line->canaryRejects();
            for (std::size_t i = 0; i < 3; ++i)
                QVERIFY(answer(line, rejects[i].number, Truth::Good));
            last = rejects[2].number;
        }
        StubLine line(dir(), m_behaviour, three());
        QCOMPARE(stateOf(line), CanaryState::Running);
        QCOMPARE(word(canary(line)).units, 3);
        wait(line, 4);
        const auto rejects = line->canaryRejects();
        QVERIFY(rejects.front().number > last);
        std::size_t more = 0;
        while (stateOf(line) == CanaryState::Running && more < rejects.size()) {
            QVERIFY(answer(line, rejects[more].number, Truth::Good));
            ++more;
        }
        QVERIFY2(more <= 3, qPrintable(QString::number(more)));
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Review);
    }
};

QTEST_GUILESS_MAIN(TestCanaryRejects)
#include "tst_canaryrejects.moc"
