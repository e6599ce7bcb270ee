// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/inspectionrule.h"
#include "parts/parttally.h"

#include <QtTest>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

const auto kLabels = std::make_shared<const Labels>(Labels{"Bottle", "Cap", "Cap askew"});
const ModelId kModel{"line", 2};

/// "class score x1 y1 x2 y2" each.
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

Judgement judge(const Detections &detections, const RuleConfig &rule, int frameWidth, const ModelId &model)
{
    Judgement judgement{Verdict::Unsure, VerdictReason::LowScore, "of the frame before", {"another", 7}};
    lineside::judge(detections, rule, frameWidth, model, judgement);
    return judgement;
}

Detection bottleAt(float x)
{
    return {{x, 100, x + 100, 400}, 0.9f, 0};
}
Detection capOn(float x, float score = 0.9f, int kind = 1)
{
    return {{x + 30, 100, x + 70, 130}, score, kind};
}

}  // namespace

class TestInspectionRule : public QObject {
    Q_OBJECT

private slots:
    void a_bottle_with_its_cap_passes()
    {
        const Judgement j = judge(seen({bottleAt(450), capOn(450)}), bottleRule(), 1000, kModel);
        QCOMPARE(j.verdict, Verdict::Pass);
        QCOMPARE(j.model, kModel);
    }
    void a_bottle_without_a_cap_fails_and_names_the_cap()
    {
        const Judgement j = judge(seen({bottleAt(450)}), bottleRule(), 1000, kModel);
        QCOMPARE(j.verdict, Verdict::Fail);
        QCOMPARE(j.reason, VerdictReason::MissingLabel);
        QCOMPARE(j.label, std::string("Cap"));
    }
    void the_cap_of_the_next_bottle_does_not_count()
    {
        const Judgement j = judge(seen({bottleAt(450), bottleAt(700), capOn(700)}), bottleRule(), 1000, kModel);
        QCOMPARE(j.verdict, Verdict::Fail);
    }
    void a_cap_askew_fails_even_beside_a_good_cap()
    {
        const Judgement j = judge(seen({bottleAt(450), capOn(450), capOn(450, 0.9f, 2)}), bottleRule(), 1000, kModel);
        QCOMPARE(j.verdict, Verdict::Fail);
        QCOMPARE(j.reason, VerdictReason::RejectLabel);
    }
    void a_weak_cap_makes_the_verdict_unsure()
    {
        const Judgement j = judge(seen({bottleAt(450), capOn(450, 0.3f)}), bottleRule(), 1000, kModel);
        QCOMPARE(j.verdict, Verdict::Unsure);
        QCOMPARE(j.reason, VerdictReason::LowScore);
    }
    void a_bottle_outside_the_zone_is_not_judged_yet()
    {
        const Judgement j = judge(seen({bottleAt(10)}), bottleRule(), 1000, kModel);
        QCOMPARE(j.verdict, Verdict::Pass);
        QCOMPARE(j.reason, VerdictReason::NoPart);
    }
    void the_part_that_decides_is_the_worst_one_in_the_zone_and_the_first_of_several()
    {
        const Detections unsureThenBad = seen({bottleAt(450), capOn(450, 0.3f), bottleAt(550), bottleAt(650), bottleAt(10)});
        QCOMPARE(decidingPart(unsureThenBad, bottleRule(), 1000), &unsureThenBad.items[2].box);
        const Detections good = seen({bottleAt(450), capOn(450), bottleAt(550), capOn(550)});
        QCOMPARE(decidingPart(good, bottleRule(), 1000), &good.items[0].box);
        QCOMPARE(decidingPart(seen({bottleAt(10)}), bottleRule(), 1000), nullptr);
        RuleConfig whole = bottleRule();
        whole.partLabel.clear();
        QCOMPARE(decidingPart(good, whole, 1000), nullptr);
    }
    void without_a_part_label_the_whole_frame_is_the_part()
    {
        RuleConfig rule;
        rule.rejectLabels = {"Cap askew"};
        QCOMPARE(judge(seen({capOn(0, 0.8f, 2)}), rule, 1000, kModel).verdict, Verdict::Fail);
        QCOMPARE(judge(seen({}), rule, 1000, kModel).verdict, Verdict::Pass);
    }

    void a_part_counts_once_when_it_has_left_by_its_most_frequent_verdict()
    {
        PartTally tally;
        const Judgement pass{Verdict::Pass, VerdictReason::None, {}, kModel};
        const Judgement fail{Verdict::Fail, VerdictReason::MissingLabel, "Cap", kModel};
        const Judgement none{Verdict::Pass, VerdictReason::NoPart, {}, kModel};
        const SteadyTime t{100h};
        QVERIFY(!tally.add(pass, false, t));
        QVERIFY(!tally.add(fail, false, t));
        QVERIFY(!tally.add(pass, false, t));
        const auto part = tally.add(none, false, t);
        QVERIFY(part);
        QCOMPARE(part->verdict, Verdict::Pass);
        QVERIFY(!tally.add(none, false, t));  // nothing was in between
        QCOMPARE(tally.rejectRate(t), 0.0);
    }
    void at_a_tie_the_worse_verdict_wins_and_the_rate_forgets_after_an_hour()
    {
        PartTally tally;
        const SteadyTime t{100h};
        tally.add({Verdict::Pass, VerdictReason::None, {}, kModel}, false, t);
        tally.add({Verdict::Fail, VerdictReason::MissingLabel, "Cap", kModel}, false, t);
        QCOMPARE(tally.add({Verdict::Pass, VerdictReason::NoPart, {}, kModel}, false, t)->verdict, Verdict::Fail);
        QCOMPARE(tally.rejectRate(t), 1.0);
        QCOMPARE(tally.rejectRate(t + 59min), 1.0);
        QCOMPARE(tally.rejectRate(t + 61min), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestInspectionRule)
#include "tst_inspectionrule.moc"
