// SPDX-License-Identifier: GPL-3.0-or-later
// A model goes on air step by step: the engine carries a plan out, and takes the model back where it does harm.
#include "engine/core/canarydecisions.h"

using namespace lineside;
using namespace lineside::test;

class TestCanaryRun : public QObject, protected CanaryDecisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_step_puts_the_model_on_air_at_its_stations_alone()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan()));
        stepBegins(line, 1);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kOne, kOne}));
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > 5, kPatience);
        QCOMPARE(stateOf(line), CanaryState::Running);
        QVERIFY(!canary(line)->evidence.guards.empty());
        const HistoryEvent promoted = line.events(EventKind::Promoted).front();
        QCOMPARE(promoted.station, StationId("a"));
        QCOMPARE(promoted.by, std::string("Nina"));
        QCOMPARE(promoted.detail, std::string("better caps"));
        QVERIFY(promoted.canary && promoted.canary->plan == "usual" && promoted.canary->step == 1 && promoted.canary->steps == 2);
    }
    void harm_takes_the_model_back_and_leaves_no_way_to_it_data()
    {
        QTest::addColumn<int>("sight");
        QTest::newRow("it rejects everything") << static_cast<int>(Sight::Cap);
        QTest::newRow("it sees nothing") << static_cast<int>(Sight::Nothing);
        QTest::newRow("it does not run") << static_cast<int>(Sight::Broken);
    }
    void harm_takes_the_model_back_and_leaves_no_way_to_it()
    {
        QFETCH(int, sight);
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));  // does harm when both stations have it
        stepBegins(line, 2);
        m_sights[2] = static_cast<Sight>(sight);
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryRolledBack).size(), std::size_t{1}, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
        QVERIFY(stateOf(line) == CanaryState::RolledBack && canary(line)->progress.harm);
        const HistoryEvent told = line.events(EventKind::CanaryRolledBack).front();
        QVERIFY(told.sequence > line.events(EventKind::RolledBack).front().sequence);  // what the bar shows last is the whole
        QVERIFY(told.canary && told.canary->harm && told.by.empty());
        for (const char *id : {"a", "b"}) {
            QVERIFY(!line.station(id).previous);  // "Roll back" must not mean what was just taken back
            QCOMPARE(line.station(id).counters.lost, sight == static_cast<int>(Sight::Broken) ? line.station(id).counters.lost : std::uint64_t{0});
        }
        QCOMPARE(line.events(EventKind::RolledBack).size(), std::size_t{2});
        QVERIFY(line.events(EventKind::RolledBack).front().canary);
        QVERIFY(!steer(line, CanaryHand::Resume));
    }
    void where_harm_is_decided_no_frame_of_the_new_model_follows_one_of_the_old_at_any_station_and_none_is_lost()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list)
                s.source.targetFps = 20;
        }));
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));
        stepBegins(line, 2);
        m_sights[2] = Sight::Cap;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        std::int64_t judgedByNew = 0;
        for (const char *id : {"a", "b"}) {
            std::vector<VerdictRecord> all;
            const auto isBack = [&] {
                all = verdicts(id);
                return !all.empty() && all.back().model == kOne && std::ranges::find(all, kTwo, &VerdictRecord::model) != all.end();
            };
            QTRY_VERIFY_WITH_TIMEOUT(isBack(), kPatience);
            const auto first = std::ranges::find(all, kTwo, &VerdictRecord::model);
            const auto back = std::find_if(first, all.end(), [](const VerdictRecord &v) { return v.model == kOne; });
            QCOMPARE(std::count_if(back, all.end(), [](const VerdictRecord &v) { return v.model == kTwo; }), 0);  // the first frame of the old one ends it
            QCOMPARE(all.back().part - all.front().part + 1, all.size());
            judgedByNew += back - first;
            QTRY_VERIFY_WITH_TIMEOUT(line.station(id).lastSwap && line.station(id).lastSwap->rollBack && line.station(id).lastSwap->firstVerdictMs > 0, kPatience);
            const SwapRecord swap = *line.station(id).lastSwap;
            qInfo("%s: the old model judges %.1f ms after the command, %d frames", id, swap.firstVerdictMs, static_cast<int>(swap.framesDuring));
            QCOMPARE(swap.framesLost, std::uint64_t{0});
            QCOMPARE(line.station(id).counters.lost, std::uint64_t{0});
        }
        const std::int64_t after = judgedByNew - canary(line)->progress.harm->part;
        QVERIFY(after >= 0);
        qInfo("%d frames of the new model were judged after the one that decided", static_cast<int>(after));
    }
    void a_good_model_asks_at_the_end_of_each_step_and_is_done_after_the_last()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20)));
        for (const std::size_t step : {1u, 2u}) {
            QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::CanaryAsks).size(), step, kPatience);
            QVERIFY(line.station("c").active == kOne);
            QVERIFY(steer(line, CanaryHand::Approve));
        }
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Done, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kTwo, kOne}));
        QCOMPARE(line.events(EventKind::CanaryDone).front().by, std::string("Ada"));
        QCOMPARE(line.events(EventKind::CanaryStepBegun).front().by, std::string("Ada"));  // who let the second one begin
        QVERIFY(line.rollBack("a"));  // the way back stays, station by station
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kOne, kTwo, kOne}));
    }
    void a_hand_pauses_resumes_and_ends_it()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan()));
        stepBegins(line, 1);
        QVERIFY(!steer(line, CanaryHand::Approve));  // it has not asked
        QVERIFY(!steer(line, CanaryHand::Resume));
        QVERIFY(steer(line, CanaryHand::Pause));
        QVERIFY(stateOf(line) == CanaryState::Paused && line.station("a").active == kTwo);
        QVERIFY(!steer(line, CanaryHand::Pause));
        QVERIFY(steer(line, CanaryHand::Resume));
        QCOMPARE(stateOf(line), CanaryState::Running);
        QVERIFY(steer(line, CanaryHand::Abort));
        QCOMPARE(stateOf(line), CanaryState::Aborted);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
        QCOMPARE(line.events(EventKind::CanaryAborted).front().by, std::string("Ada"));
        QCOMPARE(line.events(EventKind::CanaryPaused).size(), std::size_t{1});
        QCOMPARE(line.events(EventKind::CanaryResumed).size(), std::size_t{1});
        const auto nobody = steer(line, CanaryHand::Abort);
        QVERIFY(!nobody && nobody.error().code == ErrorCode::NotFound);
    }
    void a_way_back_at_one_of_its_stations_is_one_at_all_of_them()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));
        stepBegins(line, 2);
        QVERIFY(line.rollBack("b"));
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
        QCOMPARE(stateOf(line), CanaryState::Aborted);
    }
    void nothing_else_goes_on_air_at_its_stations_meanwhile()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan()));
        stepBegins(line, 1);
        for (const char *id : {"a", "b", "c"}) {
            QVERIFY(line.offerModel(id, 3));
            const auto held = line.promote(id, 3);
            QVERIFY(!held && held.error().code == ErrorCode::Busy);
        }
        const auto second = start(line, plan(), kThree);
        QVERIFY(!second && second.error().code == ErrorCode::Busy);
        const auto removed = line.carryOut([&](Engine::Done done) { line->removeModel(kTwo, done); });
        QVERIFY(!removed && removed.error().code == ErrorCode::Busy);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kOne, kOne}));
    }
    void a_station_that_is_removed_ends_it_at_the_others_too()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20, StepEnd::GoOn)));
        stepBegins(line, 2);
        std::vector<StationConfig> left;
        for (const char *id : {"a", "c"})
            left.push_back(line.station(id).config);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(left, done); }));
        QVERIFY(line.station("a").active == kOne);
        QCOMPARE(stateOf(line), CanaryState::Aborted);
    }
    void what_must_not_begin_is_refused_and_nothing_changes()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            list[1].promotion = PromotionPolicy::Verdict;
            list[1].signPromotion = true;
            list[2].contract.labels = {"Bottle"};
        }));
        for (const char *id : {"a", "b"}) {
            QVERIFY(!line.offer(1, id).refusal);
            QVERIFY(line.promote(id, 1));
        }
        QVERIFY(!line.offer(2, std::nullopt).refusal);
        for (const char *id : {"a", "b"})
            QTRY_VERIFY_WITH_TIMEOUT(recorded(id) >= kLeastBefore, kPatience);
        const auto refused = [&](const CanaryPlan &p, ErrorCode code, const ModelId &model = kTwo, const PromotionNote &note = {"why", "Nina"}) {
            const auto answer = start(line, p, model, note);
            return !answer && answer.error().code == code;
        };
        QVERIFY(refused(CanaryPlan{}, ErrorCode::InvalidInput));
        CanaryPlan unknown = plan(), lots = plan(), third = plan();
        unknown.steps[0].stations = {"z"};
        lots.steps[0].leastLots = 3;
        third.steps[1].stations = {"c"};
        for (const CanaryPlan &bad : {unknown, lots})
            QVERIFY(refused(bad, ErrorCode::InvalidInput));
        QVERIFY(refused(plan(), ErrorCode::NotFound, {"tiny", 9}));
        QVERIFY(refused(plan(), ErrorCode::InvalidInput, kOne));                   // it is there already
        QVERIFY(refused(plan(), ErrorCode::VerdictMissing, kTwo, {"why", {}}));    // b asks for a name
        QVERIFY(refused(plan(), ErrorCode::SignatureMissing));                     // and for a signature
        QVERIFY(refused(third, ErrorCode::NotReady));                              // c has nothing to go back to
        QVERIFY(refused(plan(), ErrorCode::InvalidInput, kTwo, {std::string(PromotionNote::kMaxReason + 1, 'x'), "Nina"}));
        QVERIFY(!canary(line));
        QVERIFY(line.station("a").active == kOne && line.station("b").active == kOne);
        QVERIFY(!line->checkCanaryPlan(unknown).mayRun());
        QVERIFY(line->checkCanaryPlan(plan()).mayRun());
        QCOMPARE(line->checkCanaryPlan(plan()).steps, (std::vector<std::vector<StationId>>{{"a"}, {"b"}}));
        const ElectronicSignature signature{"Nina", "approved", {}};
        QVERIFY(start(line, plan(), kTwo, {"why", "Nina", Role::Engineer, signature}));
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Promoted).front().to, std::optional(kTwo), kPatience);
        const HistoryEvent begun = line.events(EventKind::CanaryBegun).front();
        QVERIFY(begun.role == Role::Engineer && begun.signedBy == signature);
        QVERIFY(line.events(EventKind::Promoted).front().signedBy == signature);
    }
    void a_step_that_waits_for_lots_goes_on_when_it_has_seen_them()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan lots = plan(5);
        lots.steps[0].leastLots = 2;
        QVERIFY(!line->checkCanaryPlan(lots).mayRun());  // nobody tells one
        const auto setLot = [&](const char *lot) {
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("a", lot, done); }));
        };
        setLot("4711");
        QVERIFY(line->checkCanaryPlan(lots).mayRun());
        QVERIFY(start(line, lots));
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.lots == 1 && canary(line)->progress.stations.front().parts > 20, kPatience);
        QCOMPARE(stateOf(line), CanaryState::Running);
        setLot("4712");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        QCOMPARE(canary(line)->progress.lots, 2);
    }
    void where_it_is_not_known_what_is_usual_no_canary_begins()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(line.offerModel("b", 3));
        QVERIFY(line.promote("b", 3));
        const auto answer = start(line, plan());
        QVERIFY(!answer && answer.error().code == ErrorCode::NotReady);
        QVERIFY(!canary(line) && line.station("a").active == kOne);
        CanaryPlan blind = plan();
        blind.guard = {.controls = false, .ownPast = false, .collapse = false};  // flow and latency need no past
        QVERIFY(start(line, blind));
    }
    void a_model_that_does_not_fit_a_station_of_a_later_step_does_not_begin()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        std::vector<StationConfig> list;
        for (const char *id : {"a", "b", "c"})
            list.push_back(line.station(id).config);
        list[1].contract.labels = {"Bottle", "Cap", "Label"};
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        const auto answer = start(line, plan());
        QVERIFY(!answer);
        QCOMPARE(line.events(EventKind::Refused).front().station, StationId("b"));
        QVERIFY(line.station("a").active == kOne && !canary(line));
    }
    void plans_are_kept_and_those_that_must_not_run_are_refused()
    {
        CanaryPlan night = plan();
        night.name = "night";
        night.windows = {{.days = 0x1f, .hours = {22 * 60, 5 * 60}}};
        const auto apply = [](StubLine &line, const std::vector<CanaryPlan> &plans) {
            return line.carryOut([&](Engine::Done done) { line->applyCanaryPlans(plans, done); });
        };
        {
            StubLine line(dir(), m_behaviour, three());
            QVERIFY(apply(line, {plan(), night}));
            CanaryPlan bad = plan();
            bad.steps.clear();
            bad.name = "bad";
            for (const std::vector<CanaryPlan> &refused : {std::vector<CanaryPlan>{bad}, {plan(), plan()}}) {
                const auto answer = apply(line, refused);
                QVERIFY(!answer && answer.error().code == ErrorCode::InvalidInput);
            }
            QCOMPARE(line->snapshot()->canaryPlans, (std::vector<CanaryPlan>{plan(), night}));
        }
        StubLine line(dir(), m_behaviour, three());
        QCOMPARE(line->snapshot()->canaryPlans, (std::vector<CanaryPlan>{plan(), night}));
        QCOMPARE(line.events(EventKind::CanaryPlansChanged).front().detail, std::string("usual, night"));
    }
};

QTEST_GUILESS_MAIN(TestCanaryRun)
#include "tst_canaryrun.moc"
