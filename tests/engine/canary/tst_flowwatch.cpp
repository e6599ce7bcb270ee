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
std::optional<CanaryGuardKind> after(const std::vector<Second> &seconds, double allowedMs = 50)
{
    FlowWatch watch;
    FlowLook look{SteadyTime(std::chrono::hours(1)), 1000, 900, 10, allowedMs};
    std::optional<CanaryGuardKind> missed = watch.look(look);
    for (const Second &s : seconds) {
        look.at += std::chrono::seconds(1);
        look.captured += static_cast<std::uint64_t>(s.captured);
        look.judged += static_cast<std::uint64_t>(s.judged);
        look.latencyMs = s.latencyMs;
        missed = watch.look(look);
    }
    return missed;
}

}  // namespace

class FlowWatchTest : public QObject {
    Q_OBJECT
private slots:
    void pictures_without_a_verdict_for_five_seconds_are_harm()
    {
        QVERIFY(!after(std::vector<Second>(4, {25, 0})));
        QVERIFY(after(std::vector<Second>(5, {25, 0})) == CanaryGuardKind::FrameFlow);
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
        QVERIFY(after(std::vector<Second>(5, {25, 25, 51})) == CanaryGuardKind::Latency);
        std::vector<Second> seconds(4, {25, 25, 51});
        seconds.push_back({25, 25, 50});
        seconds.insert(seconds.end(), 4, {25, 25, 51});
        QVERIFY(!after(seconds));
    }
    void where_no_limit_is_set_none_is_missed()
    {
        QVERIFY(!after(std::vector<Second>(60, {25, 25, 5000}), 0));
    }
    void a_latency_of_long_ago_is_not_held_against_a_model_that_judges_nothing()
    {
        QVERIFY(!after(std::vector<Second>(60, {0, 0, 5000})));
    }
};

QTEST_APPLESS_MAIN(FlowWatchTest)
#include "tst_flowwatch.moc"
