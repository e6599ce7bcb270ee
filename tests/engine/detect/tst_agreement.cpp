// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/agreement.h"

#include <QtTest>

#include <cmath>

using namespace lineside;

namespace {

Detections seen(std::vector<Detection> items)
{
    Detections d;
    d.items = std::move(items);
    return d;
}

}  // namespace

class TestAgreement : public QObject {
    Q_OBJECT

private slots:
    void the_same_boxes_agree()
    {
        const auto a = seen({{{0, 0, 100, 100}, .9f, 0}, {{0, 0, 100, 100}, .8f, 1}});
        const Agreement result = compareDetections(a, a);
        QVERIFY(result.agree);
        QCOMPARE(result.worstIou, 1.f);
        QCOMPARE(result.worstScoreDelta, 0.f);
        QCOMPARE(result.unmatched, 0);
        QVERIFY(compareDetections(seen({}), seen({})).agree);
    }

    void small_differences_are_reported_and_agree()
    {
        const Agreement result = compareDetections(seen({{{0, 0, 100, 100}, .9f, 0}}), seen({{{0, 0, 100, 98}, .87f, 0}}));
        QVERIFY(result.agree);
        QCOMPARE(result.worstIou, .98f);
        QVERIFY(std::abs(result.worstScoreDelta - .03f) < 1e-6f);
    }

    void a_moved_box_does_not_agree()
    {
        const Agreement result = compareDetections(seen({{{0, 0, 100, 100}, .9f, 0}}), seen({{{0, 0, 100, 90}, .9f, 0}}));
        QVERIFY(!result.agree);
        QCOMPARE(result.worstIou, .9f);
        QCOMPARE(result.unmatched, 0);
        QVERIFY(compareDetections(seen({{{0, 0, 100, 100}, .9f, 0}}), seen({{{0, 0, 100, 90}, .9f, 0}}), {.minIou = .85f}).agree);
    }

    void another_score_does_not_agree()
    {
        QVERIFY(!compareDetections(seen({{{0, 0, 9, 9}, .9f, 0}}), seen({{{0, 0, 9, 9}, .8f, 0}})).agree);
    }

    void a_missing_or_an_additional_box_does_not_agree()
    {
        const auto one = seen({{{0, 0, 9, 9}, .9f, 0}});
        QCOMPARE(compareDetections(one, seen({})).unmatched, 1);
        QCOMPARE(compareDetections(seen({}), one).unmatched, 1);
        QVERIFY(!compareDetections(one, seen({})).agree);
    }

    void another_class_is_another_object()
    {
        QCOMPARE(compareDetections(seen({{{0, 0, 9, 9}, .9f, 0}}), seen({{{0, 0, 9, 9}, .9f, 1}})).unmatched, 2);
    }

    void a_box_that_may_lie_just_below_the_threshold_is_excused()
    {
        const auto faint = seen({{{0, 0, 9, 9}, .3f, 0}});
        QVERIFY(compareDetections(faint, seen({})).agree);
        QVERIFY(!compareDetections(faint, seen({}), {.confidence = .1f}).agree);
    }
};

QTEST_APPLESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
