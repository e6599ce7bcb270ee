// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/coverage.h"

#include <QtTest>

using namespace lineside;

class TstCoverage : public QObject {
    Q_OBJECT

private slots:
    void a_lot_that_comes_back_is_no_new_one()
    {
        Coverage seen;
        for (const char *lot : {"", "17", "17", "18", "", "17"})
            seen.add(lot, 400'000);
        QCOMPARE(seen.lots, 2);
    }
    void it_is_one_again_once_the_lots_are_forgotten()
    {
        Coverage seen;
        seen.add("17", 400'000);
        seen.forgetLots();
        seen.add("17", 400'000);
        QCOMPARE(seen.lots, 2);
        QCOMPARE(seen.known, std::vector<std::string>{"17"});
    }
    void no_more_lots_are_counted_than_may_be_asked_for()
    {
        Coverage seen;
        for (std::size_t i = 0; i < Coverage::kMostLots + 5; ++i)
            seen.add(std::to_string(i), 400'000);
        QCOMPARE(seen.lots, static_cast<std::int64_t>(Coverage::kMostLots));
        QCOMPARE(seen.known.size(), Coverage::kMostLots);
    }
    void hours_are_those_with_a_part_in_them()
    {
        Coverage seen;
        for (const std::int64_t hour : {400'000, 400'000, 400'003, 400'007})
            seen.add({}, hour);
        QCOMPARE(seen.seen(), (CoverageSeen{0, 3}));
    }
    void a_clock_that_goes_back_makes_no_hour()
    {
        Coverage seen;
        for (const std::int64_t hour : {400'001, 400'000, 400'001, 400'002})
            seen.add({}, hour);
        QCOMPARE(seen.hours, 2);
    }
    void lots_are_asked_for_where_one_was_told_and_hours_where_none_was()
    {
        const CoverageLimits asked{3, 8};
        QVERIFY(!isCovered({0, 7}, asked));
        QVERIFY(isCovered({0, 8}, asked));
        QVERIFY(!isCovered({2, 100}, asked));
        QVERIFY(isCovered({3, 1}, asked));
    }
    void what_is_not_asked_for_is_not_missed()
    {
        QVERIFY(isCovered({}, {0, 0}));
        QVERIFY(isCovered({0, 0}, {3, 0}));
        QVERIFY(!isCovered({1, 7}, {0, 8}));  // lots are not asked for: hours are
        QVERIFY(isCovered({1, 8}, {0, 8}));
    }
};

QTEST_APPLESS_MAIN(TstCoverage)
#include "tst_coverage.moc"
