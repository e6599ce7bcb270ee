// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/abcomparison.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace lineside;

namespace {

const double kEnough = std::log(100);

void addConcordant(AbComparison &comparison, int parts)
{
    for (int i = 0; i < parts; ++i)
        comparison.addConcordant();
}

bool same(const AbStatus &x, const AbStatus &y)
{
    return x.state == y.state && x.contradicted == y.contradicted && x.logNotWorse == y.logNotWorse && x.logWorse == y.logWorse && x.pending == y.pending && x.clump == y.clump
        && x.curve.size() == y.curve.size();
}

}  // namespace

class TestAbComparison : public QObject {
    Q_OBJECT
private slots:
    void without_a_part_nothing_is_known()
    {
        const AbStatus status = AbComparison().status();
        QCOMPARE(status.state, AbState::Open);
        QCOMPARE(status.logNotWorse, 0.0);
        QCOMPARE(status.logWorse, 0.0);
        QCOMPARE(status.agreement(), 0.0);
        QVERIFY(status.curve.empty());
        QVERIFY(!status.more && !status.escapes.untilNotWorse && !status.falseRejects.untilWorse);
    }
    void how_many_more_it_takes_is_said_from_the_first_block_on()
    {
        AbComparison comparison;
        addConcordant(comparison, 19);
        QVERIFY(!comparison.status().more);
        addConcordant(comparison, 1);
        QVERIFY(comparison.status().more && comparison.status().more->parts > 7000);
    }
    void an_identical_model_is_at_least_as_good_once_the_stricter_margin_is_reached()
    {
        AbComparison comparison;
        addConcordant(comparison, 1440);
        QCOMPARE(comparison.status().falseRejects.state, AbState::AtLeastAsGood);
        QCOMPARE(comparison.status().state, AbState::Open);  // escapes have a margin of a fifth of that
        addConcordant(comparison, 6000);
        const AbStatus status = comparison.status();
        QCOMPARE(status.state, AbState::AtLeastAsGood);
        QCOMPARE(status.agreement(), 1.0);
        QVERIFY(!status.more);
        QVERIFY(status.logNotWorse >= kEnough);
    }
    void parts_that_only_a_failed_are_counted_as_far_as_somebody_looked()
    {
        AbComparison comparison;
        for (const Truth truth : {Truth::Good, Truth::Defective, Truth::Even, Truth::Unknown})
            comparison.addDiscordant(false, truth);
        comparison.addDiscordant(true, Truth::Good);
        QCOMPARE(comparison.status().onlyAFailed, 3);
        comparison.review(3, Truth::Good);
        QCOMPARE(comparison.status().onlyAFailed, 4);
        QCOMPARE(AbComparison::recall({}, comparison.memory())->status().onlyAFailed, 4);
        comparison.review(0, Truth::Unknown);
        QCOMPARE(comparison.status().onlyAFailed, 3);
    }
    void what_is_said_of_how_many_more_parts_comes_true()
    {
        AbComparison comparison;
        addConcordant(comparison, 2000);
        const auto more = comparison.status().more;
        QVERIFY(more.has_value());
        addConcordant(comparison, static_cast<int>(more->least));
        QCOMPARE(comparison.status().state, AbState::Open);
        addConcordant(comparison, static_cast<int>(more->parts - more->least));
        QCOMPARE(comparison.status().state, AbState::AtLeastAsGood);
    }
    void one_stream_in_which_b_is_worse_is_enough()
    {
        AbComparison comparison;
        for (int i = 0; i < 12; ++i) {
            comparison.addDiscordant(true, Truth::Good);
            addConcordant(comparison, 39);
        }
        const AbStatus status = comparison.status();
        QCOMPARE(status.falseRejects.state, AbState::Worse);
        QCOMPARE(status.escapes.state, AbState::Open);
        QCOMPARE(status.state, AbState::Worse);
        QCOMPARE(status.falseRejects.onlyB, 12);
        QCOMPARE(status.falseRejects.onlyA, 0);
        QCOMPARE(status.escapes.onlyB, 0);
    }
    void a_model_that_fails_every_part_is_worse_after_a_few_blocks()
    {
        AbComparison comparison;
        for (int i = 0; i < 240; ++i)
            comparison.addDiscordant(true, Truth::Good);  // one run without an end
        QCOMPARE(comparison.status().falseRejects.state, AbState::Worse);
    }
    void a_defective_part_that_b_passes_is_an_escape_of_b()
    {
        AbComparison comparison;
        comparison.addDiscordant(false, Truth::Defective);
        comparison.addDiscordant(true, Truth::Defective);
        comparison.addDiscordant(false, Truth::Good);
        const AbStatus status = comparison.status();
        QCOMPARE(status.escapes.onlyB, 1);
        QCOMPARE(status.escapes.onlyA, 1);
        QCOMPARE(status.falseRejects.onlyA, 1);
        QCOMPARE(status.discordant, 3);
        QCOMPARE(status.pending, 0);
    }
    void what_nobody_has_reviewed_counts_against_either_decision()
    {
        AbComparison open, answered;
        for (int i = 0; i < 30; ++i) {
            open.addDiscordant(i % 2);
            answered.addDiscordant(i % 2, i % 2 ? Truth::Defective : Truth::Good);  // A was wrong each time
            addConcordant(open, 299);
            addConcordant(answered, 299);
        }
        QCOMPARE(open.status().state, AbState::Open);
        QCOMPARE(open.status().pending, 30);
        QCOMPARE(answered.status().state, AbState::AtLeastAsGood);
    }
    void an_answer_counts_as_if_it_had_been_known_from_the_beginning_and_can_be_taken_back()
    {
        std::mt19937 random(7);
        AbComparison comparison, known;
        std::vector<Truth> truths;
        for (int i = 0; i < 4000; ++i) {
            if (random() % 50) {
                comparison.addConcordant();
                known.addConcordant();
                continue;
            }
            const bool byB = random() % 3 != 0;
            truths.push_back(random() % 4 ? Truth::Good : Truth::Defective);
            comparison.addDiscordant(byB);
            known.addDiscordant(byB, truths.back());
        }
        const AbStatus before = comparison.status();
        QCOMPARE(before.state, AbState::Open);
        for (std::size_t i = truths.size(); i-- > 0;)  // the last one first
            comparison.review(i, truths[i]);
        QVERIFY(same(comparison.status(), known.status()));
        QVERIFY(comparison.status().state == AbState::Worse);
        for (std::size_t i = 0; i < truths.size(); ++i)
            comparison.review(i, Truth::Unknown);
        QVERIFY(same(comparison.status(), before));
    }
    void one_that_goes_on_from_what_it_was_told_says_what_it_would_have_said()
    {
        std::mt19937 random(11);
        AbComparison through(AbLimits{}, {1000, 12, 9});
        for (int i = 0; i < 9000; ++i) {
            if (random() % 40) {
                through.addConcordant();
            } else {
                through.addDiscordant(random() % 3 != 0, static_cast<Truth>(random() % 4));
            }
            if (i % 3000 != 1500)
                continue;
            auto again = AbComparison::recall(AbLimits{}, through.memory());
            QVERIFY(again.has_value());
            QVERIFY(same(again->status(), through.status()));
            QCOMPARE(again->memory(), through.memory());
            through = std::move(*again);  // and on from there
        }
        QVERIFY(through.parts() == 9000 && through.runs().events > 12);
    }
    void what_no_comparison_can_have_been_told_is_refused()
    {
        const auto recalled = [](AbMemory memory) { return AbComparison::recall({}, std::move(memory)).has_value(); };
        QVERIFY(recalled({}));
        QVERIFY(recalled({{}, 3, {{0, true, Truth::Good}, {2, false, Truth::Unknown}}}));
        QVERIFY(!recalled({{}, 2, {{0, true, Truth::Good}, {2, false, Truth::Unknown}}}));   // beyond the last part
        QVERIFY(!recalled({{}, 3, {{2, true, Truth::Good}, {2, false, Truth::Unknown}}}));   // twice
        QVERIFY(!recalled({{}, 3, {{2, true, Truth::Good}, {1, false, Truth::Unknown}}}));   // backwards
        QVERIFY(!recalled({{}, 3, {{-1, true, Truth::Good}}}));
        QVERIFY(!recalled({{}, -1, {}}));
        QVERIFY(!recalled({{10, 11, 3}, 0, {}}));
        QVERIFY(!recalled({{10, 3, 4}, 0, {}}));
        QVERIFY(!recalled({{-10, -11, -12}, 0, {}}));
    }
    void a_decision_stands_and_what_contradicts_it_is_told()
    {
        AbComparison comparison;
        addConcordant(comparison, 8000);
        QCOMPARE(comparison.status().state, AbState::AtLeastAsGood);
        for (int i = 0; i < 40; ++i) {
            comparison.addDiscordant(true, Truth::Good);
            addConcordant(comparison, 19);
        }
        const AbStatus status = comparison.status();
        QCOMPARE(status.state, AbState::AtLeastAsGood);
        QVERIFY(status.contradicted);
        QVERIFY(status.falseRejects.contradicted && !status.escapes.contradicted);
    }
    void parts_that_differ_in_clumps_are_reckoned_as_that()
    {
        AbComparison single, clumps;
        for (int i = 0; i < 40; ++i) {
            for (int j = 0; j < 4; ++j)
                clumps.addDiscordant(true, Truth::Good);
            addConcordant(clumps, 396);
            for (int j = 0; j < 4; ++j) {
                single.addDiscordant(true, Truth::Good);
                addConcordant(single, 99);
            }
        }
        QVERIFY(single.status().clump < 1.01);
        QVERIFY(clumps.status().clump > 4 && clumps.status().clump < 4.6);
        // The next comparison at that station knows it from its first part on.
        QVERIFY(AbComparison({}, clumps.runs()).status().clump > 4);
    }
    void a_wide_margin_makes_blocks_shorter_and_never_reaches_a_half()
    {
        AbLimits wide;
        wide.falseRejectMargin = 0.2;
        wide.escapeMargin = 0.5;
        AbComparison comparison(wide);
        addConcordant(comparison, 100);
        QCOMPARE(comparison.status().state, AbState::AtLeastAsGood);
    }
    void the_curve_goes_on_and_stays_small()
    {
        AbComparison comparison;
        addConcordant(comparison, 200'000);
        const auto curve = comparison.status().curve;
        QVERIFY(curve.size() > AbStatus::kCurvePoints / 3 && curve.size() <= AbStatus::kCurvePoints);
        QVERIFY(std::ranges::is_sorted(curve, {}, &AbPoint::parts));
        QVERIFY(curve.back().parts > 195'000);
    }
    void a_part_that_is_not_there_cannot_be_reviewed()
    {
        AbComparison comparison;
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, comparison.review(0, Truth::Good));
    }
};

QTEST_APPLESS_MAIN(TestAbComparison)
#include "tst_abcomparison.moc"
