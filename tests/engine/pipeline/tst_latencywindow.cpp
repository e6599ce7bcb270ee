// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/latencywindow.h"

#include <QtTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace lineside;
using namespace std::chrono_literals;

namespace {

/// By its definition: the smallest value that at least that share of all reach at most.
double nearestRank(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    const auto least = share * static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (static_cast<double>(i + 1) >= least)
            return values[i];
    }
    return values.back();
}

}  // namespace

class TestLatencyWindow : public QObject {
    Q_OBJECT

private slots:
    void without_values_it_is_0()
    {
        QCOMPARE(LatencyWindow().percentile(0.5), 0.0);
    }
    void old_values_leave_nothing_behind()
    {
        LatencyWindow window;
        QCOMPARE(window.percentile(0.5), 0.0);
        for (int i = 0; i < 512; ++i)
            window.add(1000);
        for (int i = 1; i <= 512; ++i)
            window.add(i);
        QCOMPARE(window.percentile(0.5), 256.0);
        QCOMPARE(window.percentile(0.99), 507.0);
    }
    void the_greatest_of_the_last_ones_is_known()
    {
        LatencyWindow window;
        QCOMPARE(window.greatestOf(10), 0.0);
        for (const int ms : {900, 3, 7, 5})
            window.add(ms);
        QCOMPARE(window.greatestOf(0), 0.0);
        QCOMPARE(window.greatestOf(1), 5.0);
        QCOMPARE(window.greatestOf(3), 7.0);
        QCOMPARE(window.greatestOf(1'000'000), 900.0);
        for (int i = 0; i < 511; ++i)
            window.add(1);
        QCOMPARE(window.greatestOf(511), 1.0);
        QCOMPARE(window.greatestOf(512), 5.0);
    }
    void percentiles_are_those_of_the_last_512_values()
    {
        std::mt19937 random(7);
        std::uniform_int_distribution<int> fewValues(1, 40);  // many are equal
        LatencyWindow window;
        std::vector<double> last;
        for (int i = 0; i < 3000; ++i) {
            last.push_back(fewValues(random) / 4.0);
            window.add(last.back());
            if (last.size() > 512)
                last.erase(last.begin());
            for (const double share : {0.01, 0.5, 0.99, 1.0})
                QCOMPARE(window.percentile(share), nearestRank(last, share));
        }
    }
    void cleared_it_begins_anew()
    {
        LatencyWindow window;
        for (int i = 0; i < 600; ++i)
            window.add(1000 - i);
        window.clear();
        QCOMPARE(window.percentile(0.99), 0.0);
        for (const double ms : {3.0, 1.0, 2.0})
            window.add(ms);
        QCOMPARE(window.percentile(0.5), 2.0);
        QCOMPARE(window.percentile(0.99), 3.0);
    }
    void a_rate_falls_when_pictures_stop()
    {
        RateMeter meter;
        const SteadyTime start{1h};
        for (int i = 0; i < 30; ++i)
            meter.tick(start + i * 33ms);
        const SteadyTime last = start + 29 * 33ms;
        QVERIFY(qAbs(meter.perSecond(last) - 30.3) < 0.2);
        QVERIFY(meter.perSecond(last + 1s) < 16);
        QCOMPARE(meter.perSecond(last + 3s), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestLatencyWindow)
#include "tst_latencywindow.moc"
