// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/canaryguard.h"
#include "demostream.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <random>

using namespace lineside;

namespace {

const std::vector<CanarySeat> kSeats{{"a", 0}, {"b", 1}, {"c", 1}, {"d", 1}};

/// Station a has the new model, after 40,000 parts of all four.
CanaryGuard guardOfA(DemoStream &stream, const CanaryGuardRules &rules = {}, std::vector<StationId> controls = DemoStream::allBut("a"))
{
    CanaryGuard guard(rules, kSeats);
    guard.begin(std::vector<std::pair<StationId, StationPast>>{{"a", learnPast("a", controls, stream.parts(40'000))}});
    return guard;
}

/// Parts of station a until there is harm; -1: none.
std::int64_t partsUntilHarm(CanaryGuard &guard, DemoStream &stream, int most)
{
    for (int i = 0; i < most && !guard.harm(); ++i)
        guard.add(stream.part());
    return guard.harm() ? guard.harm()->part : -1;
}

/// The same where the old model judges beside the new one.
std::int64_t comparedUntilHarm(CanaryGuard &guard, DemoStream &stream, int most)
{
    for (int i = 0; i < most && !guard.harm(); ++i) {
        const CanaryPart part = stream.part();
        guard.add(part);
        guard.addCompared(part.station, part.rejected, stream.oldRejected());
    }
    return guard.harm() ? guard.harm()->part : -1;
}

/// People answer; nothing else guards.
constexpr CanaryGuardRules kAsks{.controls = false, .ownPast = false, .collapse = false, .reviewLimit = 0.2};

/// Parts go by until so many rejects were asked about; `answer` says what the n-th is.
void answerRejects(CanaryGuard &guard, DemoStream &stream, int rejects, const std::function<Truth(int)> &answer)
{
    for (int n = 0; n < rejects && !guard.harm();) {
        const CanaryPart part = stream.part();
        guard.add(part);
        if (guard.asksAbout(part))
            guard.reviewed(part.station, Truth::Unknown, answer(n++));
    }
}

/// Station a, where nothing but the old model in shadow guards, and a comparison proved so many fewer rejects.
CanaryGuard besideOld(double proved)
{
    CanaryGuard guard({.controls = false, .ownPast = false, .collapse = false, .shadow = true}, kSeats);
    StationPast past;
    past.provedFewer = proved;
    guard.begin(std::vector<std::pair<StationId, StationPast>>{{"a", past}});
    return guard;
}

/// Parts of which the old model alone rejects some, and the new one alone; how many until there is harm, -1: none.
int partsOfBoth(CanaryGuard &guard, double onlyOld, double onlyNew, int most, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> chance;
    for (int i = 0; i < most && !guard.harm(); ++i) {
        const double x = chance(random);
        guard.addCompared("a", x >= onlyOld && x < onlyOld + onlyNew, x < onlyOld);
    }
    return guard.harm() ? static_cast<int>(guard.evidence().guards.front().units) : -1;
}

/// 8,000 parts of which so many were failed by A alone, which somebody looked at.
AbStatus proof(std::int64_t onlyAFailed)
{
    AbStatus verdict;
    verdict.state = AbState::AtLeastAsGood;
    verdict.parts = 8'000;
    verdict.onlyAFailed = onlyAFailed;
    return verdict;
}

using Change = std::function<void(CanaryGuard::Memory &)>;

}  // namespace

Q_DECLARE_METATYPE(Change)

class CanaryGuardTest : public QObject {
    Q_OBJECT
private slots:
    void the_past_is_the_last_rounds_and_the_last_parts()
    {
        DemoStream stream(1);
        const StationPast past = learnPast("a", DemoStream::allBut("a"), stream.parts(60'000));
        QCOMPARE(past.rounds.size(), kRoundsBefore);
        QCOMPARE(past.parts, kPartsBefore);
        QVERIFY(past.rejects > 60 && past.rejects < 140);
        QCOMPARE(past.controls, DemoStream::allBut("a"));
    }
    void more_rejects_than_the_controls_take_the_model_back()
    {
        DemoStream stream(2);
        CanaryGuard guard = guardOfA(stream);
        stream.harm[0] = 5;
        const auto parts = partsUntilHarm(guard, stream, 40'000);
        QVERIFY2(parts > 0 && parts < 1200, qPrintable(QString::number(parts)));
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::Controls);
        QCOMPARE(guard.harm()->station, StationId("a"));
        QVERIFY(guard.harm()->logEvidence >= guard.harm()->threshold);
    }
    void the_share_of_rejects_is_told_with_that_of_the_controls_over_the_same_rounds()
    {
        DemoStream stream(30, 0.02);
        CanaryGuard guard = guardOfA(stream);
        const GuardEvidence nothing = guard.evidence().guards[0];
        QVERIFY(!nothing.share && !nothing.usual);
        stream.rate = 0.05;  // another lot: it is what the controls reject now that counts
        stream.harm[0] = 4;
        std::int64_t own = 0, rejected = 0;
        for (int i = 0; i < 4'000 && !guard.harm(); ++i) {
            const CanaryPart part = stream.part();
            own += part.station == "a";
            rejected += part.station == "a" && part.rejected;
            guard.add(part);
        }
        const GuardEvidence word = guard.evidence().guards[0];
        QCOMPARE(word.share, std::optional(static_cast<double>(rejected) / static_cast<double>(own)));
        QVERIFY(word.usual && *word.usual > 0.02 && *word.usual < 0.1);
        QVERIFY(guard.harm());
        QVERIFY(guard.harm()->share && guard.harm()->usual);
        QVERIFY(*guard.harm()->share > *guard.harm()->usual);
        for (int i = 0; i < 2'000; ++i)
            guard.add(stream.part());
        QVERIFY(guard.harm()->share != guard.evidence().guards[0].share);  // the harm keeps what it was decided by
        CanaryGuard again = *CanaryGuard::recall({}, guard.memory());
        QCOMPARE(again.evidence().guards[0].share, guard.evidence().guards[0].share);
        QCOMPARE(again.evidence().guards[0].usual, guard.evidence().guards[0].usual);
    }
    void without_controls_the_share_is_told_with_that_of_the_own_past()
    {
        DemoStream stream(31, 0.03);
        CanaryGuard guard = guardOfA(stream, {}, {});
        const StationPast past = guard.memory().pasts[0];
        stream.harm[0] = 5;
        QVERIFY(partsUntilHarm(guard, stream, 40'000) > 0);
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::OwnPast);
        QCOMPARE(guard.harm()->usual, std::optional(static_cast<double>(past.rejects) / static_cast<double>(past.parts)));
        QVERIFY(*guard.harm()->share > 2 * *guard.harm()->usual);
        QVERIFY(!guard.evidence().guards[1].share);  // parts on which nothing is found are no rejects
    }
    void of_answers_the_share_of_good_ones_is_told_with_the_limit()
    {
        DemoStream stream(32);
        CanaryGuard guard = guardOfA(stream, kAsks);
        QVERIFY(!guard.evidence().guards.back().share);
        answerRejects(guard, stream, 4, [](int n) { return n == 0 ? Truth::Good : Truth::Defective; });
        QCOMPARE(guard.evidence().guards.back().share, std::optional(0.25));
        QCOMPARE(guard.evidence().guards.back().usual, std::optional(0.2));
    }
    void no_harm_is_left_alone_though_lots_reject_four_times_as_often()
    {
        for (unsigned seed = 0; seed < 10; ++seed) {
            DemoStream stream(seed);
            CanaryGuard guard = guardOfA(stream);
            for (int lot = 0; lot < 5; ++lot) {
                stream.rate = lot % 2 ? 0.02 : 0.08;
                QCOMPARE(partsUntilHarm(guard, stream, 8'000), -1);
            }
        }
    }
    void a_blind_model_is_taken_back_within_some_parts()
    {
        DemoStream stream(3);
        CanaryGuard guard = guardOfA(stream);
        stream.blind[0] = true;
        const auto parts = partsUntilHarm(guard, stream, 4'000);
        QVERIFY2(parts > 0 && parts < 20, qPrintable(QString::number(parts)));
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::Collapse);
    }
    void without_controls_the_own_past_guards()
    {
        DemoStream stream(4);
        CanaryGuard guard = guardOfA(stream, {}, {});
        QCOMPARE(guard.evidence().guards[0].guard, CanaryGuardKind::OwnPast);
        stream.harm[0] = 5;
        const auto parts = partsUntilHarm(guard, stream, 40'000);
        QVERIFY2(parts > 0 && parts < 600, qPrintable(QString::number(parts)));
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::OwnPast);
    }
    void the_old_model_in_shadow_guards_too()
    {
        DemoStream stream(5);
        CanaryGuard guard = guardOfA(stream, {.controls = false, .ownPast = false, .collapse = false, .shadow = true});
        stream.harm[0] = 8;
        QVERIFY(comparedUntilHarm(guard, stream, 40'000) > 0);
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::Shadow);
        DemoStream same(5);
        CanaryGuard quiet = guardOfA(same, {.controls = false, .ownPast = false, .collapse = false, .shadow = true});
        QCOMPARE(comparedUntilHarm(quiet, same, 40'000), -1);
    }
    void a_verdict_speaks_for_fewer_rejects_only_where_it_proves_and_somebody_looked()
    {
        const double share = provedFewer(proof(160));
        QVERIFY2(share > 0.02 && share < 0.025, qPrintable(QString::number(share)));
        QCOMPARE(provedFewer(proof(0)), 0.0);
        AbStatus open = proof(160), contradicted = proof(160);
        open.state = AbState::Open;
        contradicted.contradicted = true;
        QCOMPARE(provedFewer(open), 0.0);
        QCOMPARE(provedFewer(contradicted), 0.0);
    }
    void what_is_tolerated_grows_with_what_was_proved_and_a_block_stays_below_a_half()
    {
        QCOMPARE(fewerRule(0), FewerRule{});
        double before = 0.01;
        for (const double proved : {0.0005, 0.005, 0.02, 0.05, 0.1, 0.3, 0.45}) {
            const FewerRule rule = fewerRule(proved);
            QVERIFY(rule.tolerance < 0.5 && rule.block >= 1 && rule.block <= 20);
            QVERIFY(rule.tolerance / rule.block > before);
            before = rule.tolerance / rule.block;
            QVERIFY(std::abs(before - 0.01 - proved) < 1e-12);
        }
        QCOMPARE(fewerRule(1).tolerance, 1.0);  // nothing is too few then
    }
    void a_model_that_was_proved_to_reject_fewer_is_left_alone_and_without_a_proof_taken_back()
    {
        const double proved = provedFewer(proof(160));
        int back = 0;
        for (unsigned seed = 0; seed < 20; ++seed) {
            CanaryGuard guard = besideOld(proved), without = besideOld(0);
            QCOMPARE(partsOfBoth(guard, 0.02, 0, 20'000, seed), -1);
            back += partsOfBoth(without, 0.02, 0, 20'000, seed) > 0;
            QVERIFY(!without.harm() || without.harm()->fewer);
        }
        QCOMPARE(back, 20);
    }
    void what_was_proved_speaks_beside_controls_and_the_own_past_too_data()
    {
        QTest::addColumn<bool>("controls");
        QTest::newRow("controls") << true;
        QTest::newRow("own past") << false;
    }
    void what_was_proved_speaks_beside_controls_and_the_own_past_too()
    {
        QFETCH(bool, controls);
        const auto partsUntil = [&](double proved, double stay) {
            DemoStream stream(40, 0.04);
            StationPast past = learnPast("a", controls ? DemoStream::allBut("a") : std::vector<StationId>{}, stream.parts(40'000));
            past.provedFewer = proved;
            CanaryGuard guard({.collapse = false}, kSeats);
            guard.begin(std::vector<std::pair<StationId, StationPast>>{{"a", past}});
            std::mt19937 random(3);
            std::uniform_real_distribution<double> chance;
            for (int i = 0; i < 80'000 && !guard.harm(); ++i) {
                CanaryPart part = stream.part();
                part.rejected = part.rejected && (part.station != "a" || chance(random) < stay);
                guard.add(part);
            }
            return guard.harm() ? guard.harm()->part : -1;
        };
        QVERIFY(partsUntil(0, 0.3) > 0);
        QCOMPARE(partsUntil(0.03, 0.3), std::int64_t{-1});  // of 4 % at most 3 are gone
        QVERIFY(partsUntil(0.03, 0) > 0);                   // those too that the new model should see
    }
    void what_was_proved_does_not_speak_for_more_rejects()
    {
        CanaryGuard guard = besideOld(0.03);
        const int parts = partsOfBoth(guard, 0, 0.05, 10'000, 1);
        QVERIFY2(parts > 0, qPrintable(QString::number(parts)));
        QVERIFY(guard.harm()->guard == CanaryGuardKind::Shadow && !guard.harm()->fewer);
        QVERIFY(guard.harm()->share && *guard.harm()->share > 0.02 && guard.harm()->usual == std::optional(0.0));
        CanaryGuard without = besideOld(0);
        QCOMPARE(partsOfBoth(without, 0, 0.05, 10'000, 1), parts);  // as if there were none
    }
    void fewer_rejects_than_were_proved_are_harm_still()
    {
        CanaryGuard guard = besideOld(provedFewer(proof(160)));
        const int parts = partsOfBoth(guard, 0.08, 0, 20'000, 2);
        QVERIFY2(parts > 0, qPrintable(QString::number(parts)));
        QVERIFY(guard.harm()->fewer && *guard.harm()->share < *guard.harm()->usual);
        const GuardEvidence word = guard.evidence().guards.front();
        QVERIFY(word.fewer && word.share == guard.harm()->share);
    }
    void what_the_old_model_says_counts_only_where_the_plan_asks_for_it()
    {
        DemoStream stream(6);
        CanaryGuard guard = guardOfA(stream);
        const CanaryEvidence before = guard.evidence();
        for (int i = 0; i < 1000; ++i)
            guard.addCompared("a", true, false);
        QVERIFY(!guard.harm());
        QCOMPARE(guard.evidence().log, before.log);
        CanaryGuard shadowed = guardOfA(stream, {.shadow = true});
        shadowed.addCompared("b", true, false);  // which has the old model
        QCOMPARE(shadowed.evidence().guards.back().units, 0);
    }
    void rejects_that_people_call_good_take_the_model_back()
    {
        DemoStream stream(20);
        CanaryGuard guard = guardOfA(stream, kAsks);
        answerRejects(guard, stream, 100, [](int) { return Truth::Good; });
        QVERIFY(guard.harm());
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::Review);
        QCOMPARE(guard.harm()->station, StationId("a"));
        const GuardEvidence word = guard.evidence().guards.back();
        QCOMPARE(word.guard, CanaryGuardKind::Review);
        QVERIFY2(word.units <= 6, qPrintable(QString::number(word.units)));  // of two steps: 200 to 1
    }
    void as_many_as_are_allowed_are_no_harm()
    {
        DemoStream stream(21);
        CanaryGuard guard = guardOfA(stream, kAsks);
        answerRejects(guard, stream, 200, [](int n) { return n % 5 == 0 ? Truth::Good : Truth::Defective; });
        QVERIFY(!guard.harm());
        QCOMPARE(guard.evidence().guards.back().units, 200);
        answerRejects(guard, stream, 400, [](int n) { return n % 5 < 3 ? Truth::Good : Truth::Defective; });
        QVERIFY(guard.harm());
    }
    void who_does_not_answer_and_who_cannot_tell_say_nothing()
    {
        DemoStream stream(22);
        CanaryGuard guard = guardOfA(stream, kAsks);
        answerRejects(guard, stream, 100, [](int n) { return n % 2 ? Truth::Even : Truth::Unknown; });
        const GuardEvidence word = guard.evidence().guards.back();
        QCOMPARE(word.units, 0);
        QCOMPARE(word.log, 0.0);
        QVERIFY(!guard.harm());
    }
    void an_answer_that_is_taken_back_is_as_if_it_had_never_been_given()
    {
        DemoStream stream(23);
        CanaryGuard guard = guardOfA(stream, kAsks);
        answerRejects(guard, stream, 3, [](int) { return Truth::Defective; });
        const double before = guard.evidence().log;
        guard.reviewed("a", Truth::Unknown, Truth::Good);
        QVERIFY(guard.evidence().log > before);
        guard.reviewed("a", Truth::Good, Truth::Defective);
        QVERIFY(guard.evidence().log < before);
        guard.reviewed("a", Truth::Defective, Truth::Unknown);
        QCOMPARE(guard.evidence().log, before);
        for (int i = 0; i < 4; ++i)
            guard.reviewed("a", Truth::Good, Truth::Unknown);  // which nobody ever gave
        guard.reviewed("b", Truth::Unknown, Truth::Good);      // which has the old model
        QCOMPARE(guard.evidence().log, before);
    }
    void one_reject_of_a_clump_is_asked_about_whatever_was_answered()
    {
        StationPast past;
        past.parts = 1000;
        past.rejectSkip = 5;
        const auto asked = [&](Truth answer) {
            CanaryGuard guard(kAsks, kSeats);
            guard.begin(std::vector<std::pair<StationId, StationPast>>{{"a", past}});
            std::vector<int> parts;
            for (int i = 0; i < 40 && !guard.harm(); ++i) {
                CanaryPart part{"a", {}, i >= 3, false, {}};
                guard.add(part);
                if (!guard.asksAbout(part))
                    continue;
                parts.push_back(i);
                guard.reviewed("a", Truth::Unknown, answer);
            }
            return parts;
        };
        QCOMPARE(asked(Truth::Defective), (std::vector<int>{3, 9, 15, 21, 27, 33, 39}));
        QCOMPARE(asked(Truth::Even), asked(Truth::Defective));
        CanaryGuard other(kAsks, kSeats), off({}, kSeats);
        other.begin(std::vector<std::pair<StationId, StationPast>>{{"a", past}});
        off.begin(std::vector<std::pair<StationId, StationPast>>{{"a", past}});
        QVERIFY(!other.asksAbout({"b", {}, true, false, {}}));
        QVERIFY(!off.asksAbout({"a", {}, true, false, {}}));
    }
    void when_the_plan_is_done_nobody_is_asked_any_more()
    {
        DemoStream stream(24);
        CanaryGuard guard = guardOfA(stream, {.reviewLimit = 0.2, .longRun = true});
        answerRejects(guard, stream, 2, [](int) { return Truth::Good; });
        guard.watchLongRun();
        int asked = 0;
        for (const CanaryPart &part : stream.parts(2'000)) {
            guard.add(part);
            asked += guard.asksAbout(part);
        }
        QCOMPARE(asked, 0);
        guard.reviewed("a", Truth::Unknown, Truth::Good);
        QCOMPARE(guard.evidence().guards.back().units, 2);
    }
    void people_who_are_asked_share_alpha_with_the_other_guards()
    {
        DemoStream stream(25);
        CanaryGuard guard = guardOfA(stream, {.reviewLimit = 0.2});
        const auto words = guard.evidence().guards;
        QCOMPARE(words.size(), std::size_t(3));
        QVERIFY(std::abs(words[2].threshold - std::log(1400 / 3.0)) < 1e-12);  // of two steps, one station: three shares of seven
    }
    void a_missed_limit_is_harm_at_once_where_health_is_guarded()
    {
        DemoStream stream(6);
        CanaryGuard guard = guardOfA(stream), other = guardOfA(stream, {.health = false});
        guard.missed({CanaryGuardKind::FrameFlow, {}, {}}, "b");  // which has the old model
        QVERIFY(!guard.harm());
        guard.missed({CanaryGuardKind::FrameFlow, {}, {}}, "a");
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::FrameFlow);
        guard.missed({CanaryGuardKind::Latency, 90, 50}, "a");
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::FrameFlow);
        other.missed({CanaryGuardKind::Latency, 90, 50}, "a");
        QVERIFY(!other.harm());
    }
    void what_was_held_against_a_missed_limit_is_kept_with_the_harm()
    {
        DemoStream stream(6);
        CanaryGuard guard = guardOfA(stream);
        guard.missed({CanaryGuardKind::Latency, 812, 143}, "a");
        QCOMPARE(guard.harm()->now, std::optional(812.0));
        QCOMPARE(guard.harm()->limit, std::optional(143.0));
    }
    void a_silent_control_is_left_out_named_and_harm_is_found_without_it()
    {
        DemoStream stream(7);
        CanaryGuard guard = guardOfA(stream);
        stream.still[2] = true;
        for (int i = 0; i < 1'000; ++i)
            guard.add(stream.part());
        const GuardEvidence word = guard.evidence().guards[0];
        QCOMPARE(word.leftOut, (std::vector<StationId>{"c"}));
        QVERIFY(word.units > 250);
        stream.harm[0] = 8;
        QVERIFY(partsUntilHarm(guard, stream, 30'000) > 0);
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::Controls);
    }
    void who_gets_the_model_is_nobodys_control_any_more()
    {
        DemoStream stream(8);
        CanaryGuard guard = guardOfA(stream);
        const auto history = stream.parts(40'000);
        const std::vector<StationId> none;
        guard.begin(std::vector<std::pair<StationId, StationPast>>{{"b", learnPast("b", none, history)}, {"c", learnPast("c", none, history)}, {"d", learnPast("d", none, history)}});
        const auto words = guard.evidence().guards;
        QCOMPARE(words.size(), std::size_t(8));
        QCOMPARE(words[0].guard, CanaryGuardKind::OwnPast);
        QCOMPARE(words[0].leftOut, DemoStream::allBut("a"));
        stream.harm = {1, 1, 6, 1};
        QVERIFY(partsUntilHarm(guard, stream, 40'000) > 0);
        QCOMPARE(guard.harm()->station, StationId("c"));
    }
    void stations_and_guards_share_alpha_and_the_mean_is_never_later_than_a_split()
    {
        DemoStream stream(9);
        CanaryGuard guard = guardOfA(stream);
        const CanaryEvidence before = guard.evidence();
        QVERIFY(std::abs(before.log) < 1e-12);
        QVERIFY(std::abs(before.threshold - std::log(100)) < 1e-12);
        // Of two steps, one station, two guards: three shares on rejects, one on parts without anything.
        QVERIFY(std::abs(before.guards[0].threshold - std::log(800 / 3.0)) < 1e-12);
        QVERIFY(std::abs(before.guards[1].threshold - std::log(800)) < 1e-12);
        stream.harm[0] = 5;
        while (!guard.harm()) {
            for (const GuardEvidence &word : guard.evidence().guards)
                QVERIFY(word.log < word.threshold);
            guard.add(stream.part());
        }
    }
    void says_where_few_rejects_before_show_gross_harm_alone()
    {
        DemoStream few(10, 0.0005), usual(10);
        QVERIFY(guardOfA(few).evidence().guards[0].fewBefore);
        QVERIFY(!guardOfA(usual).evidence().guards[0].fewBefore);
    }
    void the_long_run_is_watched_when_told_and_allowed()
    {
        DemoStream stream(11);
        CanaryGuard guard = guardOfA(stream, {.longRun = true});
        guard.watchLongRun();
        QCOMPARE(partsUntilHarm(guard, stream, 40'000), -1);
        stream.harm[0] = 8;
        QVERIFY(partsUntilHarm(guard, stream, 8'000) > 0);
        QCOMPARE(guard.harm()->guard, CanaryGuardKind::LongRun);
    }
    void the_first_crossing_is_kept()
    {
        DemoStream stream(12);
        CanaryGuard guard = guardOfA(stream);
        stream.harm[0] = 15;
        partsUntilHarm(guard, stream, 40'000);
        const auto harm = guard.harm();
        stream.harm[0] = 1;
        partsUntilHarm(guard, stream, 20'000);
        for (int i = 0; i < 20'000; ++i)
            guard.add(stream.part());
        QCOMPARE(guard.harm(), harm);
    }
    void lots_and_hours_are_counted_that_the_canary_saw()
    {
        DemoStream stream(13);
        CanaryGuard guard = guardOfA(stream);
        for (const char *lot : {"", "17", "18", "17"}) {
            stream.lot = lot;
            for (int i = 0; i < 4 * 3600; ++i)
                guard.add(stream.part());
        }
        QCOMPARE(guard.coverage().lots, 2);  // the one that comes back is no new one
        QCOMPARE(guard.coverage().hours, 5);  // four hours that begin in the middle of one
        QCOMPARE(guard.parts(), 4 * 3600);
        QCOMPARE(guard.partsOf("a"), 4 * 3600);
        QCOMPARE(guard.partsOf("b"), 0);
    }
    void a_memory_that_is_none_is_refused_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, Change change) { QTest::newRow(name) << std::move(change); };
        row("a guard too few", [](CanaryGuard::Memory &m) { m.guards.clear(); });
        row("a station without a seat", [](CanaryGuard::Memory &m) { m.seats.erase(m.seats.begin()); });
        row("parts below 0", [](CanaryGuard::Memory &m) { m.parts = -1; });
        row("a round of more streams", [](CanaryGuard::Memory &m) { m.pasts[0].rounds[5] = 0x10; });
        row("more rejects than parts", [](CanaryGuard::Memory &m) { m.pasts[0].rejects = m.pasts[0].parts + 1; });
        row("more controls than there may be", [](CanaryGuard::Memory &m) { m.pasts[0].controls.resize(8); });
        row("a bet too few", [](CanaryGuard::Memory &m) { m.guards[0].controls.logs.pop_back(); });
        row("a bet that is no number", [](CanaryGuard::Memory &m) { m.guards[0].more.logs[0] = std::nan(""); });
        row("a longer pause than any", [](CanaryGuard::Memory &m) { m.guards[0].nothing.left = 1'000'000; });
        row("a block too full", [](CanaryGuard::Memory &m) { m.guards[0].blockParts = 20; });
        row("a proof of more than all parts", [](CanaryGuard::Memory &m) { m.pasts[0].provedFewer = 1.5; });
        row("a block of proved parts too full", [](CanaryGuard::Memory &m) { m.guards[0].fewerParts = 20; });
        row("a sum of more than its parts", [](CanaryGuard::Memory &m) { m.guards[0].fewerSum = 1; });
        row("more rejects beside the old model than parts", [](CanaryGuard::Memory &m) { m.guards[0].comparedRejects = 1; });
        row("more rejects of the old model than parts", [](CanaryGuard::Memory &m) { m.guards[0].comparedOldRejects = 1; });
        row("evidence that is no number", [](CanaryGuard::Memory &m) { m.guards[0].carried = INFINITY; });
        row("rounds of others", [](CanaryGuard::Memory &m) { m.guards[0].rounds.waited.pop_back(); });
        row("answers that nobody was asked for", [](CanaryGuard::Memory &m) { m.guards[0].reviewedGood = 1; });
        row("the long run, which is not watched", [](CanaryGuard::Memory &m) { m.guards[0].watchesLongRun = true; });
    }
    void a_memory_that_is_none_is_refused()
    {
        QFETCH(Change, change);
        DemoStream stream(14);
        const CanaryGuardRules rules;
        CanaryGuard guard = guardOfA(stream, rules);
        CanaryGuard::Memory memory = guard.memory();
        QVERIFY(CanaryGuard::recall(rules, memory));
        change(memory);
        QVERIFY(!CanaryGuard::recall(rules, memory));
    }
};

QTEST_APPLESS_MAIN(CanaryGuardTest)
#include "tst_canaryguard.moc"
