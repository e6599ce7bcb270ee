// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/playout.h"

#include <QtTest>

#include <memory>
#include <vector>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

constexpr auto kPeriod = 33ms;
constexpr auto kTick = 11ms;

const SteadyTime kBegin{std::chrono::hours(1)};

JudgedFramePtr judgedAt(SteadyTime captured)
{
    auto frame = std::make_shared<Frame>();
    frame->capturedAt = captured;
    auto judged = std::make_shared<JudgedFrame>();
    judged->frame = frame;
    return judged;
}

/// A camera whose picture `i` is taken at i periods and judged `latency[i]` later (0: never), looked at tick by tick.
/// How long each picture stayed on the screen, but for the first and the last.
std::vector<SteadyTime::duration> stays(const std::vector<std::chrono::milliseconds> &latency)
{
    Playout playout;
    std::vector<JudgedFramePtr> frames;
    for (std::size_t i = 0; i < latency.size(); ++i)
        frames.push_back(judgedAt(kBegin + kPeriod * static_cast<int>(i)));
    std::vector<SteadyTime::duration> found;
    JudgedFramePtr newest, before;
    SteadyTime since;
    std::size_t next = 0;
    for (SteadyTime now = kBegin; now < kBegin + kPeriod * static_cast<int>(latency.size() + 4); now += kTick) {
        while (next < frames.size() && (latency[next] == 0ms || frames[next]->frame->capturedAt + latency[next] <= now)) {
            if (latency[next] != 0ms)
                newest = frames[next];
            ++next;
        }
        const JudgedFramePtr shown = playout.next(newest, now, kPeriod);
        if (shown == before)
            continue;
        if (before)
            found.push_back(now - since);
        before = shown;
        since = now;
    }
    if (!found.empty())
        found.erase(found.begin());
    return found;
}

}  // namespace

class TestPlayout : public QObject {
    Q_OBJECT

private slots:
    void the_first_verdict_is_shown_at_once()
    {
        Playout playout;
        const JudgedFramePtr first = judgedAt(kBegin);
        QVERIFY(playout.next(first, kBegin + 20ms, kPeriod) == first);
    }
    void verdicts_that_come_now_early_now_late_are_shown_at_the_pace_of_the_camera()
    {
        std::vector<std::chrono::milliseconds> latency;
        for (int i = 0; i < 60; ++i)
            latency.push_back(i % 3 == 1 ? 30ms : 10ms);
        // As they come, a picture would stay for 53 and for 13 ms.
        const auto found = stays(latency);
        QVERIFY(found.size() > 50);
        for (std::size_t i = 3; i < found.size(); ++i) {
            QVERIFY2(found[i] >= 22ms, qPrintable(QString::number(i)));
            QVERIFY2(found[i] <= 44ms, qPrintable(QString::number(i)));
        }
    }
    void a_skipped_picture_is_made_up_for_by_the_next_one()
    {
        std::vector<std::chrono::milliseconds> latency;
        for (int i = 0; i < 60; ++i)
            latency.push_back(i % 3 == 1 ? 30ms : 10ms);
        latency[30] = 0ms;
        for (const auto stay : stays(latency))
            QVERIFY(stay <= 3 * kPeriod / 2 + kTick);
    }
    void no_picture_is_older_than_two_intervals_because_of_it()
    {
        Playout playout;
        for (int i = 0; i < 30; ++i)
            playout.next(judgedAt(kBegin + i * 400ms), kBegin + i * 400ms + 390ms, kPeriod);
        QVERIFY(playout.delay() <= 2 * kPeriod);
    }
    void a_first_late_verdict_does_not_hold_the_picture_up()
    {
        std::vector<std::chrono::milliseconds> latency(60, 10ms);
        latency[30] = 55ms;
        for (const auto stay : stays(latency))
            QVERIFY(stay <= 44ms);
    }
    void a_slow_camera_is_not_held_back_by_two_of_its_long_intervals()
    {
        Playout playout;
        for (int i = 0; i < 5; ++i)
            playout.next(judgedAt(kBegin + i * 1000ms), kBegin + i * 1000ms + 20ms, 1000ms);
        QCOMPARE(playout.delay(), SteadyTime::duration(60ms));
    }
    void one_late_verdict_is_forgotten_after_a_while()
    {
        Playout playout;
        playout.next(judgedAt(kBegin), kBegin + 180ms, 100ms);
        QCOMPARE(playout.delay(), SteadyTime::duration(180ms));
        for (int i = 1; i < 600; ++i)
            playout.next(judgedAt(kBegin + i * 100ms), kBegin + i * 100ms + 10ms, 100ms);
        QVERIFY(playout.delay() < 62ms);
    }
    void pictures_come_in_the_order_in_which_they_were_taken()
    {
        Playout playout;
        playout.next(judgedAt(kBegin), kBegin + 60ms, kPeriod);
        SteadyTime last;
        for (int i = 1; i < 100; ++i) {
            const SteadyTime captured = kBegin + i * 5ms;  // faster than anybody looks
            const JudgedFramePtr &shown = playout.next(judgedAt(captured), captured + 5ms, kPeriod);
            QVERIFY(shown->frame->capturedAt >= last);
            last = shown->frame->capturedAt;
        }
        QVERIFY(last >= kBegin + 99 * 5ms - 4 * 5ms);  // and never more than a few wait
    }
    void without_a_verdict_nothing_is_shown_and_nothing_waits()
    {
        Playout playout;
        playout.next(judgedAt(kBegin), kBegin + 60ms, kPeriod);
        playout.next(judgedAt(kBegin + kPeriod), kBegin + kPeriod + 5ms, kPeriod);
        QVERIFY(!playout.next(nullptr, kBegin + 70ms, kPeriod));
        QVERIFY(!playout.next(nullptr, kBegin + 170ms, kPeriod));
        const JudgedFramePtr later = judgedAt(kBegin + 300ms);
        QVERIFY(playout.next(later, kBegin + 305ms, kPeriod) == later);
    }
};

QTEST_GUILESS_MAIN(TestPlayout)
#include "tst_playout.moc"
