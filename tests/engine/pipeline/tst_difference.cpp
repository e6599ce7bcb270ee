// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/difference.h"
#include "pipeline/differingframes.h"

#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

const auto kLabels = std::make_shared<const Labels>(Labels{"Bottle", "Cap", "Cap askew"});

Detections seen(std::vector<Detection> items)
{
    return {std::move(items), kLabels, {}};
}
Detection bottleAt(float x, int kind = 0, float score = 0.9f)
{
    return {{x, 100, x + 100, 400}, score, kind};
}

template <class T>
FoundDifference differenceBetween(const T &a, const T &b)
{
    ComparisonMemory memory;
    return lineside::differenceBetween(a, b, memory);
}

ComparedFramePtr compared(std::chrono::milliseconds at, Difference difference, float gap = 0)
{
    auto frame = std::make_shared<Frame>();
    frame->capturedAt = SteadyTime(at);
    auto judged = std::make_shared<JudgedFrame>();
    judged->frame = frame;
    auto both = std::make_shared<ComparedFrame>();
    both->active = both->shadow = judged;
    both->difference = difference;
    both->scoreGap = gap;
    return both;
}

}  // namespace

/// What differs, and which of many differences are kept.
class TestDifference : public QObject {
    Q_OBJECT

private slots:
    void models_with_labels_in_another_order_are_compared_by_name()
    {
        const auto swapped = std::make_shared<const Labels>(Labels{"Cap", "Bottle"});
        const Detections a = seen({bottleAt(0)});
        QVERIFY(differenceBetween(a, Detections{{bottleAt(0, 1)}, swapped, {}}).kind == Difference::None);
        QVERIFY(differenceBetween(a, Detections{{bottleAt(0, 0)}, swapped, {}}).kind == Difference::Class);
    }

    void a_box_that_moved_by_more_than_half_of_it_is_another_box()
    {
        QVERIFY(differenceBetween(seen({bottleAt(0)}), seen({bottleAt(10)})).kind == Difference::None);
        QVERIFY(differenceBetween(seen({bottleAt(0)}), seen({bottleAt(60)})).kind == Difference::OneSided);
    }

    void a_box_of_one_alone_counts_by_its_score()
    {
        const FoundDifference found = differenceBetween(seen({bottleAt(0)}), seen({bottleAt(0), bottleAt(300, 0, 0.4f), bottleAt(600, 0, 0.7f)}));
        QVERIFY(found.kind == Difference::OneSided);
        QCOMPARE(found.scoreGap, 0.7f);
        QCOMPARE(differenceBetween(seen({bottleAt(0, 0, 0.8f)}), seen({})).scoreGap, 0.8f);
    }

    void another_label_at_the_same_place_tells_more_than_a_box_alone()
    {
        QVERIFY(differenceBetween(seen({bottleAt(0, 1), bottleAt(300)}), seen({bottleAt(0, 2)})).kind == Difference::Class);
    }

    void another_verdict_tells_most()
    {
        JudgedFrame a, b;
        a.detections = seen({bottleAt(0)});
        b.detections = seen({bottleAt(0)});
        QVERIFY(differenceBetween(a, b).kind == Difference::None);
        a.judgement.verdict = Verdict::Fail;
        QVERIFY(differenceBetween(a, b).kind == Difference::Verdict);
    }

    void of_a_part_in_forty_frames_the_most_telling_one_is_kept_once_it_has_passed()
    {
        DifferingFrames frames;
        const auto best = compared(20ms, Difference::Verdict);
        for (int i = 0; i < 40; ++i)
            frames.add(i == 20 ? best : compared(i * 1ms, i % 2 ? Difference::OneSided : Difference::None, 0.5f), 7);
        QVERIFY(frames.frames().empty());
        frames.add(compared(50ms, Difference::None), 8);
        QCOMPARE(frames.frames(), std::vector{best});
    }

    void what_is_not_counted_in_parts_is_divided_by_time()
    {
        DifferingFrames frames;
        for (int i = 0; i <= 70; ++i)
            frames.add(compared(i * 100ms, Difference::OneSided, 0.5f), 0);
        QCOMPARE(frames.frames().size(), 3u);
    }

    void the_most_telling_comes_first_and_of_equals_the_newest()
    {
        DifferingFrames frames;
        const std::vector added{compared(1s, Difference::OneSided, 0.9f), compared(2s, Difference::Verdict), compared(3s, Difference::OneSided, 0.95f),
                                compared(4s, Difference::Class),          compared(5s, Difference::Verdict), compared(6s, Difference::OneSided, 0.3f)};
        for (std::size_t i = 0; i < added.size(); ++i)
            frames.add(added[i], i);
        frames.add(compared(7s, Difference::None), 99);
        QCOMPARE(frames.frames(), (std::vector{added[4], added[1], added[3], added[2], added[0], added[5]}));
    }

    void a_flood_of_small_differences_does_not_push_out_a_changed_verdict()
    {
        DifferingFrames frames;
        const auto changed = compared(0ms, Difference::Verdict);
        frames.add(changed, 0);
        std::size_t fallen = 0;
        for (std::uint64_t part = 1; part <= 200; ++part)
            fallen += frames.add(compared(part * 1s, Difference::OneSided, 0.4f), part) != nullptr;
        QCOMPARE(frames.frames().size(), DifferingFrames::kKept);
        QCOMPARE(frames.frames().front(), changed);
        QCOMPARE(fallen, 200u - DifferingFrames::kKept);
        // Of what tells equally little the newest stay.
        QVERIFY(frames.frames().back()->active->frame->capturedAt > SteadyTime(100s));
    }

    void parts_that_are_judged_differently_come_first_and_are_not_told_twice()
    {
        DifferingFrames frames;
        const auto boxesOnly = compared(10s, Difference::OneSided, 0.9f), ofPart = compared(20s, Difference::Verdict), telling = compared(20010ms, Difference::Class);
        frames.add(boxesOnly, 1);
        frames.add(ofPart, 2);
        frames.add(telling, 2);
        frames.add(compared(20020ms, Difference::None), 2);
        frames.add(compared(30s, Difference::None), 3);
        QCOMPARE(frames.frames(), (std::vector{ofPart, boxesOnly}));
        QCOMPARE(frames.frames(std::vector{telling}), (std::vector{telling, boxesOnly}));
        const auto of = [](std::chrono::milliseconds at) { return compared(at, Difference::Verdict); };
        const auto before = of(19999ms), after = of(20021ms);
        QCOMPARE(frames.frames(std::vector{after, before}), (std::vector{after, before, ofPart, boxesOnly}));
    }

    void a_frame_that_shows_several_of_them_is_there_once()
    {
        DifferingFrames frames;
        const auto both = compared(20s, Difference::OneSided), other = compared(30s, Difference::OneSided);
        QCOMPARE(frames.frames(std::vector{both, other, both}), (std::vector{both, other}));
    }

    void with_them_there_are_no_more_than_are_kept_and_they_do_not_give_way()
    {
        DifferingFrames frames;
        for (std::uint64_t part = 1; part <= 70; ++part)
            frames.add(compared(part * 1s, Difference::Verdict), part);
        std::vector<ComparedFramePtr> told;
        for (int i = 0; i < 50; ++i)
            told.push_back(compared(1000s + i * 1s, Difference::OneSided));
        const auto shown = frames.frames(told);
        QCOMPARE(shown.size(), DifferingFrames::kKept);
        QVERIFY(std::equal(told.begin(), told.end(), shown.begin()));
    }
};

QTEST_APPLESS_MAIN(TestDifference)
#include "tst_difference.moc"
