// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/turn.h"

#include <QtTest>

#include <vector>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

const SteadyTime kNow = SteadyTime{} + 1h;
constexpr auto kRun = 20ms;

StationWork frame() { return {true, {}}; }
StationWork nothing() { return {false, {}}; }
StationWork changed(bool hasFrame, std::chrono::milliseconds dueIn) { return {hasFrame, kNow + dueIn}; }

Turn turnOf(const std::vector<StationWork> &stations, std::size_t last)
{
    return nextTurn(stations, last, kNow, kRun);
}

}  // namespace

class TestTurn : public QObject {
    Q_OBJECT

private slots:
    void without_stations_or_frames_nobody_is_next()
    {
        QVERIFY(!turnOf({}, 0).station);
        QVERIFY(!turnOf({nothing(), nothing()}, 1).station);
        QVERIFY(!turnOf({nothing(), nothing()}, 1).holdUntil);
    }

    void stations_with_a_frame_take_turns()
    {
        const std::vector<StationWork> all{frame(), frame(), nothing(), frame()};
        QCOMPARE(turnOf(all, 0).station, std::optional<std::size_t>(1));
        QCOMPARE(turnOf(all, 1).station, std::optional<std::size_t>(3));
        QCOMPARE(turnOf(all, 3).station, std::optional<std::size_t>(0));
        QCOMPARE(turnOf({frame()}, 0).station, std::optional<std::size_t>(0));
    }

    void a_place_left_by_removed_stations_is_no_harm()
    {
        QCOMPARE(turnOf({frame(), frame()}, 9).station, std::optional<std::size_t>(0));
    }

    void a_station_with_a_new_model_goes_first()
    {
        QCOMPARE(turnOf({frame(), frame(), changed(true, 30ms), frame()}, 2).station, std::optional<std::size_t>(2));
        QCOMPARE(turnOf({changed(true, -500ms), frame()}, 0).station, std::optional<std::size_t>(0));
    }

    void others_go_on_while_the_frame_of_a_new_model_is_far()
    {
        QCOMPARE(turnOf({frame(), changed(false, 21ms)}, 1).station, std::optional<std::size_t>(0));
    }

    void nothing_is_begun_that_would_still_run_when_the_frame_of_a_new_model_comes()
    {
        const Turn turn = turnOf({frame(), changed(false, 19ms)}, 1);
        QVERIFY(!turn.station);
        QVERIFY(turn.holdUntil);
        QVERIFY(*turn.holdUntil > kNow + 19ms);
    }

    void a_camera_that_is_late_holds_nobody_up()
    {
        QCOMPARE(turnOf({frame(), changed(false, -50ms)}, 1).station, std::optional<std::size_t>(0));
    }

    void a_trial_run_waits_for_a_gap_between_frames()
    {
        const JobWait first{kNow, {}, {}};
        QVERIFY(jobIsNext(first, false, kNow));
        QVERIFY(!jobIsNext(first, true, kNow));
        QVERIFY(!jobIsNext(first, true, kNow + 249ms));
    }

    void a_line_without_a_gap_lets_a_trial_run_go_first_after_a_quarter_of_a_second()
    {
        QVERIFY(jobIsNext({kNow, {}, {}}, true, kNow + 250ms));
        QVERIFY(jobIsNext({kNow, kNow - 1s, kNow - 1ms}, true, kNow + 250ms));  // whatever the one before took
    }

    void after_a_trial_run_the_line_has_twice_its_time()
    {
        const JobWait second{kNow, kNow - 20ms, kNow};
        QVERIFY(!jobIsNext(second, false, kNow + 39ms));
        QVERIFY(jobIsNext(second, false, kNow + 40ms));
        QCOMPARE(jobIsDue(second).time_since_epoch().count(), (kNow + 40ms).time_since_epoch().count());
    }

    void a_long_trial_run_holds_the_next_one_up_no_longer_than_a_full_line_does()
    {
        QVERIFY(jobIsNext({kNow, kNow - 1s, kNow}, false, kNow + 250ms));
    }

    void where_nothing_is_judged_the_next_trial_run_does_not_wait()
    {
        const JobWait second{kNow, kNow - 20ms, kNow, true};
        QVERIFY(jobIsNext(second, false, kNow));
        QVERIFY(!jobIsNext(second, true, kNow));  // a line that begins goes first
    }
};

QTEST_GUILESS_MAIN(TestTurn)
#include "tst_turn.moc"
