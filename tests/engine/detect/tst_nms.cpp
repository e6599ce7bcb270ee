// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/nms.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

using namespace lineside;

namespace {

/// The definition, as plainly as it can be written.
std::vector<std::uint32_t> obvious(const std::vector<ScoredBox> &boxes, float threshold, std::size_t maxKept)
{
    std::vector<std::uint32_t> order(boxes.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return boxes[a].score > boxes[b].score; });
    std::vector<bool> gone(boxes.size(), false);
    std::vector<std::uint32_t> kept;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (gone[i])
            continue;
        kept.push_back(order[i]);
        for (std::size_t j = i + 1; j < order.size(); ++j)
            if (boxes[order[i]].classIndex == boxes[order[j]].classIndex
                && intersectionOverUnion(boxes[order[i]].box, boxes[order[j]].box) > threshold)
                gone[j] = true;
    }
    kept.resize(std::min(kept.size(), maxKept));
    return kept;
}

std::vector<ScoredBox> randomBoxes(std::mt19937 &random, std::size_t count)
{
    std::uniform_real_distribution<float> place(0, 200);
    std::uniform_real_distribution<float> side(5, 80);
    std::uniform_int_distribution<int> score(1, 40);  // few values: ties happen
    std::uniform_int_distribution<int> classIndex(0, 2);
    std::vector<ScoredBox> boxes(count);
    for (ScoredBox &b : boxes) {
        const float x = place(random);
        const float y = place(random);
        b = {{x, y, x + side(random), y + side(random)}, static_cast<float>(score(random)) / 40.f, classIndex(random)};
    }
    return boxes;
}

}  // namespace

class TestNms : public QObject {
    Q_OBJECT

private slots:
    void overlap_is_intersection_over_union()
    {
        QCOMPARE(intersectionOverUnion({0, 0, 10, 10}, {0, 0, 10, 10}), 1.f);
        QCOMPARE(intersectionOverUnion({0, 0, 10, 10}, {5, 0, 15, 10}), 1.f / 3);
        QCOMPARE(intersectionOverUnion({0, 0, 10, 10}, {10, 0, 20, 10}), 0.f);
        QCOMPARE(intersectionOverUnion({0, 0, 0, 0}, {0, 0, 0, 0}), 0.f);
    }

    void the_better_of_two_that_overlap_stays()
    {
        NonMaxSuppression nms;
        const std::vector<ScoredBox> boxes{{{0, 0, 10, 10}, .5f, 0}, {{1, 0, 11, 10}, .9f, 0}, {{50, 50, 60, 60}, .3f, 0}};
        QCOMPARE(nms.run(boxes, .5f, 300), (std::vector<std::uint32_t>{1, 2}));
    }

    void an_overlap_at_the_threshold_is_allowed()
    {
        NonMaxSuppression nms;
        const std::vector<ScoredBox> boxes{{{0, 0, 4, 2}, .9f, 0}, {{0, 0, 4, 1}, .8f, 0}};  // exactly one half
        QCOMPARE(nms.run(boxes, .5f, 300).size(), std::size_t{2});
        QCOMPARE(nms.run(boxes, .49f, 300).size(), std::size_t{1});
    }

    void classes_do_not_suppress_each_other()
    {
        NonMaxSuppression nms;
        const std::vector<ScoredBox> boxes{{{0, 0, 10, 10}, .5f, 0}, {{0, 0, 10, 10}, .9f, 1}};
        QCOMPARE(nms.run(boxes, .5f, 300).size(), std::size_t{2});
    }

    void a_suppressed_box_suppresses_nothing()
    {
        NonMaxSuppression nms;
        const std::vector<ScoredBox> boxes{{{0, 0, 10, 10}, .9f, 0}, {{4, 0, 14, 10}, .8f, 0}, {{8, 0, 18, 10}, .7f, 0}};
        QCOMPARE(nms.run(boxes, .4f, 300), (std::vector<std::uint32_t>{0, 2}));
    }

    void equal_scores_keep_the_order_of_the_input()
    {
        NonMaxSuppression nms;
        const std::vector<ScoredBox> boxes{{{0, 0, 10, 10}, .5f, 0}, {{0, 0, 10, 10}, .5f, 0}, {{30, 0, 40, 10}, .5f, 0}};
        QCOMPARE(nms.run(boxes, .5f, 300), (std::vector<std::uint32_t>{0, 2}));
        QCOMPARE(nms.best(boxes, 2), (std::vector<std::uint32_t>{0, 1}));
    }

    void no_more_than_asked_for_stay()
    {
        NonMaxSuppression nms;
        std::mt19937 random(7);
        const auto boxes = randomBoxes(random, 400);
        QCOMPARE(nms.run(boxes, .99f, 25).size(), std::size_t{25});
        QVERIFY(nms.run(boxes, .99f, 0).empty());
        QVERIFY(nms.run({}, .5f, 300).empty());
    }

    void only_the_best_30000_are_considered()
    {
        NonMaxSuppression nms;
        std::vector<ScoredBox> boxes(NonMaxSuppression::kMaxConsidered + 1, {{0, 0, 10, 10}, .9f, 0});
        boxes.front() = {{50, 50, 60, 60}, .1f, 0};  // the worst: it would stay if it were looked at
        QCOMPARE(nms.run(boxes, .5f, 300), (std::vector<std::uint32_t>{1}));
        boxes.pop_back();
        QCOMPARE(nms.run(boxes, .5f, 300), (std::vector<std::uint32_t>{1, 0}));
    }

    void it_does_what_the_obvious_version_does()
    {
        NonMaxSuppression nms;
        std::mt19937 random(1);
        for (int round = 0; round < 60; ++round) {
            const auto boxes = randomBoxes(random, static_cast<std::size_t>(round * 7));
            for (const float threshold : {.0f, .3f, .45f, .7f, 1.f})
                for (const std::size_t maxKept : {std::size_t{5}, std::size_t{300}})
                    QCOMPARE(nms.run(boxes, threshold, maxKept), obvious(boxes, threshold, maxKept));
        }
    }
};

QTEST_APPLESS_MAIN(TestNms)
#include "tst_nms.moc"
