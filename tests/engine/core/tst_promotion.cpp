// SPDX-License-Identifier: GPL-3.0-or-later
// What a station asks for before a model goes on air, and what the history keeps of the answer.
#include "engine/core/decisions.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

class TestPromotion : public QObject, protected Decisions {
    Q_OBJECT

private:
    /// One station where every picture is a part and a few of them decide.
    static std::vector<StationConfig> asking(PromotionPolicy policy)
    {
        auto list = stations({"a"});
        list[0].promotion = policy;
        list[0].rule.rejectLabels = {"scratch"};
        list[0].comparison = {0.4, 0.4, 0.2};
        return list;
    }
    static AbState stateAt(const StubLine &line)
    {
        const auto compared = line.station("a").comparison;
        return compared ? compared->verdict.state : AbState::Open;
    }

private slots:
    void init() { begin(); }

    void where_the_policy_asks_for_a_reason_nothing_goes_on_air_without_one()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, asking(PromotionPolicy::Reason)); });
        QVERIFY(!line.offer(1, "a").refusal);
        for (const char *none : {"", " \t\n"}) {
            const auto answer = line.promote("a", 1, {none, "Nina"});
            QVERIFY(!answer && answer.error().code == ErrorCode::ReasonMissing);
        }
        QVERIFY(!line.station("a").active);
        QVERIFY(line.station("a").offered == kOne);
        QVERIFY(line.promote("a", 1, {"trial of Monday", {}}));
        QCOMPARE(line.events(EventKind::Promoted).front().detail, std::string("trial of Monday"));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.promote("a", 2, {"better caps", {}}));
        QVERIFY(line.rollBack("a"));  // the way back asks nobody
    }
    void without_a_verdict_somebody_answers_for_the_model_and_says_why()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, asking(PromotionPolicy::Verdict)); });
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));  // nothing judges there that it could be worse than
        QVERIFY(!line.offer(2, "a").refusal);
        for (const PromotionNote &note : {PromotionNote{}, {"better caps", " "}, {"\n", "Nina"}}) {
            const auto answer = line.promote("a", 2, note);
            QVERIFY(!answer && answer.error().code == ErrorCode::VerdictMissing);
        }
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(line.promote("a", 2, {"the caps of today are red", "Nina"}));
        const HistoryEvent event = line.events(EventKind::Promoted).front();
        QCOMPARE(event.by, std::string("Nina"));
        QCOMPARE(event.detail, std::string("the caps of today are red"));
        QVERIFY(!event.evidence);  // they were not compared
        QVERIFY(line.rollBack("a"));
    }
    void with_a_verdict_it_goes_on_air_unasked_and_the_history_says_what_it_rests_on()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, asking(PromotionPolicy::Verdict)); });
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(!line.offer(3, "a").refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QTRY_COMPARE_WITH_TIMEOUT(stateAt(line), AbState::AtLeastAsGood, kPatience);
        // What is proven of one model says nothing of another.
        const auto other = line.promote("a", 3);
        QVERIFY(!other && other.error().code == ErrorCode::VerdictMissing);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->offerModel("a", kTwo, done); }));
        QVERIFY(line.promote("a", 2));
        const HistoryEvent event = line.events(EventKind::Promoted).front();
        QVERIFY(event.evidence && event.evidence->state == AbState::AtLeastAsGood);
        QVERIFY(event.evidence->parts > 0);
        QCOMPARE(event.evidence->discordant, 0);
        QCOMPARE(event.evidence->limits, (AbLimits{0.4, 0.4, 0.2}));
        QVERIFY(event.by.empty());
    }
    void a_verdict_that_is_not_there_yet_is_kept_as_what_it_was()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) {
            auto list = asking(PromotionPolicy::Nothing);
            list[0].comparison = {};
            give(p, list);
        });
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").comparison && line.station("a").comparison->verdict.parts > 0, kPatience);
        QVERIFY(line.promote("a", 2));  // the station does not ask
        QVERIFY(!line.station("a").shadow);
        QVERIFY(line->history(1).front().kind == EventKind::Promoted);  // not that the comparison has ended with it
        const HistoryEvent event = line.events(EventKind::Promoted).front();
        QVERIFY(event.evidence && event.evidence->state == AbState::Open && event.evidence->parts > 0);
    }
    void a_name_or_a_reason_that_is_too_long_is_refused()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, asking(PromotionPolicy::Nothing)); });
        QVERIFY(!line.offer(1, "a").refusal);
        for (const PromotionNote &note : {PromotionNote{std::string(PromotionNote::kMaxReason + 1, 'x'), {}}, {"why", std::string(PromotionNote::kMaxBy + 1, 'x')}}) {
            const auto answer = line.promote("a", 1, note);
            QVERIFY(!answer && answer.error().code == ErrorCode::InvalidInput);
        }
        QVERIFY(!line.station("a").active);
        QVERIFY(line.promote("a", 1, {std::string(PromotionNote::kMaxReason, 'x'), std::string(PromotionNote::kMaxBy, 'x')}));
    }
};

QTEST_GUILESS_MAIN(TestPromotion)
#include "tst_promotion.moc"
