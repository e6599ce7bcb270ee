// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/pacer.h"

#include <QtTest>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

const SteadyTime kStart{std::chrono::seconds(1000)};

/// Pictures kept of `seconds` from a camera with that rate; every second picture comes `jitter` late.
int kept(double cameraFps, double wantedFps, int seconds, std::chrono::microseconds jitter = {})
{
    RateThinner thinner(wantedFps);
    int count = 0;
    for (int i = 0; i < static_cast<int>(cameraFps * seconds); ++i) {
        const auto at = std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(i / cameraFps));
        count += thinner.keep(kStart + at + (i % 2 ? jitter : std::chrono::microseconds{}));
    }
    return count;
}

}  // namespace

class TestPacer : public QObject {
    Q_OBJECT
private slots:
    void pictures_are_due_one_period_apart_without_drift()
    {
        Pacer pacer(30);
        SteadyTime due;
        for (int i = 0; i <= 300; ++i)
            due = pacer.nextDue(kStart + i * 1ms);
        const auto error = due - kStart - 10s;
        QVERIFY(error < 1ms && error > -1ms);
    }
    void a_slow_reader_goes_on_from_now_instead_of_hurrying()
    {
        Pacer pacer(10);
        QCOMPARE(pacer.nextDue(kStart), kStart);
        QCOMPARE(pacer.nextDue(kStart + 5s), kStart + 5s);
        QCOMPARE(pacer.nextDue(kStart + 5s), kStart + 5100ms);
    }
    void a_reader_that_is_a_little_late_catches_up()
    {
        Pacer pacer(10);
        QCOMPARE(pacer.nextDue(kStart), kStart);
        QCOMPARE(pacer.nextDue(kStart + 150ms), kStart + 100ms);
        QCOMPARE(pacer.nextDue(kStart + 150ms), kStart + 200ms);
    }
    void a_senseless_rate_is_moved_to_the_limits()
    {
        Pacer pacer(1e12);
        pacer.nextDue(kStart);
        QCOMPARE(pacer.nextDue(kStart), kStart + 1ms);
        Pacer slow(0);
        slow.nextDue(kStart);
        QCOMPARE(slow.nextDue(kStart), kStart + 100s);
    }
    void a_camera_at_the_wanted_rate_keeps_every_picture()
    {
        QCOMPARE(kept(30, 30, 10), 300);
        QCOMPARE(kept(30, 30, 10, 7ms), 300);
        QCOMPARE(kept(10, 30, 10), 100);
    }
    void a_camera_slightly_above_the_wanted_rate_loses_hardly_any()
    {
        QVERIFY(kept(30.3, 30, 100) >= 2980);
    }
    void a_faster_camera_is_thinned_to_the_wanted_rate()
    {
        QCOMPARE(kept(60, 30, 10), 300);
        QVERIFY(qAbs(kept(100, 30, 10) - 300) <= 3);
        QVERIFY(qAbs(kept(45, 30, 10) - 300) <= 3);
    }
    void without_a_wanted_rate_nothing_is_thinned()
    {
        QCOMPARE(kept(200, 0, 1), 200);
    }
    void after_a_pause_no_burst_is_let_through()
    {
        RateThinner thinner(10);
        QVERIFY(thinner.keep(kStart));
        QVERIFY(thinner.keep(kStart + 10s));
        QVERIFY(!thinner.keep(kStart + 10s + 10ms));
        QVERIFY(!thinner.keep(kStart + 10s + 20ms));
    }
};

QTEST_APPLESS_MAIN(TestPacer)
#include "tst_pacer.moc"
