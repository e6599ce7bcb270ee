// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/goldenverdict.h"

#include <QtTest>

using namespace lineside;

namespace {

const auto kLabels = std::make_shared<const Labels>(Labels{"Bottle", "Cap", "Cap askew"});

Detections seen(std::vector<Detection> items)
{
    return {std::move(items), kLabels, {}};
}
RuleConfig bottleRule()
{
    RuleConfig rule;
    rule.partLabel = "Bottle";
    rule.requiredLabels = {"Cap"};
    rule.rejectLabels = {"Cap askew"};
    return rule;
}
Box boxAt(float x) { return {x, 100, x + 100, 400}; }
Detection bottleAt(float x) { return {boxAt(x), 0.9f, 0}; }
Detection capOn(float x, float score = 0.9f, int kind = 1) { return {{x + 30, 100, x + 70, 130}, score, kind}; }

}  // namespace

/// What a rule says of the one part of a picture that a person framed.
class TestGoldenVerdict : public QObject {
    Q_OBJECT

private slots:
    void of_several_parts_the_framed_one_is_judged()
    {
        const Detections both = seen({bottleAt(100), bottleAt(500), capOn(500)});
        QCOMPARE(judgeFramed(both, bottleRule(), boxAt(505), "Cap").verdict, Verdict::Pass);
        const PartJudgement bare = judgeFramed(both, bottleRule(), boxAt(95), "Cap");
        QCOMPARE(bare.verdict, Verdict::Fail);
        QCOMPARE(bare.label, std::string_view("Cap"));
    }
    void it_is_judged_wherever_in_the_picture_it_is()
    {
        RuleConfig rule = bottleRule();
        rule.zoneBegin = 0.9;
        rule.zoneEnd = 1.0;
        QCOMPARE(judgeFramed(seen({bottleAt(0)}), rule, boxAt(0), {}).verdict, Verdict::Fail);
    }
    void a_part_that_is_not_found_there_is_not_judged()
    {
        const PartJudgement j = judgeFramed(seen({bottleAt(500), capOn(500)}), bottleRule(), boxAt(100), {});
        QCOMPARE(j.verdict, Verdict::Unknown);
        QCOMPARE(j.reason, VerdictReason::NoPart);
    }
    void where_the_whole_frame_is_the_part_the_frame_is_judged()
    {
        RuleConfig rule;
        rule.rejectLabels = {"Cap askew"};
        QCOMPARE(judgeFramed(seen({capOn(0, 0.9f, 2)}), rule, {}, {}).verdict, Verdict::Fail);
        QCOMPARE(judgeFramed(seen({}), rule, {}, {}).verdict, Verdict::Pass);
    }
    void where_objects_are_counted_the_framed_one_is_there_or_not()
    {
        const Box there = capOn(300).box;
        QCOMPARE(judgeFramed(seen({capOn(300)}), {}, there, "Cap").verdict, Verdict::Fail);
        QCOMPARE(judgeFramed(seen({capOn(300)}), {}, there, "Bottle").verdict, Verdict::Pass);
        QCOMPARE(judgeFramed(seen({capOn(600)}), {}, there, "Cap").verdict, Verdict::Pass);
    }
    void one_of_two_answers_that_is_right_is_enough_and_none_is_not()
    {
        const Detections capped = seen({bottleAt(100), capOn(100)}), bare = seen({bottleAt(100)}), empty = seen({});
        const auto either = [](Verdict expected, const Detections &a, const Detections &b) { return eitherMeets(expected, a, b, bottleRule(), boxAt(100), "Cap"); };
        QVERIFY(either(Verdict::Pass, capped, bare) && either(Verdict::Pass, bare, capped));
        QVERIFY(either(Verdict::Fail, capped, bare) && either(Verdict::Fail, bare, empty));
        QVERIFY(!either(Verdict::Pass, bare, bare) && !either(Verdict::Fail, capped, empty) && !either(Verdict::Pass, empty, empty));
    }
    void who_is_not_sure_holds_a_defective_part_back_and_passes_no_good_one()
    {
        QVERIFY(meets(Verdict::Fail, Verdict::Fail) && meets(Verdict::Fail, Verdict::Unsure) && meets(Verdict::Pass, Verdict::Pass));
        QVERIFY(!meets(Verdict::Pass, Verdict::Unsure) && !meets(Verdict::Pass, Verdict::Fail) && !meets(Verdict::Fail, Verdict::Pass));
        QVERIFY(!meets(Verdict::Pass, Verdict::Unknown) && !meets(Verdict::Fail, Verdict::Unknown));
    }
};

QTEST_GUILESS_MAIN(TestGoldenVerdict)
#include "tst_goldenverdict.moc"
