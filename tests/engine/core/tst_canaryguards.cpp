// SPDX-License-Identifier: GPL-3.0-or-later
// What takes a model of a canary back: the old one that judges beside it, verdicts that come late, the memory that it takes.
#include "engine/core/canarydecisions.h"

using namespace lineside;
using namespace lineside::test;

class TestCanaryGuards : public QObject, protected CanaryDecisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void the_old_model_in_shadow_takes_back_one_that_rejects_what_it_passes()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        m_sights[2] = Sight::Cap;
        CanaryPlan shadowed = plan();
        shadowed.guard = {.controls = false, .ownPast = false, .collapse = false, .shadow = true};
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Shadow);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kOne, kOne, kOne}));
        QVERIFY(!line.station("a").shadow);  // it would be compared with itself
        QCOMPARE(line.events(EventKind::ShadowStarted).front().station, StationId("a"));
    }
    void nobody_takes_the_shadow_from_the_old_model_while_it_guards()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan shadowed = plan();
        shadowed.guard.shadow = true;
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        for (const std::optional<ModelId> &other : {std::optional(kThree), std::optional<ModelId>()}) {
            const auto answer = line.carryOut([&](Engine::Done done) { line->setShadow("a", other, done); });
            QVERIFY(!answer && answer.error().code == ErrorCode::Busy);
        }
        QCOMPARE(line.station("a").shadow, std::optional(kOne));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("c", kThree, done); }));  // it has the old model
    }
    void the_old_model_leaves_the_shadow_when_the_plan_is_done()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan shadowed = plan(10, StepEnd::GoOn);
        shadowed.steps.pop_back();
        shadowed.guard.shadow = true;
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Done, kPatience);
        QVERIFY(!line.station("a").shadow);
        QCOMPARE(line.station("a").active, std::optional(kTwo));
        QCOMPARE(line.station("a").previous, std::optional(kOne));
        QCOMPARE(line.events(EventKind::ShadowStopped).size(), std::size_t{1});
        const auto &words = canary(line)->evidence.guards;
        QVERIFY(std::ranges::any_of(words, [](const GuardEvidence &word) { return word.guard == CanaryGuardKind::Shadow; }));
    }
    void after_a_restart_the_old_model_still_guards_in_shadow()
    {
        CanaryPlan shadowed = plan();
        shadowed.guard = {.controls = false, .ownPast = false, .collapse = false, .shadow = true};
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, shadowed));
            stepBegins(line, 1);
        }
        m_sights[2] = Sight::Cap;
        StubLine line(dir(), m_behaviour, three());
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Shadow);
        QTRY_COMPARE_WITH_TIMEOUT(onAir(line), (std::vector<std::optional<ModelId>>{kOne, kOne, kOne}), kPatience);
    }

    void verdicts_that_come_far_later_than_before_take_the_model_back_without_any_limit_in_the_contract()
    {
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};
        double limit = 0;
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, blind));
            stepBegins(line, 1);
            QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Latency), kPatience);
            limit = *wordOf(line, CanaryGuardKind::Latency)->limit;
            QVERIFY2(limit > 20, qPrintable(QString::number(limit)));  // a picture's time at least
            QVERIFY(!wordOf(line, CanaryGuardKind::Memory));            // of which nothing is said in the contract
        }
        StubLine line(dir(), m_behaviour, three());
        QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Latency), kPatience);
        QCOMPARE(*wordOf(line, CanaryGuardKind::Latency)->limit, limit);
        QCOMPARE(stateOf(line), CanaryState::Running);
        m_sights[2] = Sight::Late;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Latency);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
    void a_limit_of_the_contract_stays_the_limit()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list)
                s.contract.maxLatencyMs = 30'000;
        }));
        fill(line);
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};
        QVERIFY(start(line, blind));
        stepBegins(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Latency), kPatience);
        QCOMPARE(*wordOf(line, CanaryGuardKind::Latency)->limit, 30'000.0);
    }
    void where_health_is_not_guarded_no_limit_is_shown_or_kept()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan careless = plan();
        careless.guard.health = false;
        QVERIFY(start(line, careless));
        stepBegins(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > 60, kPatience);  // looks have gone by
        QVERIFY(!wordOf(line, CanaryGuardKind::Latency) && !wordOf(line, CanaryGuardKind::Memory));
    }
    void a_model_that_takes_more_memory_than_its_station_allows_is_taken_back()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list)
                s.contract.maxMemoryMb = 100'000;
        }));
        m_memoryOfAModel = std::size_t{64} << 20;
        fill(line);
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};
        QVERIFY(start(line, blind));
        stepBegins(line, 1);
        QTRY_VERIFY_WITH_TIMEOUT(wordOf(line, CanaryGuardKind::Memory), kPatience);
        const GuardEvidence word = *wordOf(line, CanaryGuardKind::Memory);
        QCOMPARE(*word.limit, 100'000.0);
        QVERIFY2(*word.now > 2, qPrintable(QString::number(*word.now)));
        QCOMPARE(stateOf(line), CanaryState::Running);
        applyContract(line, [](StationContract &contract) { contract.maxMemoryMb = 1; });
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(canary(line)->progress.harm->guard, CanaryGuardKind::Memory);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
};

QTEST_GUILESS_MAIN(TestCanaryGuards)
#include "tst_canaryguards.moc"
