// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/planrules.h"

#include <QtTest>

#include <functional>
#include <limits>

using namespace lineside;

namespace {

const std::vector<StationId> kStations{"a", "b", "c", "d", "e", "f", "g", "h"};

/// One station, a quarter, all.
CanaryPlan goodPlan()
{
    CanaryPlan plan;
    plan.name = "usual";
    plan.steps = {{.stations = {"c"}}, {.stations = {}, .share = 0.25}, {.stations = {}, .share = 1}};
    return plan;
}

using Change = std::function<void(CanaryPlan &)>;

}  // namespace

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(PlanFaultKind)

class PlanRulesTest : public QObject {
    Q_OBJECT
private slots:
    void a_share_takes_those_that_no_step_names_in_their_order_and_counts_those_before()
    {
        const auto steps = resolveSteps(goodPlan(), kStations);
        QCOMPARE(steps.size(), std::size_t(3));
        QCOMPARE(steps[0], (std::vector<StationId>{"c"}));
        QCOMPARE(steps[1], (std::vector<StationId>{"a"}));
        QCOMPARE(steps[2], (std::vector<StationId>{"b", "d", "e", "f", "g", "h"}));
    }
    void a_share_is_of_what_the_plan_covers_and_rounded_up()
    {
        CanaryPlan plan = goodPlan();
        plan.covers = {"h", "g", "c"};
        plan.steps = {{.stations = {}, .share = 1. / 3}, {.stations = {"c"}}, {.stations = {}, .share = 0.7}};
        const auto steps = resolveSteps(plan, kStations);
        QCOMPARE(steps[0], (std::vector<StationId>{"h"}));
        QCOMPARE(steps[1], (std::vector<StationId>{"c"}));
        QCOMPARE(steps[2], (std::vector<StationId>{"g"}));
    }
    void a_good_plan_may_run_and_says_that_its_last_step_has_no_control()
    {
        const auto faults = checkPlan(goodPlan(), kStations);
        QCOMPARE(faults, (std::vector<PlanFault>{{PlanFaultKind::OnlyOwnPastGuards, 2, ""}}));
        QVERIFY(mayRun(faults));
    }
    void what_is_wrong_is_named_with_its_place_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<PlanFaultKind>("kind");
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, Change change, PlanFaultKind kind, int step, const char *detail) { QTest::newRow(name) << std::move(change) << kind << step << detail; };
        using enum PlanFaultKind;
        row("no name", [](CanaryPlan &p) { p.name.clear(); }, NoName, -1, "");
        row("a name without end", [](CanaryPlan &p) { p.name.assign(129, 'x'); }, OutOfRange, -1, "name");
        row("no step", [](CanaryPlan &p) { p.steps.clear(); }, NoStep, -1, "");
        row("steps without end", [](CanaryPlan &p) { p.steps.resize(17); }, OutOfRange, -1, "steps");
        row("windows without end", [](CanaryPlan &p) { p.windows.resize(33); }, OutOfRange, -1, "windows");
        row("stations without end", [](CanaryPlan &p) { p.steps[0].stations.resize(65); }, OutOfRange, -1, "stations");
        row("covers without end", [](CanaryPlan &p) { p.covers.resize(65); }, OutOfRange, -1, "stations");
        row("an unknown station", [](CanaryPlan &p) { p.steps[0].stations = {"z"}; }, UnknownStation, 0, "z");
        row("covers an unknown station", [](CanaryPlan &p) { p.covers = {"c", "a", "z"}; }, UnknownStation, -1, "z");
        row("covers one twice", [](CanaryPlan &p) { p.covers = {"c", "a", "b", "a"}; }, StationTwice, -1, "a");
        row("in two steps", [](CanaryPlan &p) { p.steps[1].stations = {"c"}; }, StationTwice, 1, "c");
        row("not covered", [](CanaryPlan &p) { p.covers = {"a", "b", "d"}; }, NotCovered, 0, "c");
        row("a share that is reached", [](CanaryPlan &p) { p.steps[1].share = 0.1; }, NobodyAdded, 1, "");
        row("no share", [](CanaryPlan &p) { p.steps[1].share = 0; }, OutOfRange, 1, "share");
        row("a share that is no number", [](CanaryPlan &p) { p.steps[1].share = std::numeric_limits<double>::quiet_NaN(); }, OutOfRange, 1, "share");
        row("more than all", [](CanaryPlan &p) { p.steps[1].share = 1.01; }, OutOfRange, 1, "share");
        row("alpha 0", [](CanaryPlan &p) { p.guard.alpha = 0; }, OutOfRange, -1, "alpha");
        row("alpha is no number", [](CanaryPlan &p) { p.guard.alpha = std::numeric_limits<double>::quiet_NaN(); }, OutOfRange, -1, "alpha");
        row("a review limit below 0", [](CanaryPlan &p) { p.guard.reviewLimit = -0.1; }, OutOfRange, -1, "review_limit");
        row("a review limit so low that nobody could keep it", [](CanaryPlan &p) { p.guard.reviewLimit = 0.009; }, OutOfRange, -1, "review_limit");
        row("a review limit that nothing could pass", [](CanaryPlan &p) { p.guard.reviewLimit = 0.91; }, OutOfRange, -1, "review_limit");
        row("a review limit that is no number", [](CanaryPlan &p) { p.guard.reviewLimit = std::numeric_limits<double>::quiet_NaN(); }, OutOfRange, -1, "review_limit");
        row("no part", [](CanaryPlan &p) { p.steps[0].leastParts = 0; }, OutOfRange, 0, "least_parts");
        row("a time below 0", [](CanaryPlan &p) { p.steps[0].leastTime = std::chrono::minutes(-1); }, OutOfRange, 0, "least_time");
        row("over before it may end", [](CanaryPlan &p) { p.steps[0].longestTime = std::chrono::minutes(59); }, OutOfRange, 0, "longest_time");
        row("lots below 0", [](CanaryPlan &p) { p.steps[2].leastLots = -1; }, OutOfRange, 2, "least_lots");
        row("no day", [](CanaryPlan &p) { p.windows = {{.days = 0, .hours = {}}}; }, OutOfRange, -1, "days");
        row("an eighth day", [](CanaryPlan &p) { p.windows = {{.days = 0x80, .hours = {}}}; }, OutOfRange, -1, "days");
        row("25 hours", [](CanaryPlan &p) { p.windows = {{.days = 1, .hours = {0, 1500}}}; }, OutOfRange, -1, "hours");
        row("nothing guards the last step", [](CanaryPlan &p) { p.guard.ownPast = false; }, NoControls, 2, "");
    }
    void what_is_wrong_is_named_with_its_place()
    {
        QFETCH(Change, change);
        QFETCH(PlanFaultKind, kind);
        QFETCH(int, step);
        QFETCH(QString, detail);
        CanaryPlan plan = goodPlan();
        change(plan);
        const auto faults = checkPlan(plan, kStations);
        QVERIFY(!mayRun(faults));
        QVERIFY(std::ranges::find(faults, PlanFault{kind, step, detail.toStdString()}) != faults.end());
    }
    void people_may_be_asked_about_rejects_or_not()
    {
        for (const double limit : {0., 0.01, 0.2, 0.9}) {
            CanaryPlan plan = goodPlan();
            plan.guard.reviewLimit = limit;
            QVERIFY(mayRun(checkPlan(plan, kStations)));
        }
    }
    void the_old_model_in_shadow_guards_where_there_is_no_control()
    {
        CanaryPlan plan = goodPlan();
        plan.guard.ownPast = false;
        plan.guard.shadow = true;
        QVERIFY(checkPlan(plan, kStations).empty());  // it goes with lots and light as the new one does: nothing has to be known
        plan.guard.ownPast = true;
        QCOMPARE(checkPlan(plan, kStations), (std::vector<PlanFault>{{PlanFaultKind::OnlyOwnPastGuards, 2, ""}}));
    }
};

QTEST_APPLESS_MAIN(PlanRulesTest)
#include "tst_planrules.moc"
