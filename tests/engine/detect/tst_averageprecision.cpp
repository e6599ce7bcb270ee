// SPDX-License-Identifier: GPL-3.0-or-later
// The measure that precisions are compared by, on cases that can be worked out by hand.
#include "support/averageprecision.h"

#include <QtTest>

#include <cmath>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr Box kLeft{0, 0, 100, 100}, kRight{200, 0, 300, 100};

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

}  // namespace

class TestAveragePrecision : public QObject {
    Q_OBJECT

private slots:
    void all_found_and_nothing_else_is_one()
    {
        const std::vector<TrueObject> truth{{0, 0, kLeft}, {0, 1, kRight}, {1, 0, kLeft}};
        QVERIFY(near(meanAveragePrecision(truth, {{0, 0, .9f, kLeft}, {0, 1, .3f, kRight}, {1, 0, .5f, kLeft}}), 1));
    }
    void nothing_found_is_zero()
    {
        QCOMPARE(meanAveragePrecision({{0, 0, kLeft}}, {}), 0.0);
        QCOMPARE(meanAveragePrecision({}, {{0, 0, .9f, kLeft}}), 0.0);
    }
    void half_found_counts_for_the_recalls_up_to_a_half()
    {
        // 0, 0.01 … 0.50 are 51 of the 101 recalls.
        QVERIFY(near(averagePrecision({{0, 0, kLeft}, {0, 0, kRight}}, {{0, 0, .9f, kLeft}}, 0, .5), 51 / 101.0));
    }
    void a_false_alarm_costs_only_what_scores_less()
    {
        const std::vector<TrueObject> truth{{0, 0, kLeft}, {0, 0, kRight}};
        QVERIFY(near(averagePrecision(truth, {{0, 0, .9f, kLeft}, {0, 0, .8f, kRight}, {1, 0, .7f, kLeft}}, 0, .5), 1));
        // Right, wrong, right: precision 1 up to recall 0.5, then 2/3.
        QVERIFY(near(averagePrecision(truth, {{0, 0, .9f, kLeft}, {1, 0, .8f, kLeft}, {0, 0, .7f, kRight}}, 0, .5), (51 + 50 * 2 / 3.0) / 101));
    }
    void an_object_is_found_once()
    {
        // The second box of the same object is a false alarm, before the other object is found.
        QVERIFY(near(averagePrecision({{0, 0, kLeft}, {0, 0, kRight}}, {{0, 0, .9f, kLeft}, {0, 0, .8f, kLeft}, {0, 0, .7f, kRight}}, 0, .5),
                     (51 + 50 * 2 / 3.0) / 101));
    }
    void a_box_in_another_picture_or_of_another_class_does_not_count()
    {
        QCOMPARE(averagePrecision({{0, 0, kLeft}}, {{1, 0, .9f, kLeft}, {0, 1, .9f, kLeft}}, 0, .5), 0.0);
    }
    void a_box_that_lies_a_little_beside_counts_at_the_lower_overlaps()
    {
        // Overlap 0.80: right at 0.50 … 0.80, wrong at 0.85, 0.90 and 0.95.
        QVERIFY(near(meanAveragePrecision({{0, 0, kLeft}}, {{0, 0, .9f, {0, 0, 100, 80.5f}}}), 0.7));
    }
};

QTEST_APPLESS_MAIN(TestAveragePrecision)
#include "tst_averageprecision.moc"
