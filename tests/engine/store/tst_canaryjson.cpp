// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/canaryjson.h"
#include "../canary/demostream.h"
#include "canary/canarysteps.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace lineside;
using nlohmann::json;

namespace {

CanaryPlan plan()
{
    CanaryPlan plan;
    plan.name = "night";
    plan.steps = {{.stations = {"a"}, .leastLots = 3, .end = StepEnd::GoOn}, {.stations = {}, .share = 1. / 3}, {.stations = {}, .share = 1}};
    plan.windows = {{.days = 0b11111, .hours = {22 * 60, 5 * 60 + 30}}, {}};
    plan.guard = {.alpha = 0.02, .shadow = true, .reviewLimit = 0.25, .longRun = true};
    return plan;
}

/// Every second reject that people are asked about was right.
void addAndAnswer(CanaryGuard &guard, const CanaryPart &part)
{
    guard.add(part);
    if (guard.asksAbout(part))
        guard.reviewed(part.station, Truth::Unknown, guard.parts() % 2 ? Truth::Good : Truth::Defective);
}

/// Station a has the model.
SavedCanary underWay(DemoStream &stream, int parts)
{
    const std::vector<std::pair<StationId, ModelId>> before{{"a", {"line", 1}}, {"b", {"line", 1}}, {"c", {"line", 2}}, {"d", {"line", 1}}};
    CanaryPlan p = plan();
    p.windows.clear();
    const CanaryMoment now{std::chrono::system_clock::time_point(std::chrono::hours(500'000)), 0, 0};
    const CanaryProgress progress = nextStep(beginCanary(p, {"line", 3}, before, now), {}, now).progress;
    CanaryGuard guard(p.guard, {{"a", 0}, {"b", 1}, {"c", 2}, {"d", 2}});
    guard.begin(std::vector<std::pair<StationId, StationPast>>{{"a", learnPast("a", DemoStream::allBut("a"), stream.parts(4'000))}});
    for (int i = 0; i < parts; ++i)
        addAndAnswer(guard, stream.part());
    CanaryGrounds grounds{{"better caps", "Nina", Role::Engineer, ElectronicSignature{"Nina Berg", "approved", std::chrono::system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123))}}, {}};
    grounds.evidence["b"] = {AbState::AtLeastAsGood, false, true, 8120, 12, 3, 4.75, -0.5, {0.002, 0.01, 0.05}, {4, 31}, 3};
    return {progress, guard.memory(), true, grounds, {{"a", std::chrono::milliseconds(61'001)}}};
}

}  // namespace

class CanaryJsonTest : public QObject {
    Q_OBJECT
private slots:
    void a_plan_comes_back_as_it_was()
    {
        const auto again = planFrom(planText(plan()));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QCOMPARE(*again, plan());
    }
    void a_canary_under_way_comes_back_to_the_last_bit()
    {
        DemoStream stream(1, 0.05);
        const SavedCanary saved = underWay(stream, 500);
        const auto again = canaryFrom(canaryText(saved));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QCOMPARE(again->progress, saved.progress);
        QCOMPARE(again->guard, saved.guard);
        QCOMPARE(again->still, saved.still);
    }
    void who_began_it_and_why_comes_back_with_what_was_known()
    {
        DemoStream stream(1, 0.05);
        const SavedCanary saved = underWay(stream, 10);
        const auto again = canaryFrom(canaryText(saved));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        const PromotionNote &note = again->grounds.note;
        QVERIFY(note.reason == "better caps" && note.by == "Nina" && note.role == Role::Engineer);
        QVERIFY(note.signature == saved.grounds.note.signature);
        QCOMPARE(again->grounds.evidence, saved.grounds.evidence);
        SavedCanary nobody = saved;
        nobody.grounds = {};
        const auto empty = canaryFrom(canaryText(nobody));
        QVERIFY(empty.ok() && empty->grounds.note.by.empty() && !empty->grounds.note.role && !empty->grounds.note.signature && empty->grounds.evidence.empty());
    }
    void of_a_signature_nothing_is_written_but_what_the_history_has_of_it()
    {
        DemoStream stream(1, 0.05);
        const json j = json::parse(canaryText(underWay(stream, 10)));
        QCOMPARE(j["grounds"]["signed_by"], (json{{"name", "Nina Berg"}, {"meaning", "approved"}, {"at_ms", 1'700'000'000'123}}));
        QCOMPARE(j["grounds"].size(), std::size_t{5});
    }
    void what_a_version_wrote_that_kept_neither_grounds_nor_what_stands_still_is_read()
    {
        DemoStream stream(4, 0.05);
        json j = json::parse(canaryText(underWay(stream, 50)));
        j.erase("grounds");
        j.erase("still");
        const auto old = canaryFrom(j.dump());
        QVERIFY2(old.ok(), old.ok() ? "" : old.error().detail.c_str());
        QVERIFY(old->grounds.note.by.empty() && old->grounds.evidence.empty() && old->still.empty());
    }
    void what_a_version_wrote_that_kept_nothing_of_lots_and_hours_is_read()
    {
        DemoStream stream(4, 0.05);
        json j = json::parse(canaryText(underWay(stream, 50)));
        for (json &known : j["grounds"]["evidence"]) {
            for (const char *added : {"lots", "hours", "stations"})
                known["compared"].erase(added);
        }
        const auto old = canaryFrom(j.dump());
        QVERIFY2(old.ok(), old.ok() ? "" : old.error().detail.c_str());
        const PromotionEvidence &known = old->grounds.evidence.at("b");
        QVERIFY(known.parts == 8120 && known.seen == CoverageSeen() && known.stations == 1);
    }
    void a_name_that_is_no_text_loses_no_canary()
    {
        DemoStream stream(1, 0.05);
        SavedCanary saved = underWay(stream, 10);
        saved.grounds.note.by = std::string(PromotionNote::kMaxBy, '\xff');
        saved.grounds.note.reason = std::string(PromotionNote::kMaxReason, '\xff');
        const auto again = canaryFrom(canaryText(saved));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QVERIFY(again->grounds.note.by.size() <= PromotionNote::kMaxBy && again->grounds.note.reason.size() <= PromotionNote::kMaxReason);
    }
    void a_restart_after_any_part_changes_nothing()
    {
        DemoStream stream(2, 0.05);
        const SavedCanary begin = underWay(stream, 0);
        const CanaryGuardRules rules = begin.progress.plan.guard;
        stream.harm[0] = 12;
        stream.still[3] = true;  // a control is left out on the way
        const std::vector<CanaryPart> parts = stream.parts(600);
        CanaryGuard through = *CanaryGuard::recall(rules, begin.guard), broken = through;
        for (const CanaryPart &part : parts) {
            const auto again = canaryFrom(canaryText({begin.progress, broken.memory()}));
            QVERIFY(again.ok());
            broken = *CanaryGuard::recall(rules, again->guard);
            addAndAnswer(broken, part);
            addAndAnswer(through, part);
            QCOMPARE(broken.evidence().log, through.evidence().log);
            QCOMPARE(broken.harm(), through.harm());
        }
        QCOMPARE(broken.memory(), through.memory());
        QVERIFY(through.harm());
    }
    void what_a_version_wrote_that_asked_nobody_about_rejects_is_read()
    {
        DemoStream stream(4, 0.05);
        json j = json::parse(canaryText(underWay(stream, 500)));
        QVERIFY(j["guard"]["guards"][0]["reviewed_good"] > 0);
        j["progress"]["plan"]["guard"].erase("review_limit");
        for (const char *key : {"reviewed_good", "reviewed_defective", "ask_left"})
            j["guard"]["guards"][0].erase(key);
        const auto old = canaryFrom(j.dump());
        QVERIFY2(old.ok(), old.ok() ? "" : old.error().detail.c_str());
        QCOMPARE(old->progress.plan.guard.reviewLimit, 0.0);
        QCOMPARE(old->guard.guards[0].reviewedGood + old->guard.guards[0].reviewedDefective + old->guard.guards[0].askLeft, 0);
        QVERIFY(CanaryGuard::recall(old->progress.plan.guard, old->guard));
    }
    void what_a_version_wrote_that_counted_no_rejects_is_read_and_says_nothing_of_their_share()
    {
        DemoStream stream(4, 0.05);
        json j = json::parse(canaryText(underWay(stream, 500)));
        QVERIFY(j["guard"]["guards"][0]["seen_rejects"] > 0 && j["guard"]["guards"][0]["control_rejects"] > 0);
        for (const char *key : {"seen_parts", "seen_rejects", "control_parts", "control_rejects"})
            j["guard"]["guards"][0].erase(key);
        const auto old = canaryFrom(j.dump());
        QVERIFY2(old.ok(), old.ok() ? "" : old.error().detail.c_str());
        CanaryGuard guard = *CanaryGuard::recall(old->progress.plan.guard, old->guard);
        QVERIFY(!guard.evidence().guards[0].share);
        guard.add({"a", {}, true, false, {}});
        QCOMPARE(guard.evidence().guards[0].share, std::optional(1.0));
    }
    void harm_comes_back_with_its_shares_and_that_of_before_without()
    {
        DemoStream stream(1, 0.05);
        SavedCanary saved = underWay(stream, 10);
        saved.progress.harm = CanaryHarm{CanaryGuardKind::Shadow, "a", 5, 4.6, 77, 0.1, 0.02, true};
        const auto fewer = canaryFrom(canaryText(saved));
        QVERIFY(fewer.ok());
        QCOMPARE(fewer->progress.harm, saved.progress.harm);
        saved.progress.harm->fewer = false;
        const auto again = canaryFrom(canaryText(saved));
        QVERIFY(again.ok());
        QCOMPARE(again->progress.harm, saved.progress.harm);
        saved.progress.harm->now = 812.5;
        saved.progress.harm->limit = 143;
        const auto held = canaryFrom(canaryText(saved));
        QVERIFY(held.ok());
        QCOMPARE(held->progress.harm, saved.progress.harm);
        json j = json::parse(canaryText(saved));
        j["progress"]["harm"].erase("now");
        j["progress"]["harm"].erase("limit");
        j["progress"]["harm"].erase("share");
        j["progress"]["harm"].erase("usual");
        const auto old = canaryFrom(j.dump());
        QVERIFY(old.ok() && old->progress.harm && !old->progress.harm->share && !old->progress.harm->usual);
        j["progress"]["harm"]["share"] = 1.5;
        QVERIFY(!canaryFrom(j.dump()));
    }
    void what_was_proved_and_what_was_seen_beside_the_old_model_comes_back_in_the_middle_of_a_block()
    {
        DemoStream stream(5, 0.05);
        SavedCanary saved = underWay(stream, 20);
        const CanaryGuardRules rules = saved.progress.plan.guard;
        saved.guard.pasts[0].provedFewer = 0.0234567890123;
        saved.grounds.provedFewer["a"] = 0.0234567890123;
        CanaryGuard through = *CanaryGuard::recall(rules, saved.guard), broken = through;
        for (int i = 0; i < 400; ++i) {
            saved.guard = broken.memory();
            const auto again = canaryFrom(canaryText(saved));
            QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
            QCOMPARE(again->guard, saved.guard);
            QCOMPARE(again->grounds.provedFewer, saved.grounds.provedFewer);
            broken = *CanaryGuard::recall(rules, again->guard);
            for (CanaryGuard *guard : {&broken, &through})
                guard->addCompared("a", i % 7 == 0, i % 5 == 0);
            QCOMPARE(broken.evidence().log, through.evidence().log);
        }
        QCOMPARE(broken.memory(), through.memory());
        QVERIFY(through.memory().guards[0].fewerBlocks.all() > 0 && through.memory().guards[0].comparedOldRejects == 80);
    }
    void what_a_version_wrote_that_looked_at_no_proof_is_read_with_the_usual_tolerance()
    {
        DemoStream stream(5, 0.05);
        SavedCanary saved = underWay(stream, 20);
        json j = json::parse(canaryText(saved));
        QVERIFY(!j["guard"]["pasts"][0].contains("proved_fewer") && !j["grounds"].contains("proved_fewer"));
        for (const char *key : {"fewer_worse", "fewer_even", "fewer_better", "fewer_sum", "fewer_parts", "compared_parts", "compared_rejects", "compared_old_rejects"})
            j["guard"]["guards"][0].erase(key);
        const auto old = canaryFrom(j.dump());
        QVERIFY2(old.ok(), old.ok() ? "" : old.error().detail.c_str());
        QCOMPARE(old->guard.pasts[0].provedFewer, 0.0);
        QVERIFY(old->grounds.provedFewer.empty() && old->latencyBefore.empty());
        CanaryGuard guard = *CanaryGuard::recall(old->progress.plan.guard, old->guard), usual = *CanaryGuard::recall(saved.progress.plan.guard, saved.guard);
        for (int i = 0; i < 200; ++i) {
            guard.addCompared("a", false, i % 9 == 0);
            usual.addCompared("a", false, i % 9 == 0);
        }
        QCOMPARE(guard.evidence().log, usual.evidence().log);
    }
    void how_late_verdicts_came_before_comes_back()
    {
        DemoStream stream(5, 0.05);
        SavedCanary saved = underWay(stream, 20);
        saved.latencyBefore = {{"a", 12.345678901234}, {"b", 0.5}};
        const auto again = canaryFrom(canaryText(saved));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QCOMPARE(again->latencyBefore, saved.latencyBefore);
        json j = json::parse(canaryText(saved));
        j["latency_before"][0]["ms"] = -1;
        QVERIFY(!canaryFrom(j.dump()));
    }
    void a_pause_until_changes_are_saved_comes_back_with_what_it_leads_to()
    {
        DemoStream stream(5, 0.05);
        SavedCanary saved = underWay(stream, 20);
        saved.progress.state = CanaryState::Paused;
        saved.progress.pause = CanaryPause::NotSaved;
        saved.progress.resumesTo = CanaryState::Done;
        const auto again = canaryFrom(canaryText(saved));
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().detail.c_str());
        QCOMPARE(again->progress, saved.progress);
        for (const CanaryState to : {CanaryState::Paused, CanaryState::RolledBack, CanaryState::Aborted}) {
            saved.progress.resumesTo = to;
            QVERIFY(!canaryFrom(canaryText(saved)));
        }
    }
    void a_text_that_is_cut_off_anywhere_is_refused()
    {
        const std::string text = planText(plan());
        for (std::size_t size = 0; size < text.size(); ++size)
            QVERIFY(!planFrom(text.substr(0, size)));
    }
    void what_no_canary_holds_is_refused_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("value");
        QTest::newRow("a step that there is not") << "/progress/step" << "3";
        QTest::newRow("a fraction of a step") << "/progress/step" << "0.5";
        QTest::newRow("more steps begun than that") << "/progress/begun" << "3";
        QTest::newRow("waits though it began") << "/progress/state" << "\"waiting\"";
        QTest::newRow("a state of its own") << "/progress/state" << "\"finished\"";
        QTest::newRow("paused for no reason") << "/progress/state" << "\"paused\"";
        QTest::newRow("parts below 0") << "/progress/stations/0/parts" << "-1";
        QTest::newRow("a time without end") << "/progress/ran_ms" << "9223372036854775807";
        QTest::newRow("before all time") << "/progress/since_ms" << "-9223372036854775808";
        QTest::newRow("a share that is a word") << "/progress/plan/steps/1/share" << "\"a quarter\"";
        QTest::newRow("minutes without end") << "/progress/plan/steps/1/least_minutes" << "99999999999";
        QTest::newRow("a member that is not known") << "/progress/plan/colour" << "1";
        QTest::newRow("hours that are none") << "/progress/plan/windows" << "[{\"days\":1,\"hours\":\"noon\"}]";
        QTest::newRow("more than 8 days") << "/progress/plan/windows" << "[{\"days\":256,\"hours\":\"\"}]";
        QTest::newRow("evidence that is no number") << "/guard/guards/0/carried" << "null";
        QTest::newRow("a bet too many") << "/guard/guards/0/controls/logs/-" << "0.5";
        QTest::newRow("half a round") << "/guard/pasts/0/rounds" << "\"000\"";
        QTest::newRow("a round of more streams") << "/guard/pasts/0/rounds" << "\"ff\"";
        QTest::newRow("not hexadecimal") << "/guard/pasts/0/rounds" << "\"0g\"";
        QTest::newRow("answers below 0") << "/guard/guards/0/reviewed_good" << "-1";
        QTest::newRow("more answers than parts") << "/guard/guards/0/reviewed_defective" << "9223372036854775807";
        QTest::newRow("more rejects than parts") << "/guard/guards/0/seen_rejects" << "9223372036854775807";
        QTest::newRow("more parts than it finished") << "/guard/guards/0/seen_parts" << "9223372036854775807";
        QTest::newRow("rejects of controls below 0") << "/guard/guards/0/control_rejects" << "-1";
        QTest::newRow("a proof of more than all parts") << "/guard/pasts/0/proved_fewer" << "1.5";
        QTest::newRow("a proof that is no number") << "/grounds/proved_fewer" << "[{\"station\":\"a\",\"share\":\"much\"}]";
        QTest::newRow("a proof of less than nothing") << "/grounds/proved_fewer" << "[{\"station\":\"a\",\"share\":-0.1}]";
        QTest::newRow("more rejects beside the old model than parts") << "/guard/guards/0/compared_rejects" << "1";
        QTest::newRow("a longer silence than any") << "/guard/guards/0/ask_left" << "1000000";
        QTest::newRow("a member of the guard too many") << "/guard/guards/0/colour" << "1";
        QTest::newRow("a limit that nothing can pass") << "/progress/plan/guard/review_limit" << "1.5";
        QTest::newRow("answers that nobody was asked for") << "/progress/plan/guard/review_limit" << "0";
        QTest::newRow("a reason longer than any") << "/grounds/reason" << QString("\"%1\"").arg(QString(7000, 'x'));
        QTest::newRow("a role that there is not") << "/grounds/role" << "\"king\"";
        QTest::newRow("a signature of nobody") << "/grounds/signed_by/name" << "\"\"";
        QTest::newRow("a signature with more to it") << "/grounds/signed_by/secret" << "\"x\"";
        QTest::newRow("a verdict of its own") << "/grounds/evidence/0/compared/state" << "\"splendid\"";
        QTest::newRow("still without end") << "/still/0/ms" << "9223372036854775807";
        QTest::newRow("still for less than nothing") << "/still/0/ms" << "-1";
        QTest::newRow("another station's") << "/guard/begun/0" << "\"z\"";
    }
    void what_no_canary_holds_is_refused()
    {
        QFETCH(QString, at);
        QFETCH(QString, value);
        DemoStream stream(3, 0.05);
        json j = json::parse(canaryText(underWay(stream, 100)));
        QVERIFY(canaryFrom(j.dump()).ok());
        j[json::json_pointer(at.toStdString())] = json::parse(value.toStdString());
        const auto refused = canaryFrom(j.dump());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidInput);
    }
    void more_of_anything_than_there_may_be_is_refused()
    {
        json j = json::parse(planText(plan()));
        j["covers"] = std::vector<std::string>(kMostCanaryStations + 1, "a");
        QVERIFY(!planFrom(j.dump()));
        j = json::parse(planText(plan()));
        j["name"] = std::string(5000, 'x');
        QVERIFY(!planFrom(j.dump()));
        QVERIFY(!planFrom(planText(plan()) + std::string(kMostPlanBytes, ' ')));
    }
};

QTEST_APPLESS_MAIN(CanaryJsonTest)
#include "tst_canaryjson.moc"
