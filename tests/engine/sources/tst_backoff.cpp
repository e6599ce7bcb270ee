// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/backoff.h"

#include <QtTest>

using namespace lineside;
using namespace std::chrono_literals;

class TestBackOff : public QObject {
    Q_OBJECT
private slots:
    void it_doubles_from_half_a_second_to_ten_seconds()
    {
        const std::chrono::milliseconds expected[] = {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 10'000ms, 10'000ms};
        for (int attempt = 0; attempt < 7; ++attempt)
            QCOMPARE(backOff(attempt, 0).count(), expected[attempt].count());
    }
    void chance_takes_away_at_most_half_and_never_goes_below_half_a_second()
    {
        QCOMPARE(backOff(0, 1).count(), 500);
        QCOMPARE(backOff(2, 1).count(), 1000);
        QCOMPARE(backOff(9, 1).count(), 5000);
        QCOMPARE(backOff(9, 0.5).count(), 7500);
    }
    void senseless_arguments_stay_within_the_limits()
    {
        for (const int attempt : {-5, 31, 1'000'000}) {
            for (const double random : {-1.0, 2.0}) {
                QVERIFY(backOff(attempt, random) >= kShortestBackOff);
                QVERIFY(backOff(attempt, random) <= kLongestBackOff);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestBackOff)
#include "tst_backoff.moc"
