// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/controlguard.h"

#include <QtTest>

#include <array>
#include <cmath>
#include <random>
#include <vector>

using namespace lineside;

namespace {

constexpr int kControls = 3;
constexpr std::array kFactors{1.5, 2., 3., 5., 10., 30.};

/// "10" is a round in which the station rejects and no control, "02" one in which two controls do.
OddsEvidence afterRounds(const char *rounds)
{
    OddsEvidence evidence(kControls, 1.5, kFactors);
    for (const char *c = rounds; *c; c += c[2] ? 3 : 2)
        evidence.add(c[0] - '0' + (c[1] - '0'), c[0] == '1');
    return evidence;
}

struct Line {
    std::mt19937 random;
    double rate = 0.02, camera = 1, harm = 1;

    RejectMask round()
    {
        std::uniform_real_distribution<double> chance;
        RejectMask mask = 0;
        for (int stream = 0; stream <= kControls; ++stream)
            mask |= RejectMask{chance(random) < rate * (stream == 0 ? camera * harm : 1)} << stream;
        return mask;
    }
    ControlBaseline baseline()
    {
        std::vector<RejectMask> history(10'000);
        for (RejectMask &mask : history)
            mask = round();
        return learnBaseline(history, kControls);
    }
};

}  // namespace

class ControlGuardTest : public QObject {
    Q_OBJECT
private slots:
    void is_what_was_calculated_elsewhere_data()
    {
        QTest::addColumn<QString>("rounds");
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("late");
        QTest::addColumn<double>("both");
        QTest::newRow("the station five times") << "10 10 10 10 10" << 4.062798963 << 3.533826179 << 3.832888760;
        QTest::newRow("once a control") << "10 01 10 10" << 1.102002070 << 0.885414761 << 0.999560747;
        QTest::newRow("late") << "01 01 01 01 01 01 01 01 01 01 10 10 10 10 10 10" << -1.184978968 << 0.959497668 << 0.377112777;
        QTest::newRow("several at once") << "11 12 02" << -0.563552371 << -0.446174840 << -0.503142407;
    }
    void is_what_was_calculated_elsewhere()
    {
        QFETCH(QString, rounds);
        QFETCH(double, start);
        QFETCH(double, late);
        QFETCH(double, both);
        const OddsEvidence evidence = afterRounds(qPrintable(rounds));
        QVERIFY(std::abs(evidence.fromStart() - start) < 1e-9);
        QVERIFY(std::abs(evidence.late() - late) < 1e-9);
        QVERIFY(std::abs(evidence.log() - both) < 1e-9);
    }
    void the_baseline_knows_a_camera_that_rejects_more_by_its_place()
    {
        const ControlBaseline same = Line{std::mt19937(1)}.baseline(), more = Line{std::mt19937(1), 0.02, 1.8}.baseline();
        QVERIFY(same.mostOdds > 1.5 && same.mostOdds < 2.2);
        QVERIFY(more.mostOdds > 2.7 && more.mostOdds < 3.6);
        QVERIFY(same.leastOdds < 1 && same.leastOdds > 0.5);
        QVERIFY(!same.fewRejects());
    }
    void where_nothing_was_rejected_nothing_is_known_and_nothing_concluded()
    {
        const std::vector<RejectMask> history(10'000);
        const ControlBaseline baseline = learnBaseline(history, kControls);
        QVERIFY(baseline.fewRejects());
        ControlGuard guard(baseline);
        for (int i = 0; i < 100; ++i)
            guard.add(1);
        QCOMPARE(guard.log(), 0.0);
    }
    void rounds_in_which_none_or_all_reject_say_nothing()
    {
        ControlGuard guard(Line{std::mt19937(1)}.baseline());
        guard.add(0);
        guard.add(0b1111);
        QCOMPARE(guard.log(), 0.0);
        guard.add(0b0001);
        QVERIFY(guard.log() > 0);
    }
    void a_clump_counts_about_once()
    {
        std::vector<RejectMask> history;
        for (int i = 0; i < 10'000; ++i)
            history.push_back(i % 100 < 5 ? RejectMask{1} << (i / 100 % 4) : 0);
        const ControlBaseline baseline = learnBaseline(history, kControls);
        QVERIFY(baseline.skip >= 10);
        QCOMPARE(baseline.lone, 100);
        QCOMPARE(baseline.ofStation, 25);
        ControlGuard once(baseline), clump(baseline);
        once.add(1);
        for (int i = 0; i < 5; ++i)
            clump.add(1);
        QCOMPARE(clump.log(), once.log());
    }
    void a_station_that_stays_as_it_was_is_left_alone()
    {
        for (unsigned seed = 0; seed < 40; ++seed) {
            Line line{std::mt19937(seed), seed % 2 ? 0.02 : 0.1, seed % 3 ? 1 : 1.8};
            ControlGuard guard(line.baseline());
            for (int i = 0; i < 12'000; ++i) {
                if (i % 2'000 == 0)
                    line.rate = i % 4'000 ? 0.08 : 0.02;  // lots, which all stations see
                guard.add(line.round());
                QVERIFY2(guard.log() < std::log(100), qPrintable(QString("seed %1, round %2").arg(seed).arg(i)));
            }
        }
    }
    void harm_is_found_and_the_greater_the_sooner_data()
    {
        QTest::addColumn<double>("harm");
        QTest::addColumn<int>("median");
        QTest::newRow("five times as many rejects") << 5.0 << 304;
        QTest::newRow("fifteen times as many") << 15.0 << 44;
        QTest::newRow("none any more") << 0.0 << 688;
    }
    void harm_is_found_and_the_greater_the_sooner()
    {
        QFETCH(double, harm);
        QFETCH(int, median);
        std::vector<int> rounds;
        for (unsigned seed = 0; seed < 101; ++seed) {
            Line line{std::mt19937(seed)};
            ControlGuard guard(line.baseline());
            line.harm = harm;
            int count = 0;
            while (guard.log() < std::log(100) && count < 12'000) {
                guard.add(line.round());
                ++count;
            }
            rounds.push_back(count);
        }
        std::ranges::sort(rounds);
        QVERIFY(rounds.back() < 12'000);
        QVERIFY2(rounds[50] <= median, qPrintable(QString::number(rounds[50])));
    }
};

QTEST_APPLESS_MAIN(ControlGuardTest)
#include "tst_controlguard.moc"
