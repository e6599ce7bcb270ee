// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/canarysteps.h"

#include <QtTest>

#include <map>
#include <set>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

const std::vector<std::pair<StationId, ModelId>> kBefore{{"a", {"line", 1}}, {"b", {"line", 2}}, {"c", {"line", 1}}};
const std::chrono::system_clock::time_point kMonday{std::chrono::sys_days(std::chrono::year(2026) / 11 / 30) + 9h};

/// Monday at that time.
CanaryMoment at(std::chrono::minutes since, bool open = true)
{
    return {kMonday + since, 0, open ? 9 * 60 : 20 * 60};
}

/// Station b, which goes on by itself, then all, which asks; 100 parts and 10 minutes each, in 30 minutes; in the morning.
CanaryPlan plan(bool longRun = false)
{
    CanaryPlan plan;
    plan.name = "usual";
    CanaryStep one{.stations = {"b"}, .leastParts = 100, .leastTime = 10min, .longestTime = 30min, .end = StepEnd::GoOn};
    CanaryStep all{.stations = {}, .share = 1, .leastParts = 100, .leastTime = 10min, .longestTime = 30min, .end = StepEnd::Ask};
    plan.steps = {one, all};
    plan.windows = {{.days = 0x1f, .hours = {6 * 60, 12 * 60}}};
    plan.guard.longRun = longRun;
    return plan;
}

/// Plays a plan minute by minute.
struct Play {
    CanaryProgress progress;
    std::chrono::minutes minute{0};
    std::int64_t lots = 0;
    std::map<StationId, std::int64_t> parts{{"a", 0}, {"b", 0}, {"c", 0}};
    std::set<StationId> still;  ///< finish nothing; the others a part a minute
    bool unsaved = false;
    std::vector<CanaryStill> stood;

    explicit Play(const CanaryPlan &p = plan()) : progress(beginCanary(p, {"line", 3}, kBefore, at(0min))) {}

    CanaryAction look(CanaryObservation seen = {}, bool open = true)
    {
        ++minute;
        for (auto &[station, count] : parts)
            seen.parts.push_back({station, count += !still.contains(station)});
        seen.lots = lots;
        seen.still = stood;
        seen.unsaved = unsaved;
        CanaryTurn turn = nextStep(progress, seen, at(minute, open));
        progress = std::move(turn.progress);
        stood = std::move(turn.still);
        return std::move(turn.action);
    }
    CanaryAction hand(CanaryHand hand, bool open = true) { return look({.parts = {}, .harm = {}, .hand = hand, .by = "Ada"}, open); }
    CanaryAction harm(CanaryGuardKind guard) { return look({.parts = {}, .harm = CanaryHarm{guard, "b", 5, 4.6, 77}, .by = {}}); }
    void pass(int minutes)
    {
        for (int i = 0; i < minutes; ++i)
            look();
    }
    /// Into a state of the table.
    static Play in(const std::string &state)
    {
        const bool longRun = state == "done, guarded";
        Play play(plan(longRun));
        if (state == "waiting at first")
            return play;
        play.look();
        if (state == "running")
            return play;
        if (state == "parts are missing") {
            play.pass(29);
            return play;
        }
        if (state == "no data" || state == "data came") {
            play.pass(31);
            if (state == "data came")
                play.parts["b"] = 100;
            return play;
        }
        if (state == "paused") {
            play.hand(CanaryHand::Pause);
            return play;
        }
        play.parts["b"] = 100;
        play.pass(9);
        if (state == "goes on")
            return play;
        if (state == "not saved") {
            play.unsaved = true;
            play.look();
            return play;
        }
        if (state == "waiting again" || state == "paused waiting") {
            play.look({}, false);
            if (state == "paused waiting")
                play.hand(CanaryHand::Pause);
            return play;
        }
        play.look();
        play.parts["a"] = play.parts["c"] = 200;
        play.pass(9);
        if (state == "is to ask")
            return play;
        play.look();
        if (state == "asking")
            return play;
        if (state == "paused asking") {
            play.hand(CanaryHand::Pause);
            return play;
        }
        if (state == "not saved at the end" || state == "paused at the end") {
            play.unsaved = true;
            play.hand(CanaryHand::Approve);
            if (state == "paused at the end")
                play.hand(CanaryHand::Pause);
            return play;
        }
        if (state == "rolled back") {
            play.harm(CanaryGuardKind::Controls);
            return play;
        }
        if (state == "aborted") {
            play.hand(CanaryHand::Abort);
            return play;
        }
        play.hand(CanaryHand::Approve);
        return play;
    }
};

std::string textOf(CanaryState state)
{
    static const std::map<CanaryState, std::string> words{{CanaryState::Waiting, "waiting"}, {CanaryState::Running, "running"}, {CanaryState::Asking, "asking"}, {CanaryState::Paused, "paused"},
                                                          {CanaryState::Done, "done"}, {CanaryState::RolledBack, "rolledback"}, {CanaryState::Aborted, "aborted"}};
    return words.at(state);
}

/// "promote a c → running 1"
std::string textOf(const CanaryAction &action, const CanaryProgress &progress)
{
    static const std::map<CanaryDeed, std::string> words{{CanaryDeed::Nothing, "-"}, {CanaryDeed::Promote, "promote"}, {CanaryDeed::Ask, "ask"}, {CanaryDeed::Pause, "pause"},
                                                         {CanaryDeed::Resume, "resume"}, {CanaryDeed::RollBack, "back"}, {CanaryDeed::Finish, "finish"}};
    std::string text = words.at(action.deed);
    for (const StationId &station : action.stations)
        text += " " + station;
    return text + " > " + textOf(progress.state) + " " + std::to_string(progress.step);
}

// Every state with every input. The columns: nothing new in a window, nothing new outside of one, harm, harm in the long run, approve, approve outside of a window, pause, resume, abort.
const std::map<std::string, std::vector<std::string>> kTable{
    {"waiting at first", {"promote b > running 0", "- > waiting 0", "promote b > running 0", "promote b > running 0", "promote b > running 0", "- > waiting 0", "pause > paused 0", "promote b > running 0", "- > aborted 0"}},
    {"running", {"- > running 0", "- > running 0", "back b > rolledback 0", "back b > rolledback 0", "- > running 0", "- > running 0", "pause > paused 0", "- > running 0", "back b > aborted 0"}},
    {"parts are missing", {"pause > paused 0", "pause > paused 0", "back b > rolledback 0", "back b > rolledback 0", "pause > paused 0", "pause > paused 0", "pause > paused 0", "pause > paused 0", "back b > aborted 0"}},
    {"no data", {"- > paused 0", "- > paused 0", "back b > rolledback 0", "back b > rolledback 0", "- > paused 0", "- > paused 0", "pause > paused 0", "resume > running 0", "back b > aborted 0"}},
    {"data came", {"resume > running 0", "resume > running 0", "back b > rolledback 0", "back b > rolledback 0", "resume > running 0", "resume > running 0", "pause > paused 0", "resume > running 0", "back b > aborted 0"}},
    {"paused", {"- > paused 0", "- > paused 0", "back b > rolledback 0", "back b > rolledback 0", "- > paused 0", "- > paused 0", "- > paused 0", "resume > running 0", "back b > aborted 0"}},
    {"goes on", {"promote a c > running 1", "- > waiting 1", "back b > rolledback 0", "back b > rolledback 0", "promote a c > running 1", "- > waiting 1", "pause > paused 0", "promote a c > running 1", "back b > aborted 0"}},
    {"waiting again", {"promote a c > running 1", "- > waiting 1", "back b > rolledback 1", "back b > rolledback 1", "promote a c > running 1", "- > waiting 1", "pause > paused 1", "promote a c > running 1", "back b > aborted 1"}},
    {"paused waiting", {"- > paused 1", "- > paused 1", "back b > rolledback 1", "back b > rolledback 1", "- > paused 1", "- > paused 1", "- > paused 1", "resume > waiting 1", "back b > aborted 1"}},
    {"is to ask", {"ask > asking 1", "ask > asking 1", "back b a c > rolledback 1", "back b a c > rolledback 1", "ask > asking 1", "ask > asking 1", "pause > paused 1", "ask > asking 1", "back b a c > aborted 1"}},
    {"asking", {"- > asking 1", "- > asking 1", "back b a c > rolledback 1", "back b a c > rolledback 1", "finish > done 1", "finish > done 1", "pause > paused 1", "- > asking 1", "back b a c > aborted 1"}},
    {"paused asking", {"- > paused 1", "- > paused 1", "back b a c > rolledback 1", "back b a c > rolledback 1", "- > paused 1", "- > paused 1", "- > paused 1", "resume > asking 1", "back b a c > aborted 1"}},
    {"not saved", {"resume > waiting 1", "resume > waiting 1", "back b > rolledback 1", "back b > rolledback 1", "resume > waiting 1", "resume > waiting 1", "pause > paused 1", "resume > waiting 1", "back b > aborted 1"}},
    {"not saved at the end", {"finish > done 1", "finish > done 1", "back b a c > rolledback 1", "back b a c > rolledback 1", "finish > done 1", "finish > done 1", "pause > paused 1", "finish > done 1", "back b a c > aborted 1"}},
    {"paused at the end", {"- > paused 1", "- > paused 1", "back b a c > rolledback 1", "back b a c > rolledback 1", "- > paused 1", "- > paused 1", "- > paused 1", "finish > done 1", "back b a c > aborted 1"}},
    {"done", {"- > done 1", "- > done 1", "- > done 1", "- > done 1", "- > done 1", "- > done 1", "- > done 1", "- > done 1", "- > done 1"}},
    {"done, guarded", {"- > done 1", "- > done 1", "- > done 1", "back b a c > rolledback 1", "- > done 1", "- > done 1", "- > done 1", "- > done 1", "- > done 1"}},
    {"rolled back", {"- > rolledback 1", "- > rolledback 1", "- > rolledback 1", "- > rolledback 1", "- > rolledback 1", "- > rolledback 1", "- > rolledback 1", "- > rolledback 1", "- > rolledback 1"}},
    {"aborted", {"- > aborted 1", "- > aborted 1", "- > aborted 1", "- > aborted 1", "- > aborted 1", "- > aborted 1", "- > aborted 1", "- > aborted 1", "- > aborted 1"}},
};

// The same while what changes cannot be saved, where that is otherwise: by state and column.
const std::map<std::string, std::map<int, std::string>> kUnsaved{
    {"waiting at first", {{0, "pause > paused 0"}, {2, "pause > paused 0"}, {3, "pause > paused 0"}, {4, "pause > paused 0"}, {7, "pause > paused 0"}}},
    {"goes on", {{0, "pause > paused 1"}, {4, "pause > paused 1"}, {7, "pause > paused 1"}}},
    {"waiting again", {{0, "pause > paused 1"}, {4, "pause > paused 1"}, {7, "pause > paused 1"}}},
    {"asking", {{4, "pause > paused 1"}, {5, "pause > paused 1"}}},
    {"not saved", {{0, "- > paused 1"}, {1, "- > paused 1"}, {4, "- > paused 1"}, {5, "- > paused 1"}, {7, "- > paused 1"}}},
    {"not saved at the end", {{0, "- > paused 1"}, {1, "- > paused 1"}, {4, "- > paused 1"}, {5, "- > paused 1"}, {7, "- > paused 1"}}},
    {"paused at the end", {{7, "pause > paused 1"}}},
};

}  // namespace

class CanaryStepsTest : public QObject {
    Q_OBJECT
private slots:
    void every_state_takes_every_input_as_the_table_says_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<int>("input");
        QTest::addColumn<bool>("unsaved");
        QTest::addColumn<QString>("expected");
        for (const auto &[state, cells] : kTable) {
            QCOMPARE(cells.size(), std::size_t(9));
            for (int i = 0; i < 9; ++i) {
                const std::string &usual = cells[static_cast<std::size_t>(i)];
                const auto other = kUnsaved.find(state);
                const std::string unsaved = other != kUnsaved.end() && other->second.contains(i) ? other->second.at(i) : usual;
                QTest::addRow("%s, input %d", state.c_str(), i) << QString::fromStdString(state) << i << false << QString::fromStdString(usual);
                QTest::addRow("%s, input %d, not saved", state.c_str(), i) << QString::fromStdString(state) << i << true << QString::fromStdString(unsaved);
            }
        }
    }
    void every_state_takes_every_input_as_the_table_says()
    {
        QFETCH(QString, state);
        QFETCH(int, input);
        QFETCH(bool, unsaved);
        QFETCH(QString, expected);
        Play play = Play::in(state.toStdString());
        play.unsaved = unsaved;
        CanaryAction action;
        switch (input) {
        case 0: action = play.look(); break;
        case 1: action = play.look({}, false); break;
        case 2: action = play.harm(CanaryGuardKind::Controls); break;
        case 3: action = play.harm(CanaryGuardKind::LongRun); break;
        case 4: action = play.hand(CanaryHand::Approve); break;
        case 5: action = play.hand(CanaryHand::Approve, false); break;
        case 6: action = play.hand(CanaryHand::Pause); break;
        case 7: action = play.hand(CanaryHand::Resume); break;
        case 8: action = play.hand(CanaryHand::Abort); break;
        }
        QCOMPARE(QString::fromStdString(textOf(action, play.progress)), expected);
    }
    void what_each_station_had_is_known_from_the_beginning()
    {
        const Play play;
        QCOMPARE(play.progress.stations, (std::vector<CanaryStation>{{"b", {"line", 2}, 0, 0, 0}, {"a", {"line", 1}, 1, 0, 0}, {"c", {"line", 1}, 1, 0, 0}}));
        QCOMPARE(play.progress.begun, 0);
    }
    void a_roll_back_says_why_and_an_abort_says_who()
    {
        Play harmed = Play::in("asking"), aborted = Play::in("running");
        harmed.harm(CanaryGuardKind::Collapse);
        QCOMPARE(harmed.progress.harm, (CanaryHarm{CanaryGuardKind::Collapse, "b", 5, 4.6, 77}));
        aborted.hand(CanaryHand::Abort);
        QCOMPARE(aborted.progress.by, std::string("Ada"));
        QCOMPARE(aborted.progress.since, at(aborted.minute).at);
        QVERIFY(!aborted.progress.harm);
    }
    void a_step_waits_until_what_changes_is_saved_and_goes_on_by_itself()
    {
        Play play = Play::in("goes on");
        play.unsaved = true;
        QCOMPARE(play.look().deed, CanaryDeed::Pause);
        QCOMPARE(play.progress.pause, CanaryPause::NotSaved);
        QCOMPARE(play.progress.begun, 1);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(play.look().deed, CanaryDeed::Nothing);
        QCOMPARE(play.hand(CanaryHand::Resume).deed, CanaryDeed::Nothing);
        play.unsaved = false;
        QCOMPARE(play.look().deed, CanaryDeed::Resume);
        const CanaryAction begins = play.look();
        QCOMPARE(begins.deed, CanaryDeed::Promote);
        QCOMPARE(begins.stations, (std::vector<StationId>{"a", "c"}));
        QCOMPARE(play.progress.pause, CanaryPause::None);
    }
    void what_was_approved_while_nothing_could_be_saved_is_not_asked_again()
    {
        Play play = Play::in("asking");
        play.unsaved = true;
        play.hand(CanaryHand::Approve);
        QCOMPARE(play.progress.pause, CanaryPause::NotSaved);
        QCOMPARE(play.progress.by, std::string("Ada"));
        play.pass(100);
        QCOMPARE(play.progress.state, CanaryState::Paused);
        play.unsaved = false;
        QCOMPARE(play.look().deed, CanaryDeed::Finish);
        QCOMPARE(play.progress.state, CanaryState::Done);
    }
    void a_step_that_runs_or_asks_is_not_held_by_what_is_not_saved()
    {
        Play play = Play::in("running");
        play.unsaved = true;
        play.pass(5);
        QCOMPARE(play.progress.state, CanaryState::Running);
        Play asks = Play::in("is to ask");
        asks.unsaved = true;
        QCOMPARE(asks.look().deed, CanaryDeed::Ask);
    }
    void harm_comes_before_what_a_hand_wants()
    {
        Play play = Play::in("asking");
        const CanaryAction action = play.look({.parts = {}, .harm = CanaryHarm{}, .hand = CanaryHand::Approve, .by = "Ada"});
        QCOMPARE(action.deed, CanaryDeed::RollBack);
        QCOMPARE(play.progress.by, std::string());
    }
    void time_alone_never_passes_a_question()
    {
        Play play = Play::in("asking");
        for (int day = 0; day < 365; ++day) {
            play.minute += std::chrono::hours(24);
            play.parts["a"] += 100'000;
            QCOMPARE(play.look().deed, CanaryDeed::Nothing);
        }
        QCOMPARE(play.progress.state, CanaryState::Asking);
    }
    void no_data_never_passes()
    {
        Play play = Play::in("running");
        play.parts["b"] = 99;
        play.still = {"b"};
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(play.look().deed != CanaryDeed::Promote);
        QCOMPARE(play.progress.state, CanaryState::Paused);
        QCOMPARE(play.progress.pause, CanaryPause::NoData);
    }
    void who_resumes_without_data_gives_as_long_again()
    {
        Play play = Play::in("no data");
        play.hand(CanaryHand::Resume);
        play.pass(29);
        QCOMPARE(play.progress.state, CanaryState::Running);
        play.pass(1);
        QCOMPARE(play.progress.state, CanaryState::Paused);
    }
    void each_of_the_steps_stations_must_finish_its_parts()
    {
        Play play = Play::in("waiting again");
        play.look();
        play.parts["b"] = 100'000;
        play.parts["a"] = 100'000;
        const std::int64_t before = play.parts["c"];
        play.pass(20);
        QCOMPARE(play.progress.state, CanaryState::Running);
        play.parts["c"] = before + 99;
        QCOMPARE(play.look().deed, CanaryDeed::Ask);
    }
    void the_time_in_which_nobody_looked_is_not_time_of_running()
    {
        Play play = Play::in("running");
        play.parts["b"] = 1000;
        play.minute += std::chrono::hours(8);
        play.look();
        QCOMPARE(play.progress.ran, std::chrono::milliseconds(1min));
        QCOMPARE(play.progress.state, CanaryState::Running);
        play.minute -= std::chrono::hours(9);  // a clock that is set
        play.look();
        QCOMPARE(play.progress.ran, std::chrono::milliseconds(1min));
        play.pass(9);
        QCOMPARE(play.progress.step, 1);
    }
    void a_pause_is_not_time_of_running()
    {
        Play play = Play::in("paused");
        play.parts["b"] = 1000;
        play.pass(100);
        play.hand(CanaryHand::Resume);
        const auto ran = play.progress.ran;
        QVERIFY(ran <= 1min);
        play.look();
        QCOMPARE(play.progress.step, 0);
    }
    void a_step_waits_for_the_lots_that_it_must_have_seen()
    {
        CanaryPlan asking = plan();
        asking.steps[0].leastLots = 2;
        asking.steps[1].leastLots = 1;
        Play play(asking);
        play.look();
        play.parts = {{"b", 100}, {"a", 100}, {"c", 100}};
        play.lots = 1;
        play.pass(25);
        QCOMPARE(play.progress.step, 0);
        play.lots = 2;
        QCOMPARE(play.look().deed, CanaryDeed::Promote);
        play.parts = {{"b", 300}, {"a", 300}, {"c", 300}};
        play.pass(25);
        QCOMPARE(play.progress.state, CanaryState::Running);
        play.lots = 3;
        QCOMPARE(play.look().deed, CanaryDeed::Ask);
        QCOMPARE(play.progress.lots, 3);
    }
    void lots_that_do_not_come_are_not_waited_for_unseen()
    {
        CanaryPlan asking = plan();
        asking.steps[0].leastLots = 2;
        Play play(asking);
        play.look();
        play.parts["b"] = 1000;
        play.lots = 1;
        play.pass(29);
        QCOMPARE(play.progress.state, CanaryState::Running);
        QCOMPARE(play.look().deed, CanaryDeed::Pause);
        QCOMPARE(play.progress.pause, CanaryPause::NoData);
        play.pass(100);
        QCOMPARE(play.progress.state, CanaryState::Paused);
        play.lots = 2;
        QCOMPARE(play.look().deed, CanaryDeed::Resume);
        QCOMPARE(play.look().deed, CanaryDeed::Promote);
    }
    void a_station_stands_still_after_ten_times_what_its_parts_may_take_data()
    {
        QTest::addColumn<int>("parts");
        QTest::addColumn<int>("longest");
        QTest::addColumn<int>("still");
        QTest::newRow("the usual") << 1000 << 480 << 5;
        QTest::newRow("few parts in a shift") << 100 << 480 << 48;
        QTest::newRow("one part") << 1 << 480 << 480;
        QTest::newRow("many parts") << 100'000 << 480 << 5;
        QTest::newRow("a step of a minute") << 10 << 1 << 1;
    }
    void a_station_stands_still_after_ten_times_what_its_parts_may_take()
    {
        QFETCH(int, parts);
        QFETCH(int, longest);
        QFETCH(int, still);
        QCOMPARE(stillAfter({.stations = {}, .leastParts = parts, .longestTime = std::chrono::minutes(longest)}), std::chrono::milliseconds(std::chrono::minutes(still)));
    }
    void a_camera_that_dies_after_the_first_minutes_passes_no_step()
    {
        CanaryPlan hour = plan();
        hour.steps[0] = {.stations = {"b"}, .leastParts = 1000, .end = StepEnd::GoOn};
        Play play(hour);
        play.look();
        play.parts["b"] = 1000;
        play.pass(4);
        play.still = {"b"};
        for (int i = 0; i < 4; ++i)
            QCOMPARE(play.look().deed, CanaryDeed::Nothing);
        QCOMPARE(play.look().deed, CanaryDeed::Pause);
        QCOMPARE(play.progress.pause, CanaryPause::NoData);
        QCOMPARE(play.progress.ran, std::chrono::milliseconds(4min));  // the time without parts is none of the step's
        play.pass(1000);
        QCOMPARE(play.progress.state, CanaryState::Paused);
        play.still.clear();
        QCOMPARE(play.look().deed, CanaryDeed::Resume);
        play.pass(55);
        QCOMPARE(play.progress.state, CanaryState::Running);
        QCOMPARE(play.look().deed, CanaryDeed::Promote);
    }
    void no_step_passes_in_a_minute_without_parts()
    {
        Play play = Play::in("running");
        play.parts["b"] = 1000;
        play.pass(7);
        play.still = {"b"};
        play.pass(4);  // its time is over
        QCOMPARE(play.progress.state, CanaryState::Running);
        play.still.clear();
        QCOMPARE(play.look().deed, CanaryDeed::Promote);
    }
    void each_of_the_steps_stations_must_go_on_and_no_other()
    {
        Play play = Play::in("waiting again");
        play.still = {"b"};  // of the step before
        play.look();
        play.pass(9);
        QCOMPARE(play.progress.state, CanaryState::Running);
        play.still = {"c"};
        play.pass(5);
        QCOMPARE(play.progress.pause, CanaryPause::NoData);
        QCOMPARE(play.progress.step, 1);
    }
    void a_slow_station_that_lives_is_not_paused()
    {
        CanaryPlan slow = plan();
        slow.steps[0] = {.stations = {"b"}, .leastParts = 20, .leastTime = 300min, .longestTime = 480min, .end = StepEnd::Ask};
        Play play(slow);
        play.look();
        play.still = {"b"};
        for (int part = 0; part < 20; ++part) {
            play.pass(19);
            play.parts["b"] += 1;
            QCOMPARE(play.look().deed, part == 19 ? CanaryDeed::Ask : CanaryDeed::Nothing);
        }
    }
    void who_resumes_where_a_station_stands_still_gives_as_long_again()
    {
        Play play = Play::in("running");
        play.still = {"b"};
        play.pass(5);
        QCOMPARE(play.progress.pause, CanaryPause::NoData);
        QCOMPARE(play.hand(CanaryHand::Resume).deed, CanaryDeed::Resume);
        play.pass(4);
        QCOMPARE(play.progress.state, CanaryState::Running);
        QCOMPARE(play.look().deed, CanaryDeed::Pause);
    }
    void a_restart_does_not_forget_for_how_long_a_station_stood_still()
    {
        Play play = Play::in("running");
        play.still = {"b"};
        play.pass(3);
        QCOMPARE(play.stood, (std::vector<CanaryStill>{{"b", 3min}}));
        play.minute += std::chrono::hours(8);  // of which no more than a minute is known to be one of running
        QCOMPARE(play.look().deed, CanaryDeed::Nothing);
        QCOMPARE(play.look().deed, CanaryDeed::Pause);
    }
    void a_window_is_open_on_its_days_and_over_midnight_on_the_next_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("hours");
        QTest::addColumn<int>("weekday");
        QTest::addColumn<int>("hour");
        QTest::addColumn<bool>("open");
        QTest::newRow("within") << 0b1 << "06:00-12:00" << 0 << 6 << true;
        QTest::newRow("its end is not in it") << 0b1 << "06:00-12:00" << 0 << 12 << false;
        QTest::newRow("another day") << 0b1 << "06:00-12:00" << 1 << 6 << false;
        QTest::newRow("night, its evening") << 0b1000000 << "22:00-05:00" << 6 << 23 << true;
        QTest::newRow("night, the morning behind it") << 0b1000000 << "22:00-05:00" << 0 << 4 << true;
        QTest::newRow("night, the morning before it") << 0b1000000 << "22:00-05:00" << 6 << 4 << false;
        QTest::newRow("all day") << 0b100 << "" << 2 << 13 << true;
        QTest::newRow("not on that day") << 0b100 << "" << 3 << 13 << false;
    }
    void a_window_is_open_on_its_days_and_over_midnight_on_the_next()
    {
        QFETCH(int, days);
        QFETCH(QString, hours);
        QFETCH(int, weekday);
        QFETCH(int, hour);
        QFETCH(bool, open);
        const std::vector<CanaryWindow> windows{{static_cast<std::uint8_t>(days), *loadWindowOf(hours.toStdString())}};
        QCOMPARE(windowOpen(windows, {kMonday, weekday, hour * 60}), open);
        QVERIFY(windowOpen({}, {kMonday, weekday, hour * 60}));
    }
};

QTEST_APPLESS_MAIN(CanaryStepsTest)
#include "tst_canarysteps.moc"
