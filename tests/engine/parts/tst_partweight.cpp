// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/partweight.h"

#include <QtTest>

#include <array>

using namespace lineside;

/// Which part on which two models differ moves the verdict most.
class TestPartWeight : public QObject {
    Q_OBJECT
private slots:
    void a_difference_counts_for_more_where_less_of_it_is_allowed()
    {
        const AbLimits limits{0.001, 0.005, 0.01};
        QVERIFY(weightOf(true, limits, 0) > weightOf(false, limits, 0.9f));
        QVERIFY(weightOf(std::nullopt, limits, 0) == weightOf(true, limits, 0));  // it could be one of these
        QVERIFY(weightOf(std::nullopt, {0.01, 0.005, 0.01}, 0) == weightOf(false, {0.01, 0.005, 0.01}, 0));
    }
    void of_equals_those_that_are_further_apart_count_for_more()
    {
        QVERIFY(weightOf(std::nullopt, {}, 0.5f) > weightOf(std::nullopt, {}, 0.4f));
    }
    void the_score_is_the_best_of_the_label_within_the_part()
    {
        const Labels classes{"cap", "gap"};
        const std::array found{Detection{{10, 10, 20, 20}, 0.5f, 0}, Detection{{12, 12, 22, 22}, 0.6f, 0}, Detection{{10, 10, 20, 20}, 0.9f, 1}, Detection{{80, 80, 90, 90}, 0.8f, 0}, Detection{{10, 10, 20, 20}, 0.9f, 7}};
        QCOMPARE(scoreWithin(found, classes, {0, 0, 40, 40}, "cap"), 0.6f);
        QCOMPARE(scoreWithin(found, classes, {}, "cap"), 0.8f);  // the picture is the part
        QCOMPARE(scoreWithin(found, classes, {40, 0, 70, 40}, "cap"), 0.0f);
        QCOMPARE(scoreWithin({}, classes, {}, "cap"), 0.0f);
    }
};

QTEST_APPLESS_MAIN(TestPartWeight)
#include "tst_partweight.moc"
