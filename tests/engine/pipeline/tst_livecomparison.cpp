// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/parts/boxtext.h"
#include "pipeline/livecomparison.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

RuleConfig wholeFrames()
{
    RuleConfig rule;
    rule.requiredLabels = {"cap"};
    return rule;
}

ComparedFramePtr frame(std::uint64_t sequence, const QString &a, const QString &b)
{
    const auto picture = std::make_shared<Frame>();
    picture->sequence = sequence;
    picture->image.resize(100, 100);
    const auto judged = [&](const QString &found) {
        auto answer = std::make_shared<JudgedFrame>();
        answer->frame = picture;
        answer->detections = boxes(found);
        return answer;
    };
    auto compared = std::make_shared<ComparedFrame>();
    compared->active = judged(a);
    compared->shadow = judged(b);
    return compared;
}

const QString kCap = QStringLiteral("cap @0,0 10x10");

}  // namespace

class TestLiveComparison : public QObject {
    Q_OBJECT
private slots:
    void parts_are_counted_and_those_that_differ_wait_for_a_person()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        for (std::uint64_t i = 1; i <= 100; ++i)
            comparison.add(frame(i, kCap, i % 50 ? kCap : QString()));
        const ComparisonSnapshot seen = comparison.snapshot();
        QCOMPARE(seen.verdict.parts, 100);
        QCOMPARE(seen.verdict.discordant, 2);
        QCOMPARE(seen.waiting, 2);
        QVERIFY(!seen.countsObjects);
        const auto reviews = comparison.reviews();
        QCOMPARE(reviews.size(), std::size_t{2});
        QCOMPARE(reviews[1].frame->active->frame->sequence, std::uint64_t{100});
        QVERIFY(reviews[1].failedByB);
        QCOMPARE(reviews[1].label, std::string("cap"));
        QCOMPARE(reviews[1].ifRight(true), Truth::Defective);
        QCOMPARE(reviews[1].ifRight(false), Truth::Good);
    }
    void the_part_whose_answer_moves_the_verdict_most_is_told_first_and_answered_ones_last()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        for (std::uint64_t i = 1; i <= 4; ++i)  // the surer of the cap the one is that sees it, the further apart they are
            comparison.add(frame(i, QStringLiteral("cap %1 @0,0 10x10").arg(i == 2 ? 0.9 : i == 4 ? 0.6 : 0.7), {}));
        const auto told = [&] {
            std::vector<std::uint64_t> sequences;
            for (const ComparedFramePtr &shown : comparison.telling())
                sequences.push_back(shown->active->frame->sequence);
            return sequences;
        };
        QCOMPARE(told(), (std::vector<std::uint64_t>{2, 3, 1, 4}));  // of equals the newest
        QVERIFY(comparison.review(1, {{}, Truth::Good}, 1));
        QCOMPARE(told(), (std::vector<std::uint64_t>{3, 1, 4, 2}));
        QVERIFY(comparison.review(3, {{}, Truth::Defective}, 1));  // fewer escapes are allowed than false rejects
        QCOMPARE(told(), (std::vector<std::uint64_t>{3, 1, 4, 2}));
        QVERIFY(comparison.review(2, {{}, Truth::Even}, 1));
        QCOMPARE(told(), (std::vector<std::uint64_t>{1, 3, 4, 2}));
        QVERIFY(comparison.review(1, {{}, Truth::Unknown}, 1));
        QCOMPARE(told().front(), std::uint64_t{2});
    }
    void where_objects_are_counted_a_frame_is_told_for_each_of_them()
    {
        LiveComparison comparison({}, {}, {});
        const QString two = QStringLiteral("cap @0,0 10x10; cap @50,50 10x10");
        std::uint64_t sequence = 0;
        for (int i = 0; i < 3; ++i)
            comparison.add(frame(++sequence, two, {}));
        for (int i = 0; i < 200 && comparison.reviews().size() < 2; ++i)
            comparison.add(frame(++sequence, {}, {}));
        const auto told = comparison.telling();
        QCOMPARE(told.size(), std::size_t{2});
        QCOMPARE(told[0], told[1]);
    }
    void an_answer_counts_at_once_and_can_be_taken_back()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        comparison.add(frame(1, kCap, {}));
        const std::uint64_t part = comparison.reviews().front().number;
        QVERIFY(comparison.review(part, {{}, Truth::Good}, 1));
        QCOMPARE(comparison.snapshot().verdict.falseRejects.onlyB, 1);
        QCOMPARE(comparison.snapshot().waiting, 0);
        QVERIFY(comparison.review(part, {{}, Truth::Even}, 1));
        QCOMPARE(comparison.snapshot().verdict.falseRejects.onlyB, 0);
        QCOMPARE(comparison.snapshot().verdict.pending, 0);
        QVERIFY(comparison.review(part, {{}, Truth::Unknown}, 1));
        QCOMPARE(comparison.snapshot().verdict.pending, 1);
        QVERIFY(!comparison.review(7, {{}, Truth::Good}, 1));
    }
    void where_two_have_to_say_the_same_one_is_not_enough()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        comparison.add(frame(1, kCap, {}));
        const std::uint64_t part = comparison.reviews().front().number;
        QVERIFY(comparison.review(part, {"Nina", Truth::Good}, 2));
        QCOMPARE(comparison.reviews().front().truth, Truth::Unknown);
        QCOMPARE(comparison.snapshot().verdict.pending, 1);
        QCOMPARE(comparison.snapshot().waiting, 1);
        QVERIFY(comparison.review(part, {"NINA", Truth::Good}, 2));  // the same person once more
        QCOMPARE(comparison.snapshot().verdict.pending, 1);
        QVERIFY(comparison.review(part, {"Tom", Truth::Good}, 2));
        QCOMPARE(comparison.reviews().front().truth, Truth::Good);
        QCOMPARE(comparison.snapshot().verdict.falseRejects.onlyB, 1);
        QCOMPARE(comparison.snapshot().waiting, 0);
    }
    void a_part_on_which_two_people_differ_stays_pending_and_nobody_is_outvoted()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        comparison.add(frame(1, kCap, {}));
        const std::uint64_t part = comparison.reviews().front().number;
        QVERIFY(comparison.review(part, {"Nina", Truth::Good}, 2));
        QVERIFY(comparison.review(part, {"Tom", Truth::Defective}, 2));
        QVERIFY(comparison.review(part, {"Ada", Truth::Good}, 2));
        QCOMPARE(comparison.reviews().front().truth, Truth::Unknown);
        QCOMPARE(comparison.snapshot().verdict.pending, 1);
        QCOMPARE(comparison.snapshot().waiting, 0);  // nobody who could be asked would change that
        QCOMPARE(comparison.snapshot().differing, 1);
        QVERIFY(comparison.review(part, {"Tom", Truth::Good}, 2));  // he looked again
        QCOMPARE(comparison.snapshot().verdict.pending, 0);
        QCOMPARE(comparison.snapshot().differing, 0);
        QVERIFY(comparison.review(part, {"Tom", Truth::Unknown}, 2));
        QVERIFY(comparison.review(part, {"Ada", Truth::Unknown}, 2));
        QCOMPARE(comparison.snapshot().verdict.pending, 1);
        QCOMPARE(comparison.reviews().front().opinions, (std::vector<ReviewOpinion>{{"Nina", Truth::Good}}));
    }
    void parts_on_which_people_differ_make_room_for_others()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        std::uint64_t sequence = 0;
        for (std::size_t i = 0; i < LiveComparison::kWaiting; ++i)
            comparison.add(frame(++sequence, kCap, {}));
        QVERIFY(comparison.review(5, {"Nina", Truth::Good}, 2));
        QVERIFY(comparison.review(5, {"Tom", Truth::Defective}, 2));
        comparison.add(frame(++sequence, kCap, {}));
        QCOMPARE(comparison.reviews().back().frame->active->frame->sequence, sequence);
        QCOMPARE(comparison.snapshot().verdict.pending, static_cast<std::int64_t>(LiveComparison::kWaiting + 1));  // it counts against either decision
        comparison.add(frame(++sequence, kCap, kCap));
        QCOMPARE(comparison.snapshot().verdict.parts, static_cast<std::int64_t>(LiveComparison::kWaiting + 1));
    }
    void what_two_people_agreed_on_makes_room_before_that_on_which_they_differ()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        std::uint64_t sequence = 0;
        for (std::size_t i = 0; i < LiveComparison::kWaiting; ++i)
            comparison.add(frame(++sequence, kCap, {}));
        for (const auto &[part, other] : {std::pair(std::uint64_t{5}, Truth::Defective), std::pair(std::uint64_t{9}, Truth::Good)}) {
            QVERIFY(comparison.review(part, {"Nina", Truth::Good}, 2));
            QVERIFY(comparison.review(part, {"Tom", other}, 2));
        }
        comparison.add(frame(++sequence, kCap, {}));
        QCOMPARE(comparison.snapshot().differing, 1);
        const std::vector<ReviewPart> kept = comparison.reviews();
        QVERIFY(std::ranges::find(kept, 5, &ReviewPart::number) != kept.end() && std::ranges::find(kept, 9, &ReviewPart::number) == kept.end());
    }
    void while_as_many_wait_as_may_no_part_is_counted_whether_they_differ_or_not()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        std::uint64_t sequence = 0;
        const auto most = static_cast<std::int64_t>(LiveComparison::kWaiting);
        for (std::int64_t i = 0; i < most; ++i) {
            comparison.add(frame(++sequence, kCap, kCap));
            comparison.add(frame(++sequence, kCap, {}));
        }
        const AbMemory full = comparison.memory();
        QCOMPARE(full.parts, 2 * most);
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(comparison.add(frame(++sequence, kCap, i % 2 ? kCap : QString())).size(), std::size_t{1});  // it has passed all the same
            QCOMPARE(comparison.memory(), full);
        }
        QCOMPARE(comparison.snapshot().verdict.pending, most);  // nobody is left without a picture
        QCOMPARE(comparison.snapshot().waiting, most);
        QVERIFY(comparison.review(5, {{}, Truth::Good}, 1));
        comparison.add(frame(++sequence, kCap, kCap));
        QCOMPARE(comparison.snapshot().verdict.parts, 2 * most + 1);
        QVERIFY(comparison.review(5, {{}, Truth::Unknown}, 1));  // its picture is still there: nothing needed the room
        comparison.add(frame(++sequence, kCap, kCap));
        QCOMPARE(comparison.snapshot().verdict.parts, 2 * most + 1);
    }
    void one_of_two_people_is_no_answer_that_makes_room()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        std::uint64_t sequence = 0;
        for (std::size_t i = 0; i < LiveComparison::kWaiting; ++i)
            comparison.add(frame(++sequence, kCap, {}));
        QVERIFY(comparison.review(5, {"Nina", Truth::Good}, 2));
        comparison.add(frame(++sequence, kCap, kCap));
        QCOMPARE(comparison.snapshot().verdict.parts, static_cast<std::int64_t>(LiveComparison::kWaiting));
        QVERIFY(comparison.review(5, {"Tom", Truth::Good}, 2));
        comparison.add(frame(++sequence, kCap, kCap));
        QCOMPARE(comparison.snapshot().verdict.parts, static_cast<std::int64_t>(LiveComparison::kWaiting + 1));
    }
    void pictures_of_as_many_parts_as_may_wait_are_kept_and_an_answer_makes_room()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        std::uint64_t sequence = 0;
        for (std::size_t i = 0; i < LiveComparison::kWaiting + 10; ++i)
            comparison.add(frame(++sequence, kCap, {}));
        QCOMPARE(comparison.reviews().size(), LiveComparison::kWaiting);
        QCOMPARE(comparison.snapshot().verdict.pending, static_cast<std::int64_t>(LiveComparison::kWaiting));
        QCOMPARE(comparison.reviews().front().frame->active->frame->sequence, std::uint64_t{1});
        QVERIFY(comparison.review(5, {{}, Truth::Good}, 1));
        comparison.add(frame(++sequence, kCap, {}));
        const auto reviews = comparison.reviews();
        QCOMPARE(reviews.size(), LiveComparison::kWaiting);
        QCOMPARE(reviews.back().frame->active->frame->sequence, sequence);
        QVERIFY(std::ranges::none_of(reviews, [](const ReviewPart &r) { return r.number == 5; }));
        QVERIFY(!comparison.review(5, {{}, Truth::Unknown}, 1));  // its picture is gone, and the answer stands
    }
    void of_parts_on_which_people_differ_for_good_no_more_are_kept_than_may_wait()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        for (std::uint64_t i = 0; i < 3 * LiveComparison::kWaiting; ++i) {
            comparison.add(frame(i + 1, kCap, {}));
            QVERIFY(comparison.review(i, {"Nina", Truth::Good}, 2));
            QVERIFY(comparison.review(i, {"Tom", Truth::Defective}, 2));
        }
        QCOMPARE(comparison.snapshot().verdict.pending, static_cast<std::int64_t>(3 * LiveComparison::kWaiting));
        const LiveComparison::Kept kept = comparison.kept();
        QCOMPARE(kept.parts.size(), LiveComparison::kWaiting);
        LiveComparison after(wholeFrames(), {}, {});
        QVERIFY(after.recall(kept.told));
        QVERIFY(after.kept().recalling);
        std::vector<ReviewPart> twice = kept.parts;
        for (ReviewPart part : kept.parts) {
            part.number -= LiveComparison::kWaiting;  // as old files would have it
            twice.push_back(part);
        }
        after.recallReviews(std::move(twice));
        QVERIFY(!after.kept().recalling);
        QCOMPARE(after.reviews().size(), LiveComparison::kWaiting);
    }
    void parts_that_waited_before_a_restart_have_their_places_until_they_are_back()
    {
        LiveComparison before(wholeFrames(), {}, {});
        for (std::size_t i = 1; i <= LiveComparison::kWaiting; ++i)
            before.add(frame(i, kCap, {}));
        QVERIFY(before.review(3, {{}, Truth::Good}, 1));
        QVERIFY(before.review(4, {"Nina", Truth::Good}, 2));
        auto [told, parts, recalling, coverage] = before.kept();
        QVERIFY(!recalling);
        QCOMPARE(parts.size(), LiveComparison::kWaiting - 1);
        LiveComparison after(wholeFrames(), {}, {});
        QVERIFY(after.recall(told, coverage));
        after.add(frame(1, kCap, {}));  // one place was free
        after.add(frame(2, kCap, {}));
        QCOMPARE(after.snapshot().verdict.parts, static_cast<std::int64_t>(LiveComparison::kWaiting + 1));
        QCOMPARE(after.reviews().size(), std::size_t{1});
        QCOMPARE(after.snapshot().waiting, static_cast<std::int64_t>(LiveComparison::kWaiting));  // nobody is told that their pictures are gone
        QCOMPARE(after.snapshot().verdict.pending, after.snapshot().waiting);
        ReviewPart stranger = parts.front();
        stranger.number = 3;  // answered
        parts.push_back(stranger);
        stranger.number = 1000;
        parts.push_back(stranger);
        after.recallReviews(parts);
        QCOMPARE(after.snapshot().waiting, static_cast<std::int64_t>(LiveComparison::kWaiting));
        QCOMPARE(after.snapshot().verdict.pending, after.snapshot().waiting);
        const auto now = after.reviews();
        QCOMPARE(now.front().number, std::uint64_t{0});
        QCOMPARE(now.back().number, static_cast<std::uint64_t>(LiveComparison::kWaiting));
        QCOMPARE(now[3].opinions, (std::vector<ReviewOpinion>{{"Nina", Truth::Good}}));
        QVERIFY(after.review(0, {{}, Truth::Good}, 1));
        after.add(frame(3, kCap, {}));
        QCOMPARE(after.snapshot().verdict.parts, static_cast<std::int64_t>(LiveComparison::kWaiting + 2));
    }
    void a_part_whose_picture_does_not_come_back_takes_no_place()
    {
        LiveComparison before(wholeFrames(), {}, {});
        for (std::size_t i = 1; i <= LiveComparison::kWaiting; ++i)
            before.add(frame(i, kCap, {}));
        LiveComparison after(wholeFrames(), {}, {});
        QVERIFY(after.recall(before.memory()));
        after.recallReviews({});
        after.add(frame(1, kCap, {}));
        QCOMPARE(after.snapshot().waiting, 1);
        QCOMPARE(after.snapshot().verdict.pending, static_cast<std::int64_t>(LiveComparison::kWaiting + 1));
    }
    void the_lots_and_hours_of_parts_that_count_are_counted()
    {
        using namespace std::chrono_literals;
        const std::chrono::system_clock::time_point noon{400'000h};
        LiveComparison comparison(wholeFrames(), {}, {});
        std::uint64_t sequence = 0;
        const auto part = [&](const char *lot, std::chrono::minutes after) { comparison.add(frame(++sequence, kCap, kCap), lot, noon + after); };
        QCOMPARE(comparison.snapshot().seen, CoverageSeen());
        part("", 0min);
        part("17", 59min);
        QCOMPARE(comparison.snapshot().seen, (CoverageSeen{1, 1}));
        part("17", 61min);
        part("18", 300min);
        const ComparisonSnapshot seen = comparison.snapshot({2, 8});
        QCOMPARE(seen.seen, (CoverageSeen{2, 3}));
        QCOMPARE(seen.coverage, (CoverageLimits{2, 8}));
        QVERIFY(seen.isCovered() && !comparison.snapshot().isCovered());  // three are usual
    }
    void a_lot_whose_parts_do_not_count_was_not_seen()
    {
        LiveComparison comparison(wholeFrames(), {}, {});
        for (std::size_t i = 1; i <= LiveComparison::kWaiting; ++i)
            comparison.add(frame(i, kCap, {}), "17");
        comparison.add(frame(LiveComparison::kWaiting + 1, kCap, kCap), "18");  // so many wait that nothing counts
        QCOMPARE(comparison.snapshot().seen.lots, 1);
    }
    void a_lot_that_goes_on_after_a_restart_is_no_new_one()
    {
        LiveComparison before(wholeFrames(), {}, {});
        before.add(frame(1, kCap, kCap), "17");
        before.add(frame(2, kCap, kCap), "18");
        const LiveComparison::Kept kept = before.kept();
        LiveComparison after(wholeFrames(), {}, {});
        QVERIFY(after.recall(kept.told, kept.coverage));
        after.add(frame(1, kCap, kCap), "18");
        QCOMPARE(after.snapshot().seen.lots, 2);
        after.add(frame(2, kCap, kCap), "19");
        QCOMPARE(after.snapshot().seen.lots, 3);
    }
    void pictures_that_count_as_parts_prove_nothing_unless_each_is_said_to_show_another()
    {
        const auto counted = [](const RuleConfig &rule) { return LiveComparison(rule, {}, {}).snapshot().countsPictures; };
        RuleConfig rule = wholeFrames();
        QVERIFY(counted(rule));
        rule.pictureIsPart = true;
        QVERIFY(!counted(rule));
        rule.pictureIsPart = false;
        rule.partLabel = "bottle";
        QVERIFY(!counted(rule));
        QVERIFY(!counted({}));  // objects are

        // Of the same pictures one is proven and the other is not.
        for (const bool said : {true, false}) {
            RuleConfig whole = wholeFrames();
            whole.pictureIsPart = said;
            LiveComparison comparison(whole, {0.4, 0.4, 0.2}, {});
            for (std::uint64_t i = 1; i <= 2000; ++i)
                comparison.add(frame(i, kCap, kCap));
            QCOMPARE(comparison.snapshot({0, 0}).verdict.state, AbState::AtLeastAsGood);
            QCOMPARE(comparison.snapshot({0, 0}).proves(), said);
            QVERIFY(!comparison.snapshot({0, 8}).proves());
        }
    }
    void without_a_rule_objects_are_counted()
    {
        LiveComparison comparison({}, {}, {});
        for (std::uint64_t i = 1; i <= 5; ++i)
            comparison.add(frame(i, kCap, {}));
        QCOMPARE(comparison.snapshot().verdict.parts, 0);  // still in view
        comparison.add(frame(50, {}, {}));
        QVERIFY(comparison.snapshot().countsObjects);
        QCOMPARE(comparison.snapshot().verdict.discordant, 1);
        QVERIFY(!comparison.reviews().front().failedByB);
    }
    void a_picture_is_let_go_once_its_part_has_left_without_a_difference()
    {
        RuleConfig rule = wholeFrames();
        rule.partLabel = "bottle";
        rule.zoneBegin = 0;
        rule.zoneEnd = 1;
        LiveComparison comparison(rule, {}, {});
        std::weak_ptr<const ComparedFrame> first;
        for (std::uint64_t i = 1; i <= 3; ++i) {
            const auto same = frame(i, "bottle @0,0 50x90; cap @10,0 10x10", "bottle @0,0 50x90; cap @10,0 10x10");
            if (i == 1)
                first = same;
            comparison.add(same);
        }
        QVERIFY(!first.expired());
        comparison.add(frame(20, {}, {}));
        QCOMPARE(comparison.snapshot().verdict.parts, 1);
        QVERIFY(first.expired());
    }
    void pictures_that_begin_anew_end_what_was_in_view()
    {
        LiveComparison comparison({}, {}, {});
        for (const std::uint64_t i : {41, 42, 43, 1, 2, 3})
            comparison.add(frame(i, kCap, {}));
        QCOMPARE(comparison.snapshot().verdict.discordant, 1);
    }
};

QTEST_APPLESS_MAIN(TestLiveComparison)
#include "tst_livecomparison.moc"
