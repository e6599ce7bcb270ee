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
        list[0].rule.pictureIsPart = true;
        list[0].comparison = {0.4, 0.4, 0.2};
        list[0].coverage = {0, 0};
        return list;
    }
    static CoverageSeen seenAt(const StubLine &line)
    {
        const auto compared = line.station("a").comparison;
        return compared ? compared->seen : CoverageSeen();
    }
    /// Version 2 is compared with version 1 until it is at least as good, where lot 17 runs.
    static void compareOnOneLot(StubLine &line)
    {
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("a", "17", done); }));
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QTRY_COMPARE_WITH_TIMEOUT(stateAt(line), AbState::AtLeastAsGood, kPatience);
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
    void a_verdict_that_has_seen_too_few_lots_is_not_enough_until_the_next_one_comes()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) {
            auto list = asking(PromotionPolicy::Verdict);
            list[0].coverage = {2, 0};
            give(p, list);
        });
        compareOnOneLot(line);
        QCOMPARE(seenAt(line).lots, 1);
        const auto refused = line.promote("a", 2);
        QVERIFY(!refused && refused.error().code == ErrorCode::VerdictMissing);
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setLot("a", "18", done); }));
        QTRY_COMPARE_WITH_TIMEOUT(seenAt(line).lots, 2, kPatience);
        QVERIFY(line.promote("a", 2));
        const HistoryEvent event = line.events(EventKind::Promoted).front();
        QVERIFY(event.evidence && event.evidence->seen.lots == 2 && event.evidence->seen.hours >= 1 && event.evidence->stations == 1);
    }
    void where_no_lot_is_told_hours_are_asked_for()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) {
            auto list = asking(PromotionPolicy::Verdict);
            list[0].coverage = {2, 8};
            give(p, list);
        });
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done); }));
        QTRY_COMPARE_WITH_TIMEOUT(stateAt(line), AbState::AtLeastAsGood, kPatience);
        QVERIFY(seenAt(line).lots == 0 && seenAt(line).hours >= 1);
        const auto refused = line.promote("a", 2);
        QVERIFY(!refused && refused.error().code == ErrorCode::VerdictMissing);
        QVERIFY(line.promote("a", 2, {"the night shift waits for it", "Nina"}));  // somebody answers for it
    }
    void another_number_of_lots_is_asked_for_at_once_and_the_comparison_goes_on()
    {
        auto list = asking(PromotionPolicy::Verdict);
        list[0].coverage = {5, 0};
        StubLine line(dir(), m_behaviour, [&](EngineParts &p) { give(p, list); });
        compareOnOneLot(line);
        QVERIFY(!line.promote("a", 2));
        const auto parts = line.station("a").comparison->verdict.parts;
        list[0].coverage = {1, 0};
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        QCOMPARE(stateAt(line), AbState::AtLeastAsGood);
        QVERIFY(line.station("a").comparison->verdict.parts >= parts);
        QVERIFY(line.station("a").comparison->coverage == (CoverageLimits{1, 0}));
        QVERIFY(line.promote("a", 2));
    }
    void pictures_that_may_show_the_same_part_prove_nothing()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) {
            auto list = asking(PromotionPolicy::Verdict);
            list[0].rule.pictureIsPart = false;
            give(p, list);
        });
        compareOnOneLot(line);
        QVERIFY(line.station("a").comparison->countsPictures);
        const auto refused = line.promote("a", 2);
        QVERIFY(!refused && refused.error().code == ErrorCode::VerdictMissing);
        QVERIFY(line.promote("a", 2, {"seen by eye", "Nina"}));
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
    void where_the_station_asks_for_a_signature_no_model_takes_the_place_of_another_without_one()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) {
            auto list = asking(PromotionPolicy::Reason);
            list[0].signPromotion = true;
            give(p, list);
        });
        QVERIFY(!line.offer(1, "a").refusal);
        QVERIFY(line.promote("a", 1, {"first", {}}));  // nothing judges there yet
        QVERIFY(!line.offer(2, "a").refusal);
        const auto without = line.promote("a", 2, {"why", "Nina", Role::Engineer, {}});
        QVERIFY(!without && without.error().code == ErrorCode::SignatureMissing);
        const ElectronicSignature signature{"Nina", "approved", WallTime(std::chrono::milliseconds(1'700'000'000'123))};
        const auto noReason = line.promote("a", 2, {{}, "Nina", Role::Engineer, signature});
        QVERIFY(!noReason && noReason.error().code == ErrorCode::ReasonMissing);
        QVERIFY(line.station("a").active == kOne);
        QVERIFY(line.promote("a", 2, {"why", "Nina", Role::Engineer, signature}));
        const HistoryEvent event = line.events(EventKind::Promoted).front();
        QVERIFY(event.by == "Nina" && event.role == Role::Engineer && event.signedBy == signature);
        QVERIFY(line.rollBack("a"));  // the way back asks nobody
        QVERIFY(!line.events(EventKind::RolledBack).front().signedBy);
    }
    void what_cannot_be_a_signature_is_refused_also_where_none_is_asked_for()
    {
        StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, asking(PromotionPolicy::Nothing)); });
        QVERIFY(!line.offer(1, "a").refusal);
        for (const ElectronicSignature &signature : {ElectronicSignature{}, {"Nina", {}, {}}, {"Nina", std::string(101, 'x'), {}}, {std::string(PromotionNote::kMaxBy + 1, 'x'), "approved", {}}}) {
            const auto answer = line.promote("a", 1, {"why", "Nina", {}, signature});
            QVERIFY(!answer && answer.error().code == ErrorCode::InvalidInput);
        }
        QVERIFY(!line.station("a").active);
    }
    void the_history_says_who_did_what()
    {
        const Actor erik{"Erik", Role::Engineer};
        StubLine line(dir(), m_behaviour, [](EngineParts &p) { give(p, asking(PromotionPolicy::Nothing)); });
        const auto by = [&](EventKind kind) {
            const auto events = line.events(kind);
            return events.empty() ? Actor{"no event", {}} : Actor{events.front().by, events.front().role};
        };
        const CandidateId id = line->offerFile(line.file(1), "a", erik);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
        QVERIFY(by(EventKind::Imported) == erik && by(EventKind::Offered) == erik);
        QVERIFY(line.promote("a", 1));
        QVERIFY(!line.offer(2, "a").refusal);
        QVERIFY(by(EventKind::Offered) == Actor());
        QVERIFY(line.carryOut([&](Engine::Done done) { line->offerModel("a", kTwo, done, erik); }));
        QVERIFY(by(EventKind::Offered) == erik);
        QVERIFY(line.promote("a", 2));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->rollBack("a", done, {"Olga", Role::Operator}); }));
        QVERIFY((by(EventKind::RolledBack) == Actor{"Olga", Role::Operator}));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", kTwo, done, erik); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", std::nullopt, done, {}); }));
        QVERIFY(by(EventKind::ShadowStarted) == erik && by(EventKind::ShadowStopped) == Actor());
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyLoading(LoadingPolicy{100, 0, 0, 0, {}}, done, erik); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyVetting({}, done, erik); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applySigningKeys({}, done, erik); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyWatchedFolder({}, done, erik); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyCanaryPlans({}, done, erik); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(asking(PromotionPolicy::Nothing), done, {std::string(300, 'x'), Role::Administrator}); }));
        for (const EventKind kind : {EventKind::LoadingChanged, EventKind::VettingChanged, EventKind::KeysChanged, EventKind::FolderChanged, EventKind::CanaryPlansChanged})
            QVERIFY2(by(kind) == erik, toString(kind));
        QCOMPARE(by(EventKind::StationsChanged).name.size(), PromotionNote::kMaxBy);
        QVERIFY(!line.offer(3, {}).refusal);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->removeModel({"tiny", 3}, done, erik); }));
        QVERIFY(by(EventKind::Removed) == erik);
        line->notePeople("Tom: engineer");
        QTRY_COMPARE_WITH_TIMEOUT(line.events(EventKind::PeopleChanged).size(), std::size_t{1}, kPatience);
        QCOMPARE(line.events(EventKind::PeopleChanged).front().detail, std::string("Tom: engineer"));
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
