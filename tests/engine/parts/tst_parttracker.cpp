// SPDX-License-Identifier: GPL-3.0-or-later
#include "parts/parttracker.h"

#include <QtTest>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

using namespace lineside;

namespace {

constexpr float kWidth = 1280;

/// Parts of 100x200 pixels that move from left to right, one every `apart` pixels.
std::vector<Box> beltAt(int frame, float speed, float apart)
{
    std::vector<Box> boxes;
    for (int part = 0; part < 1000; ++part) {
        const float x = static_cast<float>(frame) * speed - static_cast<float>(part) * apart;
        if (x < -100)
            break;
        if (x < kWidth)
            boxes.push_back({x, 100, x + 100, 300});
    }
    return boxes;
}

std::size_t followed(int frames, float speed, float apart, const std::function<void(std::vector<Box> &, int)> &change = {}, TrackingRule rule = {})
{
    PartTracker tracker(rule);
    std::set<PartTracker::PartId> ended;
    for (int frame = 0; frame < frames; ++frame) {
        auto boxes = beltAt(frame, speed, apart);
        if (change)
            change(boxes, frame);
        (void)tracker.add(boxes);
        ended.insert(tracker.ended().begin(), tracker.ended().end());
    }
    tracker.endAll();
    ended.insert(tracker.ended().begin(), tracker.ended().end());
    return ended.size();
}

}  // namespace

class PartTrackerTest : public QObject {
    Q_OBJECT
private slots:
    void forty_frames_of_one_bottle_are_one_part()
    {
        PartTracker tracker;
        std::set<PartTracker::PartId> parts;
        for (int frame = 0; frame < 40; ++frame) {
            const float x = static_cast<float>(frame) * 30;
            parts.insert(tracker.add(std::vector<Box>{{x, 100, x + 100, 300}}).front());
            QVERIFY(tracker.ended().empty());
        }
        QCOMPARE(parts.size(), std::size_t{1});
        for (int frame = 0; frame < 5; ++frame) {
            (void)tracker.add({});
            QVERIFY(tracker.ended().empty());
        }
        (void)tracker.add({});
        QCOMPARE(tracker.ended().size(), std::size_t{1});
        QCOMPARE(tracker.ended().front(), *parts.begin());
    }
    void each_part_of_a_belt_is_counted_once_data()
    {
        QTest::addColumn<float>("speed");
        QTest::newRow("slow") << 4.f;
        QTest::newRow("usual") << 20.f;
        QTest::newRow("half a part a frame") << 50.f;
    }
    void each_part_of_a_belt_is_counted_once()
    {
        QFETCH(float, speed);
        const int frames = 600;
        const auto parts = static_cast<std::size_t>((static_cast<float>(frames - 1) * speed + 100) / 240) + 1;  // seen from their first edge on
        QCOMPARE(followed(frames, speed, 240), parts);
    }
    void a_belt_that_moves_by_a_part_a_frame_is_followed_once_its_speed_is_known()
    {
        PartTracker tracker;
        const auto parts = [&](float x) {
            const auto ids = tracker.add(std::vector<Box>{{x, 100, x + 100, 300}, {x - 400, 100, x - 300, 300}});
            return std::vector(ids.begin(), ids.end());
        };
        float x = 0;
        const auto first = parts(x);
        for (const float step : {20.f, 40.f, 60.f, 80.f, 95.f, 105.f, 110.f})  // it starts
            QCOMPARE(parts(x += step), first);
        QCOMPARE(parts(x += 110), first);
    }
    void a_part_that_a_model_misses_for_some_frames_stays_the_same()
    {
        std::mt19937 random(3);
        const auto missing = [&random](std::vector<Box> &boxes, int) { std::erase_if(boxes, [&](const Box &) { return random() % 8 == 0; }); };
        const std::size_t parts = followed(600, 20, 240, missing);
        QCOMPARE(parts, followed(600, 20, 240));
    }
    void boxes_that_tremble_are_the_same_part()
    {
        std::mt19937 random(5);
        std::normal_distribution<float> by(0, 6);
        const auto trembling = [&](std::vector<Box> &boxes, int) {
            for (Box &box : boxes)
                box = {box.x1 + by(random), box.y1 + by(random), box.x2 + by(random), box.y2 + by(random)};
        };
        QCOMPARE(followed(600, 20, 240, trembling), followed(600, 20, 240));
    }
    void what_is_seen_once_was_no_part()
    {
        const auto flash = [](std::vector<Box> &boxes, int frame) {
            if (frame % 37 == 0)
                boxes.push_back({600, 400, 700, 500});
        };
        QCOMPARE(followed(600, 20, 240, flash), followed(600, 20, 240));
    }
    void frames_that_are_missing_move_the_parts_on()
    {
        PartTracker tracker;
        std::set<PartTracker::PartId> parts;
        for (int frame = 0; frame < 60; frame += frame > 10 ? 4 : 1)
            parts.insert(tracker.add(beltAt(frame, 20, 5000), frame > 14 ? 4 : 1).front());
        QCOMPARE(parts.size(), std::size_t{1});
    }
    void two_parts_side_by_side_are_two()
    {
        PartTracker tracker;
        std::vector<PartTracker::PartId> first;
        for (int frame = 0; frame < 20; ++frame) {
            const float x = static_cast<float>(frame) * 20;
            std::vector<Box> boxes{{x, 0, x + 100, 200}, {x, 190, x + 100, 390}};
            if (frame % 2)
                std::swap(boxes[0], boxes[1]);
            const auto ids = tracker.add(boxes);
            std::vector<PartTracker::PartId> now(ids.begin(), ids.end());
            if (frame % 2)
                std::swap(now[0], now[1]);
            if (first.empty())
                first = now;
            QCOMPARE(now, first);
        }
    }
    void boxes_without_an_area_end_nothing_badly()
    {
        PartTracker tracker;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(tracker.add(std::vector<Box>{{5, 5, 5, 5}}).size(), std::size_t{1});
        tracker.endAll();
        QVERIFY(tracker.ended().empty());
    }
};

QTEST_APPLESS_MAIN(PartTrackerTest)
#include "tst_parttracker.moc"
