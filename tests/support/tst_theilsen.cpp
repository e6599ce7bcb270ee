// SPDX-License-Identifier: GPL-3.0-or-later
#include "theilsen.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

using lineside::test::Slope;
using lineside::test::theilSen;

namespace {

std::vector<double> counted(std::size_t count)
{
    std::vector<double> x(count);
    std::iota(x.begin(), x.end(), 0.0);
    return x;
}

}  // namespace

class TestTheilSen : public QObject {
    Q_OBJECT

private slots:
    void points_on_a_line_have_its_slope_and_no_doubt()
    {
        const std::vector<double> x{1, 2, 4, 8, 9, 12, 20}, y{5, 7, 11, 19, 21, 27, 43};
        const Slope slope = theilSen(x, y);
        QCOMPARE(slope.median, 2.0);
        QCOMPARE(slope.lower, 2.0);
        QCOMPARE(slope.upper, 2.0);
    }

    // Ten slopes: six times 1, then 99/4, 98/3, 97/2, 96. S deviates by sqrt(5 · 4 · 15 / 18), so the ranks are 0.9992 and 10.0008: the outermost.
    void one_wild_point_moves_the_bound_and_not_the_slope()
    {
        const Slope slope = theilSen(std::vector<double>{1, 2, 3, 4, 5}, std::vector<double>{1, 2, 3, 4, 100});
        QCOMPARE(slope.median, 1.0);
        QCOMPARE(slope.lower, 1.0);
        QCOMPARE(slope.upper, 96.0);
    }

    // With three pairs of equal values S deviates by sqrt((8 · 7 · 21 - 3 · 2 · 1 · 9) / 18) = 7.895: of 28 slopes those of rank 6.26 and 22.74, outwards.
    void the_bounds_are_slopes_of_the_ranks_that_sen_gives()
    {
        const std::vector<double> x = counted(8), y{1, 1, 3, 3, 4, 6, 6, 9};
        std::vector<double> slopes;
        for (std::size_t i = 0; i < x.size(); ++i)
            for (std::size_t j = i + 1; j < x.size(); ++j)
                slopes.push_back((y[j] - y[i]) / (x[j] - x[i]));
        std::ranges::sort(slopes);
        const Slope slope = theilSen(x, y);
        QCOMPARE(slope.median, (slopes[13] + slopes[14]) / 2);
        QCOMPARE(slope.lower, slopes[6 - 1]);
        QCOMPARE(slope.upper, slopes[23 - 1]);
        QVERIFY(slope.lower < slope.median && slope.median < slope.upper);
    }

    void the_interval_holds_the_real_slope_in_95_of_100_series()
    {
        std::mt19937 random(3);
        std::normal_distribution<double> noise(0, 2);
        const std::vector<double> x = counted(40);
        int held = 0, above = 0;
        for (int series = 0; series < 1000; ++series) {
            std::vector<double> y;
            for (const double at : x)
                y.push_back(0.5 * at + noise(random));
            const Slope slope = theilSen(x, y);
            held += slope.lower <= 0.5 && 0.5 <= slope.upper;
            above += slope.upper < 0.5;
        }
        QVERIFY2(held >= 935 && held <= 970, qPrintable(QString::number(held)));
        QVERIFY2(above <= 40, qPrintable(QString::number(above)));
    }

    void what_does_not_change_has_no_slope()
    {
        const Slope slope = theilSen(counted(100), std::vector<double>(100, 7.5));
        QCOMPARE(slope.median, 0.0);
        QCOMPARE(slope.lower, 0.0);
        QCOMPARE(slope.upper, 0.0);
    }

    void points_that_say_nothing_about_a_slope_are_left_out()
    {
        QCOMPARE(theilSen({}, {}).upper, 0.0);
        QCOMPARE(theilSen(std::vector<double>{1}, std::vector<double>{2}).median, 0.0);
        QCOMPARE(theilSen(std::vector<double>{1, 1, 2}, std::vector<double>{0, 4, 6}).median, (6.0 + 2.0) / 2);
    }
};

QTEST_GUILESS_MAIN(TestTheilSen)
#include "tst_theilsen.moc"
