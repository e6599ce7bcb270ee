// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/guardedengine.h"

#include "engine/access/frontdesk.h"
#include "support/fakeengine.h"
#include "support/heldrunner.h"

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

using Done = Engine::Done;

/// One command, and what it takes.
struct Command {
    Deed deed;
    std::function<void(Engine &, Done)> give;
    bool answers = true;
};

const ModelId kModel{"line", 2};

std::map<std::string, Command> commands()
{
    const StationId s = "station-1";
    const auto tested = [](Done done) { return [done](const Result<SourceTest> &result) { done(result ? Result<void>() : Result<void>(result.error())); }; };
    return {
        {"offerFile", {Deed::ImportModel, [s](Engine &e, Done) { e.offerFile("/tmp/x.pt", s); }, false}},
        {"cancelCandidate", {Deed::ImportModel, [](Engine &e, Done) { e.cancelCandidate(1); }, false}},
        {"dismissCandidate", {Deed::Acknowledge, [](Engine &e, Done) { e.dismissCandidate(1); }, false}},
        {"retrySource", {Deed::RetrySource, [s](Engine &e, Done) { e.retrySource(s); }, false}},
        {"cancelOffline", {Deed::Compare, [](Engine &e, Done) { e.cancelOffline(); }, false}},
        {"offerModel", {Deed::ImportModel, [s](Engine &e, Done d) { e.offerModel(s, kModel, d); }}},
        {"withdrawOffer", {Deed::ImportModel, [s](Engine &e, Done d) { e.withdrawOffer(s, d); }}},
        {"promote", {Deed::Promote, [s](Engine &e, Done d) { e.promote(s, kModel, d); }}},
        {"rollBack", {Deed::RollBack, [s](Engine &e, Done d) { e.rollBack(s, d); }}},
        {"setShadow", {Deed::Compare, [s](Engine &e, Done d) { e.setShadow(s, kModel, d); }}},
        {"review", {Deed::ReviewParts, [s](Engine &e, Done d) { e.review(s, 1, Truth::Good, d); }}},
        {"keepGolden", {Deed::Compare, [s](Engine &e, Done d) { e.keepGolden(s, 1, d); }}},
        {"dropGolden", {Deed::Compare, [s](Engine &e, Done d) { e.dropGolden(s, 1, d); }}},
        {"setLot", {Deed::Acknowledge, [s](Engine &e, Done d) { e.setLot(s, "L-1", d); }}},
        {"removeModel", {Deed::RemoveModel, [](Engine &e, Done d) { e.removeModel(kModel, d); }}},
        {"applyStations", {Deed::ChangeSettings, [](Engine &e, Done d) { e.applyStations({}, d); }}},
        {"applySigningKeys", {Deed::ChangeKeys, [](Engine &e, Done d) { e.applySigningKeys({}, d); }}},
        {"applyVetting", {Deed::ChangeKeys, [](Engine &e, Done d) { e.applyVetting({}, d); }}},
        {"applyWatchedFolder", {Deed::ChangeSettings, [](Engine &e, Done d) { e.applyWatchedFolder({}, d); }}},
        {"applyLoading", {Deed::ChangeSettings, [](Engine &e, Done d) { e.applyLoading({}, d); }}},
        {"applyRecording", {Deed::ChangeSettings, [](Engine &e, Done d) { e.applyRecording({}, d); }}},
        {"applyCanaryPlans", {Deed::ChangePlans, [](Engine &e, Done d) { e.applyCanaryPlans({}, d); }}},
        {"loadNow", {Deed::LoadNow, [](Engine &e, Done d) { e.loadNow(1, "why", d); }}},
        {"leaveSafeMode", {Deed::LeaveSafeMode, [](Engine &e, Done d) { e.leaveSafeMode(d); }}},
        {"startCanary", {Deed::RunCanary, [](Engine &e, Done d) { e.startCanary({}, kModel, {}, d); }}},
        {"steerCanary approve", {Deed::RunCanary, [](Engine &e, Done d) { e.steerCanary(CanaryHand::Approve, d); }}},
        {"steerCanary resume", {Deed::RunCanary, [](Engine &e, Done d) { e.steerCanary(CanaryHand::Resume, d); }}},
        {"steerCanary pause", {Deed::StopCanary, [](Engine &e, Done d) { e.steerCanary(CanaryHand::Pause, d); }}},
        {"reviewReject", {Deed::ReviewParts, [](Engine &e, Done d) { e.reviewReject(1, Truth::Good, d); }}},
        {"reviewOffline", {Deed::ReviewParts, [](Engine &e, Done d) { e.reviewOffline(1, 0, Truth::Good, d); }}},
        {"steerCanary abort", {Deed::StopCanary, [](Engine &e, Done d) { e.steerCanary(CanaryHand::Abort, d); }}},
        {"testSource", {Deed::ChangeSettings, [tested](Engine &e, Done d) { e.testSource({}, tested(d)); }}},
        {"storeCredential", {Deed::ChangeSettings, [](Engine &e, Done d) { e.storeCredential("c", "u", "p", d); }}},
        {"compareOffline", {Deed::Compare, [](Engine &e, Done d) { e.compareOffline({}, d); }}},
    };
}

/// A guarded engine, and the one behind it.
struct Guarded {
    FrontDesk front;
    FakeEngine behind;
    HeldRunner thread;
    std::shared_ptr<LocalDesk> desk = std::make_shared<LocalDesk>(front.reception());
    GuardedEngine engine{behind, desk, thread};

    Guarded()
    {
        behind.deliver = [](const std::function<void()> &answer) { answer(); };
        behind.addStation("station-1", "Station 1");
        behind.addModel(kModel);
        behind.publish();
    }
    void signIn(const char *name)
    {
        if (*name && !FrontDesk::signIn(*desk, name))
            qFatal("%s was not signed in", name);
    }
};

}  // namespace

/// Each command by each role: done, or refused later and not at all.
class TestGuardedEngine : public QObject {
    Q_OBJECT

private slots:
    void a_command_is_done_by_whoever_may_and_refused_to_everybody_else_data()
    {
        QTest::addColumn<QString>("command");
        for (const auto &[name, command] : commands())
            QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void a_command_is_done_by_whoever_may_and_refused_to_everybody_else()
    {
        QFETCH(const QString, command);
        const Command given = commands().at(command.toStdString());
        Guarded g;
        g.front.addEverybody();
        for (const auto &[name, role] : {std::pair{"", Role::Operator}, {"Vera", Role::Viewer}, {"Olga", Role::Operator}, {"Erik", Role::Engineer}, {"Nina", Role::Administrator}}) {
            g.signIn(name);
            g.behind.calls.clear();
            g.behind.actors.clear();
            std::optional<Result<void>> answer;
            given.give(g.engine, [&](const Result<void> &result) { answer = result; });
            const std::string who = *name ? name : "nobody";
            if (may(role, given.deed)) {
                QVERIFY2(g.behind.calls.size() == 1, who.c_str());
                for (const Actor &actor : g.behind.actors)
                    QVERIFY2((actor == Actor{name, role}), who.c_str());
                continue;
            }
            QVERIFY2(g.behind.calls.empty(), who.c_str());
            QVERIFY2(!answer, "before the command returned");
            g.thread.run();
            QCOMPARE(answer.has_value(), given.answers);
            if (answer)
                QVERIFY2(!*answer && answer->error().code == ErrorCode::NotAllowed && answer->error().detail == toString(needed(given.deed)), who.c_str());
        }
    }
    void where_nobody_is_asked_for_everything_is_passed_on_as_it_was_given()
    {
        for (const auto &[name, command] : commands()) {
            Guarded g;
            command.give(g.engine, [](const Result<void> &) {});
            QVERIFY2(g.behind.calls.size() == 1, name.c_str());
            for (const Actor &actor : g.behind.actors)
                QVERIFY2(actor == Actor(), name.c_str());
        }
        Guarded g;
        g.engine.rollBack("station-1", [](const Result<void> &) {}, {"Tom", {}});
        QVERIFY((g.behind.actors == std::vector<Actor>{{"Tom", {}}}));
        g.engine.promote("station-1", kModel, [](const Result<void> &) {}, {"why", "Tom"});
        QCOMPARE(g.behind.events.back().by, std::string("Tom"));
    }
    void a_file_that_may_not_be_offered_is_no_candidate()
    {
        Guarded g;
        g.front.addEverybody();
        QCOMPARE(g.engine.offerFile("/tmp/x.pt", std::nullopt), CandidateId{0});
        g.signIn("Erik");
        QVERIFY(g.engine.offerFile("/tmp/x.pt", std::nullopt) != 0);
    }
    void the_name_that_was_typed_is_not_the_one_that_is_kept()
    {
        Guarded g;
        g.front.addEverybody();
        g.engine.review("station-1", 1, Truth::Good, [](const Result<void> &) {}, "Nina");
        QCOMPARE(g.behind.calls.back(), std::string("review station-1 1 good"));
        g.signIn("Erik");
        g.engine.review("station-1", 1, Truth::Good, [](const Result<void> &) {}, "Nina");
        QCOMPARE(g.behind.calls.back(), std::string("review station-1 1 good by Erik"));
        g.engine.steerCanary(CanaryHand::Approve, [](const Result<void> &) {}, {"Nina", {}});
        QCOMPARE(g.behind.calls.back(), std::string("steerCanary approve Erik"));
        g.engine.promote("station-1", kModel, [](const Result<void> &) {}, {"why", "Nina", Role::Administrator, {}});
        QCOMPARE(g.behind.events.back().by, std::string("Erik"));
        QVERIFY(g.behind.events.back().role == Role::Engineer);
    }
    void a_model_that_no_comparison_has_decided_on_takes_whoever_may_answer_for_it()
    {
        Guarded g;
        g.behind.station("station-1").config.promotion = PromotionPolicy::Verdict;
        g.behind.station("station-1").active = ModelId{"line", 1};
        g.behind.publish();
        g.front.addEverybody();
        std::optional<Result<void>> answer;
        g.engine.promote("station-1", kModel, [&](const Result<void> &result) { answer = result; });
        g.thread.run();
        QVERIFY(answer && !*answer && answer->error().detail == toString(needed(Deed::OverrideVerdict)));
    }
    void a_signature_counts_where_this_desk_gave_it_and_once()
    {
        Guarded g;
        g.front.addEverybody();
        g.signIn("Erik");
        const auto promote = [&](const ElectronicSignature &signature) {
            std::optional<Result<void>> answer;
            g.engine.promote("station-1", kModel, [&](const Result<void> &result) { answer = result; }, {"why", {}, {}, signature});
            g.thread.run();
            return answer.value_or(Error{ErrorCode::Internal, "no answer"});
        };
        const auto made = promote({"Erik", "approved", g.front.clock.wallNow()});
        QVERIFY(!made && made.error().code == ErrorCode::SignatureMissing);
        QVERIFY(g.behind.calls.empty());
        const auto signature = FrontDesk::sign(*g.desk, FrontDesk::secretOf("Erik"));
        QVERIFY(signature && promote(*signature));
        QVERIFY(g.behind.events.back().signedBy == *signature);
        QVERIFY(!promote(*signature));
        QCOMPARE(g.behind.calls.size(), std::size_t{1});
    }
    void where_nobody_is_asked_for_nobody_has_signed()
    {
        Guarded g;
        std::optional<Result<void>> answer;
        g.engine.promote("station-1", kModel, [&](const Result<void> &result) { answer = result; }, {"why", "Tom", {}, ElectronicSignature{"Tom", "approved", {}}});
        g.thread.run();
        QVERIFY(answer && !*answer && answer->error().code == ErrorCode::SignatureMissing);
        QVERIFY(g.behind.calls.empty());
    }
    void to_look_is_everybody_s()
    {
        Guarded g;
        g.front.addEverybody();
        g.signIn("Vera");
        QCOMPARE(g.engine.snapshot()->stations.size(), std::size_t{1});
        QVERIFY(g.engine.feed("station-1"));
        QVERIFY(g.engine.history(10).empty());
        bool verified = false;
        g.engine.verifyHistory([&](const Result<AuditReport> &report) { verified = report.ok(); });
        QVERIFY(verified);
        QVERIFY(g.behind.calls.empty());
    }
};

QTEST_GUILESS_MAIN(TestGuardedEngine)
#include "tst_guardedengine.moc"
