// SPDX-License-Identifier: GPL-3.0-or-later
// What a running comparison says of a model counts when it goes on air step by step.
#include "engine/core/canarydecisions.h"
#include "store/canaryjson.h"

using namespace lineside;
using namespace lineside::test;

class TestCanaryVerdict : public QObject, protected CanaryDecisions {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void a_verdict_speaks_for_stations_that_have_the_model_it_compared_and_for_no_other()
    {
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list) {
                s.promotion = PromotionPolicy::Verdict;
                s.comparison = {0.4, 0.4, 0.2};
                s.coverage = {0, 0};
                s.rule.pictureIsPart = true;
            }
        }));
        fill(line);
        QVERIFY(line.setShadow("c", 2));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("c").comparison && line.station("c").comparison->proves(), kPatience);
        QVERIFY(line.offerModel("b", 3));
        QVERIFY(line.promote("b", 3, {"another camera", "Nina"}));
        const auto refused = start(line, plan(), kTwo, {});
        QVERIFY(!refused && refused.error().code == ErrorCode::VerdictMissing);
        QVERIFY2(refused.error().detail.find("at b ") != std::string::npos, refused.error().detail.c_str());
        QVERIFY(!canary(line));
        CanaryPlan alone = plan();
        alone.steps.pop_back();
        alone.guard = {.controls = false, .ownPast = false, .collapse = false};
        QVERIFY(start(line, alone, kTwo, {}));  // a has what c compared
        stepBegins(line, 1);
        const HistoryEvent promoted = line.events(EventKind::Promoted).front();
        QVERIFY(promoted.station == "a" && promoted.evidence && promoted.evidence->state == AbState::AtLeastAsGood && promoted.by.empty());
        QVERIFY(steer(line, CanaryHand::Abort));
        CanaryPlan both = plan(5, StepEnd::GoOn);
        both.guard = alone.guard;
        QVERIFY(start(line, both, kTwo, {"the caps of today are red", "Nina"}));  // somebody answers for it at b
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::Promoted).front().station, StationId("b"), kPatience);
        const HistoryEvent answered = line.events(EventKind::Promoted).front();
        QVERIFY(answered.station == "b" && !answered.evidence && answered.by == "Nina");
    }
    void what_a_comparison_proved_speaks_for_fewer_rejects_and_without_one_they_are_harm_data()
    {
        QTest::addColumn<bool>("proved");
        QTest::newRow("proved") << true;
        QTest::newRow("somebody answers for it") << false;
    }
    void what_a_comparison_proved_speaks_for_fewer_rejects_and_without_one_they_are_harm()
    {
        QFETCH(bool, proved);
        m_sights[1] = Sight::Cap;  // what is on air fails every part
        StubLine line(dir(), m_behaviour, three([](std::vector<StationConfig> &list) {
            for (StationConfig &s : list) {
                s.comparison = {0.4, 0.4, 0.2};
                s.rule.pictureIsPart = true;
                s.coverage = {0, 0};
            }
        }));
        fill(line);
        if (proved) {
            QVERIFY(line.setShadow("a", 2));
            const auto answered = [&] {  // each part is good: the old model is wrong
                for (const ReviewPart &part : line->feed("a")->reviews()) {
                    if (part.truth == Truth::Unknown && !line.carryOut([&](Engine::Done done) { line->review("a", part.number, Truth::Good, done); }))
                        return false;
                }
                return line.station("a").comparison && line.station("a").comparison->proves();
            };
            QTRY_VERIFY_WITH_TIMEOUT(answered(), kPatience);
        }
        CanaryPlan shadowed = plan();
        shadowed.guard = {.controls = false, .ownPast = false, .collapse = false, .shadow = true};
        QVERIFY(start(line, shadowed));
        stepBegins(line, 1);
        const auto compared = [&] {
            const auto word = wordOf(line, CanaryGuardKind::Shadow);
            return word ? word->units : 0;
        };
        if (!proved) {
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
            QVERIFY(canary(line)->progress.harm->guard == CanaryGuardKind::Shadow && canary(line)->progress.harm->fewer);
            QVERIFY(line.events(EventKind::CanaryRolledBack).front().canary->harm->fewer);
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(compared() >= 5, kPatience);  // blocks
        const double evidence = wordOf(line, CanaryGuardKind::Shadow)->log;
        QVERIFY2(evidence <= 0, qPrintable(QString::number(evidence)));  // in the other row each of them multiplies it
        QCOMPARE(stateOf(line), CanaryState::Running);
        const auto saved = canaryFrom(text(data() / "canary.json"));
        QVERIFY(saved && saved->grounds.provedFewer.contains("a") && saved->guard.pasts.front().provedFewer == saved->grounds.provedFewer.at("a"));
    }
};

QTEST_GUILESS_MAIN(TestCanaryVerdict)
#include "tst_canaryverdict.moc"
