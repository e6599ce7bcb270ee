// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/rounds.h"

#include <QtTest>

using namespace lineside;

class RoundsTest : public QObject {
    Q_OBJECT
private slots:
    void a_round_waits_for_all_and_two_parts_of_each_may_wait()
    {
        RoundMaker maker(2);
        QVERIFY(!maker.add(0, false));
        QVERIFY(!maker.add(1, true));
        QVERIFY(!maker.add(1, false));
        QVERIFY(!maker.add(0, true));
        QCOMPARE(maker.add(2, false), std::optional<RejectMask>(0b010));
        QCOMPARE(maker.add(2, true), std::optional<RejectMask>(0b101));  // of the parts that waited
        QVERIFY(!maker.add(2, true));
        QVERIFY(!maker.add(0, false));
        QCOMPARE(maker.add(1, true), std::optional<RejectMask>(0b110));
    }
    void the_oldest_part_of_a_quicker_stream_gives_way()
    {
        RoundMaker maker(1);
        for (const bool rejected : {true, true, false, true, false})
            QVERIFY(!maker.add(0, rejected));
        QCOMPARE(maker.add(1, false), std::optional<RejectMask>(0b01));
        QCOMPARE(maker.add(1, false), std::optional<RejectMask>(0b00));
        QVERIFY(!maker.add(1, false));
    }
    void of_streams_that_are_equally_quick_no_part_is_lost()
    {
        RoundMaker maker(2);
        int rounds = 0;
        for (int i = 0; i < 300; ++i) {
            for (int stream = 0; stream < 3; ++stream)
                rounds += maker.add((stream + i) % 3, false).has_value();
        }
        QCOMPARE(rounds, 300);
    }
    void without_controls_there_is_no_round()
    {
        RoundMaker maker(0);
        QVERIFY(!maker.add(0, true));
        QVERIFY(!maker.add(0, true));
    }
    void a_control_is_silent_that_finishes_nothing_while_the_station_goes_on()
    {
        RoundMaker maker(2);
        for (int i = 0; i < kSilentParts; ++i) {
            maker.add(0, false);
            maker.add(1, false);
        }
        QCOMPARE(maker.silent(), 0);
        maker.add(0, true);
        QCOMPARE(maker.silent(), 2);
        maker.leaveOut(2);
        QCOMPARE(maker.silent(), 0);
        QCOMPARE(maker.live(), 1);
        QVERIFY(!maker.add(2, true));
        QCOMPARE(maker.add(1, false), std::optional<RejectMask>(0b000));  // of the parts that waited
        QCOMPARE(maker.add(1, false), std::optional<RejectMask>(0b001));
    }
    void in_a_break_nobody_is_silent()
    {
        RoundMaker maker(1);
        for (int i = 0; i < 1000; ++i)
            maker.add(1, false);
        QCOMPARE(maker.silent(), 0);
    }
    void streams_behind_one_that_is_left_out_move_up()
    {
        QCOMPARE(without(0b1011, 0b0010), RejectMask(0b101));
        QCOMPARE(without(0b1011, 0), RejectMask(0b1011));
        QCOMPARE(without(0b1000, 0b0110), RejectMask(0b10));
    }
    void goes_on_from_its_state_and_from_no_other()
    {
        RoundMaker maker(2);
        maker.add(0, true);
        maker.add(1, false);
        RoundMaker again(2);
        QVERIFY(again.recall(maker.state()));
        QCOMPARE(again.add(2, false), std::optional<RejectMask>(1));
        RoundMaker::State wrong = maker.state();
        wrong.first = 0b1000;
        QVERIFY(!again.recall(wrong));
        wrong = maker.state();
        wrong.haveSecond = 0b100;
        QVERIFY(!again.recall(wrong));
        wrong = maker.state();
        wrong.leftOut = 0b011;
        QVERIFY(!again.recall(wrong));
        wrong = maker.state();
        wrong.waited.push_back(0);
        QVERIFY(!again.recall(wrong));
        QVERIFY(!RoundMaker(1).recall(maker.state()));
    }
};

QTEST_APPLESS_MAIN(RoundsTest)
#include "tst_rounds.moc"
