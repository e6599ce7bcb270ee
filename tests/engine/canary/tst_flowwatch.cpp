// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/flowwatch.h"

#include <QtTest>

using namespace lineside;

namespace {

/// A look every second.
struct Second {
    int captured, judged;  ///< since the last
    double latencyMs = 10;
};

/// What is missed at the end of these seconds.
std::optional<HeldLimit> after(const std::vector<Second> &seconds, double allowedMs = 50)
{
    FlowWatch watch;
    FlowLook look{SteadyTime(std::chrono::hours(1)), 1000, 900, 10, allowedMs};
    std::optional<HeldLimit> missed = watch.look(look);
    for (const Second &s : seconds) {
        look.at += std::chrono::seconds(1);
        look.captured += static_cast<std::uint64_t>(s.captured);
        look.judged += static_cast<std::uint64_t>(s.judged);
        look.latencyMs = s.latencyMs;
        missed = watch.look(look);
    }
    return missed;
}

std::optional<CanaryGuardKind> guardOf(const std::optional<HeldLimit> &missed)
{
    return missed ? std::optional(missed->guard) : std::nullopt;
}

}  // namespace

class FlowWatchTest : public QObject {
    Q_OBJECT
private slots:
    void pictures_without_a_verdict_for_five_seconds_are_harm()
    {
        QVERIFY(!after(std::vector<Second>(4, {25, 0})));
        QVERIFY(guardOf(after(std::vector<Second>(5, {25, 0}))) == CanaryGuardKind::FrameFlow);
    }
    void a_single_verdict_among_them_begins_anew()
    {
        std::vector<Second> seconds(4, {25, 0});
        seconds.push_back({25, 1});
        seconds.insert(seconds.end(), 4, {25, 0});
        QVERIFY(!after(seconds));
    }
    void a_camera_that_is_away_says_nothing_of_the_model()
    {
        QVERIFY(!after(std::vector<Second>(60, {0, 0})));
        std::vector<Second> seconds(4, {25, 0});
        seconds.push_back({0, 0});
        seconds.insert(seconds.end(), 4, {25, 0});
        QVERIFY(!after(seconds));
    }
    void verdicts_that_are_late_for_five_seconds_are_harm()
    {
        QVERIFY(!after(std::vector<Second>(4, {25, 25, 51})));
        QVERIFY(guardOf(after(std::vector<Second>(5, {25, 25, 51}))) == CanaryGuardKind::Latency);
        std::vector<Second> seconds(4, {25, 25, 51});
        seconds.push_back({25, 25, 50});
        seconds.insert(seconds.end(), 4, {25, 25, 51});
        QVERIFY(!after(seconds));
    }
    void where_no_limit_is_set_none_is_missed()
    {
        QVERIFY(!after(std::vector<Second>(60, {25, 25, 5000}), 0));
    }
    void what_may_be_follows_from_what_was()
    {
        QCOMPARE(allowedLatency(0, 25), 0.0);     // nothing is known of before
        QCOMPARE(allowedLatency(10, 25), 50.0);   // a picture's time more
        QCOMPARE(allowedLatency(100, 25), 200.0); // twice as much
        QCOMPARE(allowedLatency(100, 0), 200.0);
    }
    void one_burst_of_late_verdicts_that_still_shows_in_the_last_ones_is_none()
    {
        FlowWatch watch;
        FlowLook look{SteadyTime(std::chrono::hours(1)), 1000, 900, 10, 50, 10};
        watch.look(look);
        for (int second = 0; second < 60; ++second) {
            look.at += std::chrono::seconds(1);
            look.captured += 25;
            look.judged += 25;
            look.latencyMs = 400;
            look.slowestMs = second == 0 ? 400 : 12;
            QVERIFY(!watch.look(look));
        }
        look.slowestMs = 60;
        for (int second = 0; second < 4; ++second) {
            look.at += std::chrono::seconds(1);
            look.judged += 25;
            QVERIFY(!watch.look(look));
        }
        look.at += std::chrono::seconds(1);
        look.judged += 25;
        QVERIFY(guardOf(watch.look(look)) == CanaryGuardKind::Latency);
    }
    void a_slow_station_without_a_verdict_between_two_looks_is_late_all_the_same()
    {
        std::vector<Second> seconds;
        for (int i = 0; i < 4; ++i) {
            seconds.push_back({1, 1, 900});
            seconds.push_back({0, 0, 900});
        }
        QVERIFY(!after({seconds.begin(), seconds.begin() + 4}));
        QVERIFY(guardOf(after({seconds.begin(), seconds.end() - 1})) == CanaryGuardKind::Latency);
        seconds.resize(2);
        seconds.insert(seconds.end(), 5, {0, 0, 900});  // a break
        seconds.push_back({1, 1, 900});
        QVERIFY(!after(seconds));
    }
    void more_memory_than_is_allowed_for_five_seconds_is_harm()
    {
        const auto over = [](std::uint64_t memory, std::uint64_t allowed, int seconds) {
            FlowWatch watch;
            FlowLook look{SteadyTime(std::chrono::hours(1)), 0, 0};
            look.memory = memory;
            look.allowedMemory = allowed;
            std::optional<HeldLimit> missed = watch.look(look);
            for (int i = 0; i < seconds; ++i) {
                look.at += std::chrono::seconds(1);
                missed = watch.look(look);
            }
            return missed;
        };
        QVERIFY(!over(101, 100, 4));
        QVERIFY(guardOf(over(101, 100, 5)) == CanaryGuardKind::Memory);
        QVERIFY(!over(100, 100, 60));
        QVERIFY(!over(1'000'000'000, 0, 60));  // where no limit is set
    }
    void what_is_missed_says_by_how_much()
    {
        const auto late = after(std::vector<Second>(5, {25, 25, 812}), 143);
        QCOMPARE(late.value().now, std::optional(812.0));
        QCOMPARE(late.value().limit, std::optional(143.0));
        const auto still = after(std::vector<Second>(5, {25, 0}));
        QVERIFY(!still.value().now && !still.value().limit);
    }
    void the_limits_that_are_set_are_told_as_of_the_last_look_in_ms_and_mb()
    {
        FlowWatch watch;
        QVERIFY(watch.limits().empty());
        FlowLook look{SteadyTime(std::chrono::hours(1)), 0, 0, 10, 50};
        look.memory = 88'000'000;
        watch.look(look);
        QCOMPARE(watch.limits().size(), std::size_t(1));
        QCOMPARE(watch.limits().front().now, std::optional(10.0));
        look.allowedMemory = 90'000'000;
        watch.look(look);
        QCOMPARE(watch.limits().size(), std::size_t(2));
        QCOMPARE(watch.limits().back().guard, CanaryGuardKind::Memory);
        QCOMPARE(watch.limits().back().now, std::optional(88.0));
        QCOMPARE(watch.limits().back().limit, std::optional(90.0));
    }
    void a_latency_of_long_ago_is_not_held_against_a_model_that_judges_nothing()
    {
        QVERIFY(!after(std::vector<Second>(60, {0, 0, 5000})));
    }
};

QTEST_APPLESS_MAIN(FlowWatchTest)
#include "tst_flowwatch.moc"
