// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/clumps.h"

#include <QtTest>

#include <cmath>
#include <random>
#include <vector>

using namespace lineside;

class ClumpsTest : public QObject {
    Q_OBJECT
private slots:
    void what_is_three_parts_behind_belongs_to_the_run()
    {
        QCOMPARE(runsOf(std::vector<std::int64_t>{5, 8}, 100).runs, 1);
        QCOMPARE(runsOf(std::vector<std::int64_t>{5, 9}, 100).runs, 2);
        QCOMPARE(runsOf({}, 100).runs, 0);
    }
    void a_clump_is_reckoned_with_from_the_first_one_on_and_single_events_soon_are_not()
    {
        QCOMPARE(clumpLengthSoFar({1000, 0, 0}), 1.0);
        const double one = clumpLengthSoFar({1000, 1, 1}), ten = clumpLengthSoFar({1000, 10, 10});
        QVERIFY(one > 1.45 && one < 1.5);
        QVERIFY(ten > 1.05 && ten < 1.07);
        QVERIFY(clumpLengthSoFar({100'000, 2, 1}) > 2);
        QVERIFY(clumpLengthSoFar({100'000, 5000, 1000}) < 5.1);
        // (c - m)^2 = z^2 c (c - 1) / runs
        const double c = clumpLengthSoFar({1'000'000'000, 60, 20});
        QVERIFY(std::abs((c - 3) * (c - 3) - 0.33 * std::pow(20, 0.25) * c * (c - 1) / 20) < 1e-6);
    }
    void what_chance_puts_together_is_clumps_not_their_events()
    {
        // Five in a row each hundred parts: another one begins within three parts of one in 3 % of the cases.
        const double c = clumpLengthSoFar({1'000'000, 50'000, 10'000});
        QVERIFY2(c > 4.9 && c < 4.95, qPrintable(QString::number(c)));
        // Single events, as many: each 20th part, and chance alone makes runs of 1 / 0.95^3 of them.
        QVERIFY(clumpLengthSoFar({1'000'000, 50'000, 42'869}) < 1.001);
    }
    void rejects_that_come_by_chance_are_no_clumps()
    {
        std::mt19937 random(3);
        std::bernoulli_distribution reject(0.1);
        std::vector<std::int64_t> events;
        for (std::int64_t i = 0; i < 40'000; ++i)
            if (reject(random))
                events.push_back(i);
        const Runs runs = runsOf(events, 40'000);
        QVERIFY(runs.events > runs.runs * 1.3);
        QVERIFY(clumpLengthBeyondChance(runs) < 1.1);
    }
    void five_in_a_row_are_a_clump_of_five()
    {
        std::vector<std::int64_t> events;
        for (std::int64_t i = 0; i < 10'000; i += 500)
            for (int k = 0; k < 5; ++k)
                events.push_back(i + k);
        const double clump = clumpLengthBeyondChance(runsOf(events, 10'000));
        QVERIFY(clump > 4.9 && clump < 7);
        QCOMPARE(partsToSkip(5), 12);
        QCOMPARE(partsToSkip(1), 0);
        QCOMPARE(partsToSkip(1.1), 1);
    }
    void without_a_reject_there_is_no_clump()
    {
        QCOMPARE(clumpLengthBeyondChance({10'000, 0, 0}), 1.0);
        QCOMPARE(clumpLengthBeyondChance({}), 1.0);
    }
    void after_a_counted_event_as_many_units_as_told_carry_no_stake()
    {
        ClumpFilter filter(2);
        QVERIFY(filter.takes() && filter.takes());
        filter.counted();
        QVERIFY(!filter.takes() && !filter.takes());
        QVERIFY(filter.takes());
        ClumpFilter none(0);
        none.counted();
        QVERIFY(none.takes());
    }
    void rows_are_counted_together()
    {
        Runs both{100, 4, 2};
        both.add({50, 3, 3});
        QCOMPARE(both.parts, 150);
        QCOMPARE(both.events, 7);
        QCOMPARE(both.runs, 5);
    }
};

QTEST_APPLESS_MAIN(ClumpsTest)
#include "tst_clumps.moc"
