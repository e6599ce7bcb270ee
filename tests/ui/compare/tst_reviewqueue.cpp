// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/reviewqueue.h"

#include "ui/compare/comparescene.h"

#include <QtTest>

#include <set>

using namespace lineside;

namespace {

std::vector<ReviewPart> parts(std::initializer_list<std::uint64_t> numbers, bool failedByB = true)
{
    std::vector<ReviewPart> all;
    for (const std::uint64_t number : numbers)
        all.push_back({number, nullptr, {}, "Cap", failedByB, Truth::Unknown});
    return all;
}

std::uint64_t numberOf(const ReviewQueue &queue)
{
    return queue.current() ? queue.current()->number : 0;
}

}  // namespace

class TestReviewQueue : public QObject {
    Q_OBJECT
private slots:
    void the_oldest_part_is_asked_about_first_and_an_answer_goes_on()
    {
        ReviewQueue queue(1);
        QVERIFY(!queue.current());
        queue.setParts(parts({3, 8, 9}));
        QCOMPARE(numberOf(queue), 3u);
        QCOMPARE(queue.waiting(), std::size_t{3});
        QCOMPARE(queue.answer(ReviewAnswer::BothAreRight)->part, 3u);
        QCOMPARE(numberOf(queue), 8u);
        QCOMPARE(queue.answered(), std::size_t{1});
        QCOMPARE(queue.waiting(), std::size_t{2});
    }
    void an_answer_that_was_not_stored_does_not_count()
    {
        ReviewQueue queue(1);
        queue.setParts(parts({3, 8}));
        queue.answer(ReviewAnswer::BothAreRight);
        queue.answer(ReviewAnswer::BothAreRight);
        QVERIFY(!queue.current());
        queue.retract(3);
        QCOMPARE(numberOf(queue), 3u);
        QCOMPARE(queue.answered(), std::size_t{1});
        QCOMPARE(queue.waiting(), std::size_t{1});
        queue.retract(3);  // nor does it twice
        queue.retract(99);
        QCOMPARE(queue.answered(), std::size_t{1});
        QCOMPARE(*queue.undo(), 8u);
    }
    void the_sides_are_shuffled_and_an_answer_means_the_model_that_stood_there()
    {
        std::set<bool> sides;
        for (std::uint32_t seed = 0; seed < 40; ++seed) {
            for (const bool failedByB : {true, false}) {
                ReviewQueue queue(seed);
                queue.setParts(parts({5, 6}, failedByB));
                const bool leftIsB = queue.leftIsB();
                sides.insert(leftIsB);
                const auto left = queue.answer(ReviewAnswer::LeftIsRight);
                QCOMPARE(left->leftWasB, leftIsB);
                QCOMPARE(left->truth, leftIsB == failedByB ? Truth::Defective : Truth::Good);
                const bool nextLeftIsB = queue.leftIsB();
                const auto right = queue.answer(ReviewAnswer::RightIsRight);
                QCOMPARE(right->truth, nextLeftIsB != failedByB ? Truth::Defective : Truth::Good);
            }
        }
        QCOMPARE(sides.size(), std::size_t{2});
    }
    void of_many_parts_b_stands_on_either_side_about_as_often()
    {
        ReviewQueue queue(7);
        int left = 0;
        for (std::uint64_t number = 1; number <= 1000; ++number) {
            queue.setParts(parts({number}));
            left += queue.leftIsB();
            queue.answer(ReviewAnswer::NeitherIsRight);
        }
        QVERIFY2(left > 430 && left < 570, qPrintable(QString::number(left)));
    }
    void both_and_neither_speak_for_nobody()
    {
        ReviewQueue queue(1);
        queue.setParts(parts({1, 2}));
        QCOMPARE(queue.answer(ReviewAnswer::BothAreRight)->truth, Truth::Even);
        QCOMPARE(queue.answer(ReviewAnswer::NeitherIsRight)->truth, Truth::Even);
        QVERIFY(!queue.answer(ReviewAnswer::LeftIsRight));
    }
    void the_part_at_hand_stays_while_others_come_and_go()
    {
        ReviewQueue queue(1);
        queue.setParts(parts({3, 8}));
        queue.skip();
        QCOMPARE(numberOf(queue), 8u);
        queue.setParts(parts({3, 8, 12}));
        QCOMPARE(numberOf(queue), 8u);
        queue.setParts(parts({3, 12}));  // its comparison began anew
        QCOMPARE(numberOf(queue), 12u);
    }
    void what_was_skipped_comes_again_once_the_others_are_through()
    {
        ReviewQueue queue(1);
        queue.setParts(parts({1, 2}));
        queue.skip();
        QCOMPARE(numberOf(queue), 2u);
        queue.answer(ReviewAnswer::BothAreRight);
        QCOMPARE(numberOf(queue), 1u);
        queue.skip();
        QCOMPARE(numberOf(queue), 1u);  // the only one
    }
    void every_answer_can_be_taken_back_the_newest_first()
    {
        ReviewQueue queue(1);
        queue.setParts(parts({1, 2, 3}));
        const bool side = queue.leftIsB();
        queue.answer(ReviewAnswer::LeftIsRight);
        queue.answer(ReviewAnswer::LeftIsRight);
        QCOMPARE(queue.undo(), std::optional<std::uint64_t>(2));
        QCOMPARE(numberOf(queue), 2u);
        QCOMPARE(queue.undo(), std::optional<std::uint64_t>(1));
        QCOMPARE(numberOf(queue), 1u);
        QCOMPARE(queue.leftIsB(), side);  // as it stood before
        QCOMPARE(queue.waiting(), std::size_t{3});
        QVERIFY(!queue.undo());
    }
    void an_answer_of_another_comparison_does_not_count_for_the_part_that_has_its_number_now()
    {
        ReviewQueue queue(1);
        const auto shown = [](std::uint64_t number, std::uint64_t picture) {
            ReviewPart part = parts({number}).front();
            part.frame = test::comparedFrame(picture, true);
            return part;
        };
        queue.setParts({shown(0, 40), shown(1, 70)});
        queue.answer(ReviewAnswer::BothAreRight);
        queue.setParts({shown(0, 40), shown(1, 70), shown(2, 90)});
        QCOMPARE(queue.answered(), std::size_t{1});
        queue.setParts({shown(0, 900), shown(1, 960)});
        QCOMPARE(queue.waiting(), std::size_t{2});
        QCOMPARE(queue.answered(), std::size_t{0});
        QVERIFY(!queue.undo());
    }
    void what_somebody_else_answered_is_not_asked_again()
    {
        ReviewQueue queue(1);
        auto all = parts({1, 2});
        all[0].truth = Truth::Good;
        queue.setParts(all);
        QCOMPARE(numberOf(queue), 2u);
        QCOMPARE(queue.waiting(), std::size_t{1});
    }
    void a_part_waits_for_everybody_until_two_have_answered()
    {
        auto all = parts({3, 8, 9, 10});
        all[0].opinions = {{"Nina", Truth::Good}};
        all[1].opinions = {{"Tom", Truth::Good}};
        all[2].opinions = {{"Tom", Truth::Good}, {"Ada", Truth::Defective}};
        ReviewQueue queue(1, "nina", 2);
        queue.setParts(all);
        QCOMPARE(numberOf(queue), 8u);  // on 3 she has answered, whatever her capitals
        QCOMPARE(queue.waiting(), std::size_t{2});
        QCOMPARE(queue.waitingForOthers(), std::size_t{1});
        QCOMPARE(queue.differing(), std::size_t{1});
        queue.answer(ReviewAnswer::BothAreRight);
        QCOMPARE(numberOf(queue), 10u);
    }
};

QTEST_APPLESS_MAIN(TestReviewQueue)
#include "tst_reviewqueue.moc"
