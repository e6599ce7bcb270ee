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
        QVERIFY(result.within());
        QCOMPARE(result.worstIou, 1.f);
        QCOMPARE(result.worstScoreDelta, 0.f);
        QCOMPARE(result.unmatched, 0);
        QVERIFY(compareDetections(seen({}), seen({})).within());
    }

    void small_differences_are_reported_and_agree()
    {
        const Agreement result = compareDetections(seen({{{0, 0, 100, 100}, .9f, 0}}), seen({{{0, 0, 100, 98}, .885f, 0}}));
        QVERIFY(result.within());
        QCOMPARE(result.worstIou, .98f);
        QVERIFY(std::abs(result.worstScoreDelta - .015f) < 1e-6f);
    }

    void one_score_in_a_hundred_may_differ_more()
    {
        const Agreement usual = compareDetections(seen({{{0, 0, 9, 9}, .9f, 0}}), seen({{{0, 0, 9, 9}, .9f, 0}}));
        const Agreement other = compareDetections(seen({{{0, 0, 9, 9}, .9f, 0}}), seen({{{0, 0, 9, 9}, .85f, 0}}));
        QCOMPARE(other.unusual, 1);
        Agreement all = other;
        for (int i = 0; i < 98; ++i)
            all.add(usual);
        QVERIFY(!all.within());  // one of 99
        all.add(usual);
        QVERIFY(all.within());
        QCOMPARE(all.pairs, 100);
        QVERIFY(std::abs(all.worstScoreDelta - .05f) < 1e-6f);
        all.add(other);
        QVERIFY(!all.within());
    }

    void what_several_pictures_give_is_the_worst_of_them()
    {
        Agreement all = compareDetections(seen({{{0, 0, 100, 100}, .9f, 0}}), seen({{{0, 0, 100, 99}, .9f, 0}}));
        all.add(compareDetections(seen({{{0, 0, 9, 9}, .9f, 0}}), seen({})));
        QCOMPARE(all.worstIou, .99f);
        QCOMPARE(all.unmatched, 1);
        QVERIFY(!all.within());
    }

    void a_moved_box_does_not_agree()
    {
        const Agreement result = compareDetections(seen({{{0, 0, 100, 100}, .9f, 0}}), seen({{{0, 0, 100, 90}, .9f, 0}}));
        QVERIFY(!result.within());
        QCOMPARE(result.worstIou, .9f);
        QCOMPARE(result.unmatched, 0);
        QVERIFY(compareDetections(seen({{{0, 0, 100, 100}, .9f, 0}}), seen({{{0, 0, 100, 90}, .9f, 0}}), {.minIou = .85f}).within({.minIou = .85f}));
    }

    void another_score_does_not_agree()
    {
        QVERIFY(!compareDetections(seen({{{0, 0, 9, 9}, .9f, 0}}), seen({{{0, 0, 9, 9}, .8f, 0}})).within());
    }

    void a_missing_or_an_additional_box_does_not_agree()
    {
        const auto one = seen({{{0, 0, 9, 9}, .9f, 0}});
        QCOMPARE(compareDetections(one, seen({})).unmatched, 1);
        QCOMPARE(compareDetections(seen({}), one).unmatched, 1);
        QVERIFY(!compareDetections(one, seen({})).within());
    }

    void another_class_is_another_object()
    {
        QCOMPARE(compareDetections(seen({{{0, 0, 9, 9}, .9f, 0}}), seen({{{0, 0, 9, 9}, .9f, 1}})).unmatched, 2);
    }

    void a_box_that_may_lie_just_below_the_threshold_is_excused()
    {
        const auto faint = seen({{{0, 0, 9, 9}, .3f, 0}});
        QVERIFY(compareDetections(faint, seen({})).within());
        QVERIFY(!compareDetections(faint, seen({}), {.confidence = .1f}).within());
    }
};

QTEST_APPLESS_MAIN(TestAgreement)
#include "tst_agreement.moc"
