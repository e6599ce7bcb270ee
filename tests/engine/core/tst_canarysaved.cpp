// SPDX-License-Identifier: GPL-3.0-or-later
// A canary goes on after a restart where it was, and does not go on while what it decides cannot be saved.
#include "engine/core/canarydecisions.h"
#include "store/canaryjson.h"
#include "store/checksum.h"

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestCanarySaved : public QObject, protected CanaryDecisions {
    Q_OBJECT

    /// What changes cannot be saved as long as this is there: a folder in the place of the temporary file of the canary.
    class NoSaving {
    public:
        explicit NoSaving(const fs::path &data) : m_inTheWay(data / "canary.json.lineside-new")
        {
            std::error_code inHand;  // of a file that is on its way
            [&] { QTRY_VERIFY_WITH_TIMEOUT(fs::create_directory(m_inTheWay, inHand) || fs::is_directory(m_inTheWay), kPatience); }();
        }
        NoSaving(const NoSaving &) = delete;
        NoSaving &operator=(const NoSaving &) = delete;
        ~NoSaving() { end(); }
        void end() const { fs::remove(m_inTheWay); }

    private:
        const fs::path m_inTheWay;
    };

private slots:
    void init() { begin(); }

    void a_restart_goes_on_where_it_was()
    {
        std::int64_t parts = 0;
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, plan()));
            QTRY_VERIFY_WITH_TIMEOUT(canary(line) && canary(line)->progress.stations.front().parts > 20, kPatience);
            QVERIFY(steer(line, CanaryHand::Pause));
            QVERIFY(steer(line, CanaryHand::Resume));  // what is seen is saved
            parts = canary(line)->progress.stations.front().parts;
        }
        StubLine line(dir(), m_behaviour, three());
        QVERIFY(stateOf(line) == CanaryState::Running && canary(line)->progress.begun == 1);
        QVERIFY(canary(line)->progress.stations.front().parts >= parts);
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > parts + 20, kPatience);
        m_sights[2] = Sight::Cap;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
    void who_began_it_and_why_is_told_of_every_step_also_after_a_restart()
    {
        const ElectronicSignature signature{"Nina Berg", "approved", WallTime(std::chrono::milliseconds(1'700'000'000'123))};
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(line.setShadow("b", 2));
            QTRY_VERIFY_WITH_TIMEOUT(line.station("b").comparison && line.station("b").comparison->verdict.parts > 0, kPatience);
            QVERIFY(start(line, plan(20), kTwo, {"better caps", "Nina", Role::Engineer, signature}));
            QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
            const HistoryEvent first = line.events(EventKind::Promoted).front();
            QVERIFY(first.station == "a" && first.evidence && first.evidence->parts > 0);  // a has the model that b compared
        }
        StubLine line(dir(), m_behaviour, three());
        QTRY_VERIFY_WITH_TIMEOUT(!canary(line)->preparing, kPatience);
        QVERIFY(steer(line, CanaryHand::Approve));
        stepBegins(line, 2);
        const HistoryEvent promoted = line.events(EventKind::Promoted).front();
        QCOMPARE(promoted.station, StationId("b"));
        QVERIFY(promoted.by == "Nina" && promoted.role == Role::Engineer && promoted.signedBy == signature);
        QCOMPARE(promoted.detail, std::string("better caps"));
        QVERIFY(promoted.evidence && promoted.evidence->state == AbState::Open && promoted.evidence->parts > 0);
        QVERIFY(promoted.canary && promoted.canary->step == 2);
        QCOMPARE(line.events(EventKind::CanaryStepBegun).front().by, std::string("Ada"));  // who let it go on
    }
    void what_was_decided_and_cut_off_is_carried_out_at_the_next_start_data()
    {
        QTest::addColumn<bool>("back");
        QTest::newRow("the model goes on air") << false;
        QTest::newRow("the model is taken back") << true;
    }
    void what_was_decided_and_cut_off_is_carried_out_at_the_next_start()
    {
        QFETCH(bool, back);
        const bool compared = !back;
        std::string stateBefore;
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(!back || start(line, plan()));
            if (back)
                stepBegins(line, 1);
        }
        stateBefore = text(data() / "state.json");
        {
            StubLine line(dir(), m_behaviour, three());
            QTRY_VERIFY_WITH_TIMEOUT(line.station("b").counters.judged > 0, kPatience);
            if (compared) {
                QVERIFY(line.setShadow("c", 2));
                QTRY_VERIFY_WITH_TIMEOUT(line.station("c").comparison && line.station("c").comparison->verdict.parts > 0, kPatience);
            }
            QVERIFY(back ? steer(line, CanaryHand::Abort) : start(line, plan()));
            if (!back)
                stepBegins(line, 1);
        }
        // As if the power had gone between the two files.
        auto saved = canaryFrom(text(data() / "canary.json"));
        QVERIFY(saved && saved->carriedOut);
        saved->carriedOut = false;
        write(data() / "canary.json", withChecksum(canaryText(*saved), ChecksumForm::OneLine));
        write(data() / "state.json", stateBefore);
        write(data() / "state.copy.json", stateBefore);
        StubLine line(dir(), m_behaviour, three());
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{back ? kOne : kTwo, kOne, kOne}));
        QCOMPARE(stateOf(line), back ? CanaryState::Aborted : CanaryState::Running);
        QCOMPARE(line.events(back ? EventKind::RolledBack : EventKind::Promoted).front().station, StationId("a"));
        QVERIFY(line.events(EventKind::Unfinished).empty());
        const HistoryEvent told = line.events(back ? EventKind::RolledBack : EventKind::Promoted).front();
        QCOMPARE(told.by, std::string(back ? "" : "Nina"));
        QCOMPARE(told.detail, std::string(back ? "" : "better caps"));
        QCOMPARE(told.evidence.has_value(), !back && compared);
    }
    void a_damaged_file_is_put_aside_and_told()
    {
        {
            StubLine line(dir(), m_behaviour, three());
            fill(line);
            QVERIFY(start(line, plan()));
            stepBegins(line, 1);
        }
        std::string spoilt = text(data() / "canary.json");
        spoilt[spoilt.size() / 2] ^= 1;
        write(data() / "canary.json", spoilt);
        StubLine line(dir(), m_behaviour, three());
        QVERIFY(!canary(line));
        QCOMPARE(line.events(EventKind::NotRead).front().file, std::string("canary.json"));
        QVERIFY(fs::exists(data() / "canary.damaged.json"));
        QVERIFY(line.station("a").active == kTwo);
    }
    void a_step_that_is_approved_while_changes_cannot_be_saved_begins_by_itself_once_they_are()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20)));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        const NoSaving full(data());
        QVERIFY(steer(line, CanaryHand::Pause));  // which is to be saved
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
        QVERIFY(steer(line, CanaryHand::Resume));
        QCOMPARE(stateOf(line), CanaryState::Asking);
        QVERIFY(steer(line, CanaryHand::Approve));
        QVERIFY(stateOf(line) == CanaryState::Paused && canary(line)->progress.pause == CanaryPause::NotSaved);
        QCOMPARE(canary(line)->progress.by, std::string("Ada"));
        const auto answer = steer(line, CanaryHand::Resume);  // which does not save anything
        QVERIFY(!answer && answer.error().code == ErrorCode::Busy);
        QCOMPARE(line.events(EventKind::CanaryPaused).front().canary->pause, CanaryPause::NotSaved);
        const auto parts = canary(line)->progress.stations.front().parts;
        QTRY_VERIFY_WITH_TIMEOUT(canary(line)->progress.stations.front().parts > parts + 20, kPatience);  // looks go by
        QCOMPARE(stateOf(line), CanaryState::Paused);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kOne, kOne}));
        full.end();
        stepBegins(line, 2);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>{kTwo, kTwo, kOne}));
    }
    void a_canary_is_not_done_before_that_is_saved()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        CanaryPlan one = plan(20);
        one.steps.pop_back();
        QVERIFY(start(line, one));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        const NoSaving full(data());
        QVERIFY(steer(line, CanaryHand::Pause));
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
        QVERIFY(steer(line, CanaryHand::Resume));
        QVERIFY(steer(line, CanaryHand::Approve));
        QVERIFY(stateOf(line) == CanaryState::Paused && canary(line)->progress.pause == CanaryPause::NotSaved);
        QVERIFY(line.events(EventKind::CanaryDone).empty());
        full.end();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Done, kPatience);
        QCOMPARE(line.events(EventKind::CanaryDone).size(), std::size_t{1});
    }
    void the_guards_go_on_while_changes_cannot_be_saved()
    {
        StubLine line(dir(), m_behaviour, three());
        fill(line);
        QVERIFY(start(line, plan(20)));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::Asking, kPatience);
        const NoSaving full(data());
        QVERIFY(steer(line, CanaryHand::Pause));
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
        QVERIFY(steer(line, CanaryHand::Resume));
        QVERIFY(steer(line, CanaryHand::Approve));
        QCOMPARE(canary(line)->progress.pause, CanaryPause::NotSaved);
        m_sights[2] = Sight::Cap;
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(line), CanaryState::RolledBack, kPatience);
        QCOMPARE(onAir(line), (std::vector<std::optional<ModelId>>(3, kOne)));
    }
};

QTEST_GUILESS_MAIN(TestCanarySaved)
#include "tst_canarysaved.moc"
