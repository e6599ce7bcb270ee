// SPDX-License-Identifier: GPL-3.0-or-later
// What people say afterwards of recorded parts on which two models differ.
#include "engine/parts/boxtext.h"
#include "offline/offlinereport.h"
#include "offline/offlinereview.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

const Labels kNames{"bottle", "cap"};

/// So many pictures of a bottle with a cap, of which B misses every `every`th cap; labels say nothing.
OfflineOutcome compared(int pictures, int every)
{
    OfflineOptions options;
    options.limits = {.escapeMargin = 0.02, .falseRejectMargin = 0.02, .alpha = 0.01};
    OfflineComparison comparison(options, kNames, kNames);
    for (int i = 0; i < pictures; ++i) {
        const Detections both = boxes("bottle @0,0 40x80; cap @10,0 20x10"), b = i % every ? both : boxes("bottle @0,0 40x80");
        if (!comparison.add(std::to_string(i) + ".png", 100, 100, both, b).ok())
            qFatal("not added");
    }
    return comparison.finish();
}

struct Reviewed {
    explicit Reviewed(const OfflineOutcome &outcome) : review(outcome.comparison, mostTelling(outcome)), report(std::make_shared<OfflineReport>(reportOf({}, outcome))) {}
    bool say(std::size_t index, Truth truth, const std::string &by = {})
    {
        auto next = review.answered(*report, index, truth, by);
        if (next)
            report = *next;
        return next.ok();
    }
    OfflineReview review;
    std::shared_ptr<const OfflineReport> report;
};

}  // namespace

class TestOfflineReview : public QObject {
    Q_OBJECT

private slots:
    void what_was_said_before_counts_as_if_it_were_said_now()
    {
        const OfflineOutcome outcome = compared(200, 5);
        Reviewed now(outcome);
        OfflineReport before = *now.report;
        for (std::size_t i = 0; i < 10; ++i)
            QVERIFY(now.say(i, i % 2 ? Truth::Good : Truth::Defective, "Nina"));
        OfflineReview review(outcome.comparison, mostTelling(outcome));
        std::size_t asked = 0;
        review.recall(before, [&](const OfflineDisagreement &) {
            const std::size_t i = asked++;
            return i < 10 ? OfflineReview::Said{i % 2 ? Truth::Good : Truth::Defective, "Nina"} : OfflineReview::Said();
        });
        QCOMPARE(asked, before.disagreements.size());
        QCOMPARE(before.verdict.pending, now.report->verdict.pending);
        QCOMPARE(before.verdict.logWorse, now.report->verdict.logWorse);
        QCOMPARE(before.disagreements[3].review, Truth::Good);
        QCOMPARE(before.disagreements[3].reviewedBy, std::string("Nina"));
        QCOMPARE(before.disagreements[10].review, Truth::Unknown);
    }
    void what_the_labels_tell_is_not_asked_of_what_was_said()
    {
        const OfflineOutcome outcome = compared(50, 5);
        OfflineReport report = *Reviewed(outcome).report;
        report.disagreements[0].truth = Verdict::Fail;
        OfflineReview(outcome.comparison, mostTelling(outcome)).recall(report, [](const OfflineDisagreement &) { return OfflineReview::Said{Truth::Good, {}}; });
        QCOMPARE(report.disagreements[0].review, Truth::Unknown);
        QCOMPARE(report.disagreements[1].review, Truth::Good);
    }
    void what_was_not_decided_is_decided_by_answers_either_way_data()
    {
        QTest::addColumn<Truth>("truth");
        QTest::addColumn<AbState>("state");
        QTest::newRow("the caps are there: B misses them") << Truth::Defective << AbState::Worse;
        QTest::newRow("they are not: A saw what is not there") << Truth::Good << AbState::AtLeastAsGood;
    }
    void what_was_not_decided_is_decided_by_answers_either_way()
    {
        QFETCH(Truth, truth);
        QFETCH(AbState, state);
        Reviewed r(compared(600, 5));
        QVERIFY(r.report->verdict.state == AbState::Open);
        QCOMPARE(r.report->verdict.pending, 120);
        const auto before = r.report;
        for (std::size_t i = 0; i < 120; ++i)
            QVERIFY(r.say(i, truth));
        QVERIFY(r.report->verdict.state == state);
        QCOMPARE(r.report->verdict.pending, 0);
        QVERIFY(!r.report->verdict.curve.empty());
        QCOMPARE(before->verdict.pending, 120);  // what was handed out does not change any more
        QCOMPARE(before->disagreements[0].review, Truth::Unknown);
    }
    void the_verdict_is_that_of_labels_that_say_the_same()
    {
        const OfflineOutcome outcome = compared(200, 5);
        Reviewed r(outcome);
        AbComparison labelled(outcome.verdict.limits);
        for (int i = 0; i < 200; ++i) {
            labelled.addConcordant();
            if (i % 5)
                labelled.addConcordant();
            else
                labelled.addDiscordant(false, Truth::Defective);
        }
        for (std::size_t i = 40; i-- > 0;)
            QVERIFY(r.say(i, Truth::Defective));
        const AbStatus &said = r.report->verdict, known = labelled.status();
        QCOMPARE(said.parts, known.parts);
        QCOMPARE(said.logWorse, known.logWorse);
        QCOMPARE(said.logNotWorse, known.logNotWorse);
        QCOMPARE(said.escapes.onlyB, 40);
    }
    void places_stay_and_an_answer_is_of_the_place_that_was_asked_about()
    {
        OfflineOutcome outcome = compared(10, 5);
        outcome.disagreements[1].a = {{{10, 0, 30, 10}, .99f, 1}};  // the more telling one comes first
        outcome.disagreements[0].a = {{{10, 0, 30, 10}, .30f, 1}};
        Reviewed r(outcome);
        QCOMPARE(r.report->disagreements[0].picture, std::string("5.png"));
        QVERIFY(r.say(0, Truth::Good, "Nina"));
        QCOMPARE(r.report->disagreements[0].picture, std::string("5.png"));
        QCOMPARE(r.report->disagreements[0].review, Truth::Good);
        QCOMPARE(r.report->disagreements[0].reviewedBy, std::string("Nina"));
        QCOMPARE(r.report->disagreements[1].review, Truth::Unknown);
        AbComparison same = outcome.comparison;
        same.review(1, Truth::Good);
        QCOMPARE(r.report->verdict.logWorse, same.status().logWorse);
        QCOMPARE(r.report->verdict.falseRejects.onlyA, 1);
    }
    void an_answer_that_is_taken_back_is_as_if_it_had_never_been_given()
    {
        Reviewed r(compared(100, 5));
        const AbStatus before = r.report->verdict;
        QVERIFY(r.say(3, Truth::Defective, "Nina"));
        QCOMPARE(r.report->verdict.pending, before.pending - 1);
        QVERIFY(r.say(3, Truth::Unknown, "Nina"));
        QCOMPARE(r.report->verdict.pending, before.pending);
        QCOMPARE(r.report->verdict.logWorse, before.logWorse);
        QCOMPARE(r.report->verdict.escapes.onlyB, 0);
        QVERIFY(r.report->disagreements[3].reviewedBy.empty());
    }
    void a_place_that_is_not_there_or_that_labels_know_is_refused_and_nothing_changes()
    {
        OfflineOutcome outcome = compared(10, 5);
        outcome.disagreements[1].part.truthKnown = true;
        outcome.disagreements[1].part.truth = Verdict::Fail;
        Reviewed r(outcome);
        const std::size_t known = r.report->disagreements[0].truth ? 0 : 1;
        const auto labelled = r.review.answered(*r.report, known, Truth::Good, {});
        QVERIFY(!labelled && labelled.error().code == ErrorCode::InvalidInput);
        const auto beyond = r.review.answered(*r.report, 2, Truth::Good, {});
        QVERIFY(!beyond && beyond.error().code == ErrorCode::NotFound);
        QVERIFY(r.say(1 - known, Truth::Even));
        QCOMPARE(r.report->verdict.pending, outcome.verdict.pending - 1);
    }
};

QTEST_GUILESS_MAIN(TestOfflineReview)
#include "tst_offlinereview.moc"
