// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/waitingframes.h"

#include <QtTest>

using namespace lineside;

namespace {

FramePtr frame(std::uint64_t number)
{
    auto made = std::make_shared<Frame>();
    made->sequence = number;
    return made;
}

/// A camera that counts, and what its detector finds.
struct Line {
    WaitingFrames waiting;
    std::uint64_t last = 0;

    void picture() { waiting.put(frame(++last)); }
    std::uint64_t taken()
    {
        const FramePtr taken = waiting.take();
        return taken ? taken->sequence : 0;
    }
};

}  // namespace

class TestWaitingFrames : public QObject {
    Q_OBJECT

private slots:
    void a_frame_is_found_once()
    {
        Line line;
        QVERIFY(line.waiting.empty());
        line.picture();
        QVERIFY(!line.waiting.empty());
        QCOMPARE(line.taken(), std::uint64_t{1});
        QVERIFY(line.waiting.empty());
        QCOMPARE(line.taken(), std::uint64_t{0});
        QCOMPARE(line.waiting.skipped(), std::uint64_t{0});
    }

    void a_detector_that_was_held_up_for_a_moment_catches_up_in_order()
    {
        Line line;
        line.picture();
        line.picture();
        QCOMPARE(line.taken(), std::uint64_t{1});
        QCOMPARE(line.taken(), std::uint64_t{2});
        QCOMPARE(line.taken(), std::uint64_t{0});
        QCOMPARE(line.waiting.skipped(), std::uint64_t{0});
    }

    void the_oldest_of_three_gives_way_and_is_counted()
    {
        Line line;
        line.picture();
        line.picture();
        line.picture();
        QCOMPARE(line.waiting.skipped(), std::uint64_t{1});
        QCOMPARE(line.taken(), std::uint64_t{2});
        QCOMPARE(line.taken(), std::uint64_t{3});
    }

    void a_detector_that_stays_behind_finds_the_newest_alone()
    {
        Line line;
        line.picture();
        for (int i = 0; i < WaitingFrames::kHeldUp; ++i) {
            line.picture();
            if (i % 2 == 0)
                line.taken();  // half as fast as the camera
        }
        QCOMPARE(line.taken(), line.last);
        QVERIFY(line.waiting.empty());
    }

    void every_frame_is_taken_or_counted_as_skipped()
    {
        Line line;
        std::uint64_t taken = 0;
        for (int i = 0; i < 200; ++i) {
            line.picture();
            if (i % 3 != 0 || i > 100)
                taken += line.taken() != 0;
        }
        while (line.taken() != 0)
            ++taken;
        QCOMPARE(taken + line.waiting.skipped(), line.last);
    }

    void a_detector_that_keeps_up_again_may_be_held_up_again()
    {
        Line line;
        for (int i = 0; i <= WaitingFrames::kHeldUp; ++i)
            line.picture();
        for (int i = 0; i < WaitingFrames::kKeepsUp; ++i) {
            line.taken();
            line.picture();
        }
        line.picture();
        QCOMPARE(line.taken(), line.last - 1);
        QCOMPARE(line.taken(), line.last);
    }

    void until_it_does_a_second_frame_replaces_the_first()
    {
        Line line;
        for (int i = 0; i <= WaitingFrames::kHeldUp; ++i)
            line.picture();
        line.taken();
        line.picture();
        const std::uint64_t before = line.waiting.skipped();
        line.picture();
        QCOMPARE(line.waiting.skipped(), before + 1);
        QCOMPARE(line.taken(), line.last);
    }

    void what_waits_can_be_forgotten()
    {
        Line line;
        line.picture();
        line.picture();
        line.waiting.clear();
        QVERIFY(line.waiting.empty());
        QCOMPARE(line.taken(), std::uint64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestWaitingFrames)
#include "tst_waitingframes.moc"
